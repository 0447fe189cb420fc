import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { manual, readerOf } from './browser.ts'
import { course } from './course.ts'
import { launchChromium } from './engines/chromium-engine.ts'
import { activate, type Engine } from './engines/engine.ts'
import { findFirefox, launchFirefox } from './engines/firefox.ts'
import { serveWatched } from './engines/watched-site.ts'
import { findWebKit, launchWebKit } from './engines/webkit.ts'

// The same stories in three engines, where these are installed: see CONTRIBUTING.md.

const firefox = findFirefox()
const webkit = findWebKit()
const engines: readonly (readonly [name: string, launch: () => Promise<Engine>])[] = [
  ['Chromium', launchChromium],
  ...(firefox === undefined ? [] : [['Firefox', () => launchFirefox(firefox)] as const]),
  ...(webkit === undefined ? [] : [['WebKit', () => launchWebKit(webkit)] as const]),
]

const WIDTHS = [320, 360, 768, 1024, 1280, 1600]
const SCHEMES = ['light', 'dark'] as const
/** Pages of the manual, and of the course that has everything in it. */
const PAGES = (process.env.LECTERN_PAGES ?? '/,/write/math-and-code/,/write/components/').split(',')

interface Seen {
  readonly faults: readonly string[]
  readonly moved: readonly string[]
  readonly done: boolean
}

/** What was seen at each width, printed at the end. */
const table: Readonly<Record<string, string | number>>[] = []
afterAll(() => console.table(table))

const book = readerOf(manual)
const everything = readerOf(course)

