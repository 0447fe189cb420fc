import fs from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { manual, readerOf } from './browser.ts'

const questions: Readonly<Record<string, string>> = {
  choice:
    'question: Which of these is a `float`?\n  right: 3.0\n  wrong:\n    - 3\n    - answer: "`\'3.0\'`"\n      why: Quotes make it a `str`.\n  why: It has a point.',
  several: 'question: Which are even?\n  right: [2, 4]\n  wrong: [3, 5]',
  number: 'question: How much is pi?\n  number: 3.14\n  within: 0.01',
  text: 'question: Who made Python?\n  text: [Guido, Guido van Rossum]',
  predict:
    'question: What does this print?\n  predict: |\n    for i in range(2):\n        print(i)\n  output: |\n    0\n    1',
  arrange: 'question: Put the lines in order.\n  arrange: |\n    def greet(name):\n        print(name)\n    greet(1)',
  match:
    'question: What does each give?\n  match:\n    - item: "`1 + 1`"\n      with: two\n    - item: "`1 + 2`"\n      with: three',
}
const pageOf = (kind: string): string => `# Page of ${kind}\n\n%--\nquiz:\n  id: QuizA\n  ${questions[kind]}\n--%\n`
const reader = readerOf({
  ...Object.fromEntries(Object.keys(questions).map((kind) => [`content/${kind}.md`, pageOf(kind)])),
  'content/plain.md': '# Plain\n\nText.\n',
})

/** Goes from control to control until the one that an answer is given in has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not lead to ${selector}.`)
}

const result = async (page: Page): Promise<string> => (await page.locator('.quiz-result').textContent()) ?? ''

/** Presses the button of the question by keyboard. */
async function check(page: Page): Promise<void> {
  await tabTo(page, '.quiz-check')
  await page.keyboard.press('Enter')
}

