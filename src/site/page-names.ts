import { inAnyForm } from '../files/forms.ts'
import { joinPath } from '../files/paths.ts'
import type { Document } from '../page/document.ts'

/** Finds pages by the names that authors use: a path, with or without a slash before it, or its last part. */
export interface PageNames {
  /** All pages of that name: one where it is clear, more where it is ambiguous. */
  lookUp(name: string): readonly Document[]
  /** The page of exactly that path. */
  at(path: string): Document | undefined
  /** Every name, for suggestions; always the same list. */
  all(): readonly string[]
}

/** Names of pages; those whose addresses are in `unnamed` can be found by their path only. */
export function pageNames(documents: readonly Document[], unnamed: ReadonlySet<string> = new Set()): PageNames {
  const byPath = new Map<string, Document>()
  const byLastPart = new Map<string, Document[]>()
  for (const document of documents) {
    const path = document.address.slice(1, -1)
    if (byPath.has(path)) continue
    byPath.set(path, document)
    if (unnamed.has(document.address)) continue
    const last = path.slice(path.lastIndexOf('/') + 1)
    const same = byLastPart.get(last)
    if (same) same.push(document)
    else byLastPart.set(last, [document])
  }
  const made: string[][] = []
  const ofPath = inAnyForm(byPath)
  const ofLastPart = inAnyForm(byLastPart)
  const at = (path: string): Document | undefined => {
    const plain = joinPath(path)
    if (plain === undefined) return undefined
    return ofPath(plain) ?? (/(^|\/)index$/.test(plain) ? ofPath(plain.replace(/\/?index$/, '')) : undefined)
  }
  return {
    at,
    lookUp(name) {
      const exact = at(name)
      if (exact) return [exact]
      const plain = joinPath(name) ?? ''
      return plain.includes('/') || plain === '' ? [] : (ofLastPart(plain) ?? [])
    },
    all() {
      made[0] ??= [...new Set([...byPath.keys(), ...byLastPart.keys()])].filter((name) => name !== '')
      return made[0]
    },
  }
}
