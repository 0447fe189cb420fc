import type { OutputKind } from '../../exercises/engine.ts'
import { type Ending, type EngineEvent, type EngineState, type Job, nextStep } from '../../exercises/engine-life.ts'
import type { FromWorker, LoadedEngine, ToWorker } from '../../exercises/messages.ts'

/** What the exercises of a page hear of their engine. */
export interface EngineListener {
  readonly changed: (state: EngineState) => void
  readonly shown: (job: Job, pieces: readonly (readonly [OutputKind, string])[]) => void
  readonly asked: (job: Job, prompt: string) => void
  readonly ended: (job: Job, ending: Ending) => void
}

/** An engine of the page, in a worker: does what `nextStep` says. */
export interface PageEngine {
  readonly send: (event: EngineEvent) => void
  readonly state: () => EngineState
}

/** Opened from a disk: browsers load scripts there, and nothing else. */
export const isOnDisk = location.protocol === 'file:'

/** Remembers that the reader's browser has an engine in its cache. */
export const engineIsKnown = {
  get: (engine: string): boolean => {
    try {
      return localStorage.getItem(`lectern-engine:${engine}`) !== null
    } catch {
      return false
    }
  },
  set: (engine: string): void => {
    try {
      localStorage.setItem(`lectern-engine:${engine}`, '1')
    } catch {
      // The browser keeps nothing.
    }
  },
}

/** A worker, and the files of its engine where it cannot load them itself. */
export interface StartedWorker {
  readonly worker: Worker
  readonly files?: LoadedEngine['files']
}

export function createPageEngine(
  {
    engine,
    base,
    makeWorker,
  }: { readonly engine: string; readonly base: string; readonly makeWorker: () => Promise<StartedWorker> },
  listener: EngineListener,
): PageEngine {
  const now: {
    state: EngineState
    /** The last start of a worker, unless it was given up. */
    attempt?: object
    worker?: Worker
    timer?: ReturnType<typeof setTimeout>
    loaded?: LoadedEngine
  } = { state: { at: 'none' } }
  const post = (message: ToWorker): void => now.worker?.postMessage(message)
  const startWorker = async (): Promise<void> => {
    const attempt = {}
    now.attempt = attempt
    let made: StartedWorker
    try {
      made = await makeWorker()
    } catch {
      // Browsers refuse workers where the policy of the host does, and to pages on a disk.
      const fault = isOnDisk ? 'disk' : 'policy'
      if (now.attempt === attempt) send({ type: 'failed', fault, message: '' })
      return
    }
    const { worker, files } = made
    if (now.attempt !== attempt) return worker.terminate()
    now.worker = worker
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if (now.worker !== worker) return
      // Later a program can say it as well: what it gives is nothing to start the next one with.
      if (data.type === 'ready' && now.state.at === 'loading') {
        now.loaded = data.loaded
        engineIsKnown.set(engine)
      }
      if (data.type !== 'shown') send(data)
      else if ('job' in now.state && now.state.job) listener.shown(now.state.job, data.pieces)
    })
    worker.addEventListener('error', (event) => {
      if (now.worker !== worker) return
      event.preventDefault()
      send({ type: 'crashed', message: event.message ?? '' })
    })
    const loaded = now.loaded ?? (files && { files })
    post({ type: 'start', engine, base, count: !engineIsKnown.get(engine), ...(loaded && { loaded }) })
  }
  function send(event: EngineEvent): void {
    const { state, effects } = nextStep(now.state, event)
    now.state = state
    for (const effect of effects) {
      if (effect.do === 'start') startWorker()
      else if (effect.do === 'post') post(effect.message)
      else if (effect.do === 'end') listener.ended(effect.job, effect.ending)
      else if (effect.do === 'terminate') {
        now.worker?.terminate()
        delete now.worker
        delete now.attempt
      } else {
        clearTimeout(now.timer)
        if (effect.time > 0) now.timer = setTimeout(() => send({ type: 'timeout' }), effect.time)
      }
    }
    listener.changed(state)
    if (event.type === 'ask' && state.at === 'asking') listener.asked(state.job, event.prompt)
  }
  addEventListener('pagehide', () => send({ type: 'leave' }))
  return { send, state: () => now.state }
}
