import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { readerOf } from './browser.ts'

// What a page looks like where words are long, run from the right, or stand in a narrow place.

/** In how many boxes each element is drawn: more than one where it is broken over lines. */
const linesOf = (page: Page, selector: string): Promise<number[]> =>
  page.locator(selector).evaluateAll((all) => all.map((element) => element.getClientRects().length))

/** Where the first letter of an element's text that matches is drawn, and the last one. */
const ends = (page: Page, selector: string, text: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element, text) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      const letters: { readonly node: Node; readonly at: number }[] = []
      while (walker.nextNode()) {
        const node = walker.currentNode
        for (let at = 0; at < (node.textContent ?? '').length; at++) letters.push({ node, at })
      }
      const leftOf = (i: number): number => {
        const range = document.createRange()
        const letter = letters[i]
        if (!letter) throw new Error(`There is no ${text}.`)
        range.setStart(letter.node, letter.at)
        range.setEnd(letter.node, letter.at + 1)
        return range.getBoundingClientRect().left
      }
      const start = (element.textContent ?? '').indexOf(text)
      return { first: leftOf(start), last: leftOf(start + text.length - 1) }
    }, text)

const keys = ['title', 'description', 'redirect_from', 'next_title', 'show_title']
const tables = readerOf({
  'content/keys.md': [
    '# Keys',
    '| Key | Meaning | Fallback | Where |\n|---|---|---|---|',
    ...keys.map(
      (key) => `| \`${key}\` | A text that says at some length what the key is there for. | \`no_${key}\` | settings |`,
    ),
  ].join('\n'),
})

describe('a table', () => {
  test.each([320, 768, 1280])('keeps words of code whole at %i pixels, and scrolls by itself', async (width) => {
    const page = await tables.open('/keys/', { width })
    expect(new Set(await linesOf(page, 'td code'))).toEqual(new Set([1]))
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  })
})

describe('a page that runs from right to left', () => {
  const course = {
    'site.yaml': 'title: دورة\nlang: ar\n',
    'sitemap.yaml': 'البداية: start\n',
    'content/img/start/box.svg':
      '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200"/></svg>',
    'content/tbl/start/sums.csv': 'name,sum\nAda,-1.5\nBob,2.5\n',
    'content/start.md': [
      '# البداية',
      'نص `pip install;` ثم $a - b + c$ ثم <kbd>Ctrl K</kbd>.',
      '```python title="a.py"\ndef f(values):\n    return values\n```',
      '```python\ndef g(values):\n    return values\n```',
      '%--\nfigure:\n    source: box.svg\n    id: FigBox\n    caption: صورة\n    alt: صورة\n--%',
      '%--\ntable:\n    source: sums.csv\n    id: TblSums\n    caption: جدول\n--%',
    ].join('\n\n'),
  }
  const arabic = readerOf(course)
  const withLatinWords = readerOf({
    ...course,
    'site.yaml': 'lang: ar\ninterface: {figure: "Figure {n}", minutes: "{n} min", digits: "0123456789"}\n',
  })

  test('shows code, keys and formulas from left to right', async () => {
    const page = await arabic.open('/start/')
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    for (const [selector, text] of [
      ['main p > code', 'install;'],
      ['main kbd', 'Ctrl K'],
      ['main pre', 'def f(values):'],
    ] as const) {
      const { first, last } = await ends(page, selector, text)
      expect(first, text).toBeLessThan(last)
    }
    const letters = await page
      .locator('main math :is(mi, mo)')
      .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().left))
    expect(letters).toEqual(letters.toSorted((a, b) => a - b))
    const code = await page.locator('main pre').first().boundingBox()
    const start = await ends(page, 'main pre', 'def')
    expect(start.first - (code?.x ?? 0)).toBeLessThan(30)
  })

  test('shows labels, minutes and numbers in the order in which they are read', async () => {
    const latin = await withLatinWords.open('/start/')
    for (const [selector, text] of [
      ['figcaption .label', 'Figure 1.'],
      ['.reading-time', '1 min'],
      ['td.align-right', '-1.5'],
    ] as const) {
      const { first, last } = await ends(latin, selector, text)
      expect(first, text).toBeLessThan(last)
    }
    const page = await arabic.open('/start/')
    for (const [selector, text] of [
      ['figcaption .label', 'الشكل ١.'],
      ['.reading-time', '١ د'],
    ] as const) {
      const { first, last } = await ends(page, selector, text)
      expect(first, text).toBeGreaterThan(last)
    }
  })

  test('names the language of code at its right, where no code begins', async () => {
    const page = await arabic.open('/start/')
    const sides = await page.locator('main .code[data-lang]').evaluateAll((all) =>
      all.map((element) => {
        const { left, right } = getComputedStyle(element, '::after')
        return Number.parseFloat(right) < Number.parseFloat(left)
      }),
    )
    expect(sides).toEqual([true, true])
    const copy = await page.locator('main .copy').first().boundingBox()
    const code = await page.locator('main .code').first().boundingBox()
    expect((copy?.x ?? 0) - (code?.x ?? 0)).toBeGreaterThan((code?.width ?? 0) / 2)
  })
})

