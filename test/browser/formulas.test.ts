import { describe, expect, test } from 'vitest'
import { readerOf } from './browser.ts'

// Formulas look the same where no font for them is installed: they come with one.

const reader = readerOf({
  'content/formulas.md': [
    '# Formulas',
    '',
    '$$\\left(\\begin{matrix} a \\\\ b \\\\ c \\\\ d \\end{matrix}\\right)$$',
    '',
    '$$\\sqrt{\\frac{\\displaystyle\\frac{1}{2}}{\\displaystyle\\frac{3}{4}}}$$',
    '',
    '$$\\overline{AB}$$',
    '',
    '$$\\widehat{ABC}$$',
    '',
    '$$a^2 + b^2 = c^2$$ {#eq-one}',
    '',
    '$$\\begin{align} a &= b \\\\ c &= d \\notag \\end{align}$$',
    '',
  ].join('\n'),
  'content/rare.md': '# Rare\n\n$\\mathfrak{g}$ and $\\mathsf{T}$.\n',
  'content/text.md': '# Text\n\nNothing to set.\n',
})

/** As with no font for formulas on the machine: names of local ones lead nowhere. */
const bare = {
  before: (page: import('playwright-core').Page) =>
    page.route('**/formulas.css', async (route) => {
      const response = await route.fetch()
      const body = (await response.text())
        .replaceAll(/local\("?[^)]*"?\),?/g, '')
        // However slow the machine is.
        .replaceAll('font-display:optional', 'font-display:block')
      await route.fulfill({ response, body })
    }),
}

describe('formulas', () => {
  test('have brackets as tall as what they hold, and lines above letters', async () => {
    const page = await reader.open('/formulas/', bare)
    await page.evaluate(() => document.fonts.ready)
    const part = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => {
          const { width, height } = element.getBoundingClientRect()
          return { width, height }
        })
    const bracket = await part('[data-tex*="matrix"] mo')
    const matrix = await part('[data-tex*="matrix"] mtable')
    expect(bracket.height).toBeGreaterThan(matrix.height * 0.9)
    const line = page.locator('[data-tex*="overline"] .tml-overline')
    expect(
      await line.evaluate((element) => Number.parseFloat(getComputedStyle(element).borderTopWidth)),
    ).toBeGreaterThan(0)
  })

  test('have their numbers at the end of the line', async () => {
    const page = await reader.open('/formulas/', { width: 1000 })
    const text = await page.locator('main').evaluate((main) => {
      const { paddingRight } = getComputedStyle(main)
      return main.getBoundingClientRect().right - Number.parseFloat(paddingRight)
    })
    for (const number of ['(1)', '(2)']) {
      const box = await page.locator('main mtext').filter({ hasText: number }).boundingBox()
      expect(Math.abs((box?.x ?? 0) + (box?.width ?? 0) - text), number).toBeLessThan(4)
    }
  })

  test('load what they need: the fonts of letters that are rare with those', async () => {
    const files = async (path: string) => {
      const asked: string[] = []
      const page = await reader.open(path, {
        before: async (page) => {
          await bare.before(page)
          page.on('request', (request) => {
            if (request.url().endsWith('.woff2')) asked.push(request.url().replace(/.*\//, ''))
          })
        },
      })
      await page.evaluate(() => document.fonts.ready)
      return asked.sort()
    }
    expect(await files('/formulas/')).toEqual(['math.woff2'])
    expect(await files('/rare/')).toContain('math-more.woff2')
    expect(await files('/text/')).toEqual([])
  })
})
