import fs from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { manual, readerOf } from './browser.ts'

const long = Array.from({ length: 30 }, (_, i) => `Sentence ${i} of a text that is longer than the window.\n`).join(
  '\n',
)
const course = {
  'site.yaml': 'title: Course\ndescription: All of it.\nlicense: CC BY 4.0\nauthor: Ada\n',
  'sitemap.yaml':
    'First steps:\n  Begin: first/begin\n  Loops: first/loops\nMore:\n  Classes: more/classes\n  Tests: more/tests\n',
  'content/first/begin.md': `# Begin\n\n## One\n\n${long}\n## Two\n\n${long}\n## Three\n\n${long}`,
  'content/first/loops.md': '# Loops\n\nText.\n',
  'content/more/classes.md': '# Classes\n\nText.\n',
  'content/more/tests.md': '# Tests\n\nText.\n',
}
const reader = readerOf(course)

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.className || document.activeElement?.tagName || '')
const background = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
const LIGHT = 'rgb(255, 255, 255)'
const DARK = 'rgb(20, 23, 29)'

describe('the drawer of a phone', () => {
  test.each([true, false])(
    'opens and closes by keyboard, keeps the focus, and gives it back; reduced motion: %s',
    async (reducedMotion) => {
      const page = await reader.open('/first/begin/', { width: 360, height: 640, reducedMotion })
      const menu = page.getByRole('button', { name: 'Menu' })
      expect(await page.locator('.site-nav').getByRole('link').count()).toBe(0)
      await menu.focus()
      await page.keyboard.press('Enter')
      expect(await menu.getAttribute('aria-expanded')).toBe('true')
      expect(await focused(page)).toContain('menu-close')
      const seen = new Set<string>()
      for (let i = 0; i < 12; i++) {
        await page.keyboard.press('Tab')
        seen.add(await page.evaluate(() => document.activeElement?.closest('.site-nav, body')?.className ?? ''))
      }
      expect([...seen].filter((where) => where !== 'site-nav' && where !== '')).toEqual([])
      await page.keyboard.press('Escape')
      expect(await menu.getAttribute('aria-expanded')).toBe('false')
      expect(await focused(page)).toContain('menu-open')
      expect(await page.locator('[inert]').count()).toBe(0)
    },
  )

  test('closes beside it, and when the window grows', async () => {
    const page = await reader.open('/first/begin/', { width: 360, height: 640, reducedMotion: true })
    const menu = page.locator('.menu-open')
    await menu.click()
    await page.mouse.click(350, 300)
    expect(await menu.getAttribute('aria-expanded')).toBe('false')
    await menu.click()
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.waitForFunction(() => !document.querySelector('[inert]'))
    expect(await page.getByRole('link', { name: 'Loops' }).first().isVisible()).toBe(true)
  })

  test('is a list that opens in place where no scripts run', async () => {
    const page = await reader.open('/first/begin/', { width: 360, javaScript: false })
    for (const only of ['.menu-open', '.menu-close', '.scheme', '.mark-read', '.progress-open', '.search-open'])
      expect(await page.locator(only).first().isVisible(), only).toBe(false)
    await page.locator('.site-nav .site-fold summary').click()
    await page.locator('.site-nav').getByRole('link', { name: 'Loops' }).click()
    await page.waitForURL('**/first/loops/')
  })
})

describe('the colour scheme', () => {
  test('follows the system until the reader chooses, and is kept without a flash', async () => {
    const page = await reader.open('/first/begin/', { scheme: 'dark' })
    expect(await background(page)).toBe(DARK)
    await page.locator('.scheme-choice').selectOption('light')
    expect(await background(page)).toBe(LIGHT)
    // The colour is right though the script at the end never comes: what sets it runs before the page is painted.
    await page.route('**/lectern.js', () => undefined)
    await page.goto(page.url().replace('begin', 'loops'), { waitUntil: 'commit' })
    await page.locator('h1').waitFor()
    expect(await background(page)).toBe(LIGHT)
  })

  test('goes back to the system', async () => {
    const page = await reader.open('/first/begin/', { scheme: 'light' })
    await page.locator('.scheme-choice').selectOption('dark')
    expect(await background(page)).toBe(DARK)
    await page.reload()
    expect(await page.locator('.scheme-choice').inputValue()).toBe('dark')
    await page.locator('.scheme-choice').selectOption('')
    expect(await background(page)).toBe(LIGHT)
    expect(await page.evaluate(() => localStorage.getItem('lectern-scheme'))).toBeNull()
  })
})

