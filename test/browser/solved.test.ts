import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { readerOf } from './browser.ts'

const quiz = (id: string): string => `%--\nquiz:\n  id: ${id}\n  question: Who made Python?\n  text: Guido\n--%\n`
const exercise = (id: string, more = ''): string =>
  `%--\nexercise:\n  id: ${id}\n  task: Go.\n  output: 1\n  solution: print(1)\n${more}--%\n`
const old = (id: string, classes = ''): string =>
  `<div class="exercise ${classes}" id="${id}">\n<textarea class="code"></textarea>\n<div hidden class="solution_output">1</div>\n</div>\n`

const reader = readerOf({
  'site.yaml': 'title: Course\nrules:\n  exercise/no-engine: off\n',
  'content/index.md': '# Course\n\nText.\n\n[A](basics/a.md)\n',
  'content/basics/a.md': `# A\n\n${quiz('QuizA')}\n${quiz('QuizB')}\n${exercise('ExA')}\n${exercise('ExTry', '  progress: no\n')}`,
  'content/basics/b.md': `# B\n\n${old('old')}\n${old('free', 'no-progress')}\n${exercise('ExB')}`,
  'content/more/c.md': '# C\n\nNothing to solve.\n',
  'content/more/d.md': `# D\n\n${quiz('QuizD')}`,
  'sitemap.yaml': 'Basics:\n    A: basics/a\n    B: basics/b\nMore:\n    C: more/c\n    D: more/d\n',
})
const contents = readerOf({
  'site.yaml': `title: Course\nlang: de\ninterface:\n  count: "{n} von {m} gelöst"\n  countOf: "{n} von {m} gelöst"\nrules:\n  exercise/no-engine: off\n`,
  'content/basics/a.md': `# A\n\n${quiz('QuizA')}\n${quiz('QuizB')}`,
  'content/basics/b.md': `# B\n\n${exercise('ExB')}`,
  'sitemap.yaml': 'Basics:\n    A: basics/a\n    B: basics/b\n',
})

async function answer(page: Page, id: string): Promise<void> {
  await page.locator(`#${id} .quiz-field`).fill('Guido')
  await page.locator(`#${id} .quiz-check`).click()
}

/** What stands beside an entry of the menu, as it is read aloud. */
const beside = (page: Page, name: string): Promise<string[]> =>
  page
    .locator('.site-nav-list a', { hasText: new RegExp(`^${name}`) })
    .locator('.exercise-solved .sr-only')
    .allTextContents()

