// The worker in which JavaScript of readers runs, inside of QuickJS: it reaches neither the page nor its host.

import { createJavaScriptEngine } from '../exercises/javascript-engine.ts'
import { serveEngine } from './exercises/serve-engine.ts'

serveEngine(async ({ host, moduleOf, compile }) => {
  const [module, wasm] = await Promise.all([import(moduleOf('index.js')), compile('quickjs.wasm')])
  return { engine: createJavaScriptEngine(module, wasm, host), hears: false }
})
