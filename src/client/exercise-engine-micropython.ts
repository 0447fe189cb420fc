// The worker in which MicroPython of readers runs.

import { createMicroPythonEngine, type MicroPythonModule } from '../exercises/micropython-engine.ts'
import { serveEngine } from './exercises/serve-engine.ts'

serveEngine(async ({ host, addressOf, moduleOf, compile }) => {
  const name = 'micropython.wasm'
  const [module]: [MicroPythonModule, unknown] = await Promise.all([import(moduleOf('micropython.mjs')), compile(name)])
  const loadMicroPython: MicroPythonModule['loadMicroPython'] = async (options) => {
    // It asks for its file each time, which is compiled already, and finds no network here.
    const headers = { 'Content-Type': 'application/wasm' }
    Object.assign(self, { fetch: async () => new Response(new Uint8Array(), { headers }) })
    try {
      return await module.loadMicroPython(options)
    } finally {
      Reflect.deleteProperty(self, 'fetch')
    }
  }
  return { engine: createMicroPythonEngine({ loadMicroPython }, addressOf(name), host), hears: false }
})
