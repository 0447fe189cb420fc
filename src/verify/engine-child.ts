// The process that an engine runs in; bundled by itself. It may read the engine's files and its own, and nothing else.
import dgram from 'node:dgram'
import dns from 'node:dns'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { pathToFileURL } from 'node:url'
import type { Engine, EngineHost } from '../exercises/engine.ts'
import { PYTHON_LOCK } from '../exercises/engines.ts'
import { createJavaScriptEngine, type QuickJsModule } from '../exercises/javascript-engine.ts'
import { limitMemory } from '../exercises/memory-limit.ts'
import { createMicroPythonEngine, type MicroPythonModule } from '../exercises/micropython-engine.ts'
import { createPyodideEngine, type Pyodide } from '../exercises/pyodide-engine.ts'
import { createSqlEngine, type SqlJs } from '../exercises/sql-engine.ts'
import type { FromEngine, ToEngine } from './engine-messages.ts'

const tell = (message: FromEngine): void => {
  process.send?.(message)
}

/** Takes away what programs could reach the network or the system by, if they got hold of the global object. */
function closeDoors(): void {
  for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'Worker'])
    Reflect.deleteProperty(globalThis, name)
  Reflect.deleteProperty(process, 'getBuiltinModule')
  closeNetwork()
  // The engine asks for constants of the file system alone; in a process that may read little, Node refuses even that.
  Object.assign(process, { binding: () => ({ fs: fs.constants }), dlopen: undefined })
}

/** The engine has sockets of its own where it runs in Node: what they are made of reaches no host, and asks for none. */
function closeNetwork(): void {
  const refuse = (): never => {
    throw new Error('There is no network here.')
  }
  for (const part of [
    net,
    dns,
    dns.promises,
    dgram,
    net.Socket.prototype,
    net.Server.prototype,
    dgram.Socket.prototype,
  ])
    for (const name of ['connect', 'createConnection', 'createServer', 'createSocket', 'listen', 'bind', 'send'])
      if (name in part) Object.assign(part, { [name]: refuse })
  for (const part of [dns, dns.promises])
    for (const name of Object.keys(part))
      if (/^(?:lookup|resolve|reverse)/.test(name)) Object.assign(part, { [name]: refuse })
  syncBuiltinESMExports()
}

/** Milliseconds between two looks whether who wants the results is still there. */
const LOOK = 200

const parent = { id: process.ppid, looked: 0 }

/** Ends with the program that started this one, also where that was killed while a program of an author runs here. */
function endWithParent(): void {
  const now = performance.now()
  if (now < parent.looked + LOOK) return
  parent.looked = now
  if (process.ppid !== parent.id) process.exit(0)
}

/** A program prints for nobody here, and nobody answers it. */
const host: EngineHost = {
  show: () => undefined,
  ask: async () => undefined,
  isStopped() {
    endWithParent()
    return false
  },
  turn: async () => undefined,
  now: () => performance.now(),
  beat: () => undefined,
}

const addressOf = (file: string): string => pathToFileURL(file).href

/** Loads an engine from the folder of its package, which is of a known version. */
const load: Readonly<Record<string, (folder: string, hashSeed: number) => Promise<Engine>>> = {
  async python(folder, hashSeed) {
    const module: unknown = await import(addressOf(`${folder}/pyodide.mjs`))
    const { loadPyodide } = module as { loadPyodide: (options: object) => Promise<Pyodide> }
    const pyodide = await loadPyodide({
      indexURL: `${folder}/`,
      env: { PYTHONHASHSEED: String(hashSeed) },
      lockFileContents: PYTHON_LOCK,
      jsglobals: {},
    })
    return createPyodideEngine(pyodide, host)
  },
  async javascript(folder) {
    const module: unknown = await import(addressOf(`${folder}/dist/index.js`))
    const wasm = await WebAssembly.compile(fs.readFileSync(`${folder}/quickjs.wasm`))
    return createJavaScriptEngine(module as QuickJsModule, wasm, host)
  },
  async sql(folder) {
    const module: unknown = await import(addressOf(`${folder}/dist/sql-wasm.js`))
    const { default: init } = module as { default: (options: object) => Promise<SqlJs> }
    return createSqlEngine(await init({ locateFile: (name: string) => `${folder}/dist/${name}` }), host)
  },
  async micropython(folder) {
    const module: unknown = await import(addressOf(`${folder}/micropython.mjs`))
    return createMicroPythonEngine(module as MicroPythonModule, `${folder}/micropython.wasm`, host)
  },
}

async function start(engine: string, folder: string, hashSeed: number): Promise<Engine> {
  closeDoors()
  limitMemory()
  const made = await load[engine]?.(folder, hashSeed)
  if (!made) throw new Error(`There is no engine ${engine}.`)
  return made
}

const state: { engine: Engine | undefined } = { engine: undefined }

process.on('message', async (message: ToEngine) => {
  try {
    if (message.type === 'start') {
      state.engine = await start(message.engine, message.folder, message.hashSeed)
      tell({ type: 'ready' })
    } else if (state.engine) {
      const begun = process.cpuUsage()
      const result = await state.engine.run(message.request)
      // Time of the processor: what else the machine does is no fault of a solution.
      const { user, system } = process.cpuUsage(begun)
      tell({ type: 'result', result: { ...result, milliseconds: (user + system) / 1000 } })
    }
  } catch (error) {
    // Nothing of a fatal error can be used any more.
    tell({ type: 'failed', message: String(error) })
    process.exit(1)
  }
})
// Where the program ends, its engines do.
process.on('disconnect', () => process.exit(0))
