import { createRequire } from 'node:module'
import type { HLJSApi } from 'highlight.js'

/**
 * highlight.js as it comes, from modules of its own: it changes the modes of languages when it compiles them, and shares them with
 * every copy of the same modules, those of the program among them.
 */
export function freshHighlighter(): HLJSApi {
  const require = createRequire(import.meta.url)
  const loaded = Object.entries(require.cache).filter(([file]) => /[\\/]highlight\.js[\\/]/.test(file))
  for (const [file] of loaded) delete require.cache[file]
  const fresh: HLJSApi = require('highlight.js')
  for (const file of Object.keys(require.cache)) if (/[\\/]highlight\.js[\\/]/.test(file)) delete require.cache[file]
  for (const [file, module] of loaded) require.cache[file] = module
  return fresh
}