test('"On this page" marks the section that is read', async () => {
  const page = await reader.open('/first/begin/', { reducedMotion: true })
  const current = page.locator('.page-toc [aria-current]')
  for (const name of ['Two', 'Three', 'One']) {
    await page.evaluate((id) => document.getElementById(id)?.scrollIntoView(), name.toLowerCase())
    await page.waitForFunction((text) => document.querySelector('.page-toc [aria-current]')?.textContent === text, name)
    expect(await current.count()).toBe(1)
  }
  const title = await page.locator('#two').evaluate((heading) => {
    heading.scrollIntoView()
    return heading.getBoundingClientRect().top
  })
  expect(title).toBeGreaterThan(await page.locator('.site-header').evaluate((header) => header.clientHeight))
})

describe('progress', () => {
  test('is marked, kept over a reload, and shown where the course is listed', async () => {
    const page = await reader.open('/')
    expect(await page.locator('.course-start').textContent()).toBe('Start: Begin')
    await page.locator('.course-start').click()
    await page.waitForURL('**/first/begin/')
    await page.getByRole('button', { name: 'Mark as read' }).click()
    expect(await page.locator('.mark-read').getAttribute('aria-pressed')).toBe('true')
    await page.reload()
    expect(await page.locator('.mark-read').textContent()).toBe('Read')
    expect(await page.locator('.site-nav .is-read').textContent()).toBe('Begin, Read')
    expect(await page.locator('.chapter-progress').first().textContent()).toBe('1/2, 1 of 2 read')
    await page.goto(await reader.origin())
    expect(await page.locator('.course-start').textContent()).toBe('Continue: Loops')
    expect(
      await page
        .locator('.card progress')
        .first()
        .evaluate((bar) => bar instanceof HTMLProgressElement && bar.value),
    ).toBe(1)
    await page.locator('.course-start').click()
    await page.waitForURL('**/first/loops/')
    await page.goBack()
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['lectern-progress:/'])
  })

  test('is saved to a file, erased, and loaded again', async () => {
    const page = await reader.open('/first/begin/')
    await page.locator('.mark-read').click()
    await page.getByRole('button', { name: 'Your progress' }).click()
    expect(await page.locator('.progress-state').textContent()).toBe('1 page')
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.progress-save').click()])
    const file = await download.path()
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual({
      lectern: 'progress',
      read: { '/first/begin/': '/first/' },
      next: { address: '/first/loops/', title: 'Loops' },
      work: {},
    })
    page.on('dialog', (dialog) => dialog.accept())
    await page.locator('.progress-erase').click()
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
    expect(await page.locator('.mark-read').getAttribute('aria-pressed')).toBe('false')
    expect(await page.locator('.is-read').count()).toBe(0)
    for (const [content, told, pressed] of [
      [Buffer.from('{"read": 1}'), 'This file holds no progress.', 'false'],
      [fs.readFileSync(file), 'Your progress is loaded.', 'true'],
    ] as const) {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.locator('.progress-load').click()])
      await chooser.setFiles({ name: 'progress.json', mimeType: 'application/json', buffer: content })
      await page.locator('.progress-state', { hasText: told }).waitFor()
      expect(await page.locator('.mark-read').getAttribute('aria-pressed')).toBe(pressed)
    }
  })

  test('comes by itself at the end of a page, after a while', async () => {
    const page = await reader.open('/first/loops/', { before: (opened) => opened.clock.install() })
    expect(await page.locator('.mark-read').getAttribute('aria-pressed')).toBe('false')
    await page.clock.runFor(20_000)
    await page.waitForFunction(() => document.querySelector('.mark-read')?.ariaPressed === 'true')
  })

  test('is not offered where the browser keeps nothing', async () => {
    const page = await reader.open('/first/loops/', {
      before: (opened) =>
        opened.addInitScript(() => {
          Object.defineProperty(window, 'localStorage', {
            get: () => {
              throw new Error('denied')
            },
          })
        }),
    })
    expect(await page.locator('.mark-read').isVisible()).toBe(false)
    expect(await page.locator('.scheme').isVisible()).toBe(true)
  })
})

