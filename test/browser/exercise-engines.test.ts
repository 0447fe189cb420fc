import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { takeFaults } from './browser.ts'
import { exerciseCourse, panelOf } from './exercise-course.ts'

// A story for each language but Python, which exercises.test.ts has.

const block = (id: string, engine: string, fields: string): string =>
  `%--\nexercise:\n  id: ${id}\n  engine: ${engine}\n  limit: 1\n  task: Go.\n${fields.replace(/^/gm, '  ')}\n--%\n`
const pageOf = (...blocks: readonly string[]): string => `# Page\n\n${blocks.join('\n')}`

const site = {
  'site.yaml': 'title: Course\nsearch: false\n',
  'content/index.md': '# Course\n',
  'content/javascript.md': pageOf(
    block('ExAdd', 'javascript', "check: assert.equal(add(2, 3), 5)\nsolution: 'const add = (a, b) => a + b'"),
    block('ExAsk', 'javascript', "output: Hello Bo\nsolution: console.log('Hello Bo')"),
  ),
  'content/sql.md': pageOf(
    block(
      'ExRows',
      'sql',
      "setup: CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)\ncheck: SELECT sum(a) = 3, 'The sum is ' || sum(a) FROM result\nsolution: SELECT a FROM t",
    ),
  ),
  'content/micropython.md': pageOf(
    block(
      'ExSum',
      'micropython',
      "check: assert run('1', '2') == '3\\n', 'No sum'\nsolution: print(int(input()) + int(input()))",
    ),
  ),
  'content/none.md': '# None\n',
}
const reader = exerciseCourse(site)

describe.each([
  {
    path: '/javascript/',
    id: 'ExAdd',
    language: 'JavaScript',
    size: '0.3',
    right: 'const add = (a, b) => a + b',
    wrong: 'const add = (a, b) => a - b',
    told: '-1 should be 5',
    faulty: 'let x = 1\nnull.x',
    error: /^TypeError in line 2: /,
    endless: 'console.log(1)\nfor (;;) {}',
    flood: 'for (;;) console.log(1)',
    memory: "const all = []\nfor (;;) all.push('x'.repeat(1e6) + all.length)",
    out: /out of memory/,
    deep: 'function f(n) { return f(n + 1) + 1 }\nf(0)',
    tooDeep: /^RangeError in line 1: Maximum call stack/,
  },
  {
    path: '/sql/',
    id: 'ExRows',
    language: 'SQL',
    size: '0.4',
    right: 'SELECT a FROM t',
    wrong: 'SELECT a FROM t WHERE a > 1',
    told: 'The sum is 2',
    faulty: 'SELECT 1;\nSELEC 2',
    error: /^Error in line 2: near "SELEC": syntax error$/,
    endless: 'SELECT 1; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n',
    flood: 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n',
    memory: "SELECT length(zeroblob(450000000) || x'00')",
    out: /out of memory|too big/,
    deep: `SELECT ${'1 + '.repeat(2000)}1`,
    tooDeep: /^Error in line 1: Expression tree is too large/,
  },
  {
    path: '/micropython/',
    id: 'ExSum',
    language: 'MicroPython',
    size: '0.2',
    right: 'print(int(input()) + int(input()))',
    wrong: 'print(input() + input())',
    told: 'No sum',
    faulty: 'x = 1\n1 / 0',
    error: /^ZeroDivisionError in line 2: divide by zero$/,
    endless: 'print(1)\nwhile True: pass',
    flood: 'while True: print(1)',
    memory: 'x = 1\ny = bytearray(450000000)',
    out: /^MemoryError in line 2/,
    deep: 'def f(n): return f(n + 1)\nf(0)',
    tooDeep: /^RuntimeError in line 1: maximum recursion depth exceeded$/,
  },
])('$language', (story) => {
  const at: { page?: Page } = {}
  const panel = () => {
    if (!at.page) throw new Error('There is no page.')
    return panelOf(at.page, story.id)
  }
  const asks = story.id === 'ExSum'
  const run = async (code: string): Promise<string> => {
    await panel().start(code)
    for (const line of asks && code.includes('input') ? ['1', '2'] : []) {
      await panel().input.fill(line)
      await panel().input.press('Enter')
      await panel().output.locator('.is-answer', { hasText: line }).waitFor()
    }
    return panel().end()
  }
  beforeAll(async () => {
    at.page = await reader.open(story.path, { keep: true })
  })

  test('says its size, and is loaded on Run alone', async () => {
    const note = `The first run loads ${story.language}, ${story.size} MB.`
    expect(await at.page?.locator(`#${story.id} .exercise-note`).textContent()).toBe(note)
    expect(
      await at.page?.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map(({ name }) => name)
          .join(),
      ),
    ).not.toContain('engine')
  })

  test('passes a right program, and says what is wrong with another', async () => {
    expect(await run(story.wrong)).toBe(story.told)
    expect(await run(story.right)).toBe('Solved!')
    expect(await run(story.faulty)).toMatch(story.error)
  })

  test('is stopped by its reader, by its time, and by its memory, and goes on', async () => {
    await panel().start(story.endless)
    await panel().button('Stop').waitFor()
    await panel().button('Stop').click()
    expect(await panel().end()).toBe('Stopped.')
    await panel().start(story.endless)
    expect(await panel().end()).toMatch(/more than 1 s/)
    expect(await run(story.memory)).toMatch(story.out)
    expect(await run(story.right)).toBe('Solved!')
    // What its engine says about it.
    if (at.page) takeFaults(at.page)
  })

  test('keeps the page usable whatever is printed, and however deep calls go', async () => {
    await panel().start(story.flood)
    expect(await panel().end()).toMatch(/more than 1 s/)
    expect((await panel().output.textContent())?.length).toBeLessThan(250_000)
    expect(await run(story.deep)).toMatch(story.tooDeep)
    expect(await run(story.right)).toBe('Solved!')
    if (at.page) takeFaults(at.page)
  })
})

test('JavaScript asks its reader, whose answer is shown once', async () => {
  const page = await reader.open('/javascript/')
  const ask = panelOf(page, 'ExAsk')
  await ask.start("console.log('Hello ' + prompt('Who?'))")
  await page.getByLabel('Who?').fill('Bo')
  await page.keyboard.press('Enter')
  expect(await ask.end()).toBe('Solved!')
  expect(await ask.output.textContent()).toBe('Who? Bo\nHello Bo\n')
})

test('only the scripts of languages that pages use are published', () => {
  const javascript = exerciseCourse({ 'content/a.md': site['content/javascript.md'] })
  const scripts = javascript.files.list('lectern').filter((path) => path.includes('exercise-engine'))
  expect(scripts).toEqual(['lectern/exercise-engine-javascript.js'])
})
