import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, expect, test } from 'vitest'
import { createSession } from '../../src/build/session.ts'
import { openSite } from '../../src/files/open-site.ts'
import { type Developing, develop } from '../../src/serve/develop.ts'
import { launchBrowser } from './browser.ts'

const lines = (n: number): string => Array.from({ length: n }, (_, i) => `Paragraph ${i}.\n`).join('\n')

const course: Readonly<Record<string, string>> = {
  'site.yaml': 'title: Course\n',
  'sitemap.yaml': 'Front: index\nLoops: loops\nLists: lists\n',
  'content/index.md': 'title: Front\n\nText.\n',
  'content/loops.md': `title: Loops\n\nOld words. [lists](%link:lists%)\n\n<details><summary>More</summary>hidden</details>\n\n<input id="name"> <textarea id="note"></textarea>\n\n%-- include: _shared.md --%\n\n<img src="dot.svg" alt="dot" width="8" height="8">\n\n${lines(60)}`,
  'content/lists.md': 'title: Lists\n\nAbout lists.\n',
  'content/_shared.md': 'Shared words.\n',
  'content/dot.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="red"/></svg>',
  'templates/partials/footer.hbs': '<footer>Old footer</footer>\n',
  'assets/own.css': 'h1 { letter-spacing: 1px }\n',
}

const running = new Set<{ readonly folder: string; readonly dev: Developing }>()
const contexts: { close: () => Promise<void> }[] = []

/** A course on disk that is being written. */
async function write(files: Readonly<Record<string, string>> = {}, port = 0) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-dev-'))
  const save = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    fs.writeFileSync(path.join(folder, file), text)
  }
  for (const [file, text] of Object.entries({ ...course, ...files })) save(file, text)
  const opened: string[] = []
  const start = async (at: number): Promise<Developing> => {
    const dev = await develop(folder, {
      session: createSession({ ...openSite(folder), version: '0.0.0' }),
      overrides: { base: '/', drafts: true },
      host: '127.0.0.1',
      port: at,
      openEditor: (file, line) => opened.push(`${file}:${line}`),
      onFaults: () => undefined,
    })
    running.add({ folder, dev })
    await dev.watching
    return dev
  }
  const edit = (file: string, from: string, to: string): void =>
    save(file, fs.readFileSync(path.join(folder, file), 'utf8').replace(from, to))
  return { folder, save, edit, start, opened, dev: await start(port) }
}

/** Opens a page under a strict policy, and counts how often it was loaded. */
async function open(address: string): Promise<Page> {
  const context = await (await launchBrowser()).newContext()
  contexts.push(context)
  const page = await context.newPage()
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document' && route.request().method() !== 'HEAD') return route.continue()
    // A server that stops, as some of these do, answers nothing.
    const response = await route.fetch().catch(() => undefined)
    if (!response) return route.abort()
    await route.fulfill({
      response,
      headers: { ...response.headers(), 'content-security-policy': "default-src 'self'" },
    })
  })
  await page.goto(address)
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }))
  return page
}

const staysTheSame = (page: Page): Promise<boolean> => page.evaluate(() => 'sameDocument' in globalThis)
const shows = (page: Page, text: string): Promise<unknown> =>
  page.waitForFunction((wanted) => document.body.textContent?.includes(wanted), text)
const faultsOf = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector('lectern-faults')?.shadowRoot?.textContent ?? '')
const tellsFault = (page: Page, text: string): Promise<unknown> =>
  page.waitForFunction(
    (wanted) => document.querySelector('lectern-faults')?.shadowRoot?.textContent?.includes(wanted),
    text,
  )
const tellsNoFault = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => !document.querySelector('lectern-faults'))

afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close()
  for (const { folder, dev } of running) {
    await dev.close()
    fs.rmSync(folder, { recursive: true, force: true })
  }
  running.clear()
})
afterAll(() => expect(running.size).toBe(0))

test('an edit changes the page, and leaves scroll, focus, open details and typed text', async () => {
  const { edit, dev } = await write()
  const page = await open(`${dev.address}loops/`)
  await page.locator('main summary').click()
  await page.fill('#note', 'a note')
  await page.fill('#name', 'Ada')
  await page.evaluate(() => {
    document.getElementById('name')?.focus({ preventScroll: true })
    scrollTo({ top: 300, behavior: 'instant' })
  })
  edit('content/loops.md', 'Old words.', 'New words.')
  await shows(page, 'New words.')
  expect(await staysTheSame(page)).toBe(true)
  expect(
    await page.evaluate(() => ({
      y: scrollY,
      focus: document.activeElement?.id,
      open: document.querySelector('main details')?.hasAttribute('open'),
      typed: [...document.querySelectorAll<HTMLInputElement>('#name, #note')].map((field) => field.value),
    })),
  ).toEqual({ y: 300, focus: 'name', open: true, typed: ['Ada', 'a note'] })
})

test('an include, a template, the navigation and the settings change the pages that show them', async () => {
  const { save, dev } = await write()
  const page = await open(`${dev.address}loops/`)
  save('content/_shared.md', 'Other shared words.\n')
  await shows(page, 'Other shared words.')
  save('templates/partials/footer.hbs', '<footer>New footer</footer>\n')
  await shows(page, 'New footer')
  save('sitemap.yaml', 'Front: index\nLoops: loops\nLists with a new name: lists\n')
  await shows(page, 'Lists with a new name')
  save('site.yaml', 'title: Another course\n')
  await shows(page, 'Another course')
  expect(await staysTheSame(page)).toBe(true)
})

