import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, expect, test } from 'vitest'
import { createSession } from '../../src/build/session.ts'
import { openSite } from '../../src/files/open-site.ts'
import { type Developing, develop } from '../../src/serve/develop.ts'
import { newReader } from './browser.ts'

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

const children: ChildProcess[] = []
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

/** Starts the program itself, as a process that can be killed. */
async function startProgram(folder: string, port: number) {
  const program = path.resolve(import.meta.dirname, '../../lib/cli.js')
  const child = spawn(process.execPath, [program, 'dev', folder, '--port', String(port)])
  children.push(child)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (said) => resolve(/http:\S+/.exec(String(said))?.[0] ?? ''))
    child.stderr.once('data', (said) => reject(new Error(String(said))))
  })
  return { child, ended, address }
}

/** Opens a page under a strict policy, and counts how often it was loaded. */
async function open(address: string): Promise<Page> {
  const context = await newReader()
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

const shows = (page: Page, text: string): Promise<unknown> =>
  // While a page is being loaded it has no body yet.
  page.waitForFunction((wanted) => document.querySelector('body')?.textContent?.includes(wanted), text)
const faultsOf = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector('lectern-faults')?.shadowRoot?.textContent ?? '')
const tellsFault = (page: Page, text: string): Promise<unknown> =>
  page.waitForFunction(
    (wanted) => document.querySelector('lectern-faults')?.shadowRoot?.textContent?.includes(wanted),
    text,
  )
const tellsNoFault = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => !document.querySelector('lectern-faults'))

/** A reader opens details, types into two fields, goes to one of them, and scrolls. */
async function leaveTraces(page: Page): Promise<void> {
  await page.locator('main summary').click()
  await page.fill('#note', 'a note')
  await page.fill('#name', 'Ada')
  await page.evaluate(() => {
    document.getElementById('name')?.focus({ preventScroll: true })
    scrollTo({ top: 300, behavior: 'instant' })
  })
}

/** All of that stays on the screen, and the page was not loaded again. */
async function expectTraces(page: Page): Promise<void> {
  expect(
    await page.evaluate(() => ({
      y: scrollY,
      focus: document.activeElement?.id,
      open: document.querySelector('main details')?.hasAttribute('open'),
      typed: [...document.querySelectorAll<HTMLInputElement>('#name, #note')].map((field) => field.value),
      loadedAgain: !('sameDocument' in globalThis),
    })),
  ).toEqual({ y: 300, focus: 'name', open: true, typed: ['Ada', 'a note'], loadedAgain: false })
}

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
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
  await leaveTraces(page)
  edit('content/loops.md', 'Old words.', 'New words.')
  await shows(page, 'New words.')
  expect(await page.textContent('main')).not.toContain('Old words.')
  await expectTraces(page)
})

test('an edit beside an exercise leaves its editor alone, and one of the exercise makes it anew with what was typed', async () => {
  const { edit, save, dev } = await write()
  const exercise =
    '<div class="exercise" id="one"><textarea class="code">print(1)</textarea><div hidden class="solution_output">1</div></div>'
  save('site.yaml', 'title: Course\nrules: { exercise/no-engine: off }\n')
  save('content/loops.md', `# Loops\n\n${exercise}\n\nOld words.\n`)
  const page = await open(`${dev.address}loops/`)
  await page.locator('#one .exercise-run').waitFor()
  await page.locator('#one textarea').fill('print(2)')
  edit('content/loops.md', 'Old words.', 'New words.')
  await shows(page, 'New words.')
  expect(await page.locator('#one :is(.exercise-editor, .exercise-run, .solution_output)').count()).toBe(3)
  expect(await page.locator('#one textarea').inputValue()).toBe('print(2)')
  edit('content/loops.md', '">1</div>', '">3</div>')
  await page.waitForFunction(() => document.querySelector('#one .solution_output')?.textContent === '3')
  await page.locator('#one .exercise-run').waitFor()
  expect(await page.locator('#one textarea').inputValue()).toBe('print(2)')
})

test('a file that its editor empties before it writes it is never shown empty', async () => {
  const { folder, save, dev } = await write()
  const page = await open(`${dev.address}loops/`)
  await leaveTraces(page)
  const text = fs.readFileSync(path.join(folder, 'content/loops.md'), 'utf8')
  save('content/loops.md', '')
  await new Promise((resolve) => setTimeout(resolve, 100))
  save('content/loops.md', text.replace('Old words.', 'New words.'))
  await shows(page, 'New words.')
  await expectTraces(page)
})

