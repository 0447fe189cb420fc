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
  const arabic = readerOf({
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
    const page = await arabic.open('/start/')
    for (const [selector, text] of [
      ['figcaption .label', 'Figure 1.'],
      ['.reading-time', '1 min'],
      ['td.align-right', '-1.5'],
    ] as const) {
      const { first, last } = await ends(page, selector, text)
      expect(first, text).toBeLessThan(last)
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
