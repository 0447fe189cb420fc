// The worker in which SQL of readers runs.

import { createSqlEngine, type SqlJs } from '../exercises/sql-engine.ts'
import { serveEngine } from './exercises/serve-engine.ts'

type InitSqlJs = (options: { readonly locateFile: (name: string) => string }) => Promise<SqlJs>

serveEngine(async ({ host, addressOf, moduleOf }) => {
  // The file is no module: it gives what it makes to a loader of AMD, where there is one.
  const given: { init?: InitSqlJs } = {}
  const define = (_: readonly string[], make: () => InitSqlJs): void => {
    given.init = make()
  }
  Object.assign(self, { define: Object.assign(define, { amd: true }), module: undefined })
  await import(moduleOf('sql-wasm-browser.js'))
  const { init } = given
  if (!init) throw new Error('sql.js could not be loaded.')
  return { engine: createSqlEngine(await init({ locateFile: addressOf }), host), hears: false }
})
