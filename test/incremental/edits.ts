import fc from 'fast-check'
import type { BuildRequest } from '../../src/build/build.ts'
import type { TestSite } from '../site.ts'

export const start: Readonly<Record<string, string>> = {
  'site.yaml': 'title: Course\ninclude: parts\nurl: https://example.org\n',
  'sitemap.yaml': 'One:\n  A: one/a\n  B: one/b\nTwo:\n  C: two/c\n',
  'constants.yaml': 'name: Ada\n',
  'content/index.md': 'title: Home\n\n%link:one/a% $name$ [c](two/c.md)\n',
  'content/one/a.md':
    'title: A\nnext_url: %url:b%\n\n[TOC]\n\n## Part\n\n%-- include: shared.md --%\n\n%--\nfigure:\n  source: dot.svg\n  id: FigDot\n  caption: A dot, see %link:b%.\n--%\n\n%FigDot and %ref:c#TblX%\n',
  'content/one/b.md': 'title: B\ndate: 2026-01-01\n\n[a](%link:a%#part) and ![dot](dot.svg)\n',
  'content/two/c.md': '---\ntitle: C\n---\n\n%--\ntable:\n  source: x.csv\n  id: TblX\n--%\n',
  'content/one/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"/>',
  'data/x.csv': 'a,b\n1,2.5\n',
  'content/two/x.csv': 'a,b\n1,2.5\n',
  'parts/shared.md': '## Shared\n\nText of $name$.\n',
  'templates/page.hbs':
    '<h1>{{page.title}}</h1>{{> side}}{{content}}{{#if next}}<a href="{{next.url}}">{{next.title}}</a>{{/if}}',
  'templates/side.hbs':
    '{{#each navigation}}{{title}}{{#each children}}<a href="{{url}}">{{title}}</a>{{/each}}{{/each}}',
  'templates/404.hbs':
    '{{page.title}} {{page.minutes}}{{> side}}{{#each contents}}{{title}} {{summary}}{{/each}}{{contentsSummary}}',
  'assets/style.css': 'p {}',
}

/** Contents that matter for each kind of input: good, bad and odd ones. */
const contents: Readonly<Record<string, readonly string[]>> = {
  md: [
    'title: A\n\n## Part\n\n%link:b% $name$\n',
    '# New title\n\n%FigDot\n\n%--\nfigure:\n  source: dot.svg\n  id: FigDot\n--%\n',
    '%-- include: shared.md --%\n\n%-- include: other.md --%\n',
    'title: C\norder: 1\n\n%ref:a#FigDot% [x](%url:a%#shared)\n\n%--\ntable:\n  source: x.csv\n  id: TblX\n--%\n',
    'title: D\ndraft: true\n\ntext\n',
    'slug: moved\n\n%--\nfigure:\n',
    'title: E\nredirect_from: /old/\n\n![](dot.svg)\n',
    'text only\n',
    'other text only, that is longer\n',
    'title: F\ndate: 2026-03-01\n\ntext\n',
    'title: F\ndate: 2026-03-01\n\nanother text\n',
    'title: F\nnoindex: true\ndescription: What it is about.\n\ntext\n',
    'title: F\ndescription: What else it is about.\ntags: [x]\nauthors: [Ada]\ndate: 2026-03-02\n\ntext\n',
  ],
  svg: [
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"/>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="9"/>',
    'no picture',
  ],
  csv: ['a,b\n1,2.5\n', 'a,b\n1\n', 'c\n0.00001\n'],
  hbs: ['{{content}}', '<b>{{page.title}}</b>{{content}}', '{{#if}', '{{> side}}{{content}}', 'x'],
  css: ['p {}', 'a {}'],
  'site.yaml': [
    'title: Course\ninclude: parts\n',
    'title: Course\ninclude: parts\nurl: https://example.org\ndescription: Of loops.\n',
    'title: Other\n',
    'numbering: chapter\ninclude: [parts]\n',
    'toc: {depth: 6}\nportable: true\n',
    'title: [',
    'words:\n  text: <i>text</i>\n',
  ],
  'sitemap.yaml': [
    'A: one/a\nB: one/b\n',
    'One:\n  B: one/b\n  A: one/a\n  C: two/c\n',
    'X: nowhere\n',
    'A: one/a\nA: one/b\n',
  ],
  'constants.yaml': ['name: Ada\n', 'name: Grace\n', 'other: x\n'],
}

const paths = [
  ...Object.keys(start),
  'content/two/d.md',
  'content/one/sub/a.md',
  'parts/other.md',
  'content/two/dot.svg',
  'content/one/img/a/dot.svg',
  'templates/index.hbs',
  'assets/more.css',
  'content/moved.md',
]

const contentsFor = (path: string): readonly string[] =>
  contents[path] ?? contents[path.slice(path.lastIndexOf('.') + 1)] ?? ['x']

export type Edit =
  | { readonly type: 'write'; readonly path: string; readonly content: string }
  | { readonly type: 'remove'; readonly path: string }
  | { readonly type: 'rename'; readonly from: string; readonly to: string }

const path = fc.constantFrom(...paths)
export const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: path.chain((at) =>
      fc.constantFrom(...contentsFor(at)).map((content) => ({ type: 'write' as const, path: at, content })),
    ),
  },
  { weight: 1, arbitrary: path.map((at) => ({ type: 'remove' as const, path: at })) },
  { weight: 1, arbitrary: fc.tuple(path, path).map(([from, to]) => ({ type: 'rename' as const, from, to })) },
)

export function apply(tree: TestSite, change: Edit): string[] {
  if (change.type === 'write') {
    tree.edit(change.path, change.content)
    return [change.path]
  }
  if (change.type === 'remove') {
    tree.files.contents.delete(change.path)
    return [change.path]
  }
  const content = tree.files.contents.get(change.from)
  if (content === undefined) return []
  tree.files.contents.delete(change.from)
  tree.files.contents.set(change.to, content)
  return [change.from, change.to]
}

export const request: BuildRequest = { keepGoing: true }

/** Everything that a build tells and writes. */
export const everything = (built: TestSite) => ({
  printed: built.printed(),
  fault: built.result().fault,
  outputs: built.outputs(),
})
