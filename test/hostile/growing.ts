import fc from 'fast-check'
import type { Files } from './inputs.ts'
import { pieces } from './pieces.ts'
import { vectors } from './vectors.ts'

/** Sites in which little stands for much, or lies deep: what inputs.ts does not put together by itself. */

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>'
const ANCHORS = ['a', 'b', 'c', 'd'] as const

/** YAML whose values are anchors and aliases of each other, in lists and mappings, mostly well formed. */
const anchored: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('1', 'x', '"%link:other%"', "''", '~', '*a', '*b', '*c', '*d', '<<', `"${'long '.repeat(40)}"`),
    fc.array(tie('value'), { maxLength: 9 }).map((items) => `[${items.join(', ')}]`),
    fc
      .tuple(fc.constantFrom(...ANCHORS), fc.array(tie('value'), { minLength: 1, maxLength: 12 }))
      .map(([name, items]) => `&${name} [${items.join(', ')}]`),
    fc
      .tuple(fc.constantFrom(...ANCHORS), fc.constantFrom('title', '__proto__', 'k'.repeat(300)), tie('value'))
      .map(([name, key, item]) => `&${name} {${key}: ${item}}`),
  ),
})).value

const keys = fc.constantFrom(
  ...['title', 'description', 'tags', 'authors', 'redirect_from', 'image', 'x', 'words', 'nav', 'rules', 'interface'],
)
const mapping = fc
  .array(fc.tuple(keys, anchored), { minLength: 1, maxLength: 8 })
  .map((entries) => entries.map(([key, value]) => `${key}: ${value}\n`).join(''))

/** A word so many times, mostly few. */
const often = (most: number) => fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 20 }) }, fc.nat({ max: most }))

const HOLES = [
  '%link:other%',
  '%url:other%',
  '%url:other%#sec',
  '%ref:other#FigZ%',
  '[x](%url:other%)',
  '<b title="%link:other%">x</b>',
  '![a](dot.svg "%link:other%")',
  '%link:page%',
  '$long$',
  '%FigZ',
  '[TOC]\n\n',
  'AB',
  'H2O',
  '[^1]',
]

const holes: fc.Arbitrary<Files> = fc
  .record({
    title: fc.tuple(
      fc.constantFrom('x', 'a & b ', '<b>', '`code` ', '$x^2$ ', '%link:page% ', '\u{1f600}'),
      often(3000),
    ),
    heading: fc.boolean(),
    long: often(2000),
    used: fc.array(fc.tuple(fc.constantFrom(...HOLES), often(600)), { minLength: 1, maxLength: 4 }),
    old: often(200),
  })
  .map(({ title: [word, times], heading, long, used, old }) => {
    const title = word.repeat(times)
    return {
      'content/other.md': heading
        ? `# ${title}\n\n## Sec\n\n%--\nfigure: {source: dot.svg, id: FigZ}\n--%\n`
        : `---\ntitle: ${JSON.stringify(title)}\nredirect_from: [${Array.from({ length: old }, (_, i) => `/o/${i}`).join(', ')}]\n---\n\n## Sec\n\n%--\nfigure: {source: dot.svg, id: FigZ}\n--%\n`,
      'content/page.md': `# Page\n\n${used.map(([piece, n]) => `${piece}\n`.repeat(n)).join('\n')}\n\n*[AB]: ${'long '.repeat(long)}\n\n[^1]: note\n`,
      'content/dot.svg': SVG,
      'constants.yaml': `long: "${'y'.repeat(long)}"\n`,
      'site.yaml': `words: {H2O: "<b>${'z'.repeat(long)}</b>"}\n`,
    }
  })

const FOLDERS = ['a', 'A', '.a', '_a', 'index', 'é', 'lectern', '404', 'a b', '..', 'd'.repeat(40)]

