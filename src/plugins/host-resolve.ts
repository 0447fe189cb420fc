import module, { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { HostModule, HostStart } from './protocol.ts'

/** Loads a module of a plugin, once. */
export type LoadModule = (module: HostModule) => Promise<unknown>

/** Stands before the name of a package that is to be found from the site's folder. */
const FROM_SITE = 'lectern-site:'

type Resolve = (
  specifier: string,
  context: { readonly conditions: readonly string[]; readonly parentURL?: string },
  next: (specifier: string, context: object) => unknown,
) => unknown

/**
 * Lets the modules of plugins find `lectern` wherever it is installed: it is the program that runs. Packages that the settings name are
 * found from the site's folder.
 */
export function resolveFrom({ root, api }: HostStart): LoadModule {
  const site = pathToFileURL(path.join(root, 'site.yaml')).href
  const [imported, required] = [pathToFileURL(api.imported).href, pathToFileURL(api.required).href]
  const resolve: Resolve = (specifier, context, next) => {
    if (specifier === 'lectern')
      return { url: context.conditions.includes('require') ? required : imported, shortCircuit: true }
    if (!specifier.startsWith('lectern-site:')) return next(specifier, context)
    return next(specifier.slice('lectern-site:'.length), { ...context, parentURL: site })
  }
  // Since Node 22.15, for `require` too. Before, the hook runs in another thread, and `require` has to be told by itself.
  const registerHooks: unknown = Reflect.get(module, 'registerHooks')
  if (typeof registerHooks === 'function') registerHooks({ resolve })
  else {
    const code = `const site = ${JSON.stringify(site)}, imported = ${JSON.stringify(imported)}, required = ${JSON.stringify(required)}\nexport const resolve = ${resolve}`
    module.register(`data:text/javascript,${encodeURIComponent(code)}`)
    requireLectern(api.required)
  }
  const loaded = new Map<string, Promise<unknown>>()
  return ({ name, isPackage }) => {
    const url = isPackage ? FROM_SITE + name : pathToFileURL(path.join(root, name)).href
    const known = loaded.get(name) ?? import(url)
    loaded.set(name, known)
    return known
  }
}

/** Lets `require('lectern')` find the program. */
function requireLectern(file: string): void {
  const Module: unknown = createRequire(file)('node:module')
  const find: unknown = Reflect.get(Object(Module), '_resolveFilename')
  if (typeof find !== 'function') return
  Reflect.set(Object(Module), '_resolveFilename', (request: string, ...rest: readonly unknown[]) =>
    request === 'lectern' ? file : Reflect.apply(find, Module, [request, ...rest]),
  )
}
