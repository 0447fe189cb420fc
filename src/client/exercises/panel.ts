import type { OutputKind } from '../../exercises/engine.ts'
import { type Ending, type EngineState, type Job, phaseOf } from '../../exercises/engine-life.ts'
import type { EngineName } from '../../exercises/engines.ts'
import { DEFAULT_LIMIT, DEFAULT_RECURSION } from '../../exercises/exercise-checks.ts'
import { keysId, megabytes, statusId } from '../../exercises/exercise-controls.ts'
import { element } from '../element.ts'
import { fillWord as fill } from '../page-words.ts'
import { keepWork, loadWork } from '../work-store.ts'
import type { Controls } from './controls.ts'
import { makeEditor } from './editor.ts'
import { engineIsKnown, isOnDisk, type PageEngine } from './engine-worker.ts'
import { readOldWork } from './old-work.ts'
import type { Exercise } from './read-exercise.ts'
import { verdictText } from './verdict-text.ts'
import { words } from './words.ts'

/** One exercise on the page: editor, buttons, output, result. */
export interface Panel {
  readonly exercise: Exercise
  readonly changed: (state: EngineState) => void
  readonly shown: (job: Job, pieces: readonly (readonly [OutputKind, string])[]) => void
  readonly asked: (job: Job, prompt: string) => void
  readonly ended: (job: Job, ending: Ending) => void
  /** Shows again what is kept: another tab changed it. */
  readonly refresh: () => void
}

