import { describe, expect, test } from 'vitest'
import { foreignFences, foreignForms } from '../../src/page/foreign-forms.ts'
import { site } from '../site.ts'

/** Each form of another program, as it is written there, and what it is told as. */
const forms: readonly (readonly [written: string, name: string])[] = [
  ['!!! note "Read"\n    Text.', 'an alert of MkDocs'],
  ['??? tip\n    Text.', 'an alert of MkDocs'],
  ['/// note | Read\nText.\n///', 'an alert of Python-Markdown'],
  ['=== "Tab"\n\n    Text.', 'a tab of MkDocs'],
  ['[[toc]]', 'a table of contents of another program'],
  // A constant of text, not a template of this file.
  ['$' + '{toc}', 'a table of contents of another program'],
  ['{{< figure src="a.png" >}}', 'a shortcode of Hugo'],
  ['--8<-- "a.md"', 'an include of another program'],
  ['--8<--\na.md\n--8<--', 'an include of another program'],
  ['<<< @/loop.js', 'an include of another program'],
  ['{* ../loop.py hl[1] *}', 'an include of another program'],
  ['See [[Wiki]] there.', 'a link of a wiki'],
  ['![[cat.png]]', 'a link of a wiki'],
  ['Well :tada: done.', 'a name of an emoji'],
  ['Well :material-check: done.', 'a name of an emoji'],
  ['.. note:: Text', 'a directive of reStructuredText'],
  ['See {doc}`loops`.', 'a role of another program'],
  ['(loops)=\n\n## Loops', 'a label of another program'],
  ['\\newpage', 'a command of TeX'],
  ['The area \\(\\pi r^2\\).', 'a formula without dollar signs'],
  ['\\[a^2\\]', 'a formula without dollar signs'],
  ['See $`a`$ there.', 'a formula of GitLab or GitHub'],
  ['See \\@ref(fig:cat).', 'a reference of R Markdown or Quarto'],
  ['See @fig-cat there.', 'a reference of R Markdown or Quarto'],
  ['A ==marked== word.', 'marked text of another program'],
  ['An ^^inserted^^ word.', 'inserted text of MkDocs'],
  ['A ++new text++ here.', 'inserted text of another program'],
  ['H~2~O', 'a sub- or superscript of another program'],
  ['## Sources {-}', 'an option of kramdown or Pandoc'],
  ["import Tabs from '@theme/Tabs'", 'an import of MDX'],
  ['export const a = 1', 'an export of MDX'],
  ['Text {/* more */} here.', 'a comment of MDX'],
  ['Dear {props.name}!', 'an expression of MDX'],
  ['<Steps>\n\n1. Begin.\n\n</Steps>', 'a component of another program'],
  ['A <Badge text="new" /> word.', 'a component of another program'],
  ['<div className="wide">Text.</div>', 'an attribute of React'],
  ['A %%hidden%% word.', 'a comment of Obsidian'],
  ['!> Save first.', 'an alert of docsify'],
  ['$$\na = b\n$$ (eq-a)', 'a label of an equation of MyST'],
  ['See https://example.org/more there.', 'an address that GitHub would make a link of'],
  ['Text\n[loops]: loops.md', 'a definition of a link right below text'],
  ['Text. {: #\\6.0}', 'an attribute list that cannot be read'],
  ['Text. {#sec:loops}', 'an attribute list that cannot be read'],
  ['| a |\n|---|\n| b |\n\n: The letters {#tbl-letters}', 'a caption or a definition below nothing'],
  ['| Roses are red,\n| violets are blue.', 'a block of lines of Pandoc'],
  ['There are {names.length} names.', 'an expression of MDX'],
  ['It is {`text`} here.', 'an expression of MDX'],
  ['Right  Left\n------  -----\n12      a', 'a table of Pandoc'],
  ['+++', 'a break of MyST'],
  ['+++ {"tags": []}', 'a break of MyST'],
  ['Head\n^^^\nBody', 'a break of MyST'],
  ['% Write more.', 'a comment of MyST'],
  ['{style=lower-roman}\n1. One', 'attributes above or below a block'],
  ['{{< img\n  src="a.png"\n>}}', 'a shortcode of Hugo'],
  ['<!-- a --> __Bold__ words.', 'Markdown where none is read'],
  ['(@) First\n\n(@good) Second', 'a numbered example of Pandoc'],
  ['A `<br>`{=html} word.', 'raw text of Pandoc'],
  ['```{=html}\n<b>x</b>\n```', 'raw text of Pandoc'],
  ['r[loops.intro]', 'an id of a rule of mdBook'],
  ['<div>\nSome **bold** words.\n</div>', 'Markdown where none is read'],
  ['<div>\nSee [more](loops.md).\n</div>', 'Markdown where none is read'],
  ['<div>\nCall `print`.\n</div>', 'Markdown where none is read'],
  [':::tabs\n== Call `print`\n\nText.\n\n:::', 'Markdown where none is read'],
  [':::tabs\n== {{< name >}}\n\nText.\n\n:::', 'a shortcode of Hugo'],
  ['<div>\n:tada: Done.\n</div>', 'a name of an emoji'],
  ['{% include a.md %}', 'a template of another program'],
  ['[more]({% link\n  loops.md %})', 'a template of another program'],
  ['Text {# hidden #} here.', 'a template of another program'],
  ['A {{ name }} word.', 'a template of another program'],
  ['As [@knuth] says.', 'a citation'],
  ['```{note}\nText.\n```', 'a directive of MyST'],
  ['````{tip} Title\n```python\nx = 1\n```\n````', 'a directive of MyST'],
  ['```{code-cell} python\nx = 1\n```', 'a cell or a listing of MyST'],
  ['```python hl_lines="1"\nx = 1\n```', 'an option of another highlighter'],
  ['```ts:line-numbers\nlet x\n```', 'an option of another highlighter'],
  ['```math\na\n```', 'a formula of GitHub'],
  ['```js\nlet x // [!code ++]\n```', 'a mark of another highlighter'],
  ['```rust\n{{#include main.rs}}\n```', 'an included file of another program'],
  ['```{python}\n#| label: plot\nx = 1\n```', 'an option of a cell of Quarto'],
]

