import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { readerOf, takeFaults } from './browser.ts'

const course = {
  'site.yaml': 'title: A course\n',
  'content/index.md': '# A course\n\nWelcome. <input aria-label="Name">\n',
  'content/basics/loops.md':
    'title: Loops\n\nWhat repeats is a loop.\n\n## The for statement\n\nA `for` statement visits each item of a list.\n\n## While\n\nIt goes on as long as a condition holds. Jerarquía.\n',
  'content/basics/functions.md':
    'title: Functions\n\nA function has a name.\n\n## Parameters\n\nParameters are the variables of a function. A list may be one.\n',
  'content/ja.md': 'title: 東京の歴史\nlang: ja\n\n## 江戸時代\n\n江戸は徳川家康によって開かれた。\n',
  'content/zh.md': 'title: 循环\nlang: zh\n\n## 条件语句\n\n循环语句重复执行一段代码。\n',
}
const reader = readerOf(course)

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Search' })
const field = (page: Page) => page.getByRole('combobox', { name: 'Search' })
const options = (page: Page) => page.getByRole('listbox', { name: 'Results' }).getByRole('option')
const selected = (page: Page) => page.locator('[role=option][aria-selected=true]')

/** Opens the search by a key and types a query; the answer is there then. */
async function ask(page: Page, query: string, key = '/'): Promise<void> {
  await page.keyboard.press(key)
  await field(page).waitFor()
  await page.keyboard.type(query)
  await page.waitForFunction(() => document.querySelector('.search-status')?.textContent !== '')
}

/** Waits until the place in the address is what is expected, and gives what stands there. */
async function landed(page: Page, place: string): Promise<string> {
  await page.waitForURL((url) => decodeURI(url.pathname + url.hash).endsWith(place))
  return page.evaluate(
    () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.firstChild?.textContent ?? '',
  )
}

describe('the search, from the keyboard', () => {
  test.each(['/', 'Control+k', 'Meta+k'])('%s opens it, Escape closes it, and focus goes back', async (key) => {
    const page = await reader.open('/basics/loops/')
    await page.locator('.search-open').focus()
    await page.keyboard.press(key)
    await field(page).waitFor()
    expect(await field(page).evaluate((input) => input === document.activeElement)).toBe(true)
    expect(await field(page).inputValue()).toBe('')
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'hidden' })
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('search-open')
    await page.keyboard.press(key)
    await field(page).waitFor()
  })

  test('arrows choose a result, and Enter lands at its section', async () => {
    const page = await reader.open('/')
    await ask(page, 'list')
    expect(await options(page).count()).toBe(2)
    const chosen: string[] = []
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp']) {
      await page.keyboard.press(key)
      chosen.push((await selected(page).getAttribute('id')) ?? '')
      expect(await field(page).getAttribute('aria-activedescendant')).toBe(chosen.at(-1))
    }
    expect(chosen).toEqual(['lectern-search-result-1', 'lectern-search-result-0', 'lectern-search-result-1'])
    const href = (await selected(page).getAttribute('href')) ?? ''
    await page.keyboard.press('Enter')
    expect(await landed(page, new URL(href).hash)).toMatch(/The for statement|Parameters/)
  })

  test('a result on the same page closes the dialog', async () => {
    const page = await reader.open('/basics/loops/')
    await ask(page, 'condition')
    await page.keyboard.press('Enter')
    expect(await landed(page, '/basics/loops/#while')).toBe('While')
    expect(await dialog(page).isVisible()).toBe(false)
  })

  test('a slash in a field is a slash', async () => {
    const page = await reader.open('/')
    await page.getByRole('textbox', { name: 'Name' }).focus()
    await page.keyboard.press('/')
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('/')
    expect(await dialog(page).count()).toBe(0)
  })
})

