import { expect, test } from 'vitest'
import { readerOf } from './browser.ts'

const files = {
  'sitemap.yaml': 'One: one\nTwo: two\n',
  'content/one.md': '# One\n',
  'content/two.md': '# Two\n',
}

test('under a strict policy the next page is fetched by a link, and nothing is refused', async () => {
  const page = await readerOf(files).open('/one/')
  await page.waitForSelector('link[rel="prefetch"][href$="/two/"]', { state: 'attached' })
  expect(await page.locator('script[type="speculationrules"]').count()).toBe(0)
})
