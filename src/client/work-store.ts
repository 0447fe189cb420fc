import { decoded } from './addresses.ts'
import { around } from './element.ts'
import { sharedAddress, siteRoot } from './progress-store.ts'

/** What a reader did in one exercise or quiz. */
export interface Work {
  /** What is in the editor. */
  readonly code?: string
  /** What was answered in a quiz. */
  readonly answer?: unknown
  readonly solved?: boolean
  /** Digest of the exercise when it was solved: it may have changed since. */
  readonly of?: string
  /** When it was changed last, in milliseconds since 1970. */
  readonly at?: number
  /** What a quiz is shuffled by. */
  readonly seed?: number
  /** Of a course in several languages: the folder of the one in which it was done. */
  readonly folder?: string
}

/** What a reader did on one page, by the ids there; `''` counts what the page has and what of it is solved. */
interface PageWork {
  readonly [id: string]: Work | { readonly count: readonly [solved: number, all: number] }
}

const PREFIX = `lectern-work:${siteRoot.pathname}:`

/** What readers did under an old address of the page is theirs here, if they have done nothing here. */
export function takeOverWork(): void {
  try {
    if (localStorage.getItem(PREFIX + pageOf()) !== null) return
    // Lectern wrote it.
    const former: readonly string[] = JSON.parse(around('main[data-former]')?.dataset.former ?? '[]')
    for (const page of former) {
      const work = localStorage.getItem(PREFIX + page)
      if (work === null) continue
      localStorage.setItem(PREFIX + pageOf(), work)
      localStorage.removeItem(PREFIX + page)
      return
    }
  } catch {
    // The browser keeps nothing.
  }
}

/** Address of the page from the site's root; of a translation, that of its source: what was done counts in all languages. */
export function pageOf(): string {
  const path = location.pathname.slice(siteRoot.pathname.length)
  return sharedAddress(decoded(`/${path}`).replace(/\/index\.html$/, '/'))
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function read(page: string): PageWork {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(PREFIX + page) ?? '{}')
    // Only what was kept by this script is there.
    return isObject(value) ? (value as PageWork) : {}
  } catch {
    return {}
  }
}

function write(page: string, work: PageWork): void {
  try {
    localStorage.setItem(PREFIX + page, JSON.stringify(work))
  } catch {
    // The browser keeps nothing.
  }
}

const { folder, source } = document.documentElement.dataset

/** What was kept of an exercise of this page. What was done in another language has no `of`: its digest is that of another text. */
export function loadWork(id: string): Work {
  const page = read(pageOf())
  const work = Object.hasOwn(page, id) ? page[id] : undefined
  if (!work || 'count' in work) return {}
  if ((work.folder ?? source) === folder) return work
  const { of: _, ...shared } = work
  return shared
}

/** Changes what is kept of an exercise; what other tabs kept of the page stays. `undefined` as a value takes it out. */
export function keepWork(id: string, change: { readonly [Name in keyof Work]: Work[Name] | undefined }): void {
  const page = pageOf()
  write(page, { ...read(page), [id]: { ...loadWork(id), ...change, at: Date.now(), folder } as Work })
}

/** Forgets an exercise. */
export function forgetWork(id: string): void {
  const page = pageOf()
  const { [id]: _, ...others } = read(page)
  write(page, others)
}

/** Forgets all exercises and quizzes of this page; they hear of it as of what other tabs do. */
export function forgetPage(): void {
  try {
    localStorage.removeItem(PREFIX + pageOf())
  } catch {
    // The browser keeps nothing.
  }
  dispatchEvent(new StorageEvent('storage', { key: PREFIX }))
}

/** Keeps how many exercises and quizzes this page has, and how many of them are solved, once something is kept of one of them. */
export function keepCount(solved: number, all: number): void {
  const page = pageOf()
  const work = read(page)
  const isBegun = Object.keys(work).some((id) => id !== '')
  if (isBegun && JSON.stringify(work['']) !== JSON.stringify({ count: [solved, all] }))
    write(page, { ...work, '': { count: [solved, all] } })
}

/** How many exercises a page has, and how many of them are solved; undefined where it is not known. */
export function countOf(page: string): readonly [solved: number, all: number] | undefined {
  const counted = read(page)['']
  return counted && 'count' in counted ? counted.count : undefined
}

/** Calls when another tab kept or erased something of this site. */
export function onWork(listener: () => void): void {
  addEventListener('storage', ({ key }) => {
    if (key === null || key.startsWith(PREFIX)) listener()
  })
}