describe('what was looked for is marked on the page', () => {
  const marked = (page: Page) =>
    page.evaluate(() => {
      const ranges = CSS.highlights.get('lectern-found')
      return ranges ? Array.from(ranges, String) : []
    })
  const marks = (page: Page) => page.waitForFunction(() => CSS.highlights.has('lectern-found'))

  test('that a result leads to, also when the reader comes back, and not after Escape', async () => {
    const page = await reader.open('/')
    await ask(page, 'condision')
    await page.keyboard.press('Enter')
    await landed(page, '/basics/loops/#while')
    await marks(page)
    expect(await marked(page)).toEqual(['condition'])
    // The address is one that can be given to others.
    expect(new URL(page.url()).search).toBe('')

    await page.locator('.site-title').click()
    await page.waitForURL('**/')
    await page.goBack()
    await marks(page)
    expect(await marked(page)).toEqual(['condition'])
    await page.reload()
    await marks(page)
    await page.keyboard.press('Escape')
    expect(await marked(page)).toEqual([])
    await page.reload()
    await page.locator('.search-open').waitFor()
    expect(await page.evaluate(() => history.state)).not.toHaveProperty('lectern-found', expect.anything())
  })

  test('that is open already', async () => {
    const page = await reader.open('/basics/loops/')
    await ask(page, 'visits')
    await page.keyboard.press('Enter')
    await marks(page)
    expect(await marked(page)).toEqual(['visits'])
    await page.goBack()
    await page.waitForFunction(() => !CSS.highlights.has('lectern-found'))
  })

  test('and nothing is loaded for it on other pages', async () => {
    const asked: string[] = []
    const page = await reader.open('/basics/loops/', {
      before: async (page) => page.on('request', (request) => asked.push(request.url())),
    })
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done)))
    expect(asked.filter((url) => url.endsWith('/found.js'))).toEqual([])
  })
})

test('results of a page stand together, below its title', async () => {
  const page = await reader.open('/')
  await ask(page, 'function')
  const group = page.getByRole('group', { name: 'Functions' })
  expect(await group.getByRole('option').count()).toBeGreaterThan(1)
  expect(await page.locator('.search-keys kbd').allTextContents()).toEqual(['↑', '↓', '↵', 'Esc'])
})

test('a page that is a result itself stands above its sections, and the best result is chosen', async () => {
  const tables = readerOf({
    'site.yaml': 'title: A course\n',
    'content/tables.md': '# Tables\n\nRows and columns.\n\n## A table from a file\n\nIt is a table.\n',
  })
  const page = await tables.open('/tables/')
  await ask(page, 'table')
  const titles = await options(page).locator('.search-title').allTextContents()
  expect(titles[0]).toBe('Tables')
  expect(titles.slice(1)).toEqual(['A table from a file'])
  expect(await page.locator('.search-page').count()).toBe(0)
  expect(await selected(page).locator('.search-title').textContent()).toBe('A table from a file')
  await page.keyboard.press('ArrowUp')
  expect(await selected(page).locator('.search-title').textContent()).toBe('Tables')
})

describe('the search finds', () => {
  test.each([
    ['a section', 'for statement', '/basics/loops/#the-for-statement', 'The for statement'],
    ['the beginning of a word', 'param', '/basics/functions/#parameters', 'Parameters'],
    ['a mistyped word', 'paramters', '/basics/functions/#parameters', 'Parameters'],
    ['a word without its accents', 'jerarquia', '/basics/loops/#while', 'While'],
    ['Japanese', '徳川', '/ja/#江戸時代', '江戸時代'],
    ['Chinese', '重复执行', '/zh/#条件语句', '条件语句'],
  ])('%s', async (_, query, place, heading) => {
    const page = await reader.open('/')
    await ask(page, query)
    await page.keyboard.press('Enter')
    expect(await landed(page, place)).toBe(heading)
  })

  test('words in context, marked', async () => {
    const page = await reader.open('/')
    await ask(page, 'visits')
    expect(await options(page).first().locator('.search-text').innerHTML()).toBe(
      'A for statement <mark>visits</mark> each item of a list.',
    )
  })
})

