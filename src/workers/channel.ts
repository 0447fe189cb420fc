import { availableParallelism } from 'node:os'
import {
  MessageChannel,
  type MessagePort,
  parentPort,
  receiveMessageOnPort,
  Worker,
  type WorkerOptions,
  workerData,
} from 'node:worker_threads'
import { compiledFile } from '../files/open-site.ts'

/**
 * Threads that help with a build. Both ends wait for each other without an event loop, since a build is one plain call:
 * each message rings a bell, a number in shared memory that the other end waits for.
 */

/** One end of the connection between two threads. Messages are plain data, and arrive in the order sent. */
export interface Line<In, Out> {
  /** Sends a message; the bytes of `transfer` move to the other thread, and are gone here. */
  readonly send: (message: Out, transfer?: readonly ArrayBuffer[]) => void
  /** The next message; undefined where none has arrived. */
  readonly poll: () => In | undefined
  /** Waits for the next message. */
  readonly take: () => In
}

/** A thread that helps. */
export type Thread<In, Out> = Line<In, Out>

/** Starts threads that run a file of the compiled program. `data` is the first that they get. */
export interface Threads {
  /** How many threads can work at once, this one among them. */
  readonly most: number
  /** Undefined where the system gives no further thread, or the program is not there. */
  readonly start: <In, Out>(program: ThreadProgram, data: unknown) => Thread<In, Out> | undefined
}

/** What a thread does: worker.ts. */
export type ThreadProgram = 'worker'

/** A thread that says nothing for so long is lost: it ran out of memory, or was stopped from outside. */
const PATIENCE = 300_000

interface Connection {
  readonly port: MessagePort
  readonly bells: SharedArrayBuffer
  readonly data: unknown
}

/** The threads of the compiled program; undefined in tests of the sources. */
export function nodeThreads(): Threads | undefined {
  if (!isCompiled()) return undefined
  return {
    most: availableParallelism(),
    start<In, Out>(program: ThreadProgram, data: unknown): Thread<In, Out> | undefined {
      const file = compiledFile(`${program}.js`)
      if (file === undefined) return undefined
      const { port1, port2 } = new MessageChannel()
      const bells = new SharedArrayBuffer(8)
      const connection: Connection = { port: port2, bells, data }
      const worker = startWorker(file, { workerData: connection, transferList: [port2] })
      if (!worker) return undefined
      // The program may end before them; what goes wrong in them, they tell themselves.
      worker.unref()
      worker.on('error', () => undefined)
      port1.unref()
      return line<In, Out>(port1, bells, 0)
    },
  }
}

function startWorker(program: string, options: WorkerOptions): Worker | undefined {
  try {
    return new Worker(program, options)
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_WORKER')) return undefined
    throw error
  }
}

/** Sources are run by tests only, which have the compiled program beside them: it must not stand in for them. */
const isCompiled = (): boolean => !import.meta.url.endsWith('.ts')

/** The end of the line of the thread that runs this, and what it got when it was started. */
export function ownLine<In, Out>(): { readonly line: Line<In, Out>; readonly data: unknown } {
  if (!parentPort) throw new Error('This part of Lectern runs only as a thread of a build.')
  const { port, bells, data }: Connection = workerData
  return { line: line<In, Out>(port, bells, 1), data }
}

function line<In, Out>(port: MessagePort, shared: SharedArrayBuffer, own: 0 | 1): Line<In, Out> {
  const bells = new Int32Array(shared)
  const poll = (): In | undefined => {
    const message: unknown = receiveMessageOnPort(port)?.message
    // Both ends are compiled together: what one sends is what the other one expects.
    return message as In | undefined
  }
  return {
    poll,
    send(message, transfer = []) {
      port.postMessage(message, transfer)
      Atomics.add(bells, 1 - own, 1)
      Atomics.notify(bells, 1 - own)
    },
    take() {
      for (;;) {
        const rung = Atomics.load(bells, own)
        const message = poll()
        if (message !== undefined) return message
        if (Atomics.wait(bells, own, rung, PATIENCE) === 'timed-out') throw new Error('A thread of the build is lost.')
      }
    },
  }
}
