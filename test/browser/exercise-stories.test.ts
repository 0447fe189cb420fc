import { describe, expect, test } from 'vitest'
import { takeFaults } from './browser.ts'
import { exerciseCourse, POLICY, panelOf } from './exercise-course.ts'

// What happens to readers of exercises, one story each: limits, closed tabs, ways back, hosts.

const block = (id: string, limit: number): string =>
  `%--\nexercise:\n  id: ${id}\n  task: Go.\n  starter: print(0)\n  output: 1\n  solution: print(1)\n  limit: ${limit}\n--%\n`
const site = {
  'site.yaml': 'title: Course\nsearch: false\n',
  'content/index.md': '# Course\n',
  'content/a.md': `# A\n\n[To B](b.md)\n\n${block('ExA', 1)}\n${block('ExB', 120)}`,
  'content/b.md': '# B\n\nNothing to run.\n',
  'sitemap.yaml': '- A: a\n- B: b\n',
}

describe('a program', () => {
  const reader = exerciseCourse(site)

  test('that takes too long, too much memory, or prints without end is ended, and the page stays', async () => {
    const page = await reader.open('/a/')
    const panel = panelOf(page, 'ExA')
    await panel.start('while True: pass')
    expect(await panel.end()).toMatch(/more than 1 s/)
    await panel.start("all = []\nwhile True: all.append('x' * 10 ** 8)")
    expect(await panel.end()).toMatch(/^MemoryError in line 2/)
    await panel.start("while True: print('x' * 1000)")
    expect(await panel.end()).toMatch(/more than 1 s/)
    expect((await panel.output.textContent())?.length).toBeLessThan(250_000)
    expect(await panel.output.textContent()).toContain('Only the beginning of the output is shown.')
    await panel.start('print(1)')
    expect(await panel.end()).toBe('Solved!')
  })

  test('that asks is stopped, and asks again', async () => {
    const page = await reader.open('/a/')
    const panel = panelOf(page, 'ExA')
    await panel.start("print(input('Number: '))")
    await panel.input.waitFor()
    // However long the reader thinks, it is no time of the program.
    await page.waitForTimeout(2500)
    await panel.button('Stop').click()
    expect(await panel.end()).toBe('Stopped.')
    await panel.start("print(input('Number: '))")
    await panel.input.fill('1')
    await panel.input.press('Enter')
    expect(await panel.end()).toBe('Solved!')
  })

  test('ends with its tab, and what was typed is there in the next one', async () => {
    const page = await reader.open('/a/')
    const panel = panelOf(page, 'ExB')
    await panel.start('print(5)\nwhile True: pass')
    await panel.output.getByText('5').waitFor()
    const context = page.context()
    const worker = page.workers()[0]
    const closed = new Promise((resolve) => worker?.once('close', resolve))
    await page.close()
    await closed
    const next = await context.newPage()
    await next.goto(new URL('/a/', await reader.origin()).href)
    const again = panelOf(next, 'ExB')
    expect(await again.editor.inputValue()).toBe('print(5)\nwhile True: pass')
    await again.start('print(1)')
    expect(await again.end()).toBe('Solved!')
  })

  test('runs in two tabs at a time, and each learns what the other solved', async () => {
    const page = await reader.open('/a/')
    const other = await page.context().newPage()
    await other.goto(page.url())
    const [here, there] = [panelOf(page, 'ExB'), panelOf(other, 'ExB')]
    await here.start('print(7)\nwhile True: pass')
    await here.output.getByText('7').waitFor()
    await there.start('print(1)')
    expect(await there.end()).toBe('Solved!')
    await page.bringToFront()
    await here.button('Stop').click()
    expect(await here.end()).toMatch(/^(?:Stopped|Solved)\.$/)
    await page.locator('#ExB.is-solved').waitFor()
    expect(await page.locator('.exercise-count').textContent()).toContain('1 of 2')
  })

  test('ends when its reader leaves the page, and runs again on the way back', async () => {
    const page = await reader.open('/a/')
    const panel = panelOf(page, 'ExB')
    await panel.start('print(5)\nwhile True: pass')
    await panel.output.getByText('5').waitFor()
    await page.getByRole('main').getByRole('link', { name: 'To B' }).click()
    await page.waitForURL(/\/b\/$/)
    await expect.poll(() => page.workers().length).toBe(0)
    await page.goBack()
    expect(await panel.editor.inputValue()).toBe('print(5)\nwhile True: pass')
    await panel.start('print(1)')
    expect(await panel.end()).toBe('Solved!')
    // A page that the browser kept whole comes back as it was left: at rest.
    await panel.start('print(5)\nwhile True: pass')
    await panel.output.getByText('5').waitFor()
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })))
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
    expect(await panel.end()).toBe('Stopped.')
    await panel.start('print(1)')
    expect(await panel.end()).toBe('Solved!')
  })

  test('of one exercise gives way to that of another', async () => {
    const page = await reader.open('/a/')
    const [first, second] = [panelOf(page, 'ExB'), panelOf(page, 'ExA')]
    await first.start('print(5)\nwhile True: pass')
    await first.output.getByText('5').waitFor()
    await second.start('print(1)')
    expect(await second.end()).toBe('Solved!')
    expect(await first.end()).toBe('Stopped.')
  })
})

describe('a host', () => {
  test('may allow WebAssembly for the files of Lectern alone', async () => {
    const reader = exerciseCourse(site, { contentSecurityPolicy: "default-src 'self'" })
    const page = await reader.open('/a/', {
      before: (page) =>
        page.context().route('**/lectern/exercise-engine-*', async (route) => {
          const response = await route.fetch()
          await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': POLICY } })
        }),
    })
    const panel = panelOf(page, 'ExA')
    await panel.start('print(1)')
    expect(await panel.end()).toBe('Solved!')
  })

  test('whose connection breaks while it loads is told, and Run tries again', async () => {
    const reader = exerciseCourse(site)
    const state = { isBroken: true }
    const page = await reader.open('/a/', {
      before: (page) =>
        page
          .context()
          .route('**/*.zip', (route) => (state.isBroken ? route.abort('connectionreset') : route.continue())),
    })
    const panel = panelOf(page, 'ExA')
    await panel.start('print(1)')
    expect(await panel.end()).toMatch(/Python could not be loaded/)
    state.isBroken = false
    await panel.start('print(1)')
    expect(await panel.end()).toBe('Solved!')
    takeFaults(page)
  })
})

test('pages without exercises have the same bytes whether a course has some or not', () => {
  const plain = { ...site, 'content/a.md': '# A\n\n[To B](b.md)\n' }
  const [without, having] = [exerciseCourse(plain).files, exerciseCourse(site).files]
  for (const path of ['index.html', 'b/index.html', 'lectern/style.css', 'lectern/lectern.js'])
    expect(Buffer.from(having.read(path) ?? '').equals(Buffer.from(without.read(path) ?? 'x')), path).toBe(true)
  expect(without.list('lectern').filter((path) => path.includes('exercise-'))).toEqual([])
})
