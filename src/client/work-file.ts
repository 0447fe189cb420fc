import { siteRoot } from './progress-store.ts'

/** Where the work of each page is kept: see work-store.ts, which only pages with exercises load. */
const PREFIX = `lectern-work:${siteRoot.pathname}:`

/** Whether anything of it is kept. */
export function hasWork(): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(PREFIX))
  } catch {
    return false
  }
}

/** What a reader did in exercises and quizzes, by the address of the page, as it is kept. */
export function allWork(): Readonly<Record<string, unknown>> {
  const work: Record<string, unknown> = {}
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(PREFIX)) work[key.slice(PREFIX.length)] = JSON.parse(localStorage.getItem(key) ?? '{}')
  } catch {
    // What cannot be read is not kept either.
  }
  return work
}

/** Keeps the work of a saved file instead of what was there. Files of before there were exercises have none, and change nothing. */
export function keepAllWork(file: string): void {
  try {
    const { work }: { work?: unknown } = JSON.parse(file)
    if (typeof work !== 'object' || work === null) return
    for (const page of Object.keys(allWork())) localStorage.removeItem(PREFIX + page)
    for (const [page, of] of Object.entries(work))
      if (page.startsWith('/') && typeof of === 'object') localStorage.setItem(PREFIX + page, JSON.stringify(of))
  } catch {
    // The browser keeps nothing.
  }
  // The page itself hears of it as other tabs do.
  dispatchEvent(new StorageEvent('storage', { key: PREFIX }))
}
