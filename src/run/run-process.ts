import { spawnSync } from 'node:child_process'
import type { Readable } from 'node:stream'
import { atExit } from './at-exit.ts'
import { type ProcessStart, type RunningProcess, startProcess } from './running-process.ts'

/** A program that runs the blocks of a page, one after the other, and says after each what became of it. */
export interface ProcessRequest extends ProcessStart {
  /** What it says stands between these two, in what it prints. */
  readonly begin: string
  readonly end: string
  /** Milliseconds that each block may take. */
  readonly limits: readonly number[]
  /** When all of them must be done, as `performance.now()` tells it. */
  readonly deadline: number
  /** Bytes that a block may print. */
  readonly outputLimit: number
}

/** What a program did. */
export interface ProcessOutcome {
  /** Of each block that came to its end: what it printed, and what was said of it. */
  readonly blocks: readonly { readonly output: string; readonly told: unknown }[]
  /** What the block printed that did not come to its end. */
  readonly rest: string
  /** The end of what was written to the standard error. */
  readonly errors: string
  readonly end: ProcessEnd
}

/** How a program ended. */
export type ProcessEnd =
  | { readonly type: 'done'; readonly code: number | undefined; readonly signal: string | undefined }
  | { readonly type: 'not-there' }
  /** It was stopped: a block, or all of them, took too long or printed too much. */
  | { readonly type: 'block-time' | 'page-time' | 'output' }

/** Milliseconds that a program has to say where it is when it is stopped. */
const PATIENCE = 1000
const MOST_ERRORS = 4000

/** Runs a program without a terminal and in a group of its own, so that all that it starts can be ended with it. */
export async function runProcess(
  request: ProcessRequest,
  start: (wanted: ProcessStart) => Promise<RunningProcess> = startProcess,
): Promise<ProcessOutcome> {
  const { begin, end, limits, deadline, outputLimit } = request
  const child = await start(request)
  return new Promise((resolve) => {
    const state: {
      text: string
      errors: string
      stopped: 'block-time' | 'page-time' | 'output' | undefined
      isOver: boolean
    } = {
      text: '',
      errors: '',
      stopped: undefined,
      isOver: false,
    }
    const forget = atExit(() => endGroup(child.group, 'SIGKILL'))
    const blocks: { output: string; told: unknown }[] = []
    const decoder = new TextDecoder()
    const timers = new Set<NodeJS.Timeout>()
    const later = (milliseconds: number, act: () => void): NodeJS.Timeout => {
      const timer = setTimeout(act, milliseconds)
      timers.add(timer)
      return timer
    }
    const stop = (why: NonNullable<typeof state.stopped>): void => {
      if (state.stopped !== undefined || state.isOver) return
      state.stopped = why
      // Python says in which line it was when it is interrupted.
      if (why !== 'output') endGroup(child.group, 'SIGINT')
      later(why === 'output' ? 0 : PATIENCE, () => endGroup(child.group, 'SIGKILL'))
    }
    const blockTimer: { current: NodeJS.Timeout | undefined } = { current: undefined }
    const beginBlock = (): void => {
      clearTimeout(blockTimer.current)
      const limit = limits[blocks.length]
      if (limit === undefined) return
      const { length } = blocks
      const isLate = (): void => {
        if (blocks.length === length) stop('block-time')
      }
      blockTimer.current = later(limit, () => whenQuiet(child.stdout, isLate))
    }
    beginBlock()
    later(Math.max(0, deadline - performance.now()), () => stop('page-time'))
    child.stdout.on('data', (bytes: Buffer) => {
      state.text += decoder.decode(bytes, { stream: true })
      for (;;) {
        const at = state.text.indexOf(begin)
        const close = at < 0 ? -1 : state.text.indexOf(end, at + begin.length)
        if (close < 0) break
        blocks.push({ output: state.text.slice(0, at), told: read(state.text.slice(at + begin.length, close)) })
        state.text = state.text.slice(close + end.length)
        beginBlock()
      }
      const open = state.text.indexOf(begin)
      if ((open < 0 ? state.text.length : open) > outputLimit) stop('output')
      // What is printed until it is ended is not kept.
      if (state.stopped === 'output') state.text = state.text.slice(0, outputLimit)
    })
    child.stderr.on('data', (bytes: Buffer) => {
      state.errors = (state.errors + bytes.toString('utf8')).slice(-MOST_ERRORS)
    })
    const settle = (how: ProcessEnd): void => {
      if (state.isOver) return
      state.isOver = true
      for (const timer of timers) clearTimeout(timer)
      forget()
      // What it started may still be there.
      endGroup(child.group, 'SIGKILL')
      child.stdout.destroy()
      child.stderr.destroy()
      resolve({ blocks, rest: state.text, errors: state.errors, end: state.stopped ? { type: state.stopped } : how })
    }
    // What is read of a pipe that is gone says nothing more.
    for (const stream of [child.stdout, child.stderr]) stream.on('error', () => undefined)
    void child.ended.then((how) => {
      if (!how) return settle({ type: 'not-there' })
      const done = (): void => settle({ type: 'done', ...how })
      if (child.stdout.readableEnded) done()
      else {
        child.stdout.once('end', done)
        // What it started may hold its output open: that is not waited for.
        later(100, () => whenQuiet(child.stdout, done))
      }
      return undefined
    })
  })
}

/** What is there already is read first: this process may have been busy with another page all the time. */
const MOST_ROUNDS = 1000

/** Waits for a round of the event loop in which nothing was read, but not for what goes on writing without end. */
function whenQuiet(stream: Readable, act: () => void): void {
  const state = { hasRead: false, rounds: 0 }
  stream.on('data', () => {
    state.hasRead = true
  })
  const look = (): void => {
    if (!state.hasRead || ++state.rounds > MOST_ROUNDS) act()
    else {
      state.hasRead = false
      setImmediate(look)
    }
  }
  // Streams are read between a timer and what is to be done at once.
  setImmediate(look)
}

function read(text: string): unknown {
  try {
    return text.trim() === '' ? {} : JSON.parse(text)
  } catch {
    return {}
  }
}

function endGroup(pid: number | undefined, signal: 'SIGINT' | 'SIGKILL'): void {
  if (pid === undefined) return
  try {
    if (process.platform !== 'win32') process.kill(-pid, signal)
    else if (signal === 'SIGKILL') spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { windowsHide: true })
  } catch {
    // It has ended already.
  }
}
