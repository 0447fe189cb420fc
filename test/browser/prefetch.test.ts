import { expect, test } from 'vitest'
import { readerOf } from './browser.ts'

const files = {
  'sitemap.yaml': 'One: one\nTwo: two\n',
  'content/one.md': '# One\n',
  'content/two.md': '# Two\n',
}

const strict = readerOf(files)
const permitting = readerOf(files, {
  contentSecurityPolicy: "default-src 'self'; script-src 'self' 'inline-speculation-rules'",
})
const open = readerOf(files, { contentSecurityPolicy: '', prefix: '/course/', request: { base: '/course/' } })

const RULES = 'script[type="speculationrules"]'
const LINK = 'link[rel="prefetch"]'

test('under a strict policy the next page is fetched by a link, and nothing is refused', async () => {
  const page = await strict.open('/one/')
  await page.waitForSelector(`${LINK}[href$="/two/"]`, { state: 'attached' })
  expect(await page.locator(RULES).count()).toBe(0)
})

test.each([
  ['a policy that permits them', permitting, '/one/', '/*'],
  ['no policy', open, '/course/one/', '/course/*'],
])('under %s the page gets rules for its own site', async (_name, reader, address, pattern) => {
  const page = await reader.open(address)
  const rules = await page.waitForSelector(RULES, { state: 'attached' })
  expect(JSON.parse((await rules.textContent()) ?? '')).toMatchObject({
    prefetch: [{ eagerness: 'eager' }, { where: { and: [{ href_matches: pattern }, {}] } }],
  })
  expect(await page.locator(LINK).count()).toBe(0)
})

test('the host is asked for its policy once in a visit', async () => {
  const asked: string[] = []
  const page = await open.open('/course/one/', {
    before: async (tab) => {
      tab.on('request', (request) => {
        if (request.method() === 'HEAD') asked.push(request.url())
      })
    },
  })
  await page.waitForSelector(RULES, { state: 'attached' })
  await page.getByRole('link', { name: /Two/ }).last().click()
  await page.waitForURL('**/two/')
  await page.waitForSelector(RULES, { state: 'attached' })
  expect(asked).toHaveLength(1)
})
