import { describe, expect, test } from 'vitest'
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
    prefetch: [{ eagerness: 'immediate' }, { where: { and: [{ href_matches: pattern }, {}] } }],
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

describe('what the host sees', () => {
  const course = {
    'sitemap.yaml': 'One: one\nTwo: two\nThree: three\n',
    'content/one.md': '# One\n\nSee [three](three.md) and [data](data.csv){download=data.csv}.\n',
    'content/two.md': '# Two\n',
    'content/three.md': '# Three\n',
    'content/data.csv': 'a\n1\n',
  }
  const rules = (prefix: string) => ({ 'Speculation-Rules': `"${prefix}lectern/speculation-rules.json"` })

  test.each([
    ['rules of the page, without a policy', '/', { contentSecurityPolicy: '' }],
    ['the rules of the header', '/', { headers: rules('/') }],
    [
      'the rules of the header, below a path',
      '/a+b/',
      { headers: rules('/a+b/'), prefix: '/a+b/', request: { base: '/a+b/' } },
    ],
  ])('by %s: the next page at once, another one when it is pointed at', async (_name, prefix, options) => {
    const host = readerOf(course, options)
    const page = await host.open(`${prefix}one/`)
    await expect.poll(() => host.prefetched).toContain(`${prefix}two/`)
    expect(host.prefetched).not.toContain(`${prefix}three/`)
    await page.locator('main').getByRole('link', { name: 'three' }).hover()
    await expect.poll(() => host.prefetched).toContain(`${prefix}three/`)
    expect(host.prefetched.filter((path) => !/\/(?:two|three)\/$/.test(path))).toEqual([])
  })
})
