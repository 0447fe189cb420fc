import { describe, expect, test } from 'vitest'
import { bareTheme, site as siteOf } from '../site.ts'

const theme = {
  ...bareTheme,
  'templates/page.hbs':
    '{{#each page.parts}}<link rel="stylesheet" href="{{style}}">{{#if words}}<script src="{{words}}"></script>{{/if}}<script src="{{script}}"></script>{{/each}}{{content}}',
  'assets/parts/exercise.css': 'x',
  'lib/parts/exercise.js': 'x',
  'lib/parts/exercise-engine-python.js': 'x',
}
const site = (files: Readonly<Record<string, string>>) => siteOf(files, { theme })

const EXERCISE = `<div class="exercise" id="exercise_print" markdown="1">
#### Mini exercise

Print something.

<textarea class="code height150">
print()
</textarea>
<div hidden class="solution_output">something</div>
</div>
`
const PAPER = '<div class="exercise" markdown="1">\nDo this on paper.\n</div>\n'
const pageWith = (text: string, settings = '') =>
  site({ 'content/a.md': `# A\n\n## B\n\n### C\n\n${text}`, 'site.yaml': `title: T\n${settings}` }).build()

test('an exercise of any kind says which engine it needs, and where', () => {
  const block = '%--\nexercise:\n  id: ExA\n  task: Go.\n  output: 1\n  solution: print(1)\n--%\n'
  for (const [text, at] of [
    [EXERCISE, '<div class="exercise"'],
    [block, 'exercise:'],
  ] as const) {
    const { session } = site({ 'content/a.md': `# A\n\n${text}` }).build()
    const document = session.compiled.entries()[0]?.value
    expect(document?.engines).toMatchObject([{ name: 'python', span: { start: `# A\n\n${text}`.indexOf(at) } }])
  }
})

describe('an exercise in HTML', () => {
  test('has an editor that is as high as its author wants it, with controls, and its page loads what makes it work', () => {
    const built = pageWith(EXERCISE)
    const html = built.page('a/index.html')
    expect(html).toMatch(
      /<div class="exercise-editor" dir="ltr"><textarea class="code height150" rows="6"[^>]*>\nprint\(\)<\/textarea><\/div><div class="exercise-bar">/,
    )
    expect(html).toContain('<div hidden class="solution_output">something</div>')
    expect(html).toContain('<script src="../lectern/exercise.js"></script>')
    expect(html).toContain('<link rel="stylesheet" href="../lectern/exercise.css">')
    expect(built.output.contents.has('lectern/exercise.js')).toBe(true)
    expect(built.output.contents.has('lectern/exercise-engine-python.js')).toBe(true)
  })

  test('does not show its solution to a search', () => {
    const built = site({ 'content/a.md': `# A\n\n${EXERCISE.replace('something</div>', 'xylophone</div>')}` }).build()
    const files = [...built.output.contents].filter(([path]) => path.startsWith('lectern/search/'))
    expect(files.length).toBeGreaterThan(0)
    for (const [, bytes] of files) expect(Buffer.from(bytes).toString()).not.toContain('xylophone')
  })

  test('has its controls for readers alone: not for a search, and not in its Markdown', () => {
    const built = site({
      'content/a.md': `# A\n\n${EXERCISE}`,
      'site.yaml': 'title: T\nmarkdown: true\n',
    }).build()
    const files = [...built.output.contents].filter(([path]) => /^lectern\/search\/|\.md$|llms/.test(path))
    expect(files.some(([path]) => path.endsWith('.md'))).toBe(true)
    for (const [, bytes] of files) expect(Buffer.from(bytes).toString()).not.toMatch(/Reset|MB|Escape/)
  })

  test('costs pages without one not a byte', () => {
    const files = { 'content/b.md': `# B\n\n${PAPER}`, 'content/index.md': '# I\n', 'sitemap.yaml': '- B: b\n' }
    const without = site(files).build()
    const beside = site({ ...files, 'content/a.md': `# A\n\n${EXERCISE}` }).build()
    for (const page of ['index.html', 'b/index.html']) expect(beside.page(page)).toBe(without.page(page))
    expect([...without.output.contents.keys()].filter((path) => path.includes('exercise'))).toEqual([])
  })

  test.each([
    ['on paper', PAPER],
    ['without an editor of code', '<div class="exercise" id="a"><textarea></textarea></div>\n'],
    ['whose editor lies deeper', '<div class="exercise" id="a"><div><textarea class="code"></textarea></div></div>\n'],
    ['that is none', '<div id="a"><textarea class="code"></textarea></div>\n'],
  ])('%s loads nothing', (_, text) => {
    expect(pageWith(text).page('a/index.html')).not.toContain('lectern/exercise')
  })

  test('loads nothing where authors are not trusted', () => {
    expect(pageWith(EXERCISE, 'safe: true\n').page('a/index.html')).not.toContain('lectern/exercise')
  })

  test.each(['class=exercise id=a', "id='a' class='x exercise'", 'class="exercise no-progress" data-x id="a"'])(
    'may be written %s',
    (attributes) => {
      expect(pageWith(`<div ${attributes}><textarea class=code></textarea></div>\n`).page('a/index.html')).toContain(
        'lectern/exercise.js',
      )
    },
  )

  test('says in the language of its page what it has to say', () => {
    const built = pageWith(EXERCISE, 'interface: { run: Go, stop: Halt }\n')
    expect(built.page('a/index.html')).toContain('<script src="../lectern/words/en-exercise.js"></script>')
    expect(Buffer.from(built.output.contents.get('lectern/words/en-exercise.js') ?? '').toString()).toContain(
      '{"stop":"Halt"}',
    )
    expect(built.page('a/index.html')).toContain('disabled>Go</button>')
  })
})
