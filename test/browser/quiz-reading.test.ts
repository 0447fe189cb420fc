import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { readerOf } from './browser.ts'

const questions: Readonly<Record<string, string>> = {
  choice: 'question: Which is a `float`?\n  right: 3.0\n  wrong: 3\n  order: written',
  several: 'question: Which are even?\n  right: [2, 4]\n  wrong: 3\n  order: written',
  number: 'question: How much is pi?\n  number: 3.14',
  text: 'question: Who made Python?\n  text: Guido',
  predict: 'question: What does this print?\n  predict: print(1)\n  output: 1',
  arrange: 'question: In order, please.\n  arrange: |\n    if x:\n        y()',
  match: 'question: What is it?\n  match:\n    - item: "`1`"\n      with: one\n    - item: two\n      with: zwei',
}
const exercise =
  '%--\nexercise:\n  id: ExA\n  title: Adding\n  task: Add *them*.\n  starter: x = 1\n  output: 3\n  solution: print(3)\n  hints: Use it.\n--%\n'
const reader = readerOf({
  'site.yaml': 'rules:\n  exercise/no-engine: off\n',
  ...Object.fromEntries(
    Object.entries(questions).map(([kind, fields]) => [
      `content/${kind}.md`,
      `# Page of ${kind}\n\n%--\nquiz:\n  id: QuizA\n  title: Of *${kind}*\n  ${fields}\n--%\n`,
    ]),
  ),
  'content/exercise.md': `# Page\n\n${exercise}`,
  'content/nested.md': [
    '# Nested\n',
    '%--\nquiz:\n  id: QuizOut\n  question: Outer?\n  given: |\n    %--\n    quiz:\n      id: QuizIn\n      question: Inner?\n      text: in\n    --%\n\n    %--\n    exercise:\n      id: ExIn\n      task: Go.\n      progress: no\n    --%\n  text: out\n--%\n',
    '%--\nquiz:\n  id: QuizR\n  questions:\n    - question: One?\n      right: a\n      wrong: b\n--%\n',
    '%--\nquiz:\n  id: QuizR-1\n  question: Two?\n  right: c\n  wrong: d\n--%\n',
  ].join('\n'),
})

interface AccessibleNode {
  readonly nodeId: string
  readonly childIds?: readonly string[]
  readonly ignored: boolean
  readonly role?: { readonly value: string }
  readonly name?: { readonly value: string }
  readonly description?: { readonly value: string }
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value: unknown } }[]
}

const SILENT = new Set(['generic', 'none', 'InlineTextBox', 'StaticText', 'LabelText', 'Legend', 'code', 'emphasis'])

/** What a screen reader finds in an element, in its order: role, name, and what is said of it. */
async function readingOf(page: Page, selector: string): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  const { root } = await session.send('DOM.getDocument')
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector })
  const { node } = await session.send('DOM.describeNode', { nodeId })
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: readonly AccessibleNode[] }
  const byId = new Map(nodes.map((one) => [one.nodeId, one]))
  const found: string[] = []
  const visit = (one: AccessibleNode | undefined): void => {
    if (!one) return
    const role = one.role?.value ?? ''
    const states = one.properties?.filter(({ name, value: { value } }) =>
      name === 'checked' ? value === 'true' || value === true : name === 'invalid' && value === 'true',
    )
    if (!one.ignored && !SILENT.has(role))
      found.push(
        [
          role,
          one.name?.value,
          one.description?.value && `(${one.description.value})`,
          ...(states ?? []).map(({ name }) => name),
        ]
          .filter(Boolean)
          .join(' '),
      )
    for (const child of one.childIds ?? []) visit(byId.get(child))
  }
  const start = nodes.find((one) => (one as { backendDOMNodeId?: number }).backendDOMNodeId === node.backendNodeId)
  visit(start)
  return found
}

const CHECK = 'button Check'
const RESET = 'button Reset'
const END = ['status', 'group', 'DisclosureTriangle Answer']

