import fs from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { type Reader, type ReaderOptions, readerOf, takeFaults } from './browser.ts'
import { exerciseCourse, POLICY, panelOf } from './exercise-course.ts'

const exercise = (id: string, more: string, code = ''): string =>
  `<div class="exercise" id="${id}" markdown="1">\n#### Exercise ${id}\n\nDo it.\n\n<textarea class="code">${code}</textarea>\n${more}\n</div>\n`
const site = {
  'site.yaml': 'title: Course\nsearch: false\n',
  'content/index.md': '# Course\n',
  'content/a.md': [
    '# A\n\n## One\n\n### Two\n',
    exercise('one', '<div hidden class="solution_output">1\n2</div>', '\nprint(0)\n'),
    exercise('ask', '<div hidden class="solution_output">Ada &lt; Bob</div>'),
    exercise('check', '<div hidden class="solution_validate">\ncorrect = double(4) > 7 and double(4) < 9\n</div>'),
  ].join('\n'),
  'content/b.md': `# B\n\n${exercise('one', '')}`,
  'sitemap.yaml': '- A: a\n- B: b\n',
}

/** The course with Python in it. */
const course = (options: ReaderOptions = {}): Reader =>
  exerciseCourse(site, { contentSecurityPolicy: POLICY, ...options })

const withoutPromises = async (page: Page): Promise<void> => {
  await page.context().route('**/exercise-engine-python.js', async (route) => {
    const response = await route.fetch()
    const body = `delete WebAssembly.Suspending; delete WebAssembly.promising;\n${await response.text()}`
    await route.fulfill({ response, body })
  })
}

describe.each([
  ['that can make Python wait', async () => {}],
  ['that cannot', withoutPromises],
])('in a browser %s, a program', (_, before) => {
  const reader = course()
  const at: { page?: Page } = {}
  const panel = (id: string) => {
    if (!at.page) throw new Error('There is no page.')
    return panelOf(at.page, id)
  }
  beforeAll(async () => {
    at.page = await reader.open('/a/', { keep: true, before })
  })

  test('passes or fails, and says why', async () => {
    const one = panel('one')
    expect(await one.editor.inputValue()).toBe('print(0)')
    await one.start('for i in range(3): print(i)')
    expect(await one.end()).toMatch(/Not yet: line 1[\s\S]*Expected\s+1\s+Printed\s+0/)
    await one.start('print(1)\nprint(2)')
    expect(await one.end()).toBe('Solved!')
  })

  test('asks its reader, whose answer is no part of what is compared', async () => {
    const ask = panel('ask')
    await ask.start("a = input('First: ')\nprint(a, '<', input('Second: '))")
    for (const [prompt, line] of [
      ['First:', 'Ada'],
      ['Second:', 'Bob'],
    ] as const) {
      await ask.input.and(at.page?.getByLabel(prompt) ?? ask.input).waitFor()
      await at.page?.keyboard.type(line)
      await at.page?.keyboard.press('Enter')
    }
    expect(await ask.end()).toBe('Solved!')
    expect(await ask.output.textContent()).toBe('First: Ada\nSecond: Bob\nAda < Bob\n')
  })

  test('is checked by code with signs of HTML in it', async () => {
    const check = panel('check')
    await check.start('def double(n):\n    return n + n')
    expect(await check.end()).toBe('Solved!')
    await check.start('def double(n):\n    return n')
    expect(await check.end()).toBe('Not yet: try again.')
  })

  test('shows an error with its line', async () => {
    const one = panel('one')
    await one.start('print(1)\n1 / 0')
    expect(await one.end()).toBe('ZeroDivisionError in line 2: division by zero')
    expect(await one.editor.getAttribute('aria-invalid')).toBe('true')
    expect(await one.output.textContent()).toContain('File "exercise.py", line 2')
  })

  test('stops when its reader wants it, and when calls go too deep', async () => {
    const one = panel('one')
    await one.start('print(1)\nwhile True: pass')
    await one.output.getByText('1').waitFor()
    await one.button('Stop').click()
    expect(await one.end()).toBe('Stopped.')
    await one.start('def f(n): return f(n + 1)\nf(0)')
    expect(await one.end()).toMatch(/^RecursionError in line 1/)
  })

  test('finds no way out of its thread', async () => {
    const one = panel('one')
    await one.start(`import js
names = 'fetch XMLHttpRequest WebSocket WebTransport EventSource BroadcastChannel Worker indexedDB caches cookieStore FontFace fonts navigator storage importScripts'
at, found = js.self, []
while at:
    there = list(js.Object.getOwnPropertyNames(at))
    found += [name for name in names.split() if name in there]
    at = js.Object.getPrototypeOf(at)
print(' '.join(found) or 1)
js.postMessage(js.JSON.parse('{"type": "ready", "hears": true, "loaded": {"files": {"python_stdlib.zip": "theirs"}}}'))
print(2)`)
    expect(await one.end()).toBe('Solved!')
    // What it says of an engine is no engine: the next one starts from what was loaded.
    await one.start('import js\njs.self.close()\nwhile True: pass')
    await one.end()
    await one.start('print(1)\nprint(2)')
    expect(await one.end()).toBe('Solved!')
  })

  test('that takes its engine with it is told, and the next one runs', async () => {
    const one = panel('one')
    await one.start('import js\njs.self.close()\nwhile True: pass')
    expect(await one.end()).toMatch(/more than 5 s/)
    await one.start('print(1)\nprint(2)')
    expect(await one.end()).toBe('Solved!')
    expect(await one.editor.inputValue()).toBe('print(1)\nprint(2)')
  })
})

