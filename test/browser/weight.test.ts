import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { manual, type Reader, readerOf } from './browser.ts'
import { course } from './course.ts'

const book = readerOf(manual)
const everything = readerOf(course)

/** As hosts send it. */
const compressed = (reader: Reader, address: string): number =>
  gzipSync(reader.files.read(new URL(address).pathname.slice(1)) ?? '', { level: 9 }).length

/** What only pages load that have such things. */
const PART = /\/(?:components|formulas|font|languages|exercise|quiz|solv)[\w.-]*\.(?:css|js)$/

interface Load {
  readonly type: string
  readonly url: string
}

describe('a page of the manual', () => {
  const loads = new Map<
    string,
    {
      readonly loaded: readonly Load[]
      readonly blocking: readonly string[]
      readonly special: boolean
      readonly hasFormulas: boolean
    }
  >()

  beforeAll(async () => {
    const seen: Load[] = []
    const page = await book.open(book.pages[0] ?? '/', { keep: true })
    page.on('request', (request) => seen.push({ type: request.resourceType(), url: request.url() }))
    for (const path of book.pages) {
      seen.length = 0
      await page.goto(new URL(path, await book.origin()).href)
      const blocking = await page.evaluate(async () => {
        // What the page does when it has time is done too.
        await new Promise((done) => requestIdleCallback(done))
        return performance
          .getEntriesByType('resource')
          .filter((entry) => 'renderBlockingStatus' in entry && entry.renderBlockingStatus === 'blocking')
          .map((entry) => new URL(entry.name).pathname)
      })
      const special = (await page.locator('main :is(math, .exercise, .quiz, [data-exercise])').count()) > 0
      const hasFormulas = (await page.locator('main math').count()) > 0
      loads.set(path, { loaded: [...seen], blocking, special, hasFormulas })
    }
    await page.close()
  })

  const loadOf = (path: string) => {
    const load = loads.get(path)
    if (!load) throw new Error(`${path} was not loaded.`)
    return load
  }
  const sizeOf = (path: string, type: string): number =>
    loadOf(path)
      .loaded.filter((load) => load.type === type)
      .reduce((sum, load) => sum + compressed(book, load.url), 0)

  test.each(book.pages)('%s has at most 12 KB of CSS and 10 KB of JavaScript, compressed', (path) => {
    if (loadOf(path).special) return
    expect(sizeOf(path, 'stylesheet')).toBeLessThanOrEqual(12 * 1024)
    expect(sizeOf(path, 'script')).toBeLessThanOrEqual(10 * 1024)
    // The budget would hold for a page that loads nothing, too.
    expect(sizeOf(path, 'stylesheet')).toBeGreaterThan(1000)
  })

  test('loads the looks of components where it has some only, and they are small', () => {
    expect(compressed(book, 'http://x/lectern/components.css')).toBeLessThan(2 * 1024)
    expect(compressed(book, 'http://x/lectern/languages.css')).toBeLessThan(700)
    for (const path of book.pages) {
      const text = new TextDecoder().decode(book.files.read(`${path.slice(1)}index.html`))
      expect(loadOf(path).loaded.some(({ url }) => url.endsWith('/components.css'))).toBe(
        /class="(?:steps|tree|cards|term|glossary|code-notes)"/.test(text),
      )
    }
  })

  test.each(book.pages)(
    '%s asks for itself, a few files of the theme and its own pictures, and nobody else',
    (path) => {
      const { loaded, hasFormulas, special } = loadOf(path)
      const count = (...types: string[]) => loaded.filter((load) => types.includes(load.type)).length
      expect(count('document')).toBe(1)
      const ofReaders = loaded.filter(({ url }) => /\/lectern\/(?:exercise|quiz|solv)[^/]*$/.test(url))
      if (!special) expect(ofReaders).toEqual([])
      const ofParts = loaded.filter(({ url }) => PART.test(url)).length
      expect(count('stylesheet', 'script') - ofParts).toBeLessThanOrEqual(5)
      // One style sheet, and those of languages, components, formulas, exercises and quizzes where the page has some.
      const own = loaded.filter(({ url }) => PART.test(url) && url.endsWith('.css')).length
      expect(count('stylesheet')).toBe(1 + own)
      const fonts = hasFormulas ? count('font') : 0
      expect(count('document', 'stylesheet', 'script', 'image', 'media', 'other', 'prefetch') + fonts).toBe(
        loaded.length,
      )
      expect(
        loaded.filter(
          (load) => load.type !== 'document' && new URL(load.url).origin !== new URL(loaded[0]?.url ?? '').origin,
        ),
      ).toEqual([])
    },
  )

  test('has fonts for formulas of at most 54 and 90 KB, which pages without formulas do not ask for', () => {
    const size = (file: string): number => book.files.read(`lectern/formulas/${file}`)?.length ?? 0
    expect(size('math.woff2')).toBeLessThan(54_000)
    expect(size('math-more.woff2')).toBeLessThan(90_000)
    expect(Math.min(size('math.woff2'), size('math-more.woff2'))).toBeGreaterThan(10_000)
  })

  test.each(book.pages)('%s waits for style sheets and the script of the scheme only', (path) => {
    const { blocking } = loadOf(path)
    expect(blocking.filter((file) => !file.endsWith('.css') && file !== '/lectern/scheme.js')).toEqual([])
    expect(blocking).toContain('/lectern/style.css')
    expect(compressed(book, 'http://x/lectern/scheme.js')).toBeLessThan(640)
  })
})

