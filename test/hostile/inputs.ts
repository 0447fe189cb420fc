import fc from 'fast-check'
import { settingTable } from '../../src/config/settings.ts'
import { KNOWN_KEYS } from '../../src/markdown/text/front-matter.ts'
import { growingKinds } from './growing.ts'
import { pieces, separators } from './pieces.ts'
import { vectors } from './vectors.ts'

/** Sites that nobody would write, by kind: what property tests and the fuzzer build. */

export type Files = Readonly<Record<string, string | Uint8Array>>

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>'

/** What the pages below refer to. */
const rest: Files = {
  'content/other.md': 'title: Other\n\n## Sec\n\n%--\nfigure: {source: dot.svg, id: FigZ}\n--%\n',
  'content/dot.svg': SVG,
  'content/x.csv': 'a,b\n1,2.5\n',
  'constants.yaml': 'name: "a $other$ *b*"\nother: "$name$"\n',
  'site.yaml': 'words: {H2O: H<sub>2</sub>O}\n',
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

const join = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(parts.flatMap((part) => [...part]))

/** Pieces of the dialect in any order. */
export const text = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...separators)), { maxLength: 24 })
  .map((parts) => parts.map(([piece, separator]) => piece + separator).join(''))

const oddBytes = [
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
  [0xfe, 0xff],
  [0],
  [0xc3],
  [0xed, 0xa0, 0x80],
  [0xed, 0xb0, 0x80],
  [0xc0, 0xaf],
  [0xf4, 0x90, 0x80, 0x80],
  [0xe2, 0x80],
  [0x80],
  [0x1b],
  [0x0d],
  [0xe2, 0x80, 0xa8],
  [0xe2, 0x80, 0xae],
  [0xc2, 0x85],
].map((bytes) => new Uint8Array(bytes))

const bytes = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc.constantFrom(...oddBytes),
      fc.constantFrom(...pieces).map(encode),
      fc.constantFrom(...separators).map(encode),
    ),
    { maxLength: 16 },
  )
  .map(join)

/** One change of a text. */
const change = fc.record({
  at: fc.nat(),
  length: fc.nat({ max: 40 }),
  to: fc.nat(),
  piece: fc.constantFrom(...pieces, ...separators),
  how: fc.constantFrom('cut', 'put', 'swap', 'copy', 'repeat', 'end'),
})

function changed(text: string, changes: readonly Change[]): string {
  return changes.reduce((before, { at, length, to, piece, how }) => {
    const from = at % (before.length + 1)
    const end = Math.min(before.length, from + length)
    const part = before.slice(from, end)
    const target = to % (before.length + 1)
    switch (how) {
      case 'cut':
        return before.slice(0, from) + before.slice(end)
      case 'put':
        return before.slice(0, from) + piece + before.slice(from)
      case 'swap':
        return before.slice(0, from) + piece + before.slice(end)
      case 'copy':
        return before.slice(0, target) + part + before.slice(target)
      case 'repeat':
        return before.slice(0, from) + part.repeat(5) + before.slice(from)
      default:
        return before.slice(0, from)
    }
  }, text)
}

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

const mutated = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...texts), fc.nat(), fc.array(change, { minLength: 1, maxLength: 8 }))
    // A window of a long page, so that a fault is found in little time.
    .map(([page, at, changes]) => {
      const start = page.lastIndexOf('\n', at % (page.length + 1)) + 1
      return changed(page.slice(at % 3 ? start : 0).slice(0, 3000), changes)
    })

const SCALARS = [
  'x',
  '1',
  '1.10',
  '-0',
  '.inf',
  '.nan',
  '0x10',
  '1e999',
  '~',
  'null',
  'true',
  'no',
  '2026-03-01',
  '""',
  "''",
  '"\\u0000"',
  '"\\ud800"',
  '"a\\nb"',
  '"%FigA $name$ %link:other% *x*"',
  '"<b onclick=x>"',
  'other',
  '../../x',
  '"/etc/passwd"',
  '"%2e%2e/x"',
  'dot.svg',
  'x.csv',
  'https://example.org/',
  'javascript:x',
  '*a',
  '&a b',
  '!!js/function x',
  '!x y',
  '[',
  '{',
  '|',
  '>-',
  '@x',
  '`x`',
  '%x',
  '# x',
  '? x',
  '- x',
  '<<',
  ': ',
  '\t',
  '语言',
  '\u{1f600}',
  '"\u202e"',
]