test('screen readers are told how many results there are', async () => {
  const page = await reader.open('/')
  const status = page.locator('.search-status')
  expect(await status.count()).toBe(0)
  await ask(page, 'visits')
  expect(await page.getByRole('status').filter({ hasText: 'result' }).textContent()).toBe('1 result')
  expect(await field(page).getAttribute('aria-expanded')).toBe('true')
  await field(page).fill('zzzzqqq')
  await page.waitForFunction(() => document.querySelector('.search-status')?.textContent !== '1 result')
  expect(await status.textContent()).toBe('Nothing found for “zzzzqqq”.')
  expect(await field(page).getAttribute('aria-expanded')).toBe('false')
  expect(await field(page).getAttribute('aria-activedescendant')).toBeNull()
})

test('nothing of it is loaded before its first use, and then each file once', async () => {
  const asked: string[] = []
  const page = await reader.open('/', {
    before: async (opened) => {
      opened.on('request', (request) => asked.push(new URL(request.url()).pathname))
    },
  })
  const ofSearch = () => asked.filter((file) => file.startsWith('/lectern/search')).sort()
  expect(ofSearch()).toEqual([])
  await ask(page, 'visits')
  const first = ofSearch()
  expect(first).toEqual([
    '/lectern/search.js',
    '/lectern/search/directory.js',
    '/lectern/search/p0.js',
    '/lectern/search/t0.js',
  ])
  await page.keyboard.press('Escape')
  await ask(page, 'visits')
  expect(ofSearch()).toEqual(first)
})

test('an index that cannot be loaded is told, and asked for again', async () => {
  const page = await reader.open('/')
  await page.route('**/directory.js', (route) => route.abort())
  await ask(page, 'visits')
  expect(await page.locator('.search-status').textContent()).toMatch(/cannot be loaded/)
  expect(takeFaults(page).join()).toContain('ERR_FAILED')
  await page.unroute('**/directory.js')
  await field(page).fill('visits each')
  await options(page).first().waitFor()
})

test.each(['light', 'dark'] as const)('axe finds nothing in the open dialog: %s', async (scheme) => {
  for (const width of [360, 1280]) {
    const page = await reader.open('/basics/loops/', { scheme, width })
    await ask(page, 'list')
    expect(await axeViolations(page)).toEqual([])
  }
})

test('on a phone it fills the screen, and its button closes it', async () => {
  const page = await reader.open('/', { width: 360, height: 640, touch: true })
  await page.locator('.search-open').tap()
  const box = await dialog(page).boundingBox()
  expect(box).toEqual({ x: 0, y: 0, width: 360, height: 640 })
  await page.getByRole('button', { name: 'Close' }).tap()
  await dialog(page).waitFor({ state: 'hidden' })
})

test('without scripts, and where the settings turn it off, nothing of it is shown', async () => {
  const page = await reader.open('/', { javaScript: false })
  expect(await page.locator('.search-open').isVisible()).toBe(false)
  const off = await readerOf({ ...course, 'site.yaml': 'search: false\n' }).open('/')
  expect(await off.locator('.search-open').count()).toBe(0)
  await off.keyboard.press('/')
  expect(await dialog(off).count()).toBe(0)
})

describe('from a disk', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-search-'))
  const portable = readerOf(course, { request: { portable: true } })
  for (const file of portable.files.list('')) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    fs.writeFileSync(path.join(folder, file), portable.files.read(file) ?? '')
  }
  afterAll(() => fs.rmSync(folder, { recursive: true }))

  test('a portable site is searched, and results lead to files', async () => {
    const page = await portable.open('/')
    await page.goto(pathToFileURL(path.join(folder, 'basics/loops/index.html')).href)
    await ask(page, 'variables')
    await page.keyboard.press('Enter')
    expect(await landed(page, '/basics/functions/index.html#parameters')).toBe('Parameters')
    expect(takeFaults(page).filter((fault) => !fault.startsWith('another host: file:'))).toEqual([])
  })
})
