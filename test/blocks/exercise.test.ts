import { describe, expect, test } from 'vitest'
import { render, site } from '../site.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="6" height="4"/>'
const block = (fields: string): string => `%--\nexercise:\n  id: ExAdd\n${fields}\n--%`
const SOLVED = '  output: 3\n  solution: print(3)'
const solvable = (fields: string): string => block(`${fields}\n${SOLVED}`)

/** What an exercise of a page is checked by. */
const checksIn = (html: string): unknown =>
  JSON.parse(/<script type="application\/json" class="exercise-checks">(.*?)<\/script>/.exec(html)?.[1] ?? '')

describe('an exercise', () => {
  test('has a number, its task, what readers begin with, hints and a solution', () => {
    const html = render(
      block(
        '  title: Adding *two*\n  task: Write `add`.\n  starter: |\n    def add(a, b):\n        return a < b\n  check: assert add(1, 2) == 3\n  solution: |\n    def add(a, b):\n        return a + b\n  hints:\n    - Use *one*.\n    - |\n      Use\n\n      two.',
      ),
    )
    expect(html).toContain(
      '<p class="exercise-title" id="ExAdd.title"><span class="label">Exercise 1.</span> Adding <em>two</em></p>\n<div class="exercise-task">\n<p>Write <code>add</code>.</p>\n</div>',
    )
    expect(html).toMatch(
      /<textarea class="code" dir="ltr" [^>]* rows="3"[^>]*>\ndef add\(a, b\):\n {4}return a &lt; b<\/textarea>/,
    )
    expect(html).toContain('<details class="hint"><summary>Hint 1</summary>\n<p>Use <em>one</em>.</p>\n</details>')
    expect(html).toContain('<summary>Hint 2</summary>\n<p>Use</p>\n<p>two.</p>\n</details>')
    expect(html).toMatch(/<details class="solution"><summary>Solution<\/summary><div class="code" data-lang="python">/)
  })

  test('is referred to like a figure, from its own page and from others', () => {
    site({
      'content/a.md': `# A\n\nSee %ExAdd.\n\n${solvable('  task: Go.')}\n`,
      'content/b.md': '# B\n\n%ref:a#ExAdd%\n',
    })
      .build()
      .expectCodes()
      .expect('a/index.html', '<a class="reference" href="#ExAdd">Exercise 1</a>')
      .expect('b/index.html', '<a class="reference" href="../a/#ExAdd" title="A">Exercise 1</a>')
  })

  test('is numbered through a chapter where things are', () => {
    site({
      'site.yaml': 'numbering: chapter\n',
      'content/c/a.md': `# A\n\n${solvable('  task: Go.')}\n`,
      'content/c/b.md': `# B\n\n${solvable('  task: Go.')}\n`,
    })
      .build()
      .expect('c/b/index.html', 'Exercise 1.2.')
  })

  test('has any Markdown in its task: lists, code, other blocks, footnotes, references', () => {
    const html = render(
      `${solvable(
        '  task: |\n    As %FigA shows:[^1]\n\n    - first\n    - second\n\n    %--\n    figure:\n      source: a.svg\n      id: FigA\n      caption: A.\n    --%\n\n    ```python\n    add(1)\n    ```',
      )}\n\n[^1]: A note.`,
      { 'content/a.svg': svg },
    )
    expect(html).toContain('<a class="reference" href="#FigA">Figure 1</a>')
    expect(html).toContain('<li>first</li>')
    expect(html).toContain('<figure class="figure" id="FigA">')
    expect(html).toContain('class="language-python"')
    expect(html).toContain('footnote-ref')
  })

  test.each([
    [
      'in a list',
      '- item\n\n  %--\n  exercise:\n    id: ExA\n    task: |\n      One\n\n      - two\n    progress: no\n  --%',
    ],
    ['in a quote', '> %--\n> exercise:\n>   id: ExA\n>   task: |\n>     One\n>\n>     - two\n>   progress: no\n> --%'],
    [
      'in an element',
      '<div markdown="1">\n%--\nexercise:\n  id: ExA\n  task: |\n    One\n\n    - two\n  progress: no\n--%\n</div>',
    ],
    ['in tabs', ':::tabs\n== A\n%--\nexercise:\n  id: ExA\n  task: |\n    One\n\n    - two\n  progress: no\n--%\n:::'],
    ['in an alert', ':::note\n%--\nexercise:\n  id: ExA\n  task: |\n    One\n\n    - two\n  progress: no\n--%\n:::'],
    ['in an included file', '%-- include: part.md --%'],
  ])('stands %s', (_, markdown) => {
    const part = '%--\nexercise:\n  id: ExA\n  task: |\n    One\n\n    - two\n  progress: no\n--%\n'
    expect(render(markdown, { 'content/part.md': part })).toMatch(
      /<div class="exercise-task">\s*<p>One<\/p>\s*<ul>\s*<li>two<\/li>\s*<\/ul>\s*<\/div>\s*<div class="exercise-editor"/,
    )
  })

  test.each([
    ['on one line', '  task: One *two*.', '<p>One <em>two</em>.</p>'],
    ['in quotes', '  task: "One *two*."', '<p>One <em>two</em>.</p>'],
    ['on two lines', '  task: One\n    *two*.', '<p>One <em>two</em>.</p>'],
    ['folded', '  task: >\n    One\n    *two*.\n\n    Three.', '<p>One <em>two</em>.</p>\n<p>Three.</p>'],
    ['with a heading', '  task: |\n    ## More\n\n    Text.', '<p>Text.</p>'],
  ])('takes a task %s', (_, task, html) => {
    expect(render(solvable(task))).toContain(html)
  })

  test('carries what decides, and neither its solution nor what is wrong', () => {
    const html = render(
      block(
        "  task: Go.\n  setup: import math\n  output: [6.0, '7']\n  compare: 0.01\n  check: assert 1 < 2, '</script>'\n  input: [1, 2]\n  packages: [numpy]\n  limit: 9\n  recursion: 900\n  solution: answer = 42\n  wrong:\n    - code: bad = 1\n      says: no",
      ),
    )
    expect(checksIn(html)).toEqual({
      setup: 'import math',
      output: ['6.0', '7'],
      compare: 0.01,
      check: "assert 1 < 2, '</script>'",
      every: true,
      packages: ['numpy'],
      limit: 9,
      recursion: 900,
    })
    expect(html).not.toContain('bad = 1')
    expect(html.match(/<\/script>/g)).toHaveLength(1)
  })

  test('takes its programs and data from files', () => {
    const built = site({
      'content/ex/add.py': 'print(1)\n',
      'content/ex/check.py': 'assert True\n',
      'content/data/gpa.csv': 'a\n',
      'content/a.md': `# A\n\n${block('  task: Go.\n  starter: ex/add.py\n  solution: ex/add.py\n  check: ex/check.py\n  files: [data/gpa.csv]')}\n`,
    }).build()
    built.expectCodes().expect('a/index.html', '>\nprint(1)</textarea>')
    expect(checksIn(built.page('a/index.html'))).toEqual({
      check: 'assert True',
      every: true,
      files: { 'gpa.csv': '../data/gpa.csv' },
    })
    built.edit('content/ex/add.py', 'print(2)\n').build().rebuilt('content/a.md').expect('a/index.html', 'print(2)')
  })

  test('has another digest where what decides or what readers begin with is another', () => {
    const digestOf = (fields: string): string | undefined => /data-digest="([^"]+)"/.exec(render(block(fields)))?.[1]
    const digests = [
      '  task: Go.\n  output: 1\n  solution: print(1)',
      '  task: Go.\n  output: 2\n  solution: print(2)',
      '  task: Go.\n  output: 1\n  starter: x\n  solution: print(1)',
    ].map(digestOf)
    expect(new Set(digests).size).toBe(3)
    expect(digestOf('  task: Go on.\n  output: 1\n  solution: print(1 + 0)')).toBe(digests[0])
  })
})

