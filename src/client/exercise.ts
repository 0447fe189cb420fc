// Exercises of a page: editors that run code in the reader's browser and say what is wrong. Loaded by pages that have some.

import { engines } from '../exercises/engines.ts'
import { DISK_BASE } from '../exercises/messages.ts'
import { addScript } from './exercises/add-script.ts'
import { createPageEngine, isOnDisk, type PageEngine } from './exercises/engine-worker.ts'
import { makePanel, type Panel } from './exercises/panel.ts'
import { readExercise } from './exercises/read-exercise.ts'
import { showSolved } from './show-solved.ts'
import { onWork, takeOverWork } from './work-store.ts'

const here = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href
const addressOfFile = (path: string): string => new URL(path, here).href

const panels: Panel[] = []
takeOverWork()
const started = new Map<string, PageEngine>()

/** Brings an exercise to life. */
function open(element: HTMLElement): void {
  const exercise = readExercise(element)
  const about = exercise && engines[exercise.engine]
  if (!exercise || !about) return
  let engine = started.get(exercise.engine)
  if (!engine) {
    const of = (id: string): Panel | undefined => panels.find((panel) => panel.exercise.id === id)
    const isOurs = (panel: Panel): boolean => panel.exercise.engine === exercise.engine
    engine = createPageEngine(
      {
        engine: exercise.engine,
        base: isOnDisk ? DISK_BASE : addressOfFile(`engine/${about.folder}/`),
        async makeWorker() {
          const program = addressOfFile(`exercise-engine-${exercise.engine}.js`)
          if (!isOnDisk) return { worker: new Worker(program, { type: 'module' }) }
          await addScript(addressOfFile('exercise-disk.js'))
          const made = await globalThis.lecternDisk?.(addressOfFile(`engine/${about.folder}/disk.js`), program)
          if (!made) throw new Error('There is no worker.')
          return made
        },
      },
      {
        changed: (state) => {
          for (const panel of panels) if (isOurs(panel)) panel.changed(state)
        },
        shown: (job, pieces) => of(job.id)?.shown(job, pieces),
        asked: (job, prompt) => of(job.id)?.asked(job, prompt),
        ended: (job, ending) => of(job.id)?.ended(job, ending),
      },
    )
    started.set(exercise.engine, engine)
  }
  panels.push(makePanel(exercise, engine, about, { solved: showSolved, colours: addressOfFile('exercise-colours.js') }))
}
const elements = [...document.querySelectorAll<HTMLElement>('main .exercise[id]')]
const isNear = (element: HTMLElement): boolean => element.getBoundingClientRect().top < 2 * innerHeight
const far = elements.splice(elements.filter(isNear).length)

/** The page is painted first; what its reader does not see yet follows in pieces. */
function openFar(): void {
  far.splice(0, 3).forEach(open)
  if (far.length > 0) {
    setTimeout(openFar)
    return
  }
  onWork(() => {
    for (const panel of panels) panel.refresh()
  })
  showSolved()
}
elements.forEach(open)
if (far.length > 0) requestAnimationFrame(() => setTimeout(openFar))
else openFar()
