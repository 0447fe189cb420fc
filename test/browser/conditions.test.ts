import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { afterAll, describe, expect, test } from 'vitest'
import { manual, readerOf, takeFaults } from './browser.ts'
import { course } from './course.ts'

// Readers whose browser runs no scripts, who read from a disk or on paper, and who come by an old link.

const reader = readerOf(course)
const page = '/basics/everything/'

describe('without JavaScript', () => {
  test('text, figures, tables, listings, formulas and footnotes are all there', async () => {
    const open = await reader.open(page, { javaScript: false })
    for (const text of ['Text with', 'A note with a', 'A network.', 'It says more.', 'def add', 'London'])
      expect(await open.getByText(text).first().isVisible(), text).toBe(true)
    for (const id of ['FigBlue', 'FigTall', 'FigLinked', 'VidIntro', 'TblAges', 'LstLoop'])
      expect(await open.locator(`#${id}`).isVisible(), id).toBe(true)
    expect(await open.locator('math').first().isVisible()).toBe(true)
    await open.locator('#FigBlue img').scrollIntoViewIfNeeded()
    await open.waitForFunction(() => document.querySelector<HTMLImageElement>('#FigBlue img')?.naturalWidth === 800)
  })

  test('a video is a link to its page', async () => {
    const open = await reader.open(page, { javaScript: false })
    const link = open.locator('#VidIntro a[href*="youtube.com/watch"]')
    expect(await link.first().isVisible()).toBe(true)
    expect(await link.first().getAttribute('href')).toContain('XBc3kbel7XY')
  })

  test.each([360, 1280])('the navigation leads to other pages at %i pixels', async (width) => {
    const open = await reader.open(page, { javaScript: false, width })
    const link = open.locator('.site-nav a[href$="short/"]')
    if (!(await link.isVisible())) await open.locator('.site-nav summary').first().click()
    await link.click()
    expect(new URL(open.url()).pathname).toBe('/basics/short/')
  })

  test('details open, and references lead to what they name', async () => {
    const open = await reader.open(page, { javaScript: false })
    await open.locator('main details summary', { hasText: 'More' }).click()
    expect(await open.getByText('Hidden text.').isVisible()).toBe(true)
    await open.locator('a.reference', { hasText: 'Table 1' }).first().click()
    expect(new URL(open.url()).hash).toBe('#TblAges')
    await expect
      .poll(() => open.locator('#TblAges').evaluate((table) => table.getBoundingClientRect().top < innerHeight))
      .toBe(true)
  })

  test('nothing is offered that does not work', async () => {
    const open = await reader.open(page, { javaScript: false })
    expect(await open.locator('button:visible').count()).toBe(0)
  })
})

describe('from a disk, built with --portable', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-portable-'))
  afterAll(() => fs.rmSync(folder, { recursive: true }))
  const portable = readerOf(course, { request: { portable: true } })
  for (const [file, content] of portable.files.contents) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    fs.writeFileSync(path.join(folder, file), content)
  }
  const address = (file: string): string => pathToFileURL(path.join(folder, file)).href

  test('pages have their look and their scripts', async () => {
    const open = await portable.open(address('basics/everything/index.html'))
    expect(await open.locator('main').evaluate((main) => getComputedStyle(main).fontFamily)).toContain('system-ui')
    expect(
      await open
        .locator('main pre')
        .first()
        .evaluate((pre) => getComputedStyle(pre).overflowX),
    ).toBe('auto')
    // Only a script does that.
    await open.setViewportSize({ width: 360, height: 800 })
    await open.locator('main pre[tabindex]').first().waitFor()
  })

  test('links lead from page to page', async () => {
    const open = await portable.open(address('index.html'))
    await open.locator('main a', { hasText: 'Everything' }).first().click()
    await open.waitForURL('**/basics/everything/index.html')
    await open.locator('.pager-next, [rel="next"]').first().click()
    await open.waitForURL('**/basics/short/index.html')
    await open.locator('main a', { hasText: 'Figure 1' }).click()
    await open.waitForURL('**/basics/everything/index.html#FigBlue')
    await open.locator('.site-title').click()
    await open.waitForURL('**/index.html')
  })
})