const KEYS = [
  ...KNOWN_KEYS,
  ...Object.keys(settingTable),
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'length',
  'Title',
  'titl',
  '1',
  '',
  '<<',
  '___',
  '__a',
  '<nodoc> a',
  'depth',
  'name',
  'url',
  'accent',
  'logo',
  'styles',
  'page',
  'except',
  'figure',
  'source',
  'id',
  'caption',
  'table',
  'delimiter',
  'ndigits',
  'code',
  'lines',
  'syntax',
  'include',
  'constant',
  'toc',
  'mindepth',
  'exclude',
  'github',
  'user',
  'repo',
  'issue',
  'video',
  'videoid',
  'width',
  'height',
  'link',
  'alt',
]

/** YAML, mostly well formed, as the lines of a mapping. */
const yaml: fc.Arbitrary<string> = fc.letrec<{ mapping: string; value: string; flow: string }>((tie) => ({
  flow: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...SCALARS),
    fc.array(tie('flow'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(fc.tuple(fc.constantFrom(...KEYS), tie('flow')), { maxLength: 4 })
      .map((entries) => `{${entries.map(([key, value]) => `${key || '""'}: ${value}`).join(', ')}}`),
  ),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('flow').map((value) => ` ${value}\n`),
    fc.constantFrom(...pieces).map((piece) => ` |\n  ${piece.replaceAll('\n', '\n  ')}\n`),
    tie('mapping').map((inner) => `\n${inner.replace(/^(?=.)/gm, '  ')}`),
    fc.array(tie('flow'), { maxLength: 4 }).map((items) => `\n${items.map((item) => `  - ${item}\n`).join('')}`),
  ),
  mapping: fc
    .array(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { maxLength: 5 })
    .map((entries) => entries.map(([key, value]) => `${key || '""'}:${value}`).join('')),
})).mapping

const settingLine = fc
  .tuple(fc.constantFrom(...Object.keys(settingTable)), fc.oneof(yaml, fc.constantFrom(...SCALARS)))
  .map(([key, value]) => (value.includes('\n') ? `${key}:\n${value.replace(/^(?=.)/gm, '  ')}` : `${key}: ${value}\n`))

const WRAPPERS: readonly ((text: string) => string)[] = [
  (inner) => `- ${inner.replaceAll('\n', '\n  ')}`,
  (inner) => `1. ${inner.replaceAll('\n', '\n   ')}`,
  (inner) => `- a\n\n  ${inner.replaceAll('\n', '\n  ')}`,
  (inner) => `> ${inner.replaceAll('\n', '\n> ')}`,
  (inner) => `> ${inner}`,
  (inner) => `<div markdown="1">\n${inner}\n</div>`,
  (inner) => `<div markdown="1">${inner}</div>`,
  (inner) => `<details>\n<summary>x</summary>\n\n${inner}\n\n</details>`,
  (inner) => `<p>${inner}</p>`,
  (inner) => `| a | b |\n|---|---|\n| ${inner.replaceAll('\n', ' ')} | ${inner} |`,
  (inner) => `a[^1]\n\n[^1]: ${inner.replaceAll('\n', '\n    ')}`,
  (inner) => `:::tabs\n== A\n${inner}\n== B\n${inner}\n:::`,
  (inner) => `Term\n: ${inner.replaceAll('\n', '\n  ')}`,
  (inner) => `> [!NOTE]\n> ${inner.replaceAll('\n', '\n> ')}`,
  (inner) => `# ${inner}`,
  (inner) => `[${inner}](%link:other%)`,
  (inner) => `![${inner}](dot.svg)`,
  (inner) => `**${inner}**`,
  (inner) => `%-- figure: {source: dot.svg, id: FigA, caption: ${JSON.stringify(inner)}} --%`,
  (inner) => `%-- constant: {word: ${JSON.stringify(inner)}} --%\n\n%word`,
  (inner) => `%--\nfigure:\n  source: dot.svg\n  id: FigB\n  caption: |\n    ${inner.replaceAll('\n', '\n    ')}\n--%`,
  (inner) => `*[AB]: ${inner}\n\nAB`,
  (inner) => `<!-- lectern-ignore link/empty -->\n${inner}`,
  (inner) => `\`\`\`\n${inner}`,
  (inner) => `    ${inner}`,
  (inner) => `{.a}\n${inner}\n{.b}`,
  (inner) => `${inner}\n\n%-- include: part.md --%`,
]

const nested = fc
  .tuple(
    fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 3 }),
    fc.array(fc.tuple(fc.constantFrom(...WRAPPERS), fc.constantFrom(...pieces)), { maxLength: 6 }),
  )
  .map(([inner, wrappers]) =>
    wrappers.reduce((all, [wrap, beside], i) => wrap(i % 2 ? all : `${all}\n\n${beside}`), inner.join('\n\n')),
  )

