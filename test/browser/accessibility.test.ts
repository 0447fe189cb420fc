import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { manual, type Reader, readerOf, takeFaults } from './browser.ts'
import { course } from './course.ts'

const readers = { manual: readerOf(manual), course: readerOf(course) }
const all = Object.entries(readers).flatMap(([site, reader]) => reader.pages.map((path) => ({ site, reader, path })))

/** What was found on each page; filled before the tests, by several windows at once. */
interface Findings {
  readonly faults: readonly string[]
  readonly axe: readonly string[]
  readonly tooWide: readonly string[]
}

describe('every page', () => {
  const found = new Map<string, Findings>()
  beforeAll(async () => {
    const queue = [...all]
    const work = async (): Promise<void> => {
      const windows = new Map<Reader, Page>()
      for (let next = queue.shift(); next; next = queue.shift()) {
        const { reader, path } = next
        const page = windows.get(reader) ?? (await reader.open(path, { reducedMotion: true, keep: true }))
        if (windows.has(reader)) await page.goto(new URL(path, await reader.origin()).href)
        windows.set(reader, page)
        found.set(`${next.site}${path}`, await inspect(page))
      }
      for (const page of windows.values()) await page.close()
    }
    await Promise.all([work(), work(), work()])
  })

  test.each(all)('$site $path has nothing that axe objects to, in both schemes and three widths', ({ site, path }) => {
    expect(found.get(`${site}${path}`)?.axe).toEqual([])
  })

  test.each(all)('$site $path loads without a fault under a strict policy', ({ site, path }) => {
    expect(found.get(`${site}${path}`)?.faults).toEqual([])
  })

  test.each(all)('$site $path needs no scrolling to the side at 320 pixels, nor with spaced text', ({ site, path }) => {
    expect(found.get(`${site}${path}`)?.tooWide).toEqual([])
  })
})

async function inspect(page: Page): Promise<Findings> {
  const axe: string[] = []
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await nextFrame(page)
      // The other scheme has other colours and nothing else.
      const only = scheme === 'light' ? 'everything' : 'colours'
      axe.push(...(await axeViolations(page, only)).map((line) => `${scheme} ${width}: ${line}`))
    }
  }
  // A window of 1280 pixels at 400 %; then as WCAG 1.4.12 lets readers space the text.
  await page.setViewportSize({ width: 320, height: 256 })
  const tooWide = (await widerThanPage(page)).map((element) => `320: ${element}`)
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }',
    )
    document.adoptedStyleSheets = [sheet]
  })
  tooWide.push(...(await widerThanPage(page)).map((element) => `spaced: ${element}`))
  return { faults: takeFaults(page), axe, tooWide }
}

/** What pages do when their size changes is done. */
const nextFrame = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))

/** Elements that make the page scroll to the side. */
const widerThanPage = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = Array.from(document.querySelectorAll('body *'), (element) => ({
      right: Math.round(element.getBoundingClientRect().right),
      element,
    })).filter(({ right }) => right > clientWidth)
    return [
      `page ${scrollWidth}`,
      ...wide.map(({ right, element }) => `${element.localName}.${element.classList.value} to ${right}`),
    ]
  })

describe('with the keyboard', () => {
  test('the first stop is the link that skips to the text', async () => {
    const page = await readers.course.open('/basics/everything/')
    await page.keyboard.press('Tab')
    const first = page.locator(':focus')
    expect(await first.getAttribute('href')).toBe('#lectern-main')
    expect(await first.isVisible()).toBe(true)
    expect((await first.boundingBox())?.height).toBeGreaterThan(20)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('main')?.id)).toBe('lectern-main')
  })

  test.each([
    [1280, 'light'],
    [1280, 'dark'],
    [360, 'light'],
  ] as const)('every stop shows that it has the focus, and nothing covers it (%i, %s)', async (width, scheme) => {
    const page = await readers.course.open('/basics/everything/', { width, scheme, reducedMotion: true })
    const stops: string[] = []
    const faults: string[] = []
    for (;;) {
      await page.keyboard.press('Tab')
      const stop = await page.evaluate(describeFocus)
      if (!stop || stops.includes(stop.name)) break
      stops.push(stop.name)
      if (!stop.marked) faults.push(`no mark: ${stop.name}`)
      if (stop.covered) faults.push(`covered by ${stop.covered}: ${stop.name}`)
    }
    expect(stops.length).toBeGreaterThan(15)
    expect(faults).toEqual([])
  })
})