/** Moves a line with its buttons, by keyboard. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).focus()
  await page.keyboard.press('Enter')
}

describe('a reader with a keyboard answers', () => {
  test('a choice, and is told why a wrong answer is wrong and the right one right', async () => {
    const page = await reader.open('/choice/')
    await check(page)
    expect(await result(page)).toBe('Answer first.')
    await page.reload()
    const choose = async (label: string): Promise<void> => {
      await page.getByRole('radio').first().focus()
      await page.keyboard.press('Space')
      for (let i = 0; i < 3; i++) {
        if (await page.getByRole('radio', { name: label, exact: true }).isChecked()) return
        await page.keyboard.press('ArrowDown')
      }
    }
    await choose("'3.0'")
    await check(page)
    expect(await result(page)).toMatch(/^Not yet\.\s*[ABC]\. Quotes make it a str\.$/)
    await choose('3.0')
    expect(await result(page)).toBe('')
    await check(page)
    expect(await result(page)).toMatch(/^Right\.\s*It has a point\.$/)
  })

  test('a choice of several', async () => {
    const page = await reader.open('/several/')
    await page.getByRole('checkbox', { name: '2' }).focus()
    await page.keyboard.press('Space')
    await check(page)
    expect(await result(page)).toBe('Not yet.')
    await page.getByRole('checkbox', { name: '4' }).focus()
    await page.keyboard.press('Space')
    await check(page)
    expect(await result(page)).toBe('Right.')
  })

  test.each([
    ['number', '3', '3,14'],
    ['text', 'Ada', ' guido  van ROSSUM'],
  ])('a %s, with Enter', async (kind, wrong, right) => {
    const page = await reader.open(`/${kind}/`)
    await tabTo(page, '.quiz-field')
    await page.keyboard.type(wrong)
    await page.keyboard.press('Enter')
    expect(await result(page)).toBe('Not yet.')
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type(right)
    await page.keyboard.press('Enter')
    expect(await result(page)).toBe('Right.')
  })

  test('what code prints, on several lines', async () => {
    const page = await reader.open('/predict/')
    await tabTo(page, '.quiz-field')
    await page.keyboard.type('0\n')
    await page.keyboard.type('1\n')
    await check(page)
    expect(await result(page)).toBe('Right.')
  })

  test.each([
    ['text', async (page: Page) => page.locator('.quiz-field').fill('guido')],
    ['several', async (page: Page) => page.getByRole('checkbox', { name: /[24]/ }).first().check()],
    ['arrange', async (page: Page) => press(page, 'Move up: greet(1)')],
    ['match', async (page: Page) => page.locator('.quiz select').first().selectOption('two')],
  ])('%s, and resets it, which can be taken back', async (kind, answer) => {
    const page = await reader.open(`/${kind}/`)
    const given = () =>
      page
        .locator('.quiz')
        .evaluate((quiz) =>
          JSON.stringify([
            Array.from(quiz.querySelectorAll('code'), ({ textContent }) => textContent),
            Array.from(quiz.querySelectorAll<HTMLInputElement>('input, select'), ({ value, checked }) => [
              value,
              checked,
            ]),
          ]),
        )
    const pressed = async (name: string): Promise<void> => {
      await tabTo(page, '.quiz-reset')
      await page.keyboard.press('Enter')
      expect(await page.locator('.quiz-reset').textContent()).toBe(name)
    }
    const first = await given()
    await pressed('Reset')
    await answer(page)
    await check(page)
    const [answered, said] = [await given(), await result(page)]
    expect(answered).not.toBe(first)
    await pressed('Undo reset')
    expect([await given(), await result(page)]).toEqual([first, ''])
    await pressed('Reset')
    expect([await given(), await result(page)]).toEqual([answered, said])
    await pressed('Undo reset')
    await page.reload()
    expect(await given()).toBe(first)
    expect(await page.locator('.quiz-reset').textContent()).toBe('Reset')
    await answer(page)
    expect(await page.locator('.quiz-reset').textContent()).toBe('Reset')
  })

  test('lines, which they move up, down, in and out', async () => {
    const page = await reader.open('/arrange/')
    const order = () => page.locator('.quiz-lines code').allInnerTexts()
    for (let i = 0; i < 2; i++) await press(page, 'Move up: def greet(name):')
    for (let i = 0; i < 2; i++) await press(page, 'Move down: greet(1)')
    expect(await order()).toEqual(['def greet(name):', 'print(name)', 'greet(1)'])
    await check(page)
    expect(await result(page)).toBe('Not yet: 2 of 3 are right.')
    await press(page, 'Indent: print(name)')
    await press(page, 'Indent: print(name)')
    await press(page, 'Indent less: print(name)')
    await check(page)
    expect(await result(page)).toBe('Right.')
  })

  test('and keeps the focus on the line that moved, and hears where it is', async () => {
    const page = await reader.open('/arrange/')
    await press(page, 'Move down: def greet(name):')
    expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Move down: def greet(name):')
    if ((await page.locator('.quiz-lines code').allInnerTexts()).indexOf('def greet(name):') > 0)
      expect(await result(page)).toMatch(/^(?:Line [23] of 3)?$/)
  })

  test('pairs', async () => {
    const page = await reader.open('/match/')
    await tabTo(page, '.quiz select')
    const choose = async (index: number, text: string): Promise<void> => {
      const list = page.locator('.quiz select').nth(index)
      await list.focus()
      for (let i = 0; i < 3 && (await list.inputValue()) !== text; i++) await page.keyboard.press('ArrowDown')
    }
    await choose(0, 'two')
    await check(page)
    expect(await result(page)).toBe('Not yet: 1 of 2 are right.')
    await choose(1, 'three')
    await check(page)
    expect(await result(page)).toBe('Right.')
  })
})

describe('a quiz', () => {
  test('keeps answers, their order and that it was solved over a reload', async () => {
    const page = await reader.open('/choice/')
    const order = () => page.locator('.quiz-answers li').allInnerTexts()
    const before = await order()
    await page.getByRole('radio', { name: '3.0', exact: true }).check()
    await page.locator('.quiz-check').click()
    await page.reload()
    expect(await order()).toEqual(before)
    expect(await page.getByRole('radio', { name: '3.0', exact: true }).isChecked()).toBe(true)
    expect(await result(page)).toMatch(/^Right\./)
  })

  test('is answered alike in two tabs', async () => {
    const page = await reader.open('/text/')
    const other = await page.context().newPage()
    await other.goto(page.url())
    await page.locator('.quiz-field').fill('Guido')
    await other.waitForFunction(() => document.querySelector<HTMLInputElement>('.quiz-field')?.value === 'Guido')
    await other.close()
  })

  test('names its answers by the letters that a reader sees', async () => {
    const page = await reader.open('/choice/')
    await page.getByText('Answer', { exact: true }).click()
    const letter = (await page.locator('.quiz-letters').textContent())?.replace('Right: ', '') ?? ''
    const index = letter.charCodeAt(0) - 65
    expect((await page.locator('.quiz-answers li').nth(index).textContent())?.trim()).toBe('3.0')
  })

  test('moves lines by dragging, too', async () => {
    const page = await reader.open('/arrange/')
    const lines = page.locator('.quiz-lines li')
    const [first] = await lines.locator('code').allInnerTexts()
    await lines.nth(0).dragTo(lines.nth(2), { targetPosition: { x: 20, y: 30 } })
    expect((await lines.locator('code').allInnerTexts()).at(-1)).toBe(first)
  })

  test('shows its question and answer where no script runs', async () => {
    const page = await reader.open('/choice/', { javaScript: false })
    expect(await page.locator('.quiz-check').isVisible()).toBe(false)
    expect(await page.getByRole('group', { name: 'Which of these is a float?' }).isVisible()).toBe(true)
    await page.getByText('Answer', { exact: true }).click()
    expect(await page.locator('.quiz-letters').isVisible()).toBe(true)
  })

  test('says that it has changed since it was answered', async () => {
    const page = await reader.open('/text/')
    await page.locator('.quiz-field').fill('Guido')
    await page.evaluate(() => {
      const key = Object.keys(localStorage).find((name) => name.startsWith('lectern-work:')) ?? ''
      localStorage.setItem(key, (localStorage.getItem(key) ?? '').replace(/"of":"[^"]*"/, '"of":"another"'))
    })
    await page.reload()
    expect(await page.locator('.quiz-changed').textContent()).toBe('This quiz has changed since you answered it.')
    expect(await page.locator('.quiz-field').inputValue()).toBe('')
  })
})

describe.each(Object.keys(questions))('a quiz of the kind %s', (kind) => {
  test('has nothing that axe objects to, wide and narrow, light and dark, answered and not', async () => {
    for (const [width, scheme] of [
      [360, 'light'],
      [1280, 'dark'],
    ] as const) {
      const page = await reader.open(`/${kind}/`, { width, scheme })
      expect(await axeViolations(page)).toEqual([])
      await page.locator('.quiz-check').click()
      await page.locator('.quiz summary').click()
      expect(await axeViolations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    }
  })
})

test('pages without a quiz load nothing of it', async () => {
  const page = await reader.open('/plain/')
  expect(await page.content()).not.toContain('quiz')
  expect(reader.files.read('lectern/quiz.js')).toBeDefined()
})

test('what a quiz loads is small', () => {
  const size = (file: string): number => gzipSync(fs.readFileSync(path.join(manual, file)), { level: 9 }).length
  expect(size('lib/parts/quiz.js')).toBeLessThan(4 * 1024)
  expect(size('assets/parts/quiz.css')).toBeLessThan(1.25 * 1024)
})
