import { describe, expect, test } from 'vitest'
import { rewrites } from '../../src/import/rewrites/rewrites.ts'
import { type ToolId, toolNames } from '../../src/import/tool.ts'
import { movedIn, picture } from './old-site.ts'

/** Settings that make a folder a site of a program, and where its pages lie. */
const sites: Readonly<Record<ToolId, readonly [folder: string, settings: Readonly<Record<string, string>>]>> = {
  mkdocs: ['docs', { 'mkdocs.yml': 'site_name: Old\n' }],
  mdbook: [
    'src',
    { 'book.toml': '[book]\ntitle = "Old"\n', 'src/SUMMARY.md': '- [Page](page.md)\n- [Cats](cats.md)\n' },
  ],
  docusaurus: [
    'docs',
    {
      'docusaurus.config.js':
        "export default { title: 'Old', presets: [['classic', { docs: { routeBasePath: '/' } }]] }\n",
    },
  ],
  vitepress: ['.', { '.vitepress/config.js': "export default { title: 'Old', cleanUrls: true }\n" }],
  starlight: [
    'src/content/docs',
    { 'astro.config.mjs': "export default { integrations: [starlight({ title: 'Old' })] }\n" },
  ],
  quarto: ['.', { '_quarto.yml': 'website:\n  title: Old\n' }],
  'jupyter-book': [
    '.',
    {
      '_config.yml': 'parse:\n  myst_substitutions:\n    tool: Lectern\n',
      '_toc.yml': 'format: jb-book\nroot: intro\nchapters:\n  - file: page\n  - file: cats\n',
      'intro.md': '# Old\n',
    },
  ],
  carpentries: ['episodes', { 'config.yaml': 'carpentry: swc\ntitle: Old\n' }],
  jekyll: ['.', { '_config.yml': 'title: Old\npermalink: pretty\n' }],
  hugo: ['content', { 'hugo.toml': 'title = "Old"\n' }],
  pelican: ['content', { 'pelicanconf.py': "SITENAME = 'Old'\n" }],
}

function rewritten(tool: ToolId, text: string): string {
  const [folder, settings] = sites[tool]
  const at = (path: string): string => (folder === '.' ? path : `${folder}/${path}`)
  const ending = tool === 'quarto' ? 'qmd' : tool === 'docusaurus' || tool === 'starlight' ? 'mdx' : 'md'
  const front = '---\ntitle: Page\n---\n\n'
  const { files } = movedIn({
    ...settings,
    [at(`page.${ending}`)]: `${front}${text}\n`,
    [at(`cats.${tool === 'quarto' ? 'qmd' : 'md'}`)]: `${front}Cats.\n`,
    [at('cat.png')]: picture,
    [at('fig/plot.svg')]: picture,
    ...(tool === 'jekyll'
      ? { '_includes/part.md': 'Part.\n' }
      : { [at(tool === 'mdbook' ? 'part.md' : 'part.md')]: 'Part.\n' }),
    [at('loop.py')]: 'one\ntwo\nthree\n',
    'listings/main.rs': 'one\ntwo\nthree\n',
  })
  const name = tool === 'jekyll' ? 'content/page.md' : `content/page.md`
  return String(files[name] ?? Object.keys(files).join(' '))
    .replace(/^---\n[\s\S]*?\n---\n+/, '')
    .trim()
}

describe('what is written in another program, and here', () => {
  const cases = rewrites.flatMap(({ name, tools, from, to }) => tools.map((tool) => ({ name, tool, from, to })))
  test.each(cases)('$name, of $tool', ({ tool, from, to }) => {
    expect(rewritten(tool, from)).toBe(to.trim())
  })
})

test('each program has its name, and a form of its own that is rewritten', () => {
  const tools = Object.keys(toolNames)
  expect(tools.filter((tool) => !rewrites.some((rewrite) => rewrite.tools.some((name) => name === tool)))).toEqual([])
})

test('text behind a comment of MkDocs is text', () => {
  expect(rewritten('mkdocs', 'Text.\n\n<!-- only -->\n\n<!-- more --> **Bold** :tada: words.')).toBe(
    'Text.\n\n<!-- only -->\n\n<!-- more -->\n\n**Bold** 🎉 words.',
  )
})

test('tables of MyST whose cells hold more than a line stay as they are', () => {
  expect(
    rewritten('jupyter-book', '```{list-table} Fruit\n:header-rows: 1\n\n* - a\n  - b\n* - c\n  - `d|e`\n```'),
  ).toBe('**Fruit**\n\n| a | b |\n| --- | --- |\n| c | `d\\|e` |')
  const listing = '```{list-table}\n* - a\n    - nested\n  - b\n```'
  expect(rewritten('jupyter-book', listing)).toBe(listing)
})