export function makePanel(
  exercise: Exercise,
  controls: Controls,
  engine: PageEngine,
  name: EngineName,
  on: {
    readonly solved: () => void
    readonly colours: string /** It is made because its reader typed. */
    readonly isTyped: boolean
  },
): Panel {
  const { id, checks, starter, digest, field } = exercise
  const { language } = name
  const limit = checks.limit ?? DEFAULT_LIMIT
  const now: { job?: Job; before?: string } = {}

  const { buttons, run, reset, note, status } = controls
  const stop = element('button', { type: 'button', className: 'exercise-stop', hidden: true }, words.stop)
  const bar = element('progress', { className: 'exercise-progress', hidden: true })
  const output = element('pre', {
    className: 'exercise-output',
    hidden: true,
    ariaLabel: words.panelOutput,
    dir: 'ltr',
  })
  output.setAttribute('role', 'region')
  const line = element('input', { type: 'text', ariaLabel: words.answer })
  Object.assign(line, { autocapitalize: 'off', autocomplete: 'off', spellcheck: false })
  const enter = element('button', { type: 'submit' }, words.enter)
  const form = element('form', { className: 'exercise-input', hidden: true, dir: 'ltr' }, line, enter)

  const say = (state: string, ...content: (string | Node)[]): void => {
    status.className = `exercise-status is-${state}`
    status.replaceChildren(...content)
  }
  const typed = field.value
  // Text can come without the focus: dropped, or from a program that helps with typing.
  const isTyped = (on.isTyped || document.activeElement === field) && typed !== field.defaultValue
  const editor = makeEditor(
    field,
    {
      status: statusId(id),
      keys: keysId(id),
      language: exercise.engine,
      colours: on.colours,
    },
    {
      changed() {
        keepWork(id, { code: editor.text() })
        delete now.before
        reset.textContent = words.reset
        const known = engineIsKnown.get(exercise.engine)
        const saves = 'connection' in navigator && JSON.stringify(navigator.connection).includes('"saveData":true')
        if (known && !saves) engine.send({ type: 'prepare' })
      },
      run: () => start(),
    },
  )
  run.after(stop)
  note.before(bar)
  buttons.after(output, form)

  async function start(): Promise<void> {
    editor.mark(undefined)
    output.replaceChildren()
    output.hidden = true
    const code = editor.text()
    keepWork(id, { code })
    const { setup, check, validate } = checks
    const files: Record<string, Uint8Array> = {}
    try {
      for (const [path, address] of Object.entries(checks.files ?? {}))
        files[path] = new Uint8Array(await (await fetch(address)).arrayBuffer())
    } catch {
      say('wrong', fill(isOnDisk ? words.onDisk : words.noNetwork, { language }))
      return
    }
    now.job = {
      id,
      checks,
      request: {
        code,
        limit,
        recursion: checks.recursion ?? DEFAULT_RECURSION,
        ask: true,
        files,
        ...(setup !== undefined && { setup }),
        ...(check !== undefined && { check }),
        ...(validate?.length && { validate }),
      },
    }
    say('busy')
    engine.send({ type: 'run', job: now.job })
  }

  const showKept = (): void => {
    const { solved, of } = loadWork(id)
    exercise.element.classList.toggle('is-solved', solved === true)
    // A program that runs has a status of its own.
    if (now.job) return
    if (solved !== true) say('rest')
    else if (of !== digest && of !== undefined) say('rest', words.changed)
    // Where that was just said, another tab that hears of it changes nothing.
    else if (!status.classList.contains('is-right')) say('right', words.solvedBefore)
  }

  run.addEventListener('click', start)
  stop.addEventListener('click', () => {
    engine.send({ type: 'stop' })
    run.focus()
  })
  const resetEditor = (): void => {
    const before = editor.text()
    editor.replace(starter)
    now.before = before
    reset.textContent = words.undoReset
  }
  reset.addEventListener('click', () => {
    if (now.before !== undefined) editor.replace(now.before)
    else if (editor.text() !== starter) resetEditor()
    reset.focus()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    form.hidden = true
    engine.send({ type: 'answer', line: line.value })
    line.value = ''
    stop.focus()
  })

  const kept = loadWork(id)
  const old = kept.code === undefined ? readOldWork(id) : undefined
  if (old !== undefined) keepWork(id, { code: old })
  // What a reader typed before all this was there is the newest.
  if (isTyped) keepWork(id, { code: typed })
  editor.show(isTyped ? typed : (kept.code ?? old ?? starter))
  showKept()
  const size = megabytes(name.transfer)

  return {
    exercise,
    changed(state) {
      note.style.visibility = ''
      const phase = phaseOf(state, id)
      const isBusy = phase !== 'rest'
      if (isBusy && document.activeElement === run) stop.hidden = false
      if (isBusy && document.activeElement === run) stop.focus()
      else if (!isBusy && (document.activeElement === stop || form.contains(document.activeElement))) {
        run.hidden = false
        run.focus()
      }
      run.hidden = isBusy
      stop.hidden = !isBusy
      form.hidden = phase !== 'asking'
      bar.hidden = phase !== 'loading'
      if (state.at === 'loading') {
        const { bytes } = state
        if (bytes > 0 && bytes < name.size) {
          Object.assign(bar, { max: name.size, value: bytes })
          const n = megabytes((bytes / name.size) * name.transfer)
          note.textContent = fill(words.loadingOf, { language, n, size })
        } else {
          bar.removeAttribute('value')
          const first = !engineIsKnown.get(exercise.engine) && bytes === 0
          note.textContent = fill(first ? words.loading : words.starting, { language, size })
        }
      } else note.textContent = phase === 'running' ? words.running : phase === 'stopping' ? words.stopping : ''
    },
    shown(job, pieces) {
      if (job !== now.job) return
      output.hidden = false
      for (const [kind, text] of pieces) {
        const last = output.lastElementChild
        if (last?.className === `is-${kind}`) last.append(text)
        else output.append(element('span', { className: `is-${kind}` }, text))
      }
    },
    asked(job, prompt) {
      if (job !== now.job) return
      form.hidden = false
      line.ariaLabel = prompt.trim() || words.answer
      say('busy', words.asking)
      line.focus()
    },
    ended(job, ending) {
      if (job !== now.job) return
      delete now.job
      if (ending.how === 'failed') {
        const { fault, message } = ending
        const said = { policy: words.noPolicy, network: words.noNetwork, disk: words.onDisk, other: words.noEngine }[
          fault
        ]
        say('wrong', fill(said, { language, message }))
        return
      }
      if (ending.how !== 'done') {
        const said = { stopped: words.stopped, limit: words.tooLong, crashed: words.crashed }[ending.how]
        say('wrong', fill(said, { n: limit, language }))
        return
      }
      const { result, verdict } = ending
      if (result.error) {
        output.hidden = false
        output.append(element('span', { className: 'is-error' }, `${result.error.text}\n`))
        if (result.state === 'done') editor.mark(result.error.line)
      }
      if (result.isCut) output.append(element('span', { className: 'is-note' }, `\n${words.cut}\n`))
      const content = verdictText(
        verdict.state === 'ungraded' && result.error
          ? { state: 'failed', reason: 'error', error: result.error }
          : verdict,
        { limit, language },
      )
      say(
        verdict.state === 'passed' ? 'right' : verdict.state === 'ungraded' && !result.error ? 'rest' : 'wrong',
        ...content,
      )
      if (verdict.state === 'passed') {
        keepWork(id, { solved: true, of: digest })
        exercise.element.classList.add('is-solved')
        on.solved()
      }
    },
    refresh() {
      const { code } = loadWork(id)
      if (document.activeElement !== field && (code ?? starter) !== editor.text()) editor.show(code ?? starter)
      if (!now.job && code === undefined) output.hidden = true
      showKept()
    },
  }
}