describe('work', () => {
  const reader = course()

  test('is kept for its page, in all tabs, until it is reset', async () => {
    const page = await reader.open('/a/')
    const one = panelOf(page, 'one')
    await one.editor.fill('print(5)')
    const tab = await page.context().newPage()
    await tab.goto(new URL('/a/', await reader.origin()).href)
    expect(await panelOf(tab, 'one').editor.inputValue()).toBe('print(5)')
    await tab.bringToFront()
    await one.editor.fill('print(6)')
    await page.locator('h1').click()
    await tab.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#one textarea')?.value === 'print(6)')
    await page.goto(new URL('/b/', await reader.origin()).href)
    expect(await panelOf(page, 'one').editor.inputValue()).toBe('')
    await page.goBack()
    expect(await one.editor.inputValue()).toBe('print(6)')
    await one.button('Reset').click()
    expect(await one.editor.inputValue()).toBe('print(0)')
    await one.button('Undo reset').click()
    expect(await one.editor.inputValue()).toBe('print(6)')
  })

  test('of the old system is taken over', async () => {
    const before = (page: Page) =>
      page.addInitScript(() => {
        localStorage.setItem('ask', btoa(JSON.stringify({ code: "print('old')", output: 'old' })))
      })
    const page = await reader.open('/a/', { before })
    expect(await panelOf(page, 'ask').editor.inputValue()).toBe("print('old')")
  })

  test('is counted, saved, erased and loaded with the progress', async () => {
    const page = await reader.open('/a/')
    await panelOf(page, 'one').editor.fill('print(7)')
    await page.evaluate(() => {
      const key = Object.keys(localStorage).find((name) => name.startsWith('lectern-work:')) ?? ''
      const work = JSON.parse(localStorage.getItem(key) ?? '{}')
      localStorage.setItem(key, JSON.stringify({ ...work, one: { ...work.one, solved: true, of: 'other' } }))
    })
    await page.reload()
    expect(await page.locator('.exercise-count').innerText()).toContain('Exercises: 1 of 3 solved')
    expect(await panelOf(page, 'one').status.innerText()).toBe('This exercise has changed since you solved it.')
    expect(await page.locator('.site-nav-list a', { hasText: 'A' }).first().innerText()).toContain('1/3')
    await page.locator('.progress-open').click()
    const download = page.waitForEvent('download')
    await page.locator('.progress-save').click()
    const saved = fs.readFileSync((await (await download).path()) ?? '', 'utf8')
    expect(JSON.parse(saved).work['/a/'].one).toMatchObject({ code: 'print(7)', solved: true })
    page.on('dialog', (dialog) => dialog.accept())
    await page.locator('.progress-erase').click()
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#one textarea')?.value === 'print(0)')
    const chooser = page.waitForEvent('filechooser')
    await page.locator('.progress-load').click()
    await (await chooser).setFiles({ name: 'p.json', mimeType: 'application/json', buffer: Buffer.from(saved) })
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#one textarea')?.value === 'print(7)')
  })
})

