// The process that an engine runs in; bundled by itself. It may read the engine's files and its own, and nothing else.
import fs from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Engine } from '../exercises/engine.ts'
import { PYTHON_LOCK } from '../exercises/engines.ts'
import { limitMemory } from '../exercises/memory-limit.ts'
import { createPyodideEngine, type Pyodide } from '../exercises/pyodide-engine.ts'
import type { FromEngine, ToEngine } from './engine-messages.ts'

const tell = (message: FromEngine): void => {
  process.send?.(message)
}

/** Takes away what programs could reach the network or the system by, if they got hold of the global object. */
function closeDoors(): void {
  for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'Worker'])
    Reflect.deleteProperty(globalThis, name)
  Reflect.deleteProperty(process, 'getBuiltinModule')
  // The engine asks for constants of the file system alone; in a process that may read little, Node refuses even that.
  Object.assign(process, { binding: () => ({ fs: fs.constants }), dlopen: undefined })
}

async function start(folder: string, hashSeed: number): Promise<Engine> {
  closeDoors()
  limitMemory()
  const module: unknown = await import(pathToFileURL(`${folder}/pyodide.mjs`).href)
  // The package is one of a known version.
  const { loadPyodide } = module as { loadPyodide: (options: object) => Promise<Pyodide> }
  const pyodide = await loadPyodide({
    indexURL: `${folder}/`,
    env: { PYTHONHASHSEED: String(hashSeed) },
    lockFileContents: PYTHON_LOCK,
    jsglobals: {},
  })
  return createPyodideEngine(pyodide, {
    show: () => undefined,
    ask: async () => undefined,
    isStopped: () => false,
    turn: async () => undefined,
    now: () => performance.now(),
    beat: () => undefined,
  })
}

const state: { engine: Engine | undefined } = { engine: undefined }

process.on('message', async (message: ToEngine) => {
  try {
    if (message.type === 'start') {
      state.engine = await start(message.folder, message.hashSeed)
      tell({ type: 'ready' })
    } else if (state.engine) {
      const begun = performance.now()
      const result = await state.engine.run(message.request)
      tell({ type: 'result', result: { ...result, milliseconds: performance.now() - begun } })
    }
  } catch (error) {
    // Nothing of a fatal error can be used any more.
    tell({ type: 'failed', message: String(error) })
    process.exit(1)
  }
})
// Where the program ends, its engines do.
process.on('disconnect', () => process.exit(0))