const told = (written: string): readonly string[] =>
  site({ 'content/a.md': `title: A\n\nText.\n\n${written}\n\nMore.\n` })
    .build()
    .result()
    .diagnostics.filter(({ code }) => /^(?:page\/foreign-syntax|text\/(?:template-syntax|citation))$/.test(code))
    .map(({ message }) => message.replace(/^This is |, which is shown as text\.$/g, ''))

describe('nothing of another program passes unseen', () => {
  test.each(forms)('%j is told', (written, name) => {
    expect(told(written)).toContain(name)
  })

  test('what only looks like another program is not told', () => {
    expect(
      told('Text\n[note]: it is read\n\nA set {.5, .7} and {#} and {#1} and {x}.\n\nTerm\n: A definition.'),
    ).toEqual([])
    expect(told('<div>\n\nSome **bold** words.\n\n</div>\n\n<pre>\n**a** `b`\n</pre>')).toEqual([])
    expect(told('<div markdown="1">\nSome **bold** `words`.\n</div>')).toEqual([])
    expect(told('```{python}\nx = 1\n```')).toEqual([])
  })

  test('each form of the tables is tried', () => {
    const tried = new Set(forms.map(([, name]) => name))
    expect([...foreignForms, ...foreignFences].map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([])
  })

  test.each(forms.filter(([written]) => !written.includes('`')))('%j is nothing in code', (written) => {
    expect(told(`~~~text\n${written}\n~~~`)).toEqual([])
    expect(told(`Text \`${written.replaceAll('\n', ' ')}\` here.`)).toEqual([])
  })

  test('a kind is told once for a page, with how many there are', () => {
    const text = 'A ==marked== word.\n\n'.repeat(12)
    const built = site({ 'content/a.md': `title: A\n\n${text}` }).build()
    expect(built.result().diagnostics.map(({ hint }) => hint)).toEqual([
      'write `<mark>text</mark>`; inserted text is `<ins>text</ins>`; 11 more are on this page',
    ])
  })

  test.each([
    ':::note Title\nText.\n:::',
    ':::{note}\nText.\n:::',
    '> [!NOTE] Title\n> Text.',
    '<https://example.org/more>',
    '[https://example.org](https://example.org)',
    '<BR><Div>Text.</Div>',
    'In 100 %% of cases, a <= b, x == y, {a}, 12:30:45.',
  ])('%j is not foreign', (written) => {
    expect(told(written)).toEqual([])
  })
})