describe('loading', () => {
  test('shows how far it is, can be stopped, and needs no network afterwards', async () => {
    const reader = course()
    const gate: { open: () => void } = { open: () => {} }
    const opened = new Promise<void>((resolve) => {
      gate.open = resolve
    })
    const page = await reader.open('/a/', {
      before: (page) =>
        page.context().route('**/*.wasm', async (route) => {
          await opened
          await route.continue()
        }),
    })
    const one = panelOf(page, 'one')
    expect(await page.locator('#one .exercise-note').innerText()).toBe('The first run loads Python, 6.3 MB.')
    await one.start('print(1)\nprint(2)')
    await page.locator('#one progress').waitFor()
    await page.locator('#one .exercise-note', { hasText: /of 6.3 MB/ }).waitFor()
    await one.button('Stop').click()
    expect(await one.end()).toBe('Stopped.')
    gate.open()
    await one.start('print(1)\nprint(2)')
    expect(await one.end()).toBe('Solved!')
    await page.context().setOffline(true)
    await one.start('print(3)')
    expect(await one.end()).toContain('Not yet')
  })

  test('is not tried where the policy forbids it, and readers are told at once', async () => {
    const page = await course({ contentSecurityPolicy: "default-src 'self'" }).open('/a/')
    const one = panelOf(page, 'one')
    await one.start('print(1)')
    expect(await one.end()).toMatch(/does not allow WebAssembly/)
    takeFaults(page)
  })

  test('that fails is told, and can be tried again', async () => {
    const reader = readerOf(site, { contentSecurityPolicy: POLICY })
    const page = await reader.open('/a/')
    const one = panelOf(page, 'one')
    await one.start('print(1)')
    expect(await one.end()).toMatch(/Python could not be loaded/)
    takeFaults(page)
  })
})

describe('a page with exercises', () => {
  const reader = course()

  test.each([
    [360, 'light'],
    [1280, 'dark'],
  ] as const)('is accessible at %i pixels, %s', async (width, scheme) => {
    const page = await reader.open('/a/', { width, scheme })
    await panelOf(page, 'one').editor.fill('x = 1')
    expect(await axeViolations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })

  test('is used by keyboard: Tab indents once something is typed, Escape and Tab leave', async () => {
    const page = await reader.open('/a/')
    const { editor } = panelOf(page, 'one')
    await editor.focus()
    const focused = () => page.evaluate(() => document.activeElement?.className)
    await page.keyboard.press('Tab')
    expect(await focused()).toContain('exercise-run')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('if x:')
    await page.keyboard.press('Enter')
    await page.keyboard.type('y')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.type('z')
    await page.keyboard.press('Tab')
    expect(await editor.inputValue()).toBe('if x:\n    y\nz   ')
    await page.keyboard.press('ControlOrMeta+z')
    expect(await editor.inputValue()).toBe('if x:\n    y\nz')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    expect(await focused()).toContain('exercise-run')
    expect(await editor.getAttribute('aria-describedby')).toBe('one.keys')
  })

  test('loads at most 8 KB of script for them before a program runs', () => {
    const script = reader.files.read('lectern/exercise.js') ?? ''
    expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(8 * 1024)
  })

  test('can be read without scripts', async () => {
    const page = await reader.open('/a/', { javaScript: false })
    expect(await page.locator('#one textarea').inputValue()).toBe('print(0)')
    expect(await page.locator('main button:visible').count()).toBe(0)
    expect(await page.locator('.solution_output:visible').count()).toBe(0)
  })
})