describe('nothing moves while a page loads', () => {
  test.each([
    [360, everything, '/basics/everything/'],
    [1280, everything, '/basics/everything/'],
    [768, book, '/write/figures/'],
    [360, book, '/'],
    [1280, book, '/'],
    [360, book, '/write/tables-and-listings/'],
  ] as const)('at %i pixels, when scripts and pictures come late', async (width, reader, path) => {
    expect(await shiftsOf(reader, path, width)).toEqual([])
  })

  test('and it would be noticed', async () => {
    const late = readerOf({
      'content/index.md': '<script src="late.js" defer></script>\n\nText that moves.\n',
      'content/late.js': "document.querySelector('main').prepend(document.createElement('hr'))",
    })
    expect((await shiftsOf(late, '/', 360)).length).toBeGreaterThan(0)
  })
})

/** What moved on a page, from its first paint to its end: each with its share of the score. */
async function shiftsOf(reader: Reader, path: string, width: number): Promise<readonly string[]> {
  let tellShown = (): void => undefined
  const shown = new Promise<void>((resolve) => {
    tellShown = resolve
  })
  const page = await reader.open(path, {
    width,
    before: async (page) => {
      await page.route(
        ({ pathname }) => /\.(?:js|svg|png|jpe?g|webp|gif)$/.test(pathname) && !pathname.endsWith('/scheme.js'),
        async (route) => {
          await shown
          await route.continue()
        },
      )
      await page.exposeFunction('tellShown', () => tellShown())
      await page.addInitScript(watchShifts)
    },
  })
  await scrollThrough(page)
  return page.evaluate(() => (globalThis as unknown as Watched).shifts)
}

test('the first paint has the colours that the reader chose, whatever the system asks for', async () => {
  const background = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const dark = await background(await book.open('/', { scheme: 'dark' }))
  const page = await book.open('/', {
    scheme: 'light',
    before: (page) =>
      page.addInitScript(() => {
        localStorage.setItem('lectern-scheme', 'dark')
        const seen = new Set<string>()
        const look = (): void => {
          if (document.body) seen.add(getComputedStyle(document.documentElement).backgroundColor)
          requestAnimationFrame(look)
        }
        look()
        Object.assign(globalThis, { seen: () => [...seen] })
      }),
  })
  await page.waitForFunction(() => performance.getEntriesByType('paint').length > 0)
  expect(await page.evaluate(() => (globalThis as unknown as { seen: () => string[] }).seen())).toEqual([dark])
  expect(dark).not.toBe(await background(await book.open('/', { scheme: 'light' })))
})

interface Watched {
  shifts: string[]
  tellShown: () => void
}

/** Runs in the page before all else: keeps what moved, and tells when the first words are painted. */
function watchShifts(): void {
  const watched = globalThis as unknown as Watched
  watched.shifts = []
  const nameOf = (node: Node | null): string =>
    node instanceof Element ? `${node.localName}.${node.classList}` : String(node?.nodeName)
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, sources } = entry as PerformanceEntry & {
        value: number
        sources: readonly { node: Node | null }[]
      }
      watched.shifts.push(`${value.toFixed(4)} ${sources.map(({ node }) => nameOf(node)).join(', ')}`)
    }
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver(() => watched.tellShown()).observe({ type: 'paint', buffered: true })
}

/** Down to the end, a screen at a time, each painted. */
const scrollThrough = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    for (let at = 0; at < document.documentElement.scrollHeight; at += innerHeight) {
      scrollTo({ top: at, behavior: 'instant' })
      await frame()
      await frame()
    }
    // One that is not shown, in this scheme, may never be loaded.
    const shown = Array.from(document.images).filter((image) => image.checkVisibility())
    await Promise.all(shown.map((image) => image.decode().catch(() => undefined)))
    await frame()
    await frame()
  })