describe('on paper', () => {
  test('there is the text, and nothing of what leads through the site', async () => {
    const open = await reader.open(page)
    await open.emulateMedia({ media: 'print' })
    const shown = await open
      .locator('header, nav, [role="navigation"], .skip-link, .site-footer, .pager, button, iframe')
      .filter({ visible: true })
      .evaluateAll((found) =>
        found.filter((element) => !element.closest('main')).map((element) => element.outerHTML.slice(0, 80)),
      )
    expect(shown).toEqual([])
    expect(await open.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
    expect(await open.getByText('Text with').isVisible()).toBe(true)
  })

  test('addresses stand after links that lead elsewhere', async () => {
    const open = await reader.open(page)
    await open.emulateMedia({ media: 'print' })
    const behind = (selector: string) =>
      open
        .locator(selector)
        .first()
        .evaluate((link) => getComputedStyle(link, '::after').content)
    expect(await behind('main p a[href^="https://elsewhere.example/a"]')).toContain('https://elsewhere.example/a/long')
    expect(await behind('#VidIntro a[href*="watch"]')).toContain('https://www.youtube.com/watch?v=XBc3kbel7XY')
    expect(await behind('main p a.reference')).toBe('none')
  })

  test('figures, listings and boxes are not broken, headings stay with their text, and code is not cut off', async () => {
    const open = await reader.open(page)
    await open.emulateMedia({ media: 'print' })
    const style = (selector: string, name: string) =>
      open
        .locator(selector)
        .first()
        .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), name)
    for (const selector of ['figure', 'pre', '.alert', 'tr', 'main img'])
      expect(await style(selector, 'break-inside'), selector).toBe('avoid')
    for (const selector of ['main h2', '#TblAges figcaption'])
      expect(await style(selector, 'break-after'), selector).toBe('avoid')
    expect(await style('main pre', 'white-space')).toContain('pre-wrap')
  })

  test('ink is dark on white, whatever the scheme', async () => {
    const open = await reader.open(page, { scheme: 'dark' })
    await open.emulateMedia({ media: 'print' })
    expect(
      await open
        .locator('main')
        .first()
        .evaluate((p) => getComputedStyle(p).color),
    ).toBe('rgb(0, 0, 0)')
    expect(await open.locator('html').evaluate((html) => getComputedStyle(html).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    )
  })

  test('closed details and all alternatives are there', async () => {
    const handout = readerOf({
      'content/index.md':
        '# Handout\n\n:::tabs\n== One\nThe first way.\n== Two\nThe second way.\n:::\n\n<details><summary>More</summary>\n<p>The answer.</p>\n</details>\n',
    })
    const open = await handout.open('/')
    await open.waitForSelector('[role="tab"]')
    await open.emulateMedia({ media: 'print' })
    for (const text of ['The first way.', 'The second way.', 'The answer.'])
      expect(
        await open.getByText(text).evaluate((found) => {
          const { width, height } = found.getBoundingClientRect()
          return found.checkVisibility({ contentVisibilityAuto: true }) && width > 0 && height > 0
        }),
        text,
      ).toBe(true)
  })

  test('a PDF has pages of text', async () => {
    const open = await reader.open(page)
    const pdf = (await open.pdf({ format: 'A4' })).toString('latin1')
    expect(pdf.startsWith('%PDF-')).toBe(true)
    const pages = Number(/\/Type\s*\/Pages[^>]*\/Count (\d+)/.exec(pdf)?.[1] ?? pdf.match(/\/Type\s*\/Page\b/g)?.length)
    expect(pages).toBeGreaterThan(1)
    expect(pages).toBeLessThan(9)
    expect(pdf).toContain('/Font')
  })
})

describe('an address that is none', () => {
  test.each(['/', '/courses/plants/'])('shows the page that helps, at any depth below %s', async (prefix) => {
    const lost = readerOf(
      { 'content/404.md': '# Lost\n', 'content/index.md': '# Front\n' },
      { prefix, request: { base: prefix } },
    )
    for (const address of ['nowhere', 'very/deep/nowhere/']) {
      const open = await lost.open(`${prefix}${address}`)
      expect(takeFaults(open).filter((fault) => !fault.includes('404'))).toEqual([])
      expect(await open.getByRole('heading', { level: 1 }).textContent()).toContain('Lost')
      expect(await open.locator('main').evaluate((main) => getComputedStyle(main).fontFamily)).toContain('system-ui')
      await open.locator('.site-title').click()
      expect(new URL(open.url()).pathname).toBe(prefix)
    }
  })
})

describe('every address', () => {
  const sites = [
    ['the manual', readerOf(manual)],
    ['the course', reader],
    ['the course from a disk', readerOf(course, { request: { portable: true } })],
  ] as const

  test.each(sites)('of %s leads to a page, a part of one, or a file', (_, { files }) => {
    const text = (file: string): string => new TextDecoder().decode(files.read(file))
    const ids = new Map<string, ReadonlySet<string>>()
    const idsOf = (file: string): ReadonlySet<string> => {
      const known = ids.get(file) ?? new Set(elementsOf(text(file)).flatMap(({ id }) => (id ? [id] : [])))
      ids.set(file, known)
      return known
    }
    const broken: string[] = []
    let checked = 0
    for (const file of files.list('').filter((name) => name.endsWith('.html'))) {
      for (const { tag, addresses } of elementsOf(text(file))) {
        for (const address of addresses) {
          const target = new URL(address, `http://site/${file}`)
          if (target.host !== 'site' || !target.protocol.startsWith('http')) continue
          checked++
          const wanted =
            decodeURIComponent(target.pathname.slice(1)) + (target.pathname.endsWith('/') ? 'index.html' : '')
          const fragment = decodeURIComponent(target.hash.slice(1))
          if (files.kind(wanted) !== 'file') broken.push(`${file}: <${tag}> ${address}`)
          else if (fragment && fragment !== 'top' && wanted.endsWith('.html') && !idsOf(wanted).has(fragment))
            broken.push(`${file}: <${tag}> ${address} names no part`)
        }
      }
    }
    expect(broken).toEqual([])
    expect(checked).toBeGreaterThan(50)
  })
})

interface Found {
  readonly tag: string
  readonly id: string | undefined
  readonly addresses: readonly string[]
}

/** The elements of a page, with what they point to. */
function elementsOf(html: string): Found[] {
  const found: Found[] = []
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('attrs' in node) {
      const value = (name: string) => node.attrs.find((attribute) => attribute.name === name)?.value
      const addresses = ['href', 'src', 'poster', 'data'].flatMap((name) => value(name) ?? [])
      found.push({ tag: node.tagName, id: value('id'), addresses })
    }
    if ('childNodes' in node) for (const child of node.childNodes) visit(child)
  }
  visit(parse(html))
  return found
}