describe('a page', () => {
  const widths = [320, 768, 1280]

  test.each(['/', '/first/', '/first/begin/'])(
    '%s has room at any width, and moves nothing when scripts come',
    async (address) => {
      for (const width of widths) {
        const page = await reader.open(address, {
          width,
          before: async (opened) => {
            await opened.addInitScript(() => {
              const moved: PerformanceEntry[] = []
              const observer = new PerformanceObserver((list) => moved.push(...list.getEntries()))
              observer.observe({ type: 'layout-shift', buffered: true })
              Object.assign(window, { shifts: () => [...moved, ...observer.takeRecords()].length })
              localStorage.setItem(
                'lectern-progress:/',
                '{"lectern":"progress","read":{"/first/begin/":"/first/"},"next":{"address":"/first/loops/","title":"Loops"}}',
              )
            })
            // The scripts come after the first paint, as on a slow line.
            await opened.route('**/lectern.js', async (route) => {
              await opened.waitForFunction(() => performance.getEntriesByType('paint').length > 0)
              await route.continue()
            })
          },
        })
        await page.waitForFunction(() => document.querySelector('.is-read'))
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
        expect(await page.evaluate(() => Reflect.get(window, 'shifts')()), `${width}`).toBe(0)
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
          `${width}`,
        ).toBeLessThanOrEqual(0)
      }
    },
  )

  test.each(['/', '/first/', '/first/begin/'])('%s has no fault that axe finds', async (address) => {
    for (const scheme of ['light', 'dark'] as const) {
      for (const width of [360, 1280]) {
        const page = await reader.open(address, { scheme, width, reducedMotion: true })
        if (address === '/first/begin/') {
          if (width === 360) await page.locator('.menu-open').click()
          else await page.locator('.mark-read').click()
        }
        await page.evaluate(axe.source)
        const found = await page.evaluate(async () => {
          const checker = Reflect.get(window, 'axe')
          const { violations } = await checker.run({
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
          })
          return violations.map((item: { id: string; nodes: { html: string; failureSummary: string }[] }) => [
            item.id,
            ...item.nodes.map((node) => `${node.html} ${node.failureSummary}`),
          ])
        })
        expect(found, `${scheme} ${width}`).toEqual([])
      }
    }
  })

  test('has no frame on paper', async () => {
    const page = await reader.open('/first/begin/')
    await page.emulateMedia({ media: 'print' })
    for (const part of ['.site-header', '.site-nav', '.page-toc', '.pager', '.mark-read', '.site-footer'])
      expect(await page.locator(part).first().isVisible(), part).toBe(false)
    expect(await page.locator('main').isVisible()).toBe(true)
  })

  test('works from a disk', async () => {
    const portable = readerOf(course, { request: { portable: true }, prefix: '/' })
    const page = await portable.open('/first/begin/index.html')
    await page.locator('.mark-read').click()
    await page.locator('.pager-next').click()
    await page.waitForURL('**/first/loops/index.html')
    expect(await page.locator('.site-nav .is-read').count()).toBe(1)
    await page.locator('.site-title').click()
    await page.waitForURL('**/index.html')
    expect(await page.locator('.course-start').getAttribute('href')).toMatch(/\/first\/loops\/index\.html$/)
  })
})

test('the look and the scripts are small', () => {
  const size = (file: string): number => gzipSync(fs.readFileSync(path.join(manual, file)), { level: 9 }).length
  expect(size('lib/styles/style.css')).toBeLessThan(12 * 1024)
  expect(size('lib/client/lectern.js')).toBeLessThan(10 * 1024)
  expect(size('lib/client/scheme.js')).toBeLessThan(640)
})