describe('a window of 320 pixels', () => {
  const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
  const narrow = readerOf({
    'site.yaml': `title: ${word}\n`,
    'sitemap.yaml': `Chapter${word}:\n  ${word}: one\n  Other${word}: two\n  Third${word}: three\n`,
    'content/one.md': `title: ${word}\n\n## One ${word}\n\nText.\n\n## Two ${word}\n\nText.\n`,
    'content/two.md': [
      `title: Other${word}`,
      `Text with $a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u + v = \\frac{1}{2}$, and more.`,
      `- A list with $a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u + v = w$`,
      `<table><tr>${'<td>not-to-be-broken</td>'.repeat(8)}</tr></table>`,
      `## One ${word}\n\nText.\n\n## Two ${word}\n\nText.`,
    ].join('\n\n'),
    'content/three.md': `title: Third${word}\n\nText.\n`,
  })

  test.each([320, 1280])('is never left sideways, at %i pixels neither', async (width) => {
    for (const address of narrow.pages) {
      const page = await narrow.open(address, { width })
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), address).toBe(0)
      const outside = await page
        .locator(
          '.site-title span, .pager a, .breadcrumbs li, .page-toc a, h1, h2, main p, main table, .card, .contents a',
        )
        .filter({ visible: true })
        .evaluateAll(
          (all, width) =>
            all.filter((one) => one.getBoundingClientRect().right > width).map((one) => one.outerHTML.slice(0, 80)),
          width,
        )
      expect(outside, address).toEqual([])
    }
  })

  test('shows all of a long formula in a sentence and of a table in HTML, which scroll', async () => {
    const page = await narrow.open('/two/', { width: 320 })
    for (const selector of ['main p > math', 'main li > math', 'main table']) {
      const scrolled = await page
        .locator(selector)
        .first()
        .evaluate((wide) => {
          for (let at: Element | null = wide; at && at.localName !== 'main'; at = at.parentElement) {
            at.scrollLeft = 10_000
            if (at.scrollLeft > 0) return at.scrollLeft
          }
          return 0
        })
      expect(scrolled, selector).toBeGreaterThan(0)
    }
  })

  test('has nothing in its header that counts as wider than it is', async () => {
    const page = await narrow.open('/one/', { width: 320 })
    // WebKit is the browser that counts it, so the rule itself is looked for.
    const clipped = await page.evaluate(() =>
      [...document.styleSheets]
        .flatMap((sheet) => [...sheet.cssRules])
        .some(
          (rule) =>
            rule instanceof CSSStyleRule && rule.style.overflow === 'clip' && rule.selectorText === '.scheme-choice',
        ),
    )
    expect(clipped).toBe(true)
  })
})

