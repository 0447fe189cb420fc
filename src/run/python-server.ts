import { spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { atExit } from './at-exit.ts'
import { type ProcessStart, type RunningProcess, startProcess } from './running-process.ts'

/**
 * Starts Python once for many pages. That process runs no code of a page: for each page it makes a copy of itself, which begins as
 * Python begins, and sooner. See `serve` in `runners/python.py`.
 */

/** Starts processes of Python, and is closed when no more are wanted. */
export interface PythonServer {
  readonly start: (wanted: ProcessStart) => Promise<RunningProcess>
  readonly close: () => void
}

/** Whether processes can be started so here: it takes named pipes that are opened without waiting. */
export const canServe = process.platform === 'linux'

interface Waiting {
  readonly ready: () => void
  readonly started: (pid: number) => void
  readonly ended: (code: number | undefined, signal: string | undefined) => void
  /** The server is not there any more. */
  readonly lost: () => void
}

/** Starts a server of Python; where it cannot be started, processes are started one by one. `runner` is the program of the runner. */
export function openPythonServer(command: string, runner: string, env: Readonly<Record<string, string>>): PythonServer {
  const server = spawn(command, ['-X', 'utf8', runner, '--serve'], {
    env: { ...env },
    cwd: os.tmpdir(),
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  })
  const state = { isOver: false, last: 0 }
  const waiting = new Map<number, Waiting>()
  const signals = new Map(Object.entries(os.constants.signals).map(([name, number]) => [number, name]))
  const end = (): void => {
    state.isOver = true
    forget()
    for (const one of [...waiting.values()]) one.lost()
    waiting.clear()
  }
  const forget = atExit(() => server.kill('SIGKILL'))
  server.once('error', end)
  server.once('exit', end)
  server.stdin.on('error', () => undefined)
  createInterface({ input: server.stdout }).on('line', (line) => {
    const [what, id, first, second] = line.split(' ')
    const one = waiting.get(Number(id))
    if (what === 'ready') one?.ready()
    else if (what === 'started') one?.started(Number(first))
    else if (what === 'ended') {
      waiting.delete(Number(id))
      one?.ended(first === '-' ? undefined : Number(first), signals.get(Number(second)))
    }
  })
  const ask = (request: object): void => {
    server.stdin.write(`${JSON.stringify(request)}\n`)
  }
  return {
    async start(wanted) {
      const { args, folder, env: own } = wanted
      // What stands before the runner is said to the server.
      const job = args.at(-1)
      if (state.isOver || job === undefined) return startProcess(wanted)
      const id = ++state.last
      const [out, err] = ['out', 'err'].map((name) => path.join(path.dirname(job), `${name}-${id}`))
      if (out === undefined || err === undefined) return startProcess(wanted)
      const pipes: { opened: readonly number[] } = { opened: [] }
      const end: { resolve: (how: Awaited<RunningProcess['ended']>) => void } = { resolve: () => undefined }
      const ended: RunningProcess['ended'] = new Promise((resolve) => {
        end.resolve = resolve
      })
      const pid = await new Promise<number | undefined>((resolve) => {
        waiting.set(id, {
          ready() {
            // A pipe is opened here before anybody writes to it, and read from when somebody has begun to.
            pipes.opened = [out, err].map((file) => fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK))
            ask({ id, run: true })
          },
          started: resolve,
          ended: (code, signal) => end.resolve({ code, signal }),
          lost() {
            resolve(undefined)
            end.resolve({ code: undefined, signal: 'SIGKILL' })
          },
        })
        ask({ id, job, out, err, folder, env: own })
      })
      const [outHandle, errHandle] = pipes.opened
      if (pid === undefined || outHandle === undefined || errHandle === undefined) {
        for (const handle of pipes.opened) fs.closeSync(handle)
        return startProcess(wanted)
      }
      const read = (fd: number) => new net.Socket({ fd, readable: true, writable: false })
      return { group: pid, stdout: read(outHandle), stderr: read(errHandle), ended }
    },
    close() {
      server.stdin.end()
    },
  }
}