describe('solutions and checks', () => {
  const built = site(
    {
      'site.yaml': 'url: https://example.org/\n',
      'content/index.md': '# Home\n\nWords.\n',
      'content/a.md': `# A\n\n${block('  task: Visible task.\n  starter: starter_code = 1\n  check: assert secret_check\n  solution: secret_solution = 1\n  hints: Visible hint.')}\n`,
    },
    {},
  ).build()

  test('are in no file for machines', () => {
    const others = Object.entries(built.outputs()).filter(([path]) => path !== 'a/index.html')
    expect(others.map(([path]) => path)).toContain('a/index.html.md')
    for (const [path, text] of others) expect([path, /secret_/.test(text)]).toEqual([path, false])
  })

  test('but tasks, hints and what readers begin with are in the Markdown of the page', () => {
    const markdown = built.page('a/index.html.md')
    expect(markdown).toContain('Visible task.')
    expect(markdown).toContain('\n```\nstarter_code = 1\n```\n')
    expect(markdown).toContain('Visible hint.')
  })

  test('take no time to read', () => {
    const time = (fields: string) =>
      site(
        { 'content/a.md': `# A\n\n${block(fields)}\n` },
        { theme: { 'package.json': '{}', 'templates/page.hbs': '{{page.readingTime}}', 'templates/index.hbs': '' } },
      )
        .build()
        .page('a/index.html')
    const long = '1 '.repeat(2000)
    expect(time(`  task: Go.\n  output: 1\n  solution: x = ${long}`)).toBe('1 min')
  })
})

