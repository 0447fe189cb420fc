import fc from 'fast-check'
import type { Files } from './inputs.ts'
import { pieces } from './pieces.ts'

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
  'answer',
  'question',
  'source',
  'check',
  'start',
  'solution',
  'hint',
  'tests',
  'kind',
  'id',
  'title',
  'x',
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
}