test('an edit of an included file changes the page that includes it', async () => {
  const { save, dev } = await write()
  const page = await open(`${dev.address}loops/`)
  await leaveTraces(page)
  save('content/_shared.md', 'Other shared words.\n')
  await shows(page, 'Other shared words.')
  await expectTraces(page)
})

test('an edit of a template changes the page', async () => {
  const { save, dev } = await write()
  const page = await open(`${dev.address}loops/`)
  await leaveTraces(page)
  save('templates/partials/footer.hbs', '<footer>New footer</footer>\n')
  await shows(page, 'New footer')
  expect(await page.textContent('body')).not.toContain('Old footer')
  await expectTraces(page)
})

test('an edit of the reading order changes the menu, and a page that comes into it is a link there', async () => {
  const { save, dev } = await write()
  const page = await open(`${dev.address}loops/`)
  await leaveTraces(page)
  save('content/sets.md', 'title: Sets\n\nAbout sets.\n')
  save('sitemap.yaml', 'Front: index\nLoops: loops\nLists with a new name: lists\nSets: sets\n')
  await shows(page, 'Lists with a new name')
  await page.waitForFunction(() => document.querySelector('nav a[href="../sets/"]'))
  await expectTraces(page)
  await page.getByRole('navigation').getByRole('link', { name: 'Sets' }).first().click()
  await shows(page, 'About sets.')
})

test('an edit of the settings and of the constants changes the page', async () => {
  const { save, dev } = await write({ 'constants.yaml': 'name: Ada\n' })
  const page = await open(`${dev.address}loops/`)
  await leaveTraces(page)
  save('site.yaml', 'title: Another course\n')
  await shows(page, 'Another course')
  save('constants.yaml', 'name: Grace\n')
  save('content/_shared.md', 'Written by $name$.\n')
  await shows(page, 'Written by Grace.')
  save('constants.yaml', 'name: Emmy\n')
  await shows(page, 'Written by Emmy.')
  await expectTraces(page)
})

test('a picture and a stylesheet are swapped', async () => {
  const { save, edit, dev } = await write({
    'templates/partials/footer.hbs': '<link rel="stylesheet" href="{{root}}own.css"><footer>Old footer</footer>\n',
  })
  const page = await open(`${dev.address}loops/`)
  const spacing = () => page.evaluate(() => getComputedStyle(document.querySelector('h1') as Element).letterSpacing)
  expect(await spacing()).toBe('1px')
  await leaveTraces(page)
  save('assets/own.css', 'h1 { letter-spacing: 5px }\n')
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1') as Element).letterSpacing === '5px')
  await expectTraces(page)
  const width = () => page.evaluate(() => document.querySelector<HTMLImageElement>('main img')?.naturalWidth)
  expect(await width()).toBe(8)
  edit('content/dot.svg', 'width="8"', 'width="16"')
  await page.waitForFunction(() =>
    /lectern-version=1/.test(document.querySelector('main img')?.getAttribute('src') ?? ''),
  )
  await expect.poll(width).toBe(16)
  edit('content/loops.md', 'Old words.', 'New words.')
  await shows(page, 'New words.')
  expect(await spacing()).toBe('5px')
  expect(await page.getAttribute('main img', 'src')).toMatch(/lectern-version=1/)
  await expectTraces(page)
})

test('a fault is shown over the last good page, opens the editor, and goes when it is mended', async () => {
  const { edit, opened, dev } = await write()
  const page = await open(`${dev.address}loops/`)
  await leaveTraces(page)
  edit('content/loops.md', 'Old words. [lists](%link:lists%)', 'Broken words. [lists](%link:lits%)')
  await tellsFault(page, 'There is no page lits.')
  const told = await faultsOf(page)
  for (const part of ['1 error', 'content/loops.md:3:23', 'hint: Did you mean lists?', '3 │ Broken words.', '^^^'])
    expect(told).toContain(part)
  expect(await page.textContent('main')).toContain('Old words.')
  await expectTraces(page)
  await page.locator('lectern-faults').getByRole('button', { name: 'content/loops.md:3' }).click()
  await expect.poll(() => opened).toEqual(['content/loops.md:3'])
  await page.focus('#name')
  edit('content/loops.md', '%link:lits%', '%link:lists%')
  await tellsNoFault(page)
  await shows(page, 'Broken words.')
  await expectTraces(page)
})