describe('code', () => {
  const line = `x = ${'1234567890'.repeat(7)} + y`
  const reader = readerOf({
    'sitemap.yaml': 'One: one\nTwo: two\n',
    'content/one.md': `# One\n\n## First\n\n\`\`\`python\n${line}\n\`\`\`\n\n## Second\n\n\`\`\`python title="a.py" {1}\n${line}\n\`\`\`\n`,
    'content/two.md': '# Two\n',
  })

  test.each([768, 1280, 1600])('has room for eighty letters in a line at %i pixels', async (width) => {
    expect(line).toHaveLength(80 - 2)
    const page = await reader.open('/one/', { width })
    const columns = await page.locator('main pre').evaluateAll((all) =>
      all.map((pre) => {
        const probe = document.createElement('span')
        probe.textContent = '0'.repeat(100)
        pre.querySelector('code')?.append(probe)
        const letter = probe.getBoundingClientRect().width / 100
        probe.remove()
        const { paddingLeft, paddingRight } = getComputedStyle(pre)
        return (pre.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)) / letter
      }),
    )
    for (const count of columns) expect(count).toBeGreaterThanOrEqual(80)
    const contents = await page.locator('.page-toc-list').boundingBox()
    const code = await page.locator('main .code').first().boundingBox()
    if (contents && width >= 1280) expect((code?.x ?? 0) + (code?.width ?? 0)).toBeLessThan(contents.x - 10)
    // Text, code and what leads on stand in one column.
    const heading = await page.locator('main h2').first().boundingBox()
    expect([code?.x, code?.width]).toEqual([heading?.x, heading?.width])
  })

  test('with a title and marks reaches both edges of a phone', async () => {
    const page = await reader.open('/one/', { width: 360 })
    for (const selector of ['main figure.code > figcaption', 'main figure.code > pre']) {
      const box = await page.locator(selector).boundingBox()
      expect([box?.x, box?.width], selector).toEqual([0, 360])
    }
    const mark = await page.locator('main .line.marked').evaluate((marked) => {
      const pre = marked.closest('pre')
      if (pre) pre.scrollLeft = 10_000
      const { left, right } = marked.getBoundingClientRect()
      return { left, right }
    })
    expect(mark.left).toBeLessThanOrEqual(0)
    expect(mark.right).toBeGreaterThan(359)
  })

  test('is copied on plain http too, where pages have no clipboard', async () => {
    const page = await reader.open('/one/', {
      before: (opened) =>
        opened.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined })),
    })
    const button = page.getByRole('button', { name: 'Copy code' }).first()
    await button.click()
    await page.getByRole('status').getByText('Copied').waitFor()
    expect(await button.evaluate((copied) => copied === document.activeElement)).toBe(true)
    await page.evaluate(() => {
      const field = document.createElement('textarea')
      document.querySelector('main')?.append(field)
      field.focus()
    })
    await page.keyboard.press('Control+V')
    expect(await page.locator('main textarea').inputValue()).toBe(line)
  })
})

test('formulas ask for the font that comes with them, and else for those that can stretch brackets and roots', async () => {
  const reader = readerOf({ 'content/index.md': '# Formula\n\n$$\\sqrt{\\frac{a}{b}}$$\n' })
  const page = await reader.open('/')
  const fonts = await page.locator('math').evaluate((math) => getComputedStyle(math).fontFamily)
  // Noto Sans Math comes without the table for that on some systems.
  expect(fonts).not.toContain('Noto Sans Math')
  for (const name of ['Lectern Math', 'DejaVu Math TeX Gyre', 'Libertinus Math']) expect(fonts).toContain(name)
})

test('a picture has the share of the column that its width says', async () => {
  const widths = [5, 35, 50, 100]
  const reader = readerOf({
    'content/index.md': `# Widths\n\n${widths.map((width) => `%--\nfigure:\n  source: wide.svg\n  id: Fig${width}\n  caption: Wide.\n  width: ${width}\n--%`).join('\n\n')}\n`,
    'content/wide.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="400"/>',
  })
  const page = await reader.open('/')
  const column = (await page.locator('main figure').first().boundingBox())?.width ?? 0
  for (const width of widths) {
    const shown = (await page.locator(`#Fig${width} img`).boundingBox())?.width ?? 0
    expect(Math.abs(shown - (column * width) / 100), String(width)).toBeLessThan(1)
  }
})