describe('a screen reader finds', () => {
  test.each([
    [
      'choice',
      'Which is a float?',
      ['list', 'listitem', 'ListMarker A. ', 'radio 3.0', 'listitem', 'ListMarker B. ', 'radio 3'],
    ],
    [
      'several',
      'Which are even?',
      [
        'list',
        ...['A.  2', 'B.  4', 'C.  3'].flatMap((item) => [
          'listitem',
          `ListMarker ${item.slice(0, 3)}`,
          `checkbox ${item.slice(4)}`,
        ]),
      ],
    ],
    ['number', 'How much is pi?', ['textbox Your answer']],
    ['text', 'Who made Python?', ['textbox Your answer']],
    ['predict', 'What does this print?', ['button Copy code', 'textbox What it prints']],
    [
      'arrange',
      'In order, please.',
      [
        'list',
        ...['y()', 'if x:'].flatMap((line) => [
          'listitem',
          `button Move up: ${line}`,
          `button Move down: ${line}`,
          `button Indent less: ${line}`,
          `button Indent: ${line}`,
        ]),
      ],
    ],
    [
      'match',
      'What is it?',
      [
        'list',
        ...['1', 'two'].flatMap((item, i) => [
          'listitem',
          `ListMarker ${i + 1}. `,
          `combobox ${item}`,
          'MenuListPopup',
          'option Choose…',
          'option zwei',
          'option one',
        ]),
      ],
    ],
  ])(
    'a quiz of the kind %s: its name, its question, each control with a name, and the result',
    async (kind, question, controls) => {
      const page = await reader.open(`/${kind}/`)
      const heard = await readingOf(page, '#QuizA')
      const sorted = (items: readonly string[]) => (kind === 'match' ? [...items].sort() : items)
      expect(sorted(heard)).toEqual(
        sorted([`group Quiz 1. Of ${kind}`, 'paragraph', `group ${question}`, ...controls, CHECK, RESET, ...END]),
      )
      await page.locator('.quiz-check').click()
      const after = await readingOf(page, '#QuizA')
      expect(after).toContain(kind === 'arrange' ? `${CHECK} (Not yet: 0 of 2 are right.)` : `${CHECK} (Answer first.)`)
    },
  )

  test('that what was answered is wrong, at the field and in a region that is read out', async () => {
    const page = await reader.open('/text/')
    await page.locator('.quiz-field').fill('Ada')
    await page.locator('.quiz-check').click()
    expect(await readingOf(page, '#QuizA')).toEqual(
      expect.arrayContaining(['textbox Your answer invalid', `${CHECK} (Not yet.)`]),
    )
    expect(await page.locator('.quiz-result').getAttribute('role')).toBe('status')
    await page.locator('.quiz-field').fill('Guido')
    expect(await readingOf(page, '#QuizA')).toContain('textbox Your answer')
  })

  test('where a line is that was moved, and how far it is indented, also at the end of its way', async () => {
    const page = await reader.open('/arrange/')
    const result = page.locator('.quiz-result')
    await page.getByRole('button', { name: 'Move up: y()' }).click()
    expect(await result.textContent()).toBe('Line 1 of 2')
    await page.getByRole('button', { name: 'Move down: y()' }).click()
    expect(await result.textContent()).toBe('Line 2 of 2')
    await page.getByRole('button', { name: 'Indent: y()' }).click()
    expect(await result.textContent()).toBe('Indentation 1')
    await page.getByRole('button', { name: 'Indent less: y()' }).click()
    await page.getByRole('button', { name: 'Indent less: y()' }).click()
    expect(await result.textContent()).toBe('Indentation 0')
  })

  test('an exercise: its name, its task, how the editor is left, buttons, and what is unfolded', async () => {
    const page = await reader.open('/exercise/')
    await page.locator('.exercise-count').waitFor()
    expect(await readingOf(page, '#ExA')).toEqual([
      'group Exercise 1. Adding',
      'paragraph',
      'paragraph',
      'textbox Exercise 1: your program (Ctrl + Enter runs. Tab indents; press Escape, then Tab, to leave.)',
      'button Run',
      'button Reset',
      'status',
      'group',
      'DisclosureTriangle Hint',
      'group',
      'DisclosureTriangle Solution',
    ])
  })
})

describe('with a finger', () => {
  test('a reader puts lines in order', async () => {
    const page = await reader.open('/arrange/', { touch: true, width: 360 })
    await page.getByRole('button', { name: 'Move down: y()' }).tap()
    await page.getByRole('button', { name: 'Indent: y()' }).tap()
    await page.locator('.quiz-check').tap()
    expect(await page.locator('.quiz-result').textContent()).toBe('Right.')
    for (const box of await page.locator('.quiz-moves button').all()) {
      const size = await box.boundingBox()
      expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(32)
    }
  })

  test('a reader makes pairs', async () => {
    const page = await reader.open('/match/', { touch: true, width: 360 })
    await page.locator('.quiz-pairs select').nth(0).tap()
    await page.locator('.quiz-pairs select').nth(0).selectOption('one')
    await page.locator('.quiz-pairs select').nth(1).selectOption('zwei')
    await page.locator('.quiz-check').tap()
    expect(await page.locator('.quiz-result').textContent()).toBe('Right.')
  })
})

describe('a quiz in a quiz', () => {
  test('and an exercise in it have nothing to do with each other', async () => {
    const page = await reader.open('/nested/')
    const result = (id: string) => page.locator(`#${id} > .quiz-question > fieldset > .quiz-result`)
    await page.locator('#QuizIn .quiz-field').fill('in')
    await page.keyboard.press('Enter')
    expect(await result('QuizIn').textContent()).toBe('Right.')
    expect(await result('QuizOut').textContent()).toBe('')
    await page.locator('#QuizOut > .quiz-question > fieldset > .quiz-field').fill('in')
    await page.keyboard.press('Enter')
    expect(await result('QuizOut').textContent()).toBe('Not yet.')
    await page.locator('#ExIn textarea').fill('out')
    expect(await result('QuizIn').textContent()).toBe('Right.')
    expect(await result('QuizOut').textContent()).toBe('Not yet.')
  })

  test('whose id is like the name of a question of another one shares no choice with it', async () => {
    const page = await reader.open('/nested/')
    await page.getByRole('radio', { name: 'a' }).check()
    await page.getByRole('radio', { name: 'c' }).check()
    expect(await page.getByRole('radio', { name: 'a' }).isChecked()).toBe(true)
  })
})