describe.each(engines)('in %s', (name, launch) => {
  const state: {
    engine?: Engine
    book?: Awaited<ReturnType<typeof serveWatched>>
    everything?: Awaited<ReturnType<typeof serveWatched>>
  } = {}
  beforeAll(async () => {
    state.book = await serveWatched(book.files)
    state.everything = await serveWatched(everything.files)
    state.engine = await launch()
  })
  afterAll(async () => {
    await state.engine?.close()
    for (const serving of [state.book, state.everything]) {
      serving?.server.closeAllConnections()
      serving?.server.close()
    }
  })
  const engine = (): Engine => {
    if (!state.engine) throw new Error(`${name} was not launched.`)
    return state.engine
  }
  const site = (which: 'book' | 'everything'): string => state[which]?.origin ?? ''

  /** Opens a page in a frame of some width, and waits until it has settled. */
  const show = async (address: string, width: number, scheme: 'light' | 'dark'): Promise<void> => {
    await engine().open(new URL('/frame.html', address).href)
    await engine().run(
      (address: string, width: number, scheme: string) => {
        localStorage.setItem('lectern-scheme', scheme)
        const frame = document.createElement('iframe')
        Object.assign(frame, { id: 'frame', title: 'Page', width: String(width), height: '800', src: address })
        document.body.replaceChildren(frame)
      },
      address,
      width,
      scheme,
    )
    await engine().enter('#frame')
    await settled()
  }
  const settled = () =>
    expect.poll(() => engine().run(() => (globalThis as unknown as { seen?: Seen }).seen?.done)).toBe(true)
  const seen = () => engine().run(() => (globalThis as unknown as { seen: Seen }).seen)
  const until = (what: () => boolean) => expect.poll(() => engine().run(what)).toBe(true)

  describe.each(SCHEMES)('%s', (scheme) => {
    test.each(WIDTHS)('nothing is wrong, too wide or moved at %i pixels', async (width) => {
      const pages = [...PAGES.map((page) => site('book') + page), `${site('everything')}/basics/everything/`]
      const found: string[] = []
      const counts = { axe: 0, overflow: 0, moved: 0, refused: 0 }
      for (const page of pages) {
        await show(page, width, scheme)
        const { faults, moved } = await seen()
        const wide = await engine().run(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        const violations = await engine().runAfter(axe.source, async () => {
          const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
          const { violations } = await axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            resultTypes: ['violations'],
            preload: false,
          })
          return violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary?.slice(0, 300)}`),
          )
        })
        const where = new URL(page).pathname
        found.push(...[...faults, ...moved, ...violations].map((fault) => `${where}: ${fault}`))
        if (wide > 0) found.push(`${where}: ${wide} pixels too wide`)
        counts.axe += violations.length
        counts.overflow += wide > 0 ? 1 : 0
        counts.moved += moved.length
        counts.refused += faults.length
      }
      table.push({ engine: name, scheme, width, pages: pages.length, ...counts })
      expect(found).toEqual([])
    })
  })

  test('the search opens on a key, lands at a section and marks its words', async () => {
    await engine().open(`${site('everything')}/`)
    await engine().press('/')
    await until(() => document.activeElement?.matches('.search-input') === true)
    await engine().press(...'sentence')
    await until(() => document.querySelector('[role=option][aria-selected=true]') !== null)
    await engine().press('Enter')
    await until(() => location.pathname === '/basics/short/')
    await until(() => CSS.highlights.has('lectern-found'))
    expect(await engine().run(() => location.search)).toBe('')
    await engine().press('Escape')
    await until(() => !CSS.highlights.has('lectern-found'))
    expect((await seen()).faults).toEqual([])
  })

  test('the drawer of a phone takes the focus, and gives it back', async () => {
    await show(`${site('book')}/write/text/`, 400, 'light')
    await activate(engine(), '.menu-open')
    await until(() => document.activeElement?.matches('.menu-close') === true)
    await activate(engine(), '.menu-close')
    await until(() => document.activeElement?.matches('.menu-open') === true)
    expect((await seen()).faults).toEqual([])
  })

  test('tabs change by click and by key, and what is not shown is found by the browser', async () => {
    await engine().open(`${site('book')}/write/math-and-code/`)
    await settled()
    await activate(engine(), '[role=tab][aria-selected=false]')
    const chosen = () =>
      engine().run(() =>
        [...document.querySelectorAll('[role=tab]')].map((tab) => tab.getAttribute('aria-selected') === 'true'),
      )
    const after = await chosen()
    expect(after.slice(0, 2)).toEqual([false, true])
    await engine().press('ArrowLeft')
    expect((await chosen()).slice(0, 2)).toEqual([true, false])
    expect(await engine().run(() => document.querySelector('.tab[hidden]')?.getAttribute('hidden'))).toBe('until-found')
  })

  test('a chosen scheme is kept on the next page', async () => {
    await engine().open(`${site('book')}/write/text/`)
    await settled()
    await engine().run(() => {
      const choice = document.querySelector<HTMLSelectElement>('.scheme-choice')
      if (!choice) return
      choice.value = 'dark'
      choice.dispatchEvent(new Event('change', { bubbles: true }))
    })
    await engine().open(`${site('book')}/write/figures/`)
    await settled()
    expect(await engine().run(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
    await engine().run(() => localStorage.clear())
  })

  test('formulas have brackets as tall as what they hold', async () => {
    await engine().open(`${site('book')}/write/math-and-code/`)
    await settled()
    await engine().run(async () => void (await document.fonts.ready))
    const tall = await engine().run(() => {
      const root = document.querySelector('msqrt:has(mfrac)')
      return [root, root?.querySelector('mfrac')].map((element) => element?.getBoundingClientRect().height ?? 0)
    })
    expect(tall[0]).toBeGreaterThan(tall[1] ?? 0)
  })

  test('from a disk, marks of what is read are offered where the next page knows of them', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-disk-'))
    try {
      for (const [file, content] of readerOf(course, { request: { portable: true } }).files.contents) {
        fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
        fs.writeFileSync(path.join(folder, file), content)
      }
      await engine().open(pathToFileURL(path.join(folder, 'basics/everything/index.html')).href)
      await expect
        .poll(() => engine().run(() => document.querySelector('.mark-read')?.checkVisibility()))
        .toBe(name !== 'Firefox')
    } finally {
      fs.rmSync(folder, { recursive: true })
    }
  })

  test('read pages are ticked in the menu, and stay so', async () => {
    await engine().open(`${site('book')}/write/text/`)
    await settled()
    await activate(engine(), '.mark-read')
    await engine().open(`${site('book')}/write/figures/`)
    await settled()
    await until(() => document.querySelectorAll('.site-nav .is-read').length === 1)
    await engine().run(() => localStorage.clear())
  })
})
