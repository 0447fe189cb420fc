import { describe, expect, test } from 'vitest'
import type { QuizKey } from '../../src/blocks/quiz-key.ts'
import { render, site } from '../site.ts'

const block = (fields: string): string => `%--\nquiz:\n  id: QuizA\n${fields}\n--%`
const CHOICE = '  question: Which?\n  right: 3.0\n  wrong: [3, None]'

const keysIn = (html: string): readonly QuizKey[] =>
  JSON.parse(/<script type="application\/json" class="quiz-key">(.*?)<\/script>/.exec(html)?.[1] ?? '')

describe('a quiz', () => {
  test('is numbered and referred to like a figure', () => {
    const html = render(`See %QuizA.\n\n${block(`  title: Kinds of *numbers*\n${CHOICE}`)}`)
    expect(html).toContain('<a class="reference" href="#QuizA">Quiz 1</a>')
    expect(html).toContain(
      '<p class="quiz-title" id="QuizA.title"><span class="label">Quiz 1.</span> Kinds of <em>numbers</em></p>',
    )
  })

  test('is a group of native controls, with the answer below it for those who unfold it', () => {
    const html = render(block(`${CHOICE}\n  why: It has a *point*.`))
    expect(html).toMatch(/<fieldset><legend>Which\?<\/legend>/)
    expect(html.match(/<input type="radio" name="QuizA" value="\d">/g)).toHaveLength(3)
    expect(html).toMatch(
      /<details class="solution"><summary>Answer<\/summary>\s*<p class="quiz-letters"[^>]*>Right: [ABC]<\/p>/,
    )
    expect(html).toContain('<p class="quiz-why">It has a <em>point</em>.</p>')
  })

  test('shows answers as they are written, in an order that does not tell the right one', () => {
    const shown = Array.from({ length: 12 }, (_, i) => {
      const html = render(block(CHOICE).replace('QuizA', `Quiz${i}`))
      expect(html).toContain('<span>3.0</span>')
      expect(html).toContain('<span>None</span>')
      const [key] = keysIn(html)
      return key?.kind === 'choice' ? key.right[0] : undefined
    })
    expect(new Set(shown)).toEqual(new Set([0, 1, 2]))
    expect(render(block(CHOICE))).toBe(render(block(CHOICE)))
  })

  test('has letters for as many answers as it has', () => {
    const wrong = Array.from({ length: 30 }, (_, i) => i).join(', ')
    const html = render(block(`  question: Q\n  order: written\n  wrong: [${wrong}]\n  right: a`))
    expect(html).toContain('>Right: AE</p>')
  })

  test('keeps answers in their order where it is asked to', () => {
    const html = render(block('  question: True?\n  order: written\n  wrong: True\n  right: False'))
    expect(html).toMatch(/<span>True<\/span>.*<span>False<\/span>/)
    expect(keysIn(html)).toEqual([{ kind: 'choice', right: [1], order: 'written' }])
  })

  test.each([
    ['boxes for several', '  question: Q\n  right: [2, 4]\n  wrong: 3', 'type="checkbox"', 'choice'],
    ['boxes for one', '  question: Q\n  right: 2\n  wrong: 3\n  several: yes', 'type="checkbox"', 'choice'],
    ['a number', '  question: Q\n  number: 3.14\n  within: 0.01', 'inputmode="decimal"', 'number'],
    ['a text', '  question: Q\n  text: [Guido, Guido van Rossum]', 'inputmode="text"', 'text'],
    ['what code prints', '  question: Q\n  predict: print(1)\n  output: 1', '<textarea', 'predict'],
    [
      'lines in order',
      '  question: Q\n  arrange: |\n    a\n      b',
      '<ol class="quiz-lines" role="list" dir="ltr">',
      'arrange',
    ],
    [
      'pairs',
      '  question: Q\n  match:\n    - item: a\n      with: b\n    - item: c\n      with: d',
      '<select',
      'match',
    ],
  ])('asks for %s', (_, fields, controls, kind) => {
    const html = render(block(fields))
    expect(html).toContain(controls)
    expect(keysIn(html).map((key) => key.kind)).toEqual([kind])
    expect(html).toContain('<details class="solution">')
  })

  test('has lines with the levels that they are indented by, and never in their right order to begin with', () => {
    const html = render(block('  question: Q\n  arrange: |\n    def f():\n        if x:\n            y\n        z'))
    expect(keysIn(html)).toEqual([
      {
        kind: 'arrange',
        lines: [
          ['def f():', 0],
          ['if x:', 1],
          ['y', 2],
          ['z', 1],
        ],
      },
    ])
    for (let i = 0; i < 8; i++) {
      const two = render(block('  question: Q\n  arrange: |\n    a\n    b').replace('QuizA', `Quiz${i}`))
      expect(two).toContain(
        '<li><code>b</code><span class="quiz-moves"></span></li><li><code>a</code><span class="quiz-moves"></span></li>',
      )
    }
  })

  test('has several questions, and Markdown below a question', () => {
    const html = render(
      block(
        '  questions:\n    - question: One\n      right: a\n      wrong: b\n    - question: Two\n      given: |\n        - x\n        - y\n\n        ```python\n        print(1)\n        ```\n      number: 2',
      ),
    )
    expect(html.match(/<fieldset>/g)).toHaveLength(2)
    expect(html).toContain('<div class="quiz-given">\n<ul>\n<li>x</li>')
    expect(html).toContain('name="QuizA.1"')
    expect(keysIn(html).map((key) => key.kind)).toEqual(['choice', 'number'])
  })

  test('has its answers in no file for machines', () => {
    const built = site({
      'site.yaml': 'url: https://example.org/\n',
      'content/index.md': '# Home\n',
      'content/a.md': `# A\n\n${block('  questions:\n    - question: Visible?\n      text: secret_text\n    - question: Which?\n      right: a\n      wrong:\n        - answer: b\n          why: secret_why\n      why: secret_reason')}\n`,
    }).build()
    for (const [path, text] of Object.entries(built.outputs()))
      if (path !== 'a/index.html') expect([path, text.includes('secret_')]).toEqual([path, false])
    built.expect('a/index.html.md', 'Visible?')
  })
})