describe('pages', () => {
  const theme = {
    'package.json': '{}',
    'templates/page.hbs': '{{> partials/head}}',
    'templates/index.hbs': '',
    'templates/partials/head.hbs': '{{#each page.parts}}{{style}} {{script}}{{/each}}',
    'lib/parts/exercise.css': 'x',
    'lib/parts/quiz.css': 'y',
  }
  test('load the styles of exercises only where they have one', () => {
    site({ 'content/a.md': `# A\n\n${solvable('  task: Go.')}\n`, 'content/b.md': '# B\n' }, { theme })
      .build()
      .expect('a/index.html', '../lectern/exercise.css')
      .expectNot('b/index.html', 'exercise')
      .expect('lectern/exercise.css', 'x')
  })

  test('publish no file of a part that none of them has, and take it away with the last exercise', () => {
    const built = site({ 'content/a.md': `# A\n\n${solvable('  task: Go.')}\n` }, { theme }).build()
    expect(built.paths()).not.toContain('lectern/quiz.css')
    built.edit('content/a.md', '# A\n').build()
    expect(built.paths()).toEqual(
      ['404.html', 'a/index.html', 'index.html'].filter((path) => built.paths().includes(path)),
    )
  })
})

describe('an exercise of an author who is not trusted', () => {
  const page = (fields: string) => ({
    'content/a.md': `# A\n\n${solvable(`  task: Go.\n  starter: x = 1\n  hints: [Think.]\n${fields}`)}\n\n%ExAdd\n`,
    'content/x.csv': 'a\n1\n',
  })

  test.each([
    ['check', '  check: assert x'],
    ['setup', '  setup: x = 2'],
    ['files', '  files: [x.csv]'],
  ])('has no editor where it brings %s that readers do not see, unless the site allows it', (field, written) => {
    const built = site({ 'site.yaml': 'safe: true\n', ...page(written) }).build()
    built
      .expectCodes('exercise/not-allowed')
      .expect('a/index.html', '<summary>Solution', '<summary>Hint', 'Exercise 1</a>')
    expect(built.printed()).toContain(`because of its \`${field}\``)
    expect(built.page('a/index.html')).toMatch(
      /<section class="exercise" [^>]*id="ExAdd">[\s\S]*<div class="code" data-lang="python">/,
    )
    expect(built.page('a/index.html')).not.toMatch(/<textarea|<script|assert|x = 2|x\.csv/)
    const allowed = site({ 'site.yaml': 'safe: {exercises: true}\n', ...page(written) }).build()
    const trusted = site(page(written)).build()
    expect(allowed.expectCodes().page('a/index.html')).toBe(trusted.page('a/index.html'))
  })

  test('has one where what it prints is compared', () => {
    const built = site({ 'site.yaml': 'safe: true\n', ...page('') }).build()
    expect(built.expectCodes().page('a/index.html')).toBe(site(page('')).build().page('a/index.html'))
  })

  test.each(['safe: {exercises: perhaps}', 'safe: perhaps', 'safe: {exercise: true}'])(
    'gets no leave from %s',
    (written) => {
      const built = site({ 'site.yaml': `${written}\n`, ...page('  check: assert x') }).build({ keepGoing: true })
      const codes = built.result().diagnostics.map(({ code }) => code)
      expect(codes.some((code) => code.startsWith('config/'))).toBe(true)
      expect(built.outputs()['a/index.html'] ?? '').not.toContain('<textarea')
    },
  )

  test('tells what is wrong with it as any other does', () => {
    const fields = '  check: assert x\n  limit: 1000'
    site({ 'site.yaml': 'safe: true\n', ...page(fields) })
      .build({ keepGoing: true })
      .expectCodes('block/wrong-type')
  })
})

