import { describe, expect, test } from 'vitest'
import { type Pathological, pages, sites } from '../hostile/pathological.ts'
import { site } from '../site.ts'

/**
 * Input that is made to be slow. Time is compared with that of a quarter of it, so that a slow machine is no fault; what is
 * near the bound is measured again. `npm run linear` measures the same at larger sizes.
 */

const seconds = (files: Readonly<Record<string, string>>): number => {
  const built = site(files)
  const { user } = process.cpuUsage()
  built.build({ keepGoing: true }).printed()
  return process.cpuUsage({ user, system: 0 }).user / 1e6
}

/** Whether four times the site takes clearly more than four times as long; sixteen times would be its square. */
function growsFaster({ files }: Pathological): string | undefined {
  for (let attempt = 0, small = Number.POSITIVE_INFINITY, large = small; ; attempt++) {
    small = Math.min(small, seconds(files(400)))
    large = Math.min(large, seconds(files(1600)))
    // What takes no time at all tells nothing.
    if (large < 0.4 || large < 11 * small) return undefined
    if (attempt === 3) return `${small.toFixed(3)} s, then ${large.toFixed(3)} s`
  }
}

/** Those that once grew with the square of their size; `npm run linear` has all of them. */
const mended = new Set([
  'addresses in angles',
  'abbreviations and paragraphs',
  'abbreviations on lines',
  'alerts',
  'an article with brackets',
  'attribute lists of list items',
  'attribute lists of rows',
  'attribute lists of tables',
  'attribute lists on lines',
  'blocks of one id',
  'comments in an element with Markdown',
  'definitions in turn',
  'definitions of links on a line',
  'elements of many names',
  'elements with Markdown beside each other',
  'end tags that close nothing',
  'faults of one line',
  'fields of one block',
  'footnotes',
  'headings that look numbered',
  'ids and names near them',
  'ignores that do not fit',
  'links to no file',
  'names near an id',
  'notes in line',
  'pairs of dollars before words',
  'raw elements in one with Markdown',
  'raw links of one piece of HTML',
  'references that are never closed',
  'references that are never closed, with spaces',
  'references to no label',
  'tags that never end',
  'unknown headings among headings',
  'unknown files among files',
  'untrusted attributes',
  'wrong decoding',
])

describe('time grows with the length of the text, not with its square, for', () => {
  test.each([...pages, ...sites].filter(({ name }) => mended.has(name)).map((item) => [item.name, item] as const))(
    '%s',
    (_, item) => {
      expect(growsFaster(item)).toBeUndefined()
    },
  )
})

describe('a page grows up to a bound only by', () => {
  test.each([
    ['files that include each other twice', { ...twice(40), 'content/a.md': '# A\n\n%-- include: /p0.md --%\n' }],
    [
      'constants of constants',
      {
        'content/a.md': `# A\n\n$a$ <b title="$a$">b</b>\n\n<p>$a$</p>\n`,
        'constants.yaml': `a: "${'$b$ '.repeat(900)}"\nb: "${'$c$ '.repeat(900)}"\nc: "${'$d$ '.repeat(900)}"\nd: x\n`,
      },
    ],
    [
      'a long constant',
      { 'content/a.md': `# A\n\n${'$a$ '.repeat(5000)}\n`, 'constants.yaml': `a: ${'b '.repeat(5000)}\n` },
    ],
    [
      'a long constant of the page',
      { 'content/a.md': `# A\n\n%-- constant: {a: "${'b '.repeat(5000)}"} --%\n\n${'%a '.repeat(5000)}\n` },
    ],
    ['tables of contents', { 'content/a.md': '# A\n\n[TOC]\n\n'.repeat(3000) }],
    ['a long abbreviation', { 'content/a.md': `*[AB]: ${'a'.repeat(50_000)}\n\n${'AB '.repeat(5000)}\n` }],
    [
      'a long address',
      { 'content/a.md': `[a]: https://example.org/${'a'.repeat(50_000)}\n\n${'[a] '.repeat(5000)}\n` },
    ],
  ])('%s', (_, files) => {
    const built = site(files).build({ keepGoing: true })
    expect(built.result().diagnostics.map(({ code }) => code)).toEqual(['page/grows'])
    expect(built.page('a/index.html').length).toBeLessThan(20_000_000)
  })

  test('but a file may be included once, and a long page have its table', () => {
    const built = site({
      'content/a.md': `# A\n\n[TOC]\n\n%-- include: /p.md --%\n`,
      'p.md': 'A line of text.\n\n'.repeat(150_000),
    }).build()
    built.expectCodes()
  })
})

function twice(n: number): Readonly<Record<string, string>> {
  const names = Array.from(
    { length: n },
    (_, i) => [`p${i}.md`, `%-- include: /p${i + 1}.md --%\n\n`.repeat(2)] as const,
  )
  return { ...Object.fromEntries(names.slice(0, 30)), 'p30.md': 'text\n' }
}