test('cards, versions and comments of MyST', () => {
  expect(
    rewritten(
      'jupyter-book',
      '::::{grid} 1 2\n:gutter: 3\n\n:::{grid-item-card} {octicon}`star` Cats\n:link: cats\n:link-type: doc\n\nSoft.\n:::\n\n:::{grid-item-card}\nHead\n^^^\nBody\n+++\nFoot\n:::\n::::',
    ),
  ).toBe(':::cards\n- [Cats](cats.md)\n\n  Soft.\n- **Head**\n\n  Body\n\n  Foot\n:::')
  expect(rewritten('jupyter-book', '```{versionadded} 1.2\n```\n\n% a --> b')).toBe(
    '*New in version 1.2.*\n\n<!-- a - -> b -->',
  )
})

test('cells of Quarto that show nothing are left out, and options of code are kept', () => {
  expect(rewritten('quarto', '```{r setup, include=FALSE}\nx\n```\n\n```{r, echo = FALSE}\ny\n```\n\nText.')).toBe(
    'Text.',
  )
  expect(rewritten('quarto', '```{.python filename="a.py" code-line-numbers="2"}\nx = 1  # <1>\ny\n```\n1. One.')).toBe(
    '```python title="a.py" {2}\nx = 1  # (1)\ny\n```\n1. One.',
  )
  expect(
    rewritten('quarto', '::: {#fig-two layout-ncol=2}\n![A](a.png)\n\n![B](b.png)\n:::\n\n::: {}\nText.\n:::'),
  ).toBe('<div id="fig-two" markdown="1">\n\n![A](a.png)\n\n![B](b.png)\n\n</div>\n\nText.')
  expect(rewritten('quarto', '## Loops {#sec-l}\n\n[Section -@sec-l]')).toBe(
    '## Loops {#sec-l}\n\nSection [Loops](#sec-l)',
  )
})

test('headings of nested blocks are no tabs', () => {
  expect(
    rewritten(
      'carpentries',
      '::: tab\n\n### One {#one}\n\n::: callout\n\n### Inside\n\nText.\n\n:::\n\n### Two\n\n2\n\n:::',
    ),
  ).toBe('::::tabs\n== One\n\n:::note[Inside]\nText.\n:::\n\n== Two\n\n2\n::::')
})

test('a front page of Starlight or VitePress keeps its words, buttons and features', () => {
  const hero =
    'hero:\n  text: Grow\n  tagline: All you need.\n  actions:\n    - text: Begin\n      link: /cats\n    - text: More\n      link: https://example.org\n'
  const { files } = movedIn({
    '.vitepress/config.js': "export default { title: 'Old', cleanUrls: true }\n",
    'index.md': `---\nlayout: home\n${hero}features:\n  - title: Light\n    details: No scripts.\n    link: /cats\n  - title: Plain\n---\n`,
    'cats.md': '# Cats\n',
  })
  expect(files['content/index.md']).toContain(
    ':::hero\nGrow\n\nAll you need.\n\n[Begin](cats.md){.btn} [More](https://example.org){.btn .btn-quiet}\n:::\n\n:::cards\n- [Light](cats.md)\n  No scripts.\n- **Plain**\n:::\n',
  )
})

test('buttons and rubrics of MyST', () => {
  expect(
    rewritten('jupyter-book', '```{rubric} Notes\n```\n\n```{button-ref} cats\n:ref-type: doc\n\nGo on\n```'),
  ).toBe('**Notes**\n\n[Go on](cats.md)')
})

test('definitions that all pages share stand on those that need them', () => {
  const { files } = movedIn({
    'config.yaml': 'carpentry: swc\ntitle: Old\n',
    'links.md': '[cat]: https://example.org/cat\n[dog]: https://example.org/dog\n',
    'episodes/a.md': '# A\n\nSee a [cat].\n',
  })
  expect(files['content/a.md']).toContain('See a [cat].\n\n[cat]: https://example.org/cat\n')
})

describe('code stays as it is', () => {
  test.each([
    // Fences that stand deeper are a part of the code, as in CommonMark.
    '``` markdown\n=== "C"\n\n    ``` c\n    int x;\n    ```\n\n=== "C++"\n\n    Text.\n```',
    '    !!! note\n        Text.',
    '<pre>\n!!! note\n    Text.\n</pre>',
    'Text `:tada:` and `` `==x==` `` here.',
    '- ```python\n  # {% raw %}\n  ```',
  ])('%j', (text) => {
    expect(rewritten('mkdocs', text)).toBe(text.trim())
  })

  test('a fence that never ends ends with what it stands in', () => {
    expect(rewritten('mkdocs', '!!! note\n    Text.\n\n    ```\n    code\n\nMore.')).toBe(
      ':::note\nText.\n\n```\ncode\n```\n:::\n\nMore.',
    )
  })
})

test('titles of tabs are text', () => {
  expect(rewritten('mkdocs', '=== ":material-apple: `brew` **now**"\n\n    Text.')).toBe(
    ':::tabs\n== brew now\n\nText.\n:::',
  )
})

test('what is nested too deep stays, and takes nothing down', () => {
  expect(rewritten('mkdocs', `${'> '.repeat(2000)}a`)).toContain('> > a')
  expect(rewritten('quarto', '::: note\n'.repeat(3000))).toContain('note')
})