describe('what is wrong with a quiz', () => {
  test.each([
    ['no answer', '  question: Q', 'quiz/no-right'],
    ['an empty list of right answers', '  question: Q\n  right: []\n  wrong: b', 'quiz/no-right'],
    ['wrong answers alone', '  question: Q\n  wrong: [a, b]', 'quiz/no-right'],
    ['no wrong answers', '  question: Q\n  right: a', 'quiz/no-wrong'],
    ['two equal answers', '  question: Q\n  right: a\n  wrong: [b, a]', 'quiz/same-answer'],
    ['two texts that differ by capitals', '  question: Q\n  text: [Guido, guido]', 'quiz/same-answer'],
    ['two kinds', '  question: Q\n  number: 1\n  text: one', 'quiz/two-kinds'],
    ['a number with wrong answers', '  question: Q\n  number: 1\n  wrong: 2', 'quiz/two-kinds'],
    [
      'a question beside a list of them',
      '  question: Q\n  questions:\n    - question: R\n      number: 1',
      'quiz/two-kinds',
    ],
    ['code without what it prints', '  question: Q\n  predict: print(1)', 'quiz/no-right'],
    ['one line to arrange', '  question: Q\n  arrange: a', 'quiz/no-right'],
    ['lines to arrange that are all the same', '  question: Q\n  arrange: |\n    a\n    a', 'quiz/no-right'],
    ['no questions', '  questions: []', 'quiz/no-right'],
    ['a text that is empty', "  question: Q\n  text: ['', a]", 'quiz/no-right'],
    [
      'more pairs than can be asked for',
      `  question: Q\n  match:\n${Array.from({ length: 51 }, (_, i) => `    - {item: a${i}, with: b${i}}`).join('\n')}`,
      'block/wrong-type',
    ],
    ['pairs without a choice', '  question: Q\n  match:\n    - item: a\n      with: b', 'quiz/no-wrong'],
    ['an output without code', '  question: Q\n  number: 1\n  output: 1', 'quiz/two-kinds'],
    ['a distance below nothing', '  question: Q\n  number: 1\n  within: -1', 'block/wrong-type'],
    [
      'an unknown engine',
      '  question: Q\n  predict: print(1)\n  output: 1\n  engine: cobol',
      'exercise/unknown-engine',
    ],
    ['no question', '  right: a\n  wrong: b', 'block/missing-field'],
    ['a number that is none', '  question: Q\n  number: many', 'block/wrong-type'],
    ['an order that is none', '  question: Q\n  order: random\n  right: a\n  wrong: b', 'block/wrong-type'],
    ['an unknown field', '  question: Q\n  rigth: a\n  number: 1', 'block/unknown-field'],
    [
      'an unknown field of a question',
      '  questions:\n    - question: Q\n      nubmer: 1\n      number: 1',
      'block/unknown-field',
    ],
    ['a pair without its other half', '  question: Q\n  match:\n    - item: a', 'block/missing-field'],
  ] as const)('is told: %s', (_, fields, code) => {
    const built = site({
      'content/a.md': `# A\n\n${block(fields)}\n\n${block(CHOICE).replace('QuizA', 'QuizB')}\n`,
    }).build({ keepGoing: true })
    expect(new Set(built.result().diagnostics.map((item) => item.code)), built.printed()).toContain(code)
    built.expect('a/index.html', 'id="QuizB"')
  })

  test('has an id that references and what is kept can name', () => {
    const built = site({ 'content/a.md': `# A\n\n${block(CHOICE).replace('QuizA', 'Quiz A')}\n` }).build({
      keepGoing: true,
    })
    built.expectCodes('block/bad-id').expect('a/index.html', 'id="Quiz_A"', 'aria-describedby="Quiz_A.result"')
  })

  test('has its place in a list of questions', () => {
    const built = site({
      'content/a.md': `# A\n\n${block('  questions:\n    - question: Q\n      right: a\n      wrong:\n        - b\n        - answer: a\n          why: no')}\n`,
    }).build()
    built.expectCodes('quiz/same-answer')
    expect(built.printed()).toContain('content/a.md:11:19')
  })
})