test('faults can be hidden, and fit on a phone', async () => {
  const { edit, dev } = await write()
  const page = await open(`${dev.address}loops/`)
  await page.setViewportSize({ width: 320, height: 640 })
  edit('content/loops.md', 'Old words.', '![](a/very/long/path/to/a-picture-that-nobody-has-drawn-so-far.png)')
  await tellsFault(page, 'There is no file')
  const overflow = () =>
    page.evaluate(() => {
      const section = document.querySelector('lectern-faults')?.shadowRoot?.querySelector('section')
      return section ? section.scrollWidth - section.clientWidth : undefined
    })
  expect(await overflow()).toBe(0)
  await page.locator('lectern-faults').getByRole('button', { name: 'Hide' }).click()
  await tellsNoFault(page)
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
  const asked: string[] = []
  // Whether pages can be fetched ahead is asked of the server, without a page, as late as the browser has time.
  for (const page of [loops, lists])
    page.on('request', (request) => request.method() === 'HEAD' || asked.push(new URL(request.url()).pathname))
  await lists.evaluate(() => {
    new MutationObserver(() => document.documentElement.setAttribute('data-touched', '')).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    })
  })
  edit('content/loops.md', 'Old words.', 'New words.')
  await shows(loops, 'New words.')
  expect(await lists.evaluate(() => document.documentElement.hasAttribute('data-touched'))).toBe(false)
  edit('content/lists.md', 'About lists.', 'About long lists.')
  await shows(lists, 'About long lists.')
  expect(await lists.evaluate(() => 'sameDocument' in globalThis)).toBe(true)
  expect(asked).toEqual(['/loops/', '/lists/'])
})

test('two tabs of one page change both, each with its own place and typed text', async () => {
  const { edit, dev } = await write()
  const [one, other] = [await open(`${dev.address}loops/`), await open(`${dev.address}loops/`)]
  await leaveTraces(one)
  await other.fill('#name', 'Grace')
  edit('content/loops.md', 'Old words.', 'New words.')
  await shows(one, 'New words.')
  await shows(other, 'New words.')
  await expectTraces(one)
  expect(await other.inputValue('#name')).toBe('Grace')
  expect(await other.evaluate(() => scrollY)).toBe(0)
})

test('a page that is deleted stays on the screen and says so; one that comes back goes on', async () => {
  const { folder, edit, dev } = await write()
  const page = await open(`${dev.address}loops/`)
  await leaveTraces(page)
  const here = path.join(folder, 'content/loops.md')
  const text = fs.readFileSync(here, 'utf8')
  fs.rmSync(here)
  await tellsFault(page, 'This page is no longer part of the site.')
  expect(await page.textContent('main')).toContain('Old words.')
  await expectTraces(page)
  fs.writeFileSync(here, text)
  await tellsNoFault(page)
  edit('content/loops.md', 'Old words.', 'Back again.')
  await shows(page, 'Back again.')
  await expectTraces(page)
})

test('a page that gets another name is at its new address, and the old tab names it', async () => {
  const { folder, save, dev } = await write()
  const page = await open(`${dev.address}loops/`)
  await leaveTraces(page)
  fs.renameSync(path.join(folder, 'content/loops.md'), path.join(folder, 'content/loops-2.md'))
  save('sitemap.yaml', 'Front: index\nLoops: loops-2\nLists: lists\n')
  await tellsFault(page, 'This page is no longer part of the site.')
  await tellsFault(page, 'the nearest one is /loops-2/')
  await expectTraces(page)
  const renamed = await open(`${dev.address}loops-2/`)
  expect(await renamed.textContent('main')).toContain('Old words.')
  await tellsNoFault(renamed)
})

test('a server that is killed and started again is found by its tabs, which catch up', async () => {
  const { folder, edit } = await write()
  const first = await startProgram(folder, 0)
  const page = await open(`${first.address}loops/`)
  await leaveTraces(page)
  first.child.kill('SIGKILL')
  await first.ended
  edit('content/loops.md', 'Old words.', 'Words from the pause.')
  await expectTraces(page)
  const second = await startProgram(folder, Number(new URL(first.address).port))
  await shows(page, 'Words from the pause.')
  await expectTraces(page)
  edit('content/loops.md', 'Words from the pause.', 'Words from later.')
  await shows(page, 'Words from later.')
  await expectTraces(page)
  expect(second.address).toBe(first.address)
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
