import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { readerOf } from './browser.ts'

/** A course: so many chapters of so many lessons. */
const courseOf = (chapters: number, lessons: number): Record<string, string> => {
  const files: Record<string, string> = { 'sitemap.yaml': '' }
  for (let chapter = 1; chapter <= chapters; chapter++) {
    files['sitemap.yaml'] += `Chapter ${chapter}:\n`
    for (let lesson = 1; lesson <= lessons; lesson++) {
      files['sitemap.yaml'] += `  Lesson ${chapter}.${lesson}: c${chapter}/l${lesson}\n`
      files[`content/c${chapter}/l${lesson}.md`] = `# Lesson ${chapter}.${lesson}\n\nText.\n`
    }
  }
  return files
}
const short = readerOf(courseOf(3, 4))
const middle = readerOf(courseOf(3, 20))
const long = readerOf(courseOf(2, 70))
const large = readerOf(courseOf(4, 45))

const scrolled = (page: Page): Promise<number> => page.locator('.site-nav').evaluate((nav) => nav.scrollTop)

describe('the menu beside the text', () => {
  test('shows the current entry from the first paint on, without the script at the end', async () => {
    const page = await long.open('/c1/l60/', {
      before: async (opened) => {
        await opened.addInitScript(() => {
          new PerformanceObserver((_, observer) => {
            observer.disconnect()
            Object.assign(window, { atPaint: document.querySelector('.site-nav')?.scrollTop })
          }).observe({ type: 'paint', buffered: true })
        })
        await opened.route('**/lectern.js', (route) => route.fulfill({ body: '' }))
      },
    })
    await page.waitForFunction(() => Reflect.get(window, 'atPaint') > 0)
    const entry = await page.locator('.site-nav [aria-current="page"]').boundingBox()
    expect(entry?.y).toBeGreaterThan(60)
    expect(entry?.y).toBeLessThan(740)
    expect(await page.evaluate(() => Reflect.get(window, 'atPaint'))).toBe(await scrolled(page))
  })

  test('stays where the reader left it when another page is opened', async () => {
    const page = await long.open('/c1/l1/')
    expect(await scrolled(page)).toBe(0)
    await page.locator('.site-nav').evaluate((nav) => nav.scrollTo({ top: 700, behavior: 'instant' }))
    await page.locator('.site-nav').getByRole('link', { name: 'Lesson 1.30', exact: true }).click()
    await page.waitForURL('**/c1/l30/')
    await page.waitForFunction(() => document.querySelector('.site-nav')?.scrollTop === 700)
  })

  test('is whole and open where it is short', async () => {
    const page = await short.open('/c2/l1/')
    for (const name of ['Lesson 1.1', 'Lesson 2.4', 'Lesson 3.4'])
      expect(await page.locator('.site-nav').getByRole('link', { name, exact: true }).isVisible(), name).toBe(true)
  })

  test.each([true, false])('opens its chapters in place, with scripts: %s', async (javaScript) => {
    for (const width of [360, 1280]) {
      const page = await middle.open('/c2/l1/', { javaScript, width, reducedMotion: true })
      const nav = page.locator('.site-nav')
      if (width === 360) await page.locator(javaScript ? '.menu-open' : '.site-nav .site-fold summary').click()
      const there = nav.getByRole('link', { name: 'Lesson 3.4', exact: true })
      expect(await there.isVisible()).toBe(false)
      expect(await nav.getByRole('link', { name: 'Lesson 2.4', exact: true }).isVisible()).toBe(true)
      await nav.locator('summary[aria-label="Chapter 3"]').click()
      expect(await there.isVisible()).toBe(true)
      expect(new URL(page.url()).pathname).toBe('/c2/l1/')
      await there.click()
      await page.waitForURL('**/c3/l4/')
    }
  })

  test('does not grow with the site: chapters of a large course lead to their own pages', async () => {
    const page = await large.open('/c2/l1/')
    expect(await page.locator('.site-nav a').count()).toBe(4 + 45)
    expect(await page.locator('.site-nav .nav-fold').count()).toBe(1)
  })
})

describe('the contents of a page', () => {
  const text = Array.from({ length: 12 }, (_, i) => `Sentence ${i} of a text that is longer than the window.`).join(
    '\n\n',
  )
  const sections = ['One', 'Two', 'Three'].map((name) => `## ${name}\n\n${text}`).join('\n\n')
  const reader = readerOf({
    'sitemap.yaml': 'Page: page\nOther: other\n',
    'content/page.md': `# Page\n\n[TOC]\n\n${sections}\n`,
    'content/other.md': `# Other\n\n${sections}\n`,
  })

  test.each([360, 1024, 1280])('are listed once at %i pixels', async (width) => {
    const page = await reader.open('/page/', { width })
    const shown = await page.getByRole('link', { name: 'Two', exact: true }).filter({ visible: true }).count()
    expect(shown).toBe(1)
  })

  test.each([360, 768, 1024])('can be reached from everywhere at %i pixels', async (width) => {
    const page = await reader.open('/other/', { width, reducedMotion: true })
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2))
    const fold = page.locator('.page-toc summary')
    const place = await fold.boundingBox()
    expect(place?.y).toBeGreaterThan(50)
    expect(place?.y).toBeLessThan(120)
    await fold.click()
    await page.locator('.page-toc').getByRole('link', { name: 'Three', exact: true }).click()
    expect(await page.locator('.page-toc details').getAttribute('open')).toBeNull()
    const bar = await page.locator('.page-toc').boundingBox()
    await expect
      .poll(() => page.locator('#three').evaluate((heading) => Math.round(heading.getBoundingClientRect().top)))
      .toBeLessThan(260)
    expect((await page.locator('#three').boundingBox())?.y).toBeGreaterThan((bar?.y ?? 0) + (bar?.height ?? 0))
  })

  test.each([360, 1280])('say which section is read at %i pixels, after a jump too', async (width) => {
    const page = await reader.open('/other/', { width, reducedMotion: true })
    const said = () =>
      page.evaluate(() => ({
        here: document.querySelector<HTMLElement>('.page-toc summary')?.dataset.here,
        current: document.querySelector('.page-toc [aria-current]')?.textContent,
      }))
    const end = () =>
      page.evaluate(() => scrollTo(0, (document.querySelector('#three')?.getBoundingClientRect().bottom ?? 0) + 400))
    await expect.poll(said).toEqual({ here: 'One', current: 'One' })
    await end()
    await expect.poll(said).toEqual({ here: 'Three', current: 'Three' })
    await page.evaluate(() => scrollTo(0, 0))
    await expect.poll(said).toEqual({ here: 'One', current: 'One' })
    const shown = page.locator('.page-toc summary')
    expect(await shown.isVisible()).toBe(width < 1200)
  })

  test('go away with Escape, and give the focus back', async () => {
    const page = await reader.open('/other/', { width: 360 })
    await page.locator('.page-toc summary').click()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    expect(await page.locator('.page-toc-list').isVisible()).toBe(false)
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('summary')
  })

  test('open in place without scripts, and scroll with the text', async () => {
    const page = await reader.open('/other/', { width: 1024, javaScript: false })
    await page.locator('.page-toc summary').click()
    const list = await page.locator('.page-toc-list').boundingBox()
    const title = await page.locator('h1').boundingBox()
    expect(title?.y).toBeGreaterThan((list?.y ?? 0) + (list?.height ?? 0))
  })
})
