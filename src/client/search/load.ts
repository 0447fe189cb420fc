import type { IndexData } from '../../search/format.ts'

declare global {
  interface Window {
    /** Called by the files of the index: see src/search/format.ts. */
    lecternSearch?: (name: string, part: IndexData) => void
  }
}

/**
 * Loads parts of the index as scripts, each once: from a disk a page can load nothing else. `version` changes with a
 * part, so that no browser takes an old one from its memory.
 */
export function createLoader(folder: URL): (name: string, version?: string) => Promise<IndexData> {
  const parts = new Map<string, Promise<IndexData>>()
  const waiting = new Map<string, (part: IndexData) => void>()
  window.lecternSearch = (name, part) => waiting.get(name)?.(part)
  const request = (name: string, version: string | undefined): Promise<IndexData> =>
    new Promise((resolve, reject) => {
      waiting.set(name, resolve)
      const script = document.createElement('script')
      script.src = new URL(`${name}.js${version === undefined ? '' : `?${version}`}`, folder).href
      script.addEventListener('load', () => script.remove())
      script.addEventListener('error', () => {
        script.remove()
        parts.delete(name)
        reject(new Error(`${name} cannot be loaded`))
      })
      document.head.append(script)
    })
  return (name, version) => {
    const known = parts.get(name) ?? request(name, version)
    parts.set(name, known)
    return known
  }
}