describe('what is wrong with an exercise', () => {
  test.each([
    ['nothing to do', '  task: ""\n  progress: no', 'block/missing-field'],
    ['a task of blanks', '  task: |\n\n\n  progress: no', 'block/missing-field'],
    ['no check', '  task: Go.', 'exercise/no-check'],
    ['no solution', '  task: Go.\n  output: 1', 'exercise/no-solution'],
    ['an empty solution', "  task: Go.\n  output: 1\n  solution: ''", 'exercise/no-solution'],
    ['an empty check', "  task: Go.\n  check: ' '\n  solution: print(1)", 'exercise/no-check'],
    ['a distance without an end', `  task: Go.\n  compare: Infinity\n${SOLVED}`, 'block/wrong-type'],
    ['an unknown engine', `  task: Go.\n  engine: cobol\n${SOLVED}`, 'exercise/unknown-engine'],
    ['a comparison that is none', `  task: Go.\n  compare: lax\n${SOLVED}`, 'block/wrong-type'],
    ['a limit that is too long', `  task: Go.\n  limit: 1000\n${SOLVED}`, 'block/wrong-type'],
    ['too deep a recursion', `  task: Go.\n  recursion: 1001\n${SOLVED}`, 'block/wrong-type'],
    ['a file that is not there', `  task: Go.\n  files: [no.csv]\n${SOLVED}`, 'file/missing'],
    ['a solution that is not there', '  task: Go.\n  output: 1\n  solution: no.py', 'file/missing'],
    ['a flag that is none', `  task: Go.\n  progress: perhaps\n${SOLVED}`, 'block/wrong-type'],
    ['an unknown field', `  task: Go.\n  soluton: x\n${SOLVED}`, 'block/unknown-field'],
    ['a wrong answer without code', `  task: Go.\n  wrong:\n    - says: no\n${SOLVED}`, 'block/missing-field'],
    [
      'an unknown field of an entry',
      `  task: Go.\n  wrong:\n    - code: x\n      say: no\n${SOLVED}`,
      'block/unknown-field',
    ],
    ['a list in a list', `  task: Go.\n  output: [[1]]\n  solution: x`, 'block/wrong-type'],
  ] as const)('is told: %s', (_, fields, code) => {
    site({ 'content/a.md': `# A\n\n${block(fields)}\n\n${solvable('  task: Other.').replace('ExAdd', 'ExB')}\n` })
      .build({ keepGoing: true })
      .expectCodes(code)
      .expect('a/index.html', 'id="ExB"')
  })

  test('and an id that nothing can name, by which no work is kept', () => {
    const built = site({ 'content/a.md': `# A\n\n${solvable('  task: Go.').replace('ExAdd', 'Ex A')}\n` })
    built.build({ keepGoing: true }).expectCodes('block/bad-id').expect('a/index.html', 'id="Ex_A"')
  })

  test('in the Markdown of a task has its place', () => {
    const built = site({
      'content/a.md': `# A\n\n> - %--\n>   exercise:\n>     id: ExA\n>     task: |\n>       One.\n>\n>       See %link:nowhere%.\n>     progress: no\n>   --%\n`,
    }).build()
    built.expectCodes('link/unknown-page')
    expect(built.printed()).toContain('content/a.md:9:13')
  })

  test('in a block in a task has its place', () => {
    const built = site({
      'content/a.md': `# A\n\n${solvable('  task: |\n    Text.\n\n    %--\n    figure:\n      source: no.svg\n      id: FigA\n    --%')}\n`,
    }).build()
    built.expectCodes('file/missing')
    expect(built.printed()).toContain('content/a.md:11:15')
  })

  test('and a second exercise of the same id', () => {
    site({ 'content/a.md': `# A\n\n${solvable('  task: Go.')}\n\n${solvable('  task: Go.')}\n` })
      .build()
      .expectCodes('block/duplicate-id')
      .expect('a/index.html', 'id="ExAdd_1"', 'Exercise 2.')
  })
})
