import type { Pathological } from './pathological.ts'

/** Old sites whose import is made to be slow: what begins again and again, and never ends. */

type Old = readonly [page: string, settings: Readonly<Record<string, string>>]

const mkdocs: Old = ['docs/page.md', { 'mkdocs.yml': 'site_name: Old\n' }]
const starlight: Old = [
  'src/content/docs/page.mdx',
  { 'astro.config.mjs': "export default { integrations: [starlight({ title: 'Old' })] }\n" },
]
const vitepress: Old = ['page.md', { '.vitepress/config.js': "export default { title: 'Old' }\n" }]
const quarto: Old = ['page.qmd', { '_quarto.yml': 'website:\n  title: Old\n' }]
const jupyterBook: Old = ['page.md', { '_toc.yml': 'format: jb-book\nroot: page\n' }]
const hugo: Old = ['content/page.md', { 'hugo.toml': 'title = "Old"\n' }]

const repeated = ([path, settings]: Old, piece: string): Pathological => ({
  name: `import of ${JSON.stringify(piece)}, as ${Object.keys(settings).join()}`,
  files: (n) => ({ ...settings, [path]: piece.repeat(n) }),
  isImport: true,
})

export const imports: readonly Pathological[] = [
  ...['{', '{{', '\\(', '\\[', '/// a\n', '!!! a\n    ', '=== "a"\n    '].map((piece) => repeated(mkdocs, piece)),
  ...['<Tabs>\n', '<Steps>\n', '<Tabs groupId="a"\n', ':::: a\n', '{`'].map((piece) => repeated(starlight, piece)),
  ...['::: a\n', '::: code-group\n', '```\n::: a\n'].map((piece) => repeated(vitepress, piece)),
  ...[
    '::: {.a}\n',
    '## A {#sec-a',
    '![A](a.png){#fig-a alt="',
    '+--+\n',
    '+-+\n| a |\n',
    '\\begin{align}\n',
    'a -- ',
  ].map((piece) => repeated(quarto, piece)),
  ...['$$\n', '(a)=\n', '```{note}\n', ':::{grid}\n', '* - a\n', '{{ a'].map((piece) => repeated(jupyterBook, piece)),
  ...['{{< tabs >}}\n', '{{% a %}}\n', '{{< a\n'].map((piece) => repeated(hugo, piece)),
]
