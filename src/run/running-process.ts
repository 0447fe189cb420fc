import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

/** A program that is to be started. */
export interface ProcessStart {
  readonly command: string
  readonly args: readonly string[]
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
}

/** A program that is running, in a group of its own. */
export interface RunningProcess {
  /** Number of the group, where it has begun. */
  readonly group: number | undefined
  readonly stdout: Readable
  readonly stderr: Readable
  /** How it ended; undefined where it could not be started. */
  readonly ended: Promise<{ readonly code: number | undefined; readonly signal: string | undefined } | undefined>
}

/** Starts a program without a terminal. */
export async function startProcess({ command, args, folder, env }: ProcessStart): Promise<RunningProcess> {
  const child = spawn(command, [...args], {
    cwd: folder,
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  return {
    group: child.pid,
    stdout: child.stdout,
    stderr: child.stderr,
    ended: new Promise((resolve) => {
      child.once('error', () => resolve(undefined))
      child.once('exit', (code, signal) => resolve({ code: code ?? undefined, signal: signal ?? undefined }))
    }),
  }
}
