import type { ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** The first of some programs that is installed. */
export const programOf = (...names: readonly string[]): string | undefined =>
  (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => fs.existsSync(file))

/** Asks again until there is an answer: a program that starts tells nobody that it is ready. */
export async function until<Value>(ask: () => Value | undefined | Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await wait(50)
  }
}

/** Stops a program, with those that it started where these are a group. */
export async function stopped(program: ChildProcess, group = false): Promise<void> {
  if (program.exitCode !== null || program.pid === undefined) return
  const ended = new Promise((done) => program.once('exit', done))
  process.kill(group ? -program.pid : program.pid, 'SIGTERM')
  await ended
}