test('a picture and a stylesheet are swapped', async () => {
  const { save, edit, dev } = await write({
    'templates/partials/footer.hbs': '<link rel="stylesheet" href="{{root}}own.css"><footer>Old footer</footer>\n',
  })
  const page = await open(`${dev.address}loops/`)
  const spacing = () => page.evaluate(() => getComputedStyle(document.querySelector('h1') as Element).letterSpacing)
  expect(await spacing()).toBe('1px')
  save('assets/own.css', 'h1 { letter-spacing: 5px }\n')
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1') as Element).letterSpacing === '5px')
  edit('content/dot.svg', 'red', 'blue')
  await page.waitForFunction(() =>
    /lectern-version=1/.test(document.querySelector('main img')?.getAttribute('src') ?? ''),
  )
  edit('content/loops.md', 'Old words.', 'New words.')
  await shows(page, 'New words.')
  expect(await spacing()).toBe('5px')
  expect(await page.getAttribute('main img', 'src')).toMatch(/lectern-version=1/)
  expect(await staysTheSame(page)).toBe(true)
})

test('a fault is shown over the last good page, opens the editor, and goes when it is mended', async () => {
  const { edit, opened, dev } = await write()
  const page = await open(`${dev.address}loops/`)
  edit('content/loops.md', 'Old words. [lists](%link:lists%)', 'Broken words. [lists](%link:lits%)')
  await tellsFault(page, 'There is no page `lits`.')
  expect(await faultsOf(page)).toContain('Did you mean')
  expect(await page.textContent('main')).toContain('Old words.')
  await page.locator('lectern-faults').getByRole('button', { name: 'content/loops.md:3' }).click()
  await expect.poll(() => opened).toEqual(['content/loops.md:3'])
  edit('content/loops.md', '%link:lits%', '%link:lists%')
  await tellsNoFault(page)
  await shows(page, 'Broken words.')
  expect(await staysTheSame(page)).toBe(true)
})

test('a fault of the settings is shown on every page, and a template that fails leaves the page', async () => {
  const { save, dev } = await write()
  const page = await open(`${dev.address}loops/`)
  save('site.yaml', 'titel: Course\n')
  await tellsFault(page, 'titel')
  save('site.yaml', 'title: Course\n')
  await tellsNoFault(page)
  save('templates/partials/footer.hbs', '{{#if}')
  await tellsFault(page, 'template')
  expect(await page.textContent('main')).toContain('Old words.')
  save('templates/partials/footer.hbs', '<footer>Mended footer</footer>\n')
  await tellsNoFault(page)
  await shows(page, 'Mended footer')
})

test('only the tabs that show a changed page change', async () => {
  const { edit, dev } = await write()
  const [loops, lists] = [await open(`${dev.address}loops/`), await open(`${dev.address}lists/`)]
  await lists.evaluate(() => {
    new MutationObserver(() => document.documentElement.setAttribute('data-touched', '')).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    })
  })
  edit('content/loops.md', 'Old words.', 'New words.')
  await shows(loops, 'New words.')
  edit('content/lists.md', 'About lists.', 'About long lists.')
  expect(await lists.evaluate(() => document.documentElement.hasAttribute('data-touched'))).toBe(false)
  await shows(lists, 'About long lists.')
})

test('a page that is deleted stays on the screen and says so; one that comes back goes on', async () => {
  const { folder, dev } = await write()
  const page = await open(`${dev.address}lists/`)
  const [here, there] = ['content/lists.md', 'content/moved.md'].map((file) => path.join(folder, file)) as [
    string,
    string,
  ]
  fs.renameSync(here, there)
  await tellsFault(page, 'no longer part of the site')
  expect(await page.textContent('main')).toContain('About lists.')
  const moved = await open(`${dev.address}moved/`)
  expect(await moved.textContent('main')).toContain('About lists.')
  fs.renameSync(there, here)
  fs.appendFileSync(here, '\nBack again.\n')
  await shows(page, 'Back again.')
})

test('a tab finds the server again that was started again, and catches up', async () => {
  const { edit, start, dev } = await write()
  const page = await open(`${dev.address}loops/`)
  const port = Number(new URL(dev.address).port)
  await dev.close()
  edit('content/loops.md', 'Old words.', 'Words from the pause.')
  await start(port)
  await shows(page, 'Words from the pause.')
  expect(await staysTheSame(page)).toBe(true)
})

test('a site whose settings are wrong at the start is served, with its faults', async () => {
  const { save, dev } = await write({ 'site.yaml': 'title: [', 'content/loops.md': 'title: Loops\n\n%--\nfigure:\n' })
  const page = await open(`${dev.address}loops/`)
  await tellsFault(page, 'site.yaml')
  save('site.yaml', 'title: Course\n')
  save('content/loops.md', 'title: Loops\n\nMended.\n')
  await tellsNoFault(page)
  await shows(page, 'Mended.')
})