const CELLS = [
  '',
  '1',
  '1.5',
  '-2',
  '1e5',
  '"a""b"',
  '"a\nb"',
  '"',
  'é',
  '%FigA',
  '[](x)',
  '<b>',
  '|',
  '{.a}',
  '\0',
  'NaN',
  '__proto__',
  '=1+1',
]

const csv = fc
  .array(fc.array(fc.constantFrom(...CELLS), { maxLength: 5 }), { maxLength: 6 })
  .chain((rows) =>
    fc
      .tuple(fc.constantFrom(',', ';', '\t', '|'), fc.constantFrom('\n', '\r\n', '\r'))
      .map(([between, end]) => rows.map((row) => row.join(between)).join(end)),
  )

const TEMPLATE_PIECES = [
  '{{content}}',
  '{{{title}}}',
  '{{title}}',
  '{{#if title}}',
  '{{else}}',
  '{{/if}}',
  '{{#each navigation}}',
  '{{/each}}',
  '{{#with page}}',
  '{{/with}}',
  '{{this}}',
  '{{@root}}',
  '{{@root.title}}',
  '{{../title}}',
  '{{> partials/header}}',
  '{{> page}}',
  '{{> (lookup . "template")}}',
  '{{#> layouts/base}}',
  '{{/layouts/base}}',
  '{{> @partial-block}}',
  '{{#*inline "x"}}',
  '{{/inline}}',
  '{{> x}}',
  '{{constructor}}',
  '{{constructor.constructor}}',
  '{{__proto__}}',
  '{{lookup this "constructor"}}',
  '{{lookup (lookup this "constructor") "name"}}',
  '{{#with (lookup this "constructor")}}{{name}}{{/with}}',
  '{{#each this}}{{@key}}{{/each}}',
  '{{log "x"}}',
  '{{log this level="error"}}',
  '{{blockHelperMissing}}',
  '{{helperMissing}}',
  '{{#helperMissing}}{{/helperMissing}}',
  '{{__defineGetter__ "a" this}}',
  '{{toString}}',
  '{{title.toString}}',
  '{{title.length}}',
  '{{process}}',
  '{{require "fs"}}',
  '{{!-- x --}}',
  '{{!',
  '{{',
  '}}',
  '{{{',
  '\\{{x}}',
  '{{[a b]}}',
  '{{"a"}}',
  '{{1}}',
  '{{if}}',
  '{{each}}',
  '{{#each title}}',
  '{{#unless draft}}',
  '{{/unless}}',
  '<a href="{{url}}">',
  '<a href="../x">',
  '<p>',
  '\n',
  '\0',
]

const template = fc.array(fc.constantFrom(...TEMPLATE_PIECES), { maxLength: 10 }).map((parts) => parts.join(''))

const NAMES = [
  'a',
  'index',
  'A',
  '404',
  'a b',
  "a'b",
  'a"b',
  'a<b',
  'a&b',
  'a%b',
  'a%20b',
  'a#b',
  'a?b',
  'a\\b',
  'a\nb',
  'a:b',
  '.a',
  '-',
  '__proto__',
  'constructor',
  'é',
  'e\u0301',
  '\u{1f600}',
  '语',
  'a'.repeat(250),
  '%FigA',
  '$name$',
  '{{x}}',
  '[a]',
  '..a',
  'con',
]

const names: fc.Arbitrary<Files> = fc
  .tuple(
    fc.array(fc.tuple(fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }), text), {
      minLength: 1,
      maxLength: 4,
    }),
    fc.constantFrom('md', 'md', 'svg', 'csv'),
  )
  .map(([files, ending]) =>
    Object.fromEntries(
      files.map(([parts, body], i) => [
        `content/${parts.join('/')}.${i === 0 ? 'md' : ending}`,
        `${files.map(([other]) => `[x](${other.join('/')}.md) ![](<${other.at(-1)}.svg>) %link:${other.at(-1)}%`).join('\n\n')}\n\n${body}`,
      ]),
    ),
  )

const hostile = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...vectors) },
        { weight: 2, arbitrary: fc.constantFrom(...pieces) },
      ),
      fc.constantFrom(...separators),
      fc.option(fc.tuple(fc.nat(), fc.nat({ max: 12 })), { freq: 3 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) =>
    parts
      .map(([piece, separator, cut]) =>
        cut
          ? piece.slice(0, cut[0] % (piece.length + 1)) +
            piece.slice((cut[0] % (piece.length + 1)) + cut[1]) +
            separator
          : piece + separator,
      )
      .join(''),
  )

