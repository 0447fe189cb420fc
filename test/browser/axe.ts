import axe from 'axe-core'
import type { Page } from 'playwright-core'

/**
 * What axe finds against WCAG 2.0 to 2.2, levels A and AA, and its best practices, in the state that a page is in now; with
 * `only: 'colours'` those rules whose answer depends on colours. Each is a line: the rule, the element, and why.
 */
export async function axeViolations(page: Page, only: 'everything' | 'colours' = 'everything'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document, {
      runOnly:
        only === 'colours'
          ? { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }
          : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: only === 'colours' ? {} : { 'target-size': { enabled: true } },
      resultTypes: ['violations'],
      preload: false,
    })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}  ${node.target.join(' ')}  ${node.failureSummary?.replace(/\s+/g, ' ') ?? ''}`),
    )
  }, only)
}
