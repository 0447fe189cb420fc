import fs from 'node:fs'
import { causeOf } from '../diagnostics/cause.ts'
import { parentChannel } from '../files/channel.ts'
import { resolveFrom } from './host-resolve.ts'
import { createHostRun } from './host-run.ts'
import type { Failure, FromHost, HostStart, ToHost } from './protocol.ts'

/**
 * The thread that plugins run in. It has an event loop, so plugins may wait, while the thread that asks them waits for it without one.
 * What a plugin throws, now or later, is an answer; so is an attempt to end the process. It is bundled by itself.
 */

const { channel, port, data } = parentChannel<ToHost, FromHost, HostStart>()
/** The request that is running; undefined where none is. */
const running: { fail: ((error: unknown) => void) | undefined } = { fail: undefined }

/** Standard output may be a report: what plugins print goes to the other one. */
const print = (text: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
  try {
    if (typeof text === 'string') fs.writeSync(2, text)
    else fs.writeSync(2, text)
  } catch {
    // The other end is closed.
  }
  for (const callback of rest) if (typeof callback === 'function') callback()
  return true
}
process.stdout.write = print
process.stderr.write = print

// That a module says what it is by its syntax alone is fine; what else Node warns of is told.
process.removeAllListeners('warning')
process.on('warning', ({ name, message }) => {
  if (name !== 'MODULE_TYPELESS_PACKAGE_JSON' && name !== 'ExperimentalWarning') print(`${name}: ${message}\n`)
})

const stray = (error: unknown): void => {
  if (running.fail) running.fail(error)
  else print(`lectern: a plugin failed when nothing was asked of it: ${failureOf(error).stack}\n`)
}
process.on('uncaughtException', stray)
process.on('unhandledRejection', stray)
process.on('exit', () => {
  channel.send({ type: 'ended' })
})
process.exit = (code) => {
  const error = new Error(`it calls \`process.exit(${code ?? ''})\``)
  running.fail?.(error)
  throw error
}
Reflect.set(process, 'reallyExit', process.exit)

const load = resolveFrom(data)
const run = createHostRun(load, (kind, parameters) => {
  channel.send({ type: 'ask', kind, parameters })
  const reply = channel.take()
  if (reply.type !== 'answer') throw new Error(`A plugin host got \`${reply.type}\` for an answer.`)
  return reply.value
})

port.on('message', (request: ToHost) => {
  if (request.type === 'answer') return
  const strays = new Promise<never>((_, reject) => {
    running.fail = reject
  })
  const { result, close } = run(request)
  // A promise that is not waited for fails within this turn, and is told as part of it.
  const settled = result.then((value) => new Promise<typeof value>((resolve) => setImmediate(() => resolve(value))))
  const finish = (reply: FromHost): void => {
    running.fail = undefined
    close()
    channel.send(reply)
  }
  void Promise.race([settled, strays])
    .then(({ value, effects }) => finish({ type: 'done', value, effects }))
    // What cannot be handed over comes here, too.
    .catch((error: unknown) => finish({ type: 'failed', failure: failureOf(error) }))
})

function failureOf(error: unknown): Failure {
  const cause = causeOf(error)
  const message = cause.startsWith('DataCloneError:') ? 'it gives a function, or something else that is no data' : cause
  return { message, stack: stackOf(error) }
}

/** Where something was thrown; '' for what has no stack, or one that cannot be read. */
function stackOf(error: unknown): string {
  try {
    return error instanceof Error && typeof error.stack === 'string' ? error.stack : ''
  } catch {
    return ''
  }
}