/** Runs in the page: the element with the focus, whether it looks different, and what covers it. */
function describeFocus(): { name: string; marked: boolean; covered: string } | undefined {
  const element = document.activeElement
  if (!(element instanceof Element) || element === document.body) return undefined
  const everything = [...document.querySelectorAll('*')]
  const name = `${everything.indexOf(element)} <${element.localName} class="${element.classList}"> ${element.textContent.trim().slice(0, 30)}`
  const look = (): string => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    return outlineStyle === 'none' || outlineWidth === '0px' ? boxShadow : `${outlineStyle} ${outlineWidth}`
  }
  const marked = look() !== 'none'
  // One line of a link that is broken over two is enough to point at.
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect()
  const at = {
    x: Math.min(box.x + box.width / 2, innerWidth - 1),
    y: Math.min(box.y + box.height / 2, innerHeight - 1),
  }
  const top = document.elementFromPoint(at.x, at.y)
  const covered =
    top && (top === element || element.contains(top) || top.contains(element))
      ? ''
      : (top?.outerHTML.slice(0, 80) ?? 'the edge of the window')
  return { name, marked, covered }
}

describe('screen readers', () => {
  test('hear what figures, videos, tables and listings are called, and references to them', async () => {
    const page = await readers.course.open('/basics/everything/')
    for (const name of ['Figure 1', 'Figure 2', 'Figure 3', 'Video 1', 'Table 1', 'Listing 1'])
      expect(await page.getByRole('figure', { name: new RegExp(`^${name}\\b`) }).count(), name).toBe(1)
    for (const name of ['Figure 1', 'Video 1', 'Table 1', 'Listing 1'])
      expect(await page.getByRole('link', { name, exact: true }).count(), name).toBeGreaterThan(0)
    expect(
      await page
        .getByRole('link', { name: /An introduction/ })
        .or(page.getByRole('button', { name: /An introduction/ }))
        .count(),
    ).toBe(1)
  })

  test('find one main part, and every other part by its name', async () => {
    const page = await readers.course.open('/basics/everything/')
    expect(await page.getByRole('main').count()).toBe(1)
    expect(await page.getByRole('banner').count()).toBe(1)
    expect(await page.getByRole('contentinfo').count()).toBe(1)
    const names = await page
      .getByRole('navigation')
      .evaluateAll((found) => found.map((item) => item.getAttribute('aria-label')))
    expect(names).not.toContain(null)
    expect(new Set(names).size).toBe(names.length)
  })

  test('hear which page of the navigation is this one', async () => {
    const page = await readers.course.open('/basics/everything/')
    const current = page.locator('nav [aria-current="page"]')
    expect(await current.count()).toBeGreaterThan(0)
    expect(await current.first().textContent()).toContain('Everything')
  })
})

describe('readers who ask for it', () => {
  test('see nothing move', async () => {
    const page = await readers.course.open('/basics/everything/', { reducedMotion: true })
    const moving = await page.evaluate(() =>
      Array.from(document.querySelectorAll('*'), (element) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element)
        const seconds = Math.max(...transitionDuration.split(',').map((part) => Number.parseFloat(part)))
        return seconds > 0.01 || animationName !== 'none' || scrollBehavior !== 'auto'
          ? element.outerHTML.slice(0, 80)
          : ''
      }).filter(Boolean),
    )
    expect(moving).toEqual([])
  })

  test('with colours of their own can still tell boxes and the current page', async () => {
    const page = await readers.course.open('/basics/everything/', { forcedColors: true })
    const seen = await page.evaluate(() =>
      ['.alert', 'main .btn', 'nav [aria-current="page"]'].map((selector) => {
        const element = document.querySelector(selector)
        if (!element) return `${selector} is missing`
        const { borderTopWidth, borderInlineStartWidth, outlineStyle, textDecorationLine, fontWeight } =
          getComputedStyle(element)
        const shown =
          borderTopWidth !== '0px' ||
          borderInlineStartWidth !== '0px' ||
          outlineStyle !== 'none' ||
          textDecorationLine !== 'none' ||
          Number(fontWeight) >= 600
        return shown ? '' : selector
      }),
    )
    expect(seen).toEqual(['', '', ''])
  })
})
