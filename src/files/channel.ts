import { availableParallelism } from 'node:os'
import {
  MessageChannel,
  type MessagePort,
  parentPort,
  receiveMessageOnPort,
  Worker,
  workerData,
} from 'node:worker_threads'
import { compiledFile } from './open-site.ts'

/**
 * One end of the connection between two threads: the main one and a worker, or one that runs plugins and the one that asks it. Messages are plain data, and arrive in the order sent. Both
 * ends wait without an event loop, since a build is one plain call: each message adds to a number in shared memory that the
 * other end waits for.
 */
export interface Channel<In, Out> {
  readonly send: (message: Out) => void
  /** The next message; undefined where none has arrived. */
  readonly poll: () => In | undefined
  /** Waits for the next message, by default as long as a thread may be silent. */
  readonly take: (patience?: number) => In
  /** The same; undefined where none comes within this many milliseconds. */
  readonly takeWithin: (patience: number) => In | undefined
}

/** A thread that can be stopped. */
export interface Thread<In, Out> extends Channel<In, Out> {
  /** Stops it, whatever it does. */
  readonly end: () => void
}

/** Starts workers. */
export interface Threads {
  /** How many threads can work at once, the main one included. */
  readonly most: number
  /** Undefined where the system gives no further thread, or the program is not there. */
  readonly start: <In, Out>(data: unknown) => Channel<In, Out> | undefined
}

/** Milliseconds without a message after which a thread is lost: it ran out of memory, or was stopped from outside. */
export const PATIENCE = 300_000

/** The same for a thread that may wait for so many plugins, each of which is lost but once. */
export const patienceWith = (plugins: number): number => PATIENCE * (1 + plugins)

interface Connection<Start> {
  readonly port: MessagePort
  /** Messages sent to the main thread, and to the worker. */
  readonly sent: Int32Array<SharedArrayBuffer>
  readonly data: Start
}

/** Starts worker.ts as it is compiled; undefined in tests of the sources, which the compiled program must not stand in for. */
export function nodeThreads(): Threads | undefined {
  if (import.meta.url.endsWith('.ts')) return undefined
  return {
    most: availableParallelism(),
    start: (data) => startThread('worker.js', data),
  }
}

/** Starts a thread that runs a file of the compiled program; undefined where that cannot be. */
export function startThread<In, Out>(program: string, data: unknown): Thread<In, Out> | undefined {
  const file = compiledFile(program)
  if (file === undefined) return undefined
  const { port1, port2 } = new MessageChannel()
  const sent = new Int32Array(new SharedArrayBuffer(8))
  const worker = startWorker(file, { port: port2, sent, data })
  if (!worker) return undefined
  port1.unref()
  const end = (): void => {
    void worker.terminate()
    port1.close()
  }
  return { ...channel<In, Out>(port1, sent, 0), end }
}

function startWorker(file: string, connection: Connection<unknown>): Worker | undefined {
  try {
    const worker = new Worker(file, { workerData: connection, transferList: [connection.port] })
    // The program may end before the worker, which sends its own faults.
    worker.unref()
    worker.on('error', () => undefined)
    return worker
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_WORKER')) return undefined
    throw error
  }
}

/** In a worker: its end of the channel, with the port for those that have an event loop, and the data that it was started with. */
export function parentChannel<In, Out, Start>(): {
  readonly channel: Channel<In, Out>
  readonly port: MessagePort
  readonly data: Start
} {
  if (!parentPort) throw new Error('This part of Lectern runs only as a thread of a build.')
  const { port, sent, data }: Connection<Start> = workerData
  return { channel: channel<In, Out>(port, sent, 1), port, data }
}

function channel<In, Out>(port: MessagePort, sent: Int32Array<SharedArrayBuffer>, own: 0 | 1): Channel<In, Out> {
  // Both ends are compiled together: what one sends is what the other one expects.
  const poll = (): In | undefined => receiveMessageOnPort(port)?.message
  const takeWithin = (patience: number): In | undefined => {
    for (;;) {
      const before = Atomics.load(sent, own)
      const message = poll()
      if (message !== undefined) return message
      if (Atomics.wait(sent, own, before, patience) === 'timed-out') return undefined
    }
  }
  return {
    poll,
    send(message) {
      port.postMessage(message)
      Atomics.add(sent, 1 - own, 1)
      Atomics.notify(sent, 1 - own)
    },
    take(patience = PATIENCE) {
      const message = takeWithin(patience)
      if (message === undefined) throw new Error('A thread of the build is lost.')
      return message
    },
    takeWithin,
  }
}
