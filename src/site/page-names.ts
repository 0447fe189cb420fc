import { groupBy } from '../diagnostics/group-by.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { inAnyForm } from '../files/forms.ts'
import { once } from '../files/once.ts'
import { baseName, joinPath } from '../files/paths.ts'

/** What has a name: a page, or what stands for one. */
export interface Named {
  readonly path: string
  readonly address: string
}

/** Finds pages by the names that authors use: a path, with or without a slash before it, or its last part. */
export interface PageNames<Page extends Named> {
  /** All pages of that name: one where it is clear, more where it is ambiguous. */
  lookUp(name: string): readonly Page[]
  /** The page of exactly that path, or of one that is the same without dots. */
  at(path: string): Page | undefined
  /** Names, each of another page, that were most likely meant by one that no page has. */
  near(name: string, count: number): readonly string[]
}

/**
 * Names of pages; those whose addresses are in `unnamed` can be found by their path only. `generated` are pages that Lectern makes:
 * their names stand behind those of authors. `root` is the address below which all of them lie.
 */
export function pageNames<Page extends Named>(
  documents: readonly Page[],
  unnamed: ReadonlySet<string> = new Set(),
  generated: readonly Page[] = [],
  root = '/',
): PageNames<Page> {
  const pathOf = (page: Named): string => pathBelow(page, root)
  const byPath = new Map<string, Page>()
  for (const document of documents) {
    const path = pathOf(document)
    if (!byPath.has(path)) byPath.set(path, document)
  }
  const named = [...byPath.values()].filter(({ address }) => !unnamed.has(address))
  const byLastPart = groupBy(named, (page) => baseName(pathOf(page)))
  const ofPath = inAnyForm(byPath)
  const ofLastPart = inAnyForm(byLastPart)
  const made = new Map(generated.map((page) => [pathOf(page), page]))
  const withoutDots = once(() => undotted(byPath))
  const endsWithoutDots = once(() => undotted(byLastPart))
  const bySource = once(() => new Map(documents.map((document) => [document.path, document])))
  const lists = once(() => namesOf(byPath, byLastPart))

  const exactly = (plain: string): Page | undefined => ofPath(plain) ?? made.get(plain)
  /** A folder by the path of its `index`. */
  const ofIndex = (plain: string): Page | undefined =>
    /(^|\/)index$/.test(plain) ? exactly(plain.replace(/\/?index$/, '')) : undefined
  const at = (path: string): Page | undefined => {
    const plain = joinPath(path)
    if (plain === undefined) return undefined
    return exactly(plain) ?? ofIndex(plain) ?? withoutDots().get(plain.replaceAll('.', ''))
  }
  const lookUp = (name: string): readonly Page[] => {
    const plain = joinPath(name)
    if (plain === undefined) return []
    const exact = ofPath(plain) ?? ofIndex(plain)
    if (exact) return [exact]
    const isLast = plain !== '' && !plain.includes('/')
    const named = isLast ? ofLastPart(plain) : undefined
    if (named) return named
    const generatedPage = made.get(plain) ?? (isLast ? onlyEnding(made, plain) : undefined)
    if (generatedPage) return [generatedPage]
    if (/\.(?:md|ipynb)$/.test(plain)) {
      const source = bySource().get(plain)
      return source ? [source] : lookUp(plain.replace(/\.\w+$/, ''))
    }
    const dotless = withoutDots().get(plain.replaceAll('.', ''))
    if (dotless) return [dotless]
    return (isLast && endsWithoutDots().get(plain.replaceAll('.', ''))) || []
  }
  return {
    at,
    lookUp,
    near(name, count) {
      const wanted = joinPath(name.replaceAll('\\', '/').replace(/(?:\/?index)?\.(?:md|html)$/, '')) ?? baseName(name)
      const { all, byEnd } = lists()
      const end = baseName(wanted).toLowerCase()
      const same = wanted === name ? [] : lookUp(wanted).length === 1 ? [wanted] : []
      const found: string[] = []
      const pages = new Set<Page | undefined>()
      // A path that ends alike is nearer than any name that is written alike.
      for (const near of [...same, ...(byEnd.get(end) ?? []), ...nearest(wanted, all, count * 2)]) {
        if (found.length >= count) break
        const [page, other] = lookUp(near)
        if (!page || other || pages.has(page)) continue
        pages.add(page)
        found.push(near)
      }
      return found
    },
  }
}

/** The path of a page's address. */
const pathBelow = ({ address }: Named, root: string): string => address.slice(root.length, -1)

/** Of paths of one kind, those that are one without their dots. */
function undotted<Value>(paths: ReadonlyMap<string, Value>): ReadonlyMap<string, Value | undefined> {
  const found = new Map<string, Value | undefined>()
  for (const [path, value] of paths) {
    if (!path.includes('.')) continue
    const plain = path.replaceAll('.', '')
    found.set(plain, found.has(plain) ? undefined : value)
  }
  return found
}

/** The one page of which this is the last part. */
function onlyEnding<Page>(pages: ReadonlyMap<string, Page>, last: string): Page | undefined {
  const found = [...pages].filter(([path]) => baseName(path) === last)
  return found.length === 1 ? found[0]?.[1] : undefined
}

/** Every name, and the paths by their last part in lower case. */
function namesOf(
  byPath: ReadonlyMap<string, unknown>,
  byLastPart: ReadonlyMap<string, unknown>,
): { readonly all: readonly string[]; readonly byEnd: ReadonlyMap<string, readonly string[]> } {
  const byEnd = groupBy(byPath.keys(), (path) => baseName(path).toLowerCase())
  byEnd.delete('')
  const all = [...new Set([...byPath.keys(), ...byLastPart.keys()])].filter((name) => name !== '')
  return { all, byEnd }
}