/** What sites are made of, by kind. `realPages` and `theme` are files of the repository that are changed. */
export function kindsOf(realPages: readonly string[], theme: Files): Readonly<Record<string, fc.Arbitrary<Files>>> {
  const templates = Object.entries(theme)
    .filter(([path]) => path.endsWith('.hbs'))
    .map(([, source]) => String(source))
  return {
    'pieces of the dialect': fc
      .tuple(text, text)
      .map(([page, part]) => ({ ...rest, 'content/page.md': page, 'content/part.md': part })),
    bytes: fc.tuple(bytes, bytes, bytes).map(([page, part, settings]) => ({
      ...rest,
      'content/page.md': page,
      'content/part.md': part,
      'content/x.csv': part,
      'content/index.md':
        '%-- include: part.md --%\n\n%-- table: {source: x.csv, id: TblA} --%\n\n%-- code: {source: part.md, id: LstA} --%\n',
      'site.yaml': settings,
      'sitemap.yaml': part,
      'constants.yaml': settings,
    })),
    'changed pages': fc
      .tuple(mutated(realPages), mutated(realPages))
      .map(([page, part]) => ({ ...rest, 'content/page.md': page, 'content/part.md': part })),
    'front matter': fc
      .tuple(yaml, fc.constantFrom('---\n', '', '---yaml\n', '---js\n', '--- \n'), text)
      .map(([entries, fence, body]) => ({
        ...rest,
        'content/page.md': `${fence}${entries}${fence && '---\n'}\n${body}`,
      })),
    'YAML of blocks': fc
      .array(
        fc.tuple(
          yaml,
          fc.boolean(),
          fc.constantFrom('figure', 'table', 'code', 'video', 'include', 'constant', 'toc', 'github', '__proto__', 'x'),
        ),
        { minLength: 1, maxLength: 3 },
      )
      .map((blocks) => ({
        ...rest,
        'content/part.md': 'x',
        'content/page.md': blocks
          .map(([entries, bare, name]) =>
            bare ? `%--\n${entries}--%` : `%--\n${name}:\n${entries.replace(/^(?=.)/gm, '  ')}--%`,
          )
          .join('\n\n'),
      })),
    settings: fc
      .array(settingLine, { maxLength: 6 })
      .map((lines) => ({ ...rest, 'site.yaml': lines.join(''), 'content/page.md': '# A\n\n$name$ %link:other%\n' })),
    'navigation and constants': fc.tuple(yaml, yaml).map(([nav, constants]) => ({
      ...rest,
      'sitemap.yaml': nav,
      'constants.yaml': constants,
      'content/page.md': '$name$ $title$ $__proto__$ $constructor$ [x](https://example.org/$name$)\n',
    })),
    'blocks in everything': fc
      .tuple(nested, nested)
      .map(([page, part]) => ({ ...rest, 'content/page.md': page, 'content/part.md': part })),
    tables: fc
      .tuple(
        csv,
        fc.constantFrom(
          '',
          ', delimiter: ";"',
          ', ndigits: 400',
          ', ndigits: -1',
          ', delimiter: ""',
          ', delimiter: "\\n"',
          ', delimiter: tab',
          ', ndigits: 0',
        ),
      )
      .map(([values, more]) => ({
        ...rest,
        'content/x.csv': values,
        'content/page.md': `%-- table: {source: x.csv, id: TblA${more}} --%\n`,
      })),
    templates: fc
      .tuple(fc.oneof(template, mutated(templates)), fc.oneof(template, mutated(templates)))
      .map(([page, partial]) => ({
        ...rest,
        'content/page.md': 'template: page\nx: y\n\ntext',
        'templates/page.hbs': page,
        'templates/partials/header.hbs': partial,
      })),
    names,
    ...growingKinds,
    'untrusted pages': fc.tuple(hostile, hostile, fc.constantFrom(...vectors)).map(([page, part, title]) => ({
      ...rest,
      'site.yaml': 'safe: true\n',
      'constants.yaml': `name: ${JSON.stringify(title)}\n`,
      'content/x.csv': `a\n"${part.replaceAll('"', '""')}"\n`,
      'content/page.md': `# A\n\n${page}\n\n%-- table: {source: x.csv, id: TblZ} --%\n`,
      'content/part.md': part,
      'content/title.md': `---\ntitle: ${JSON.stringify(title)}\ndescription: ${JSON.stringify(part)}\n---\n\n$name$ <p title="$name$">\n`,
    })),
  }
}