const trees: fc.Arbitrary<Files> = fc
  .array(
    fc.tuple(
      fc.array(fc.constantFrom(...FOLDERS), { maxLength: 4 }),
      often(80),
      fc.constantFrom('a.md', 'index.md', 'b.md', 'x.svg', 'x.csv', 'page.hbs', 'site.yaml'),
      fc.constantFrom(...pieces),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((files) => ({
    ...Object.fromEntries(
      files.map(([folders, depth, name, piece]) => [
        `content/${[...folders.filter((folder) => folder !== '..'), ...Array<string>(depth).fill('d')].map((folder) => `${folder}/`).join('')}${name}`,
        `${piece}\n\n[x](../${'d/'.repeat(depth)}a.md) %link:a% %link:${'d/'.repeat(depth)}b%\n`,
      ]),
    ),
    'sitemap.yaml': `Deep: ${'{d: '.repeat(files[0]?.[1] ?? 0)}a${'}'.repeat(files[0]?.[1] ?? 0)}\n`,
  }))

const PATHS = [
  '/',
  '/old/',
  'a',
  '/a/',
  '../x',
  '/page/',
  '/404/',
  '404.html',
  '/lectern/',
  'lectern/lectern.js',
  '.git/x',
]
const ODD_PATHS = [
  '/a/../b/',
  '/%2e%2e/x',
  'a\\b',
  '/a//b/',
  'x.html',
  '/index.html',
  '',
  ' ',
  '"',
  '/\u{1f600}/',
  'robots.txt',
]

const redirects: fc.Arbitrary<Files> = fc
  .array(fc.array(fc.tuple(fc.constantFrom(...PATHS, ...ODD_PATHS), often(70)), { maxLength: 6 }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((pages) =>
    Object.fromEntries(
      pages.map((old, i) => [
        `content/${i === 0 ? 'page' : `p${i}`}.md`,
        `---\nredirect_from: ${JSON.stringify(old.map(([at, depth]) => at + 'd/'.repeat(depth > 20 ? depth : 0)))}\n---\n\n# P${i}\n\n[x](/old/) %link:old%\n`,
      ]),
    ),
  )

const LISTED = ['x.csv', 'x.py', 'part.md', 'other.md', 'nothing.csv', 'dot.svg']

const again: fc.Arbitrary<Files> = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom('table', 'code', 'include', 'exercise'), fc.constantFrom(...LISTED), often(60)), {
      minLength: 1,
      maxLength: 4,
    }),
    often(3000),
  )
  .map(([blocks, rows]) => ({
    'content/x.csv': `a,b\n${'1,2.5\n'.repeat(rows)}`,
    'content/x.py': 'print(1)  # x\n'.repeat(rows),
    'content/part.md': `text\n\n%-- include: other.md --%\n`.repeat(Math.min(rows, 60)),
    'content/other.md': '# Other\n\nH2O\n',
    'content/dot.svg': SVG,
    'content/page.md': `# Page\n\n${blocks
      .map(([name, file, times]) =>
        Array.from({ length: times }, (_, i) =>
          name === 'include'
            ? `%-- include: ${file} --%\n`
            : `%-- ${name}: {source: ${file}, id: X${i}, lines: 1-${i + 1}} --%\n`,
        ).join('\n'),
      )
      .join('\n')}\n`,
  }))

const EXERCISE = [
  ...[
    'id',
    'title',
    'task',
    'starter',
    'solution',
    'output',
    'compare',
    'check',
    'setup',
    'input',
    'hints',
    'wrong',
    'engine',
  ],
  ...[
    'packages',
    'files',
    'limit',
    'recursion',
    'progress',
    'starter_passes',
    'question',
    'given',
    'right',
    'several',
    'order',
  ],
  ...[
    'number',
    'within',
    'text',
    'predict',
    'arrange',
    'match',
    'why',
    'questions',
    'item',
    'with',
    'answer',
    'code',
    'x',
  ],
]

const exercises: fc.Arbitrary<Files> = fc
  .array(
    fc.tuple(
      fc.constantFrom('exercise', 'quiz', 'python', 'code'),
      fc.array(fc.tuple(fc.constantFrom(...EXERCISE), fc.oneof(anchored, fc.constantFrom(...pieces))), {
        maxLength: 6,
      }),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((blocks) => ({
    'content/page.md': blocks
      .map(
        ([name, fields]) =>
          `%--\n${name}:\n${fields
            .map(([key, value]) =>
              value.includes('\n') ? `  ${key}: |\n    ${value.replaceAll('\n', '\n    ')}\n` : `  ${key}: ${value}\n`,
            )
            .join('')}--%`,
      )
      .join('\n\n'),
  }))

/** What a cell of a notebook may give, or be. */
const CELL_TEXT = fc.oneof(
  fc.constantFrom(...pieces),
  fc.constantFrom(...vectors),
  fc.constantFrom(
    '---\ntitle: T\n---\n',
    '#| echo: false\n#| fig-cap: c\nplot()',
    '~~~',
    '\u001b[1mx\u001b[0m',
    '\u009b]',
    'a\rb\r\n',
    '',
    '$$x$$',
    '![a](attachment:p.png)',
    '<table><tr><td>1</table>',
    'R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==',
    SVG,
  ),
)
const KINDS = ['text/plain', 'text/html', 'text/latex', 'text/markdown', 'image/svg+xml', 'image/gif', 'image/png', 'x']
const source = fc.oneof(CELL_TEXT, fc.array(CELL_TEXT, { maxLength: 4 }), fc.constantFrom(null, 3, {}))
const gave = fc.record(
  {
    output_type: fc.constantFrom('stream', 'error', 'display_data', 'execute_result', 'x'),
    text: source,
    ename: CELL_TEXT,
    evalue: CELL_TEXT,
    data: fc.dictionary(fc.constantFrom(...KINDS), source, { maxKeys: 3 }),
  },
  { requiredKeys: ['output_type'] },
)
const cell = fc.record(
  {
    cell_type: fc.constantFrom('markdown', 'code', 'code', 'raw', 'x'),
    source,
    metadata: fc.constantFrom(
      {},
      { tags: ['hide-input'] },
      { tags: ['hide-cell'] },
      { tags: ['remove-output', 'hide_output'] },
      { jupyter: { source_hidden: true } },
      null,
    ),
    outputs: fc.array(gave, { maxLength: 4 }),
    attachments: fc.dictionary(
      fc.constantFrom('p.png', '__proto__', 'a b'),
      fc.dictionary(fc.constantFrom(...KINDS), source),
    ),
  },
  { requiredKeys: ['cell_type'] },
)
const notebooks: fc.Arbitrary<Files> = fc
  .record({
    cells: fc.array(cell, { maxLength: 6 }),
    title: CELL_TEXT,
    language: fc.constantFrom('python', 'ipython', 'R', 'a\nb', '~~~', 'c++'),
    format: fc.constantFrom(4, 4, 4, 4, 3, '4'),
    cut: fc.option(fc.nat(), { freq: 9 }),
    safe: fc.boolean(),
  })
  .map(({ cells, title, language, format, cut, safe }) => {
    const metadata = { title, language_info: { name: language } }
    const json = JSON.stringify({ nbformat: format, nbformat_minor: 5, metadata, cells })
    return {
      'site.yaml': `safe: ${safe}\n`,
      'content/page.ipynb': cut === null ? json : json.slice(0, cut % json.length),
      'content/other.md': '# Other\n\n%link:page% [n](page.ipynb)\n',
      'content/dot.svg': SVG,
      'content/x.csv': 'a\n1\n',
    }
  })

const result = fc.record(
  {
    key: fc.constantFrom('', 'x', '__proto__'),
    output: fc.array(CELL_TEXT, { maxLength: 3 }),
    error: fc.record({ name: CELL_TEXT, text: CELL_TEXT }),
    value: fc.record({ text: fc.array(CELL_TEXT, { maxLength: 2 }), html: fc.array(CELL_TEXT, { maxLength: 2 }) }),
    figures: fc.array(
      fc.record({ file: fc.constantFrom('a.svg', '../x.svg', 'b.png', 'x.html'), width: fc.nat(), height: fc.nat() }),
      { maxLength: 2 },
    ),
    read: fc.dictionary(fc.constantFrom('content/x.csv', '../x', '/etc/', '__proto__'), fc.constantFrom('', 'x')),
  },
  { requiredKeys: ['key'] },
)
const results: fc.Arbitrary<Files> = fc
  .tuple(fc.array(result, { maxLength: 4 }), fc.option(fc.nat(), { freq: 9 }), fc.boolean())
  .map(([blocks, cut, safe]) => {
    const json = JSON.stringify(
      { lectern: 'run 1', page: 'content/page.md', engines: {}, packages: {}, blocks },
      undefined,
      1,
    )
    return {
      'site.yaml': `run: true\nsafe: ${safe}\n`,
      'runs/page.json': cut === null ? json : json.slice(0, cut % json.length),
      'runs/page/a.svg': SVG,
      'content/x.csv': 'a\n1\n',
      'content/page.md':
        '# Page\n\n~~~python\nprint(1)\n~~~\n\n~~~python\n# folded\n# show-value\n2\n~~~\n\n%-- python: {code: "3", id: FigA, caption: c} --%\n\n%FigA\n',
    }
  })

const CODES = ['en', 'de', 'fr', 'ar', 'pt-BR', 'x', '__proto__', '../a']
const languages: fc.Arbitrary<Files> = fc
  .record({
    listed: fc.uniqueArray(fc.constantFrom(...CODES), { minLength: 1, maxLength: 3 }),
    shape: fc.constantFrom('list', 'names', 'mapping'),
    untranslated: fc.constantFrom('', 'untranslated: show\n', 'untranslated: hide\n', 'untranslated: true\n'),
    pages: fc.array(
      fc.tuple(
        fc.constantFrom('', 'de/', 'fr/', 'en/', 'ar/', 'pt-BR/'),
        fc.constantFrom('page', 'index', 'a/index', 'a/b', '404'),
        fc.constantFrom(
          '',
          `hash: ${'0'.repeat(64)}\n`,
          'lang: fr\n',
          'translate: false\n',
          'hash: x\nlang: de\n',
          'slug: s\n',
        ),
        fc.constantFrom(...pieces),
      ),
      { minLength: 1, maxLength: 6 },
    ),
    nav: fc.constantFrom('', '- Page: page\n', '- A:\n    - B: a/b\n'),
  })
  .map(({ listed, shape, untranslated, pages, nav }) => ({
    'site.yaml': `languages:\n${listed
      .map((code) =>
        shape === 'list' ? `  - ${code}\n` : shape === 'names' ? `  ${code}: Name\n` : `  ${code}: {name: Name}\n`,
      )
      .join('')}${untranslated}`,
    ...(nav === '' ? {} : { 'sitemap.yaml': nav, 'sitemap-de.yaml': nav }),
    ...Object.fromEntries(
      pages.map(([folder, name, front, body]) => [
        `content/${folder}${name}.md`,
        `---\n${front}---\n\n# ${name}\n\n${body}\n\n%link:page% [x](a/b.md) %-- include: part.md --%\n`,
      ]),
    ),
    'include/part.md': 'part\n',
    'include/de/part.md': 'Teil\n',
    'content/dot.svg': SVG,
  }))

/** By kind. */
export const growingKinds: Readonly<Record<string, fc.Arbitrary<Files>>> = {
  'aliases in front matter': mapping.map((entries) => ({
    'content/page.md': `---\n${entries}---\n\ntext\n`,
    'content/other.md': '# Other\n',
  })),
  'aliases in settings': fc.tuple(mapping, mapping, mapping).map(([settings, nav, constants]) => ({
    'content/page.md': '# Page\n\n$x$ $title$ %link:other%\n',
    'content/other.md': '# Other\n',
    'site.yaml': settings,
    'sitemap.yaml': nav,
    'constants.yaml': constants,
  })),
  'titles and holes': holes,
  'trees of folders': trees,
  'old addresses': redirects,
  'files that are named again': again,
  'exercise blocks': exercises,
  notebooks,
  'results of code': results,
  languages,
}
