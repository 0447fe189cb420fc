import { closeDoors } from '../../exercises/close-doors.ts'
import type { Engine, EngineHost, OutputKind } from '../../exercises/engine.ts'
import { limitMemory } from '../../exercises/memory-limit.ts'
import { DISK_BASE, type FromWorker, type LoadedEngine, type ToWorker } from '../../exercises/messages.ts'
import { judge } from '../../exercises/verdict.ts'

/** What an engine is loaded with. */
export interface EngineTools {
  readonly host: EngineHost
  /** Tells that the engine is broken and has to be started anew. */
  readonly crashed: (error: unknown) => void
  /** The address of a file of the engine. */
  readonly addressOf: (name: string) => string
  /** The address of a file of the engine that is a module, with all that it imports. */
  readonly moduleOf: (name: string) => string
  /** Compiles a file of the engine. */
  readonly compile: (name: string) => Promise<WebAssembly.Module>
}

/** Loads an engine. `hears`: a program that runs can be stopped by a message. */
export type LoadEngine = (tools: EngineTools) => Promise<{ readonly engine: Engine; readonly hears: boolean }>

/** Milliseconds between two messages with what a program printed. */
const OUTPUT_TIME = 50

const post = (message: FromWorker): void => postMessage(message)
const state: { answer?: (line: string | undefined) => void; isStopped: boolean; engine: string } = {
  isStopped: false,
  engine: '',
}

function createOutput() {
  const waiting: { pieces: [OutputKind, string][]; since: number } = { pieces: [], since: 0 }
  const flush = (): void => {
    if (waiting.pieces.length) post({ type: 'shown', pieces: waiting.pieces })
    waiting.pieces = []
    waiting.since = performance.now()
  }
  const show = (kind: OutputKind, text: string): void => {
    const last = waiting.pieces.at(-1)
    if (last?.[0] === kind) last[1] += text
    else waiting.pieces.push([kind, text])
    if (performance.now() - waiting.since > OUTPUT_TIME) flush()
  }
  return { flush, show, isDue: () => waiting.pieces.length > 0 && performance.now() - waiting.since > OUTPUT_TIME }
}

const output = createOutput()

const host: EngineHost = {
  show: output.show,
  ask: (prompt) =>
    new Promise((resolve) => {
      output.flush()
      state.answer = resolve
      post({ type: 'ask', prompt })
    }),
  isStopped: () => state.isStopped,
  turn: () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve()
      port2.postMessage(0)
    }),
  // The engine looks at the clock all the time: so what was printed is shown even if nothing more is.
  now: () => {
    if (output.isDue()) output.flush()
    return performance.now()
  },
  beat: () => {
    output.flush()
    post({ type: 'beat' })
  },
}

/** Whether this thread may compile WebAssembly; where it may not, engines would wait for ever. */
function mayCompile(): boolean {
  try {
    return new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)) instanceof WebAssembly.Module
  } catch {
    return false
  }
}

/** Hands out what an earlier worker loaded, or what came from a disk; keeps what this one loads, and counts bytes as they come. */
function watchLoading({ base, count, loaded }: ToWorker & { readonly type: 'start' }) {
  const files: Record<string, ArrayBuffer> = { ...loaded?.files }
  const kept: { module?: WebAssembly.Module } = loaded?.module ? { module: loaded.module } : {}
  const load = fetch
  let bytes = 0
  const seen = { isOffline: false }
  self.fetch = async (address, options) => {
    const name = String(address instanceof Request ? address.url : address).replace(/^.*\//, '')
    const file = files[name]
    const isWasm = name.endsWith('.wasm')
    const headers = { 'Content-Type': isWasm ? 'application/wasm' : 'application/octet-stream' }
    if (kept.module && isWasm) return new Response(new Uint8Array(), { headers })
    if (file) return new Response(file.slice(0), { headers })
    const response = await load(address, options).catch((error: unknown) => {
      seen.isOffline = true
      throw error
    })
    if (!response.ok) throw new TypeError(`${response.status}: ${name}`)
    const body = count
      ? response.body?.pipeThrough(
          new TransformStream<Uint8Array, Uint8Array>({
            transform(chunk, controller) {
              bytes += chunk.length
              post({ type: 'loading', bytes })
              controller.enqueue(chunk)
            },
          }),
        )
      : undefined
    const counted = body ? new Response(body, { headers: response.headers }) : response
    if (isWasm) return counted
    const whole = await counted.arrayBuffer()
    files[name] = whole
    return new Response(whole.slice(0))
  }
  const compile = async (source: Response | PromiseLike<Response>): Promise<WebAssembly.Module> => {
    kept.module ??= await WebAssembly.compileStreaming(source)
    return kept.module
  }
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const module = await compile(source)
    return { module, instance: await WebAssembly.instantiate(module, imports) }
  }
  const addressOf = (name: string): string => base + name
  /** A module has its file's address, or one of its own text, which names what it imports in the same way. */
  const moduleOf = (name: string): string => {
    const file = files[name]
    if (base !== DISK_BASE || !file) return addressOf(name)
    const text = new TextDecoder()
      .decode(file)
      .replace(/(\bfrom\s*)(['"])\.\/([\w.-]+)\2/g, (_, from: string, mark: string, imported: string) =>
        [from, mark, moduleOf(imported), mark].join(''),
      )
    return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
  }
  return {
    addressOf,
    moduleOf,
    compile: (name: string) => compile(self.fetch(addressOf(name))),
    loaded: (): LoadedEngine => ({ files, ...kept }),
    isOffline: (): boolean => seen.isOffline,
  }
}

/** Answers the messages of a page with an engine, which it loads when it is told to. */
export function serveEngine(load: LoadEngine): void {
  const engine: { started?: Promise<Engine | undefined> } = {}
  const crashed = (error: unknown): void => post({ type: 'crashed', message: String(error) })
  const start = async (message: ToWorker & { readonly type: 'start' }): Promise<Engine | undefined> => {
    if (!mayCompile()) {
      post({ type: 'failed', fault: 'policy', message: '' })
      return
    }
    limitMemory()
    const { loaded, isOffline, ...tools } = watchLoading(message)
    try {
      const { engine, hears } = await load({ host, crashed, ...tools })
      closeDoors()
      post({ type: 'ready', hears, loaded: loaded() })
      return engine
    } catch (error) {
      const text = String(error)
      // Engines tell in their own ways what did not come.
      const isNetwork = isOffline() || /fetch|network|load|import|\b404\b/i.test(text)
      post({
        type: 'failed',
        fault: isNetwork ? 'network' : 'other',
        message: text,
      })
      return
    }
  }
  addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
    switch (data.type) {
      case 'start':
        state.engine = data.engine
        engine.started = start(data)
        return
      case 'stop':
        state.isStopped = true
        state.answer?.(undefined)
        return
      case 'line':
        state.answer?.(data.line)
        return
      case 'run': {
        state.isStopped = false
        const running = await engine.started
        if (!running) return
        try {
          const result = await running.run(data.request)
          output.flush()
          const { request, checks } = data
          post({ type: 'done', result, verdict: judge(checks, request.code, result, state.engine) })
        } catch (error) {
          crashed(error)
        }
      }
    }
  })
}
