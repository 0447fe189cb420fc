// The worker in which programs of readers run. Its policy is that of its own address: it needs 'wasm-unsafe-eval'.

import { closeDoors } from '../exercises/close-doors.ts'
import type { EngineHost, OutputKind } from '../exercises/engine.ts'
import { PYTHON_LOCK } from '../exercises/engines.ts'
import { limitMemory } from '../exercises/memory-limit.ts'
import type { FromWorker, LoadedEngine, ToWorker } from '../exercises/messages.ts'
import { createPyodideEngine, type Pyodide } from '../exercises/pyodide-engine.ts'
import { judge } from '../exercises/verdict.ts'

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

/** Hands out what an earlier worker loaded, keeps what this one loads, and counts bytes as they come. */
function watchLoading(loaded: LoadedEngine | undefined, count: boolean): () => LoadedEngine {
  const files: Record<string, ArrayBuffer> = { ...loaded?.files }
  const kept: { module?: WebAssembly.Module } = loaded?.module ? { module: loaded.module } : {}
  const load = fetch
  let bytes = 0
  self.fetch = async (address, options) => {
    const name = String(address instanceof Request ? address.url : address).replace(/^.*\//, '')
    const file = files[name]
    if (file) return new Response(file.slice(0))
    if (kept.module && name.endsWith('.wasm')) return new Response(new Uint8Array())
    const response = await load(address, options)
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
    if (name.endsWith('.wasm')) return counted
    const whole = await counted.arrayBuffer()
    files[name] = whole
    return new Response(whole.slice(0))
  }
  WebAssembly.instantiateStreaming = async (source, imports) => {
    kept.module ??= await WebAssembly.compileStreaming(source)
    return { module: kept.module, instance: await WebAssembly.instantiate(kept.module, imports) }
  }
  return () => ({ files, ...kept })
}

async function start({ base, count, loaded }: ToWorker & { readonly type: 'start' }) {
  if (!mayCompile()) return post({ type: 'failed', fault: 'policy', message: '' })
  limitMemory()
  const loadedNow = watchLoading(loaded, count)
  let pyodide: Pyodide & { readonly _api?: { on_fatal?: (error: unknown) => void } }
  try {
    const { loadPyodide } = await import(`${base}pyodide.mjs`)
    pyodide = await loadPyodide({
      indexURL: base,
      lockFileContents: PYTHON_LOCK,
      env: { PYTHONHASHSEED: '0', HOME: '/home/pyodide' },
      stdout: (text: string) => output.show('out', `${text}\n`),
      stderr: (text: string) => output.show('err', `${text}\n`),
    })
  } catch (error) {
    const message = String(error)
    const fault = /fetch|network|load|import|\b404\b/i.test(message) ? 'network' : 'other'
    return post({ type: 'failed', fault, message })
  }
  if (pyodide._api)
    pyodide._api.on_fatal = (error) => {
      post({ type: 'crashed', message: String(error) })
    }
  const engine = createPyodideEngine(pyodide, host)
  closeDoors()
  const hears = pyodide.runPython('from pyodide.ffi import can_run_sync; can_run_sync()') === true
  post({ type: 'ready', hears: hears || 'Suspending' in WebAssembly, loaded: loadedNow() })
  return engine
}

const engine: { started?: ReturnType<typeof start> } = {}
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
        post({ type: 'crashed', message: String(error) })
      }
    }
  }
})