describe('how much is solved', () => {
  test('stands at the end of the page and beside pages and chapters, wherever the reader goes on', async () => {
    const page = await reader.open('/basics/a/')
    await page.locator('.exercise-count', { hasText: 'Exercises: 0 of 3 solved' }).waitFor()
    await answer(page, 'QuizA')
    await page.locator('.exercise-count', { hasText: '1 of 3' }).waitFor()
    expect(await beside(page, 'A')).toEqual([', 1 of 3 solved'])
    expect(await beside(page, 'Basics')).toEqual([', 1 of 5 solved'])
    expect(await beside(page, 'More')).toEqual([', 0 of 1 solved'])

    await page.goto(new URL('/more/c/', await reader.origin()).href)
    await page.locator('.site-nav-list .exercise-solved').first().waitFor()
    expect(await beside(page, 'Basics')).toEqual([', 1 of 5 solved'])
    expect(await beside(page, 'C')).toEqual([])
    expect(await page.locator('.exercise-count').count()).toBe(0)
  })

  test('is told in two tabs alike', async () => {
    const page = await reader.open('/basics/a/')
    const tab = await page.context().newPage()
    await tab.goto(new URL('/basics/b/', await reader.origin()).href)
    await tab.locator('.exercise-count', { hasText: '0 of 2' }).waitFor()
    await answer(page, 'QuizB')
    await tab.waitForFunction(() => /1\/5/.test(document.querySelector('.site-nav-list')?.textContent ?? ''))
  })

  test('is told on the contents that Lectern makes, in the words of the page', async () => {
    const page = await contents.open('/basics/a/')
    await answer(page, 'QuizA')
    await page.locator('.exercise-count', { hasText: /1 von 2/ }).waitFor()
    await page.goto(new URL('/', await contents.origin()).href)
    await page.locator('.contents .card h2 .exercise-solved').waitFor()
    expect(await page.locator('.contents .exercise-solved .sr-only').allTextContents()).toEqual([
      ', 1 von 3 gelöst',
      ', 1 von 2 gelöst',
      ', 0 von 1 gelöst',
    ])
  })

  test('is forgotten with all that was done on the page, after a question', async () => {
    const page = await reader.open('/basics/a/')
    await answer(page, 'QuizA')
    await page.locator('.exercise-count', { hasText: '1 of 3' }).waitFor()
    await page.locator('#ExA textarea').fill('print(2)')
    page.once('dialog', (dialog) => dialog.dismiss())
    await page.locator('.exercise-reset-all').click()
    expect(await page.locator('#QuizA .quiz-field').inputValue()).toBe('Guido')
    page.once('dialog', (dialog) => dialog.accept())
    await page.locator('.exercise-reset-all').click()
    await page.locator('.exercise-count', { hasText: '0 of 3' }).waitFor()
    expect(await page.locator('#QuizA .quiz-field').inputValue()).toBe('')
    expect(await page.locator('#QuizA .quiz-result').textContent()).toBe('')
    expect(await page.locator('#ExA textarea').inputValue()).toBe('')
  })

  test('costs readers who have not begun nothing: the page asks for no more', async () => {
    const asked: string[] = []
    const page = await reader.open('/more/c/', {
      before: async (page) => {
        page.on('request', (request) => asked.push(new URL(request.url()).pathname))
      },
    })
    await page.waitForLoadState('networkidle')
    expect(asked.filter((path) => /solv/.test(path))).toEqual([])
    // To look at a page is not to begin.
    await page.goto(new URL('/basics/a/', await reader.origin()).href)
    await page.locator('.exercise-count').waitFor()
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('-work:')))).toEqual([])
  })
})

describe('a page that has moved', () => {
  const files = { 'site.yaml': 'rules:\n  exercise/no-engine: off\n', 'content/index.md': '# Home\n' }
  const page = (front: string): string => `${front}# A\n\n${quiz('QuizA')}\n${exercise('ExA', '  starter: "    x"\n')}`
  const before = readerOf({ ...files, 'content/old/a.md': page('') })
  const after = readerOf({
    ...files,
    'content/new/a.md': page('---\nredirect_from: [/old/a/, /older.html]\n---\n\n'),
    'content/plain.md': '---\nredirect_from: /oldest/\n---\n\n# Plain\n',
  })

  test('has what its readers did under its old address', async () => {
    const here = await before.open('/old/a/')
    await answer(here, 'QuizA')
    expect(await here.locator('#ExA textarea').inputValue()).toBe('    x')
    await here.locator('#ExA textarea').fill('print(3)')
    const kept = await here.evaluate(() => JSON.stringify(localStorage))
    const there = await after.open('/new/a/', {
      before: (page) =>
        page.addInitScript((text: string) => {
          if (localStorage.length === 0) Object.assign(localStorage, JSON.parse(text))
        }, kept),
    })
    expect(await there.locator('#QuizA .quiz-field').inputValue()).toBe('Guido')
    expect(await there.locator('#QuizA .quiz-result').textContent()).toBe('Right.')
    expect(await there.locator('#ExA textarea').inputValue()).toBe('print(3)')
    await there.locator('.exercise-count', { hasText: '1 of 2' }).waitFor()
    const keys = await there.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('-work:')))
    expect(keys).toEqual(['lectern-work:/:/new/a/'])
  })

  test('says so only where it has something to solve', () => {
    const text = (path: string): string => new TextDecoder().decode(after.files.read(path))
    expect(text('new/a/index.html')).toContain('data-former="[&quot;/old/a/&quot;,&quot;/older.html&quot;]"')
    expect(text('plain/index.html')).not.toContain('data-former')
  })
})
