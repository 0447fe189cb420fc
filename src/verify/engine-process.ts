import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import type { RunRequest } from '../exercises/engine.ts'
import { compiledFile } from '../files/open-site.ts'
import type { FromEngine, ToEngine } from './engine-messages.ts'
import type { AttemptResult } from './outcomes.ts'
import type { Runner } from './verify.ts'

/** Milliseconds that an engine may take to start, and that a run may take beyond its own limits: machines are busy at times. */
const PATIENCE = 120_000
/** Setup, program, check, and programs that the check runs again: each has its own limit. */
const PARTS = 6
const MORE = 15_000

/** How Node is told to let a process read some folders, and nothing else: no other files, no processes, no threads. */
function walls(folders: readonly string[]): readonly string[] {
  const flag = ['--permission', '--experimental-permission'].find((name) =>
    process.allowedNodeEnvironmentFlags.has(name),
  )
  const reads = folders.map((folder) => `--allow-fs-read=${folder}${path.sep}*`)
  return [...(flag ? [flag, ...reads] : []), '--disallow-code-generation-from-strings', '--no-warnings']
}

/**
 * An engine in a process of its own, behind walls: what an author's program does meets WebAssembly, and behind that a process that may read the
 * engine's own files. A program that does not end, or ends the engine, is told to the caller, and the next one gets a new process.
 */
export function startEngine(engine: string, packageFolder: string, hashSeed: number): Runner {
  const state: { child: ChildProcess | undefined; ready: Promise<boolean> | undefined } = {
    child: undefined,
    ready: undefined,
  }
  const end = (): void => {
    state.child?.kill('SIGKILL')
    state.child = undefined
    state.ready = undefined
  }
  /** The next message of the engine; undefined where it ends or takes too long. */
  const next = (child: ChildProcess, milliseconds: number): Promise<FromEngine | 'late' | 'crash'> =>
    new Promise((resolve) => {
      const finish = (result: FromEngine | 'late' | 'crash'): void => {
        clearTimeout(timer)
        child.removeAllListeners()
        resolve(result)
      }
      const timer = setTimeout(() => finish('late'), milliseconds)
      child.on('message', (message: FromEngine) => finish(message))
      child.on('exit', () => finish('crash'))
      child.on('error', () => finish('crash'))
    })
  const send = (child: ChildProcess, message: ToEngine): void => {
    // One that has ended is told by its exit.
    if (child.connected) child.send(message, () => undefined)
  }
  const start = async (): Promise<boolean> => {
    const program = compiledFile('verify-engine.js')
    if (program === undefined) return false
    const child = fork(program, [], {
      execArgv: [...walls([packageFolder, path.dirname(program)])],
      cwd: packageFolder,
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    })
    state.child = child
    send(child, { type: 'start', engine, folder: packageFolder, hashSeed })
    const message = await next(child, PATIENCE)
    return typeof message === 'object' && message.type === 'ready'
  }
  const run = async (request: RunRequest): Promise<AttemptResult> => {
    state.ready ??= start()
    const isReady = await state.ready
    const { child } = state
    if (!isReady || !child) {
      end()
      return { lost: 'crash' }
    }
    send(child, { type: 'run', request })
    const message = await next(child, request.limit * 1000 * PARTS + MORE)
    if (typeof message === 'object' && message.type === 'result') return message.result
    end()
    return { lost: message === 'late' ? 'late' : 'crash' }
  }
  return { run, end }
}
