// The worker in which Python of readers runs. Its policy is that of its own address: it needs 'wasm-unsafe-eval'.

import { PYTHON_LOCK } from '../exercises/engines.ts'
import { createPyodideEngine, type Pyodide } from '../exercises/pyodide-engine.ts'
import { serveEngine } from './exercises/serve-engine.ts'

serveEngine(async ({ host, crashed, addressOf, moduleOf }) => {
  const address = moduleOf('pyodide.mjs')
  const isFromDisk = address.startsWith('blob:')
  // Pyodide refuses classic workers, which are all that a page on a disk can have, by asking for this.
  if (isFromDisk) Object.assign(self, { importScripts: undefined })
  const { loadPyodide } = await import(address)
  const fromDisk = async () => {
    const { default: createPyodideModule } = await import(moduleOf('pyodide.asm.mjs'))
    return { createPyodideModule, stdLibURL: addressOf('python_stdlib.zip') }
  }
  const pyodide: Pyodide & { readonly _api?: { on_fatal?: (error: unknown) => void } } = await loadPyodide({
    indexURL: addressOf(''),
    lockFileContents: PYTHON_LOCK,
    env: { PYTHONHASHSEED: '0', HOME: '/home/pyodide' },
    stdout: (text: string) => host.show('out', `${text}\n`),
    stderr: (text: string) => host.show('err', `${text}\n`),
    ...(isFromDisk ? await fromDisk() : {}),
  })
  if (pyodide._api) pyodide._api.on_fatal = crashed
  const engine = createPyodideEngine(pyodide, host)
  const hears = pyodide.runPython('from pyodide.ffi import can_run_sync; can_run_sync()') === true
  return { engine, hears: hears || 'Suspending' in WebAssembly }
})
