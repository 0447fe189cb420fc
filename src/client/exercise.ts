// Exercises of a page: editors that run code in the reader's browser and say what is wrong. Loaded by pages that have some.

import { type EngineName, engines } from '../exercises/engines.ts'
import { DISK_BASE } from '../exercises/messages.ts'
import { addScript } from './exercises/add-script.ts'
import { readyControls } from './exercises/controls.ts'
import { createPageEngine, isOnDisk, type PageEngine } from './exercises/engine-worker.ts'
import { readOldWork } from './exercises/old-work.ts'
import { makePanel, type Panel } from './exercises/panel.ts'
import { readExercise } from './exercises/read-exercise.ts'
import { showSolved } from './show-solved.ts'
import { loadWork, onWork, takeOverWork } from './work-store.ts'

const here = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href
const addressOfFile = (path: string): string => new URL(path, here).href

const panels: Panel[] = []
takeOverWork()
const started = new Map<string, PageEngine>()

/** Exercises that nobody has touched yet: what they need is made when somebody does; `isTyped` says that it was by typing. */
const waiting = new Map<HTMLElement, (isTyped?: boolean) => void>()

/** An engine of the page, made when an exercise first wants it. */
function engineFor(name: string, { folder }: EngineName): PageEngine {
  const known = started.get(name)
  if (known) return known
  const of = (id: string): Panel | undefined => panels.find((panel) => panel.exercise.id === id)
  const engine = createPageEngine(
    {
      engine: name,
      base: isOnDisk ? DISK_BASE : addressOfFile(`engine/${folder}/`),
      async makeWorker() {
        const program = addressOfFile(`exercise-engine-${name}.js`)
        if (!isOnDisk) return { worker: new Worker(program, { type: 'module' }) }
        await addScript(addressOfFile('exercise-disk.js'))
        const made = await globalThis.lecternDisk?.(addressOfFile(`engine/${folder}/disk.js`), program)
        if (!made) throw new Error('There is no worker.')
        return made
      },
    },
    {
      changed: (state) => {
        for (const panel of panels) if (panel.exercise.engine === name) panel.changed(state)
      },
      shown: (job, pieces) => of(job.id)?.shown(job, pieces),
      asked: (job, prompt) => of(job.id)?.asked(job, prompt),
      ended: (job, ending) => of(job.id)?.ended(job, ending),
    },
  )
  started.set(name, engine)
  return engine
}

/** Makes an exercise ready for its reader. */
function prepare(element: HTMLElement): void {
  const { engine = 'python', digest } = element.dataset
  const about = engines[engine]
  const controls = about && readyControls(element, engine)
  if (!controls) return
  if (digest === undefined && !element.querySelector(DECIDING)) element.classList.add('no-progress')
  waiting.set(element, (isTyped = false) => {
    waiting.delete(element)
    const exercise = readExercise(element, controls.field)
    const made = engineFor(engine, about)
    const panel = makePanel(exercise, controls, made, about, {
      isTyped,
      solved: showSolved,
      colours: addressOfFile('exercise-colours.js'),
    })
    panels.push(panel)
    if (made.state().at !== 'none') panel.changed(made.state())
  })
}
const DECIDING = ['output', 'code', 'validate'].map((name) => `:scope > .solution_${name}`).join()

/** Where something was done, now or earlier, nothing waits any longer. */
const isBegun = ({ id }: HTMLElement): boolean => Object.keys(loadWork(id)).length > 0 || readOldWork(id) !== undefined

const openAt = ({ target, type }: { readonly target: EventTarget | null; readonly type?: string }): void => {
  if (!(target instanceof Element)) return
  waiting.get(target.closest<HTMLElement>('.exercise[id]') ?? document.body)?.(type === 'input')
}
const isNear = (element: HTMLElement): boolean => element.getBoundingClientRect().top < 2 * innerHeight

/** The page is painted first; what its reader does not see yet follows in pieces. */
function openFar(far: HTMLElement[]): void {
  for (const element of far.splice(0, 3)) waiting.get(element)?.()
  if (far.length > 0) setTimeout(openFar, 0, far)
}

document.documentElement.dataset.script = ''
for (const element of document.querySelectorAll<HTMLElement>('main .exercise[id]')) prepare(element)
// Before what is touched hears of it.
for (const type of ['focus', 'input', 'click']) addEventListener(type, openAt, true)
openAt({ target: document.activeElement })
const begun = [...waiting.keys()].filter(isBegun)
const far = begun.splice(begun.filter(isNear).length)
for (const element of begun) waiting.get(element)?.()
if (far.length > 0) requestAnimationFrame(() => setTimeout(openFar, 0, far))
onWork(() => {
  for (const panel of panels) panel.refresh()
  for (const [element, open] of waiting) if (isBegun(element)) open()
})
showSolved()
