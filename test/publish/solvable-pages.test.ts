import { expect, test } from 'vitest'
import { site } from '../site.ts'

const quiz = '%--\nquiz:\n  id: QuizA\n  question: Q\n  number: 1\n--%\n'
const exercise = (more: string): string => `%--\nexercise:\n  id: Ex\n  task: Go.\n${more}--%\n`
const old = (attributes: string, inside: string): string =>
  `<div ${attributes}>\n<textarea class="code"></textarea>\n${inside}\n</div>\n`
const DECIDES = '<div hidden class="solution_output">1</div>'
const FILE = 'lectern/solvable-pages.js'

const solvableIn = (text: string): unknown => JSON.parse(text.replace(/^lecternSolvable=/, ''))

test('says of each page how much there is to solve, and which chapter it counts for', () => {
  const built = site({
    'site.yaml': 'rules:\n  exercise/no-check: off\n',
    'content/index.md': '# Home\n',
    'content/a/one.md': `# One\n\n${quiz}\n${exercise('  output: 1\n  solution: print(1)\n')}`,
    'content/a/two.md': `# Two\n\n${exercise('  progress: no\n')}`,
    'content/b.md': `# B\n\n${[
      old('class="exercise" id="one"', DECIDES),
      old('class="exercise no-progress" id="two"', DECIDES),
      old('class="exercise" id="three"', ''),
      '<div class="exercise" id="four">On paper.\n</div>',
    ].join('\n')}\n\n${exercise('')}`,
    'sitemap.yaml': '- Chapter:\n    - One: a/one\n    - Two: a/two\n- B: b\n',
  }).build()
  built.expectCodes()
  expect(solvableIn(built.page(FILE))).toEqual({ pages: { '/a/one/': [2, '/a/'], '/b/': [1] }, words: {} })
})

test('has the words of each language', () => {
  const built = site({
    'site.yaml': 'lang: de\ninterface:\n  countOf: "{n} von {m}"\n',
    'content/a.md': `# A\n\n${quiz}`,
  }).build()
  expect(solvableIn(built.page(FILE))).toMatchObject({ words: { de: { countOf: '{n} von {m}' } } })
})

test('is there only where there is something to solve, and follows each edit without any other page', () => {
  const built = site({ 'content/a.md': `# A\n\n${quiz}`, 'content/b.md': '# B\n' }).build()
  expect(built.paths()).toContain(FILE)
  built
    .edit('content/a.md', `# A\n\n${quiz}\n${quiz.replace('QuizA', 'QuizB')}`)
    .build()
    .rebuilt('content/a.md')
  expect(solvableIn(built.page(FILE))).toMatchObject({ pages: { '/a/': [2] } })
  built.edit('content/a.md', '# A\n').build()
  expect(built.paths()).not.toContain(FILE)
})
