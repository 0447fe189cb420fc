/** Sites that are made to be slow, each of a size `n`: what they cost must grow with `n`, and not with its square. */

export interface Pathological {
  readonly name: string
  readonly files: (n: number) => Readonly<Record<string, string>>
  /** What costs is moving it in, and not building it. */
  readonly isImport?: true
}

/** What is larger than its text by design, up to the bound of src/markdown/growth.ts: growth below it tells nothing. */
export const bounded: ReadonlySet<string> = new Set([
  'tables of contents of headings',
  'tables of contents as blocks',
  'two includes in each file',
  'constants of constants of constants',
  'long constants',
  'a long abbreviation',
  'a long definition of a link',
  'a long title of a link',
  'a long title that is named',
  'old addresses of a long title',
  'aliases of front matter',
  'one listing again and again',
  'one table again and again',
  'a long word of the settings',
])

const page = (name: string, text: (n: number) => string): Pathological => ({
  name,
  files: (n) => ({ 'content/a.md': text(n), 'content/b.md': '# B\n\n## Sec\n' }),
})

const lines = (n: number, line: (i: number) => string, end = '\n'): string =>
  Array.from({ length: n }, (_, i) => line(i)).join(end)

const notebook = (name: string, cells: (n: number) => readonly object[]): Pathological => ({
  name: `of a notebook, ${name}`,
  files: (n) => ({
    'content/a.ipynb': JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: cells(n) }),
  }),
})
const codeCell = (source: string, ...outputs: readonly object[]) => ({
  cell_type: 'code',
  source,
  outputs,
  metadata: {},
})
const printed = (text: string) => ({ output_type: 'stream', text })

/** Notebooks. */
export const notebooks: readonly Pathological[] = [
  notebook('cells', (n) => Array.from({ length: n }, () => codeCell('x', printed('1\n')))),
  notebook('cells of text', (n) => Array.from({ length: n }, () => ({ cell_type: 'markdown', source: 'x' }))),
  notebook('outputs', (n) => [codeCell('x', ...Array.from({ length: n }, () => printed('1\n')))]),
  notebook('marks of fences', (n) => [codeCell('~~~ '.repeat(n))]),
  notebook('faults in one long string', (n) => [{ cell_type: 'markdown', source: '# A\n\n[x](no.md) \\\n'.repeat(n) }]),
  ...['\u001b]', '\u009b]', '\u001b[', '\u009b[', '\u001b[0', '\r', '\r\n', '\u001b]8;;'].map((piece) =>
    notebook(`${JSON.stringify(piece)} in what was printed`, (n) => [codeCell('x', printed(piece.repeat(n)))]),
  ),
  ...['<div>', '<table>', '<td>', '</', '<!--', '<a href="', '&', '<style>', '<svg><![CDATA['].map((piece) =>
    notebook(`${piece} in a value`, (n) => [
      codeCell('x', { output_type: 'display_data', data: { 'text/html': `<table>${piece.repeat(n)}` } }),
    ]),
  ),
  notebook('dollars of a formula', (n) => [
    codeCell('x', { output_type: 'display_data', data: { 'text/latex': `${'$'.repeat(n)}x` } }),
  ]),
  notebook('backslashes before quotes', (n) => [codeCell(`${'\\'.repeat(n)}"`, printed('\\"'.repeat(n)))]),
  notebook('options', (n) => [codeCell('#| echo: true\n'.repeat(n))]),
  notebook('one large attachment again and again', (n) => [
    {
      cell_type: 'markdown',
      source: '![a](attachment:p.png)\n'.repeat(n),
      attachments: { 'p.png': { 'image/png': `iVBORw0KGgo${'A'.repeat(60 * n)}=` } },
    },
  ]),
  notebook('attachments', (n) => [
    {
      cell_type: 'markdown',
      source: Array.from({ length: n }, (_, i) => `![a](attachment:p${i}.png)\n`),
      attachments: Object.fromEntries(
        Array.from({ length: n }, (_, i) => [`p${i}.png`, { 'image/png': 'iVBORw0KGgo=' }]),
      ),
    },
  ]),
]

const block = (name: string, fields: string): string => `%--\n${name}:\n${fields.replace(/^(?=.)/gm, '  ')}\n--%\n\n`

/** Steps, trees, cards, keys, annotated code, exercises, quizzes, words and languages. */
export const parts: readonly Pathological[] = [
  page('of parts, steps', (n) => `:::steps\n${'1. a\n'.repeat(n)}:::`),
  page('of parts, steps that never end', (n) => ':::steps\n1. a\n'.repeat(n)),
  page('of parts, steps in steps', (n) => lines(Math.sqrt(n) * 2, (i) => `${' '.repeat(3 * i)}1. a`)),
  page('of parts, many steps', (n) => ':::steps\n1. a\n:::\n\n'.repeat(n)),
  page('of parts, a tree', (n) => `:::tree\n${'- a.md  x\n'.repeat(n)}:::`),
  page('of parts, a deep tree', (n) => `:::tree\n${lines(Math.sqrt(n) * 2, (i) => `${'  '.repeat(i)}- a`)}\n:::`),
  page('of parts, a long name in a tree', (n) => `:::tree\n- ${'a/'.repeat(n)}\n:::`),
  page('of parts, cards', (n) => `:::cards\n${'- [a](b.md)\n  text\n'.repeat(n)}:::`),
  page('of parts, heroes', (n) => ':::hero\n# a\n:::\n\n'.repeat(n)),
  page('of parts, titles of containers', (n) => `:::note ${'['.repeat(n)}\n:::`),
  page('of parts, braces behind a title', (n) => `:::note a ${'{'.repeat(n)}}\n:::`),
  page('of parts, keys', (n) => '++ctrl+s++ '.repeat(n)),
  page('of parts, plus signs', (n) => '+'.repeat(n)),
  page('of parts, keys that never end', (n) => '++a '.repeat(n)),
  page('of parts, keys of many', (n) => `++${'a+'.repeat(n)}b++`),
  page('of parts, keys in quotation marks', (n) => '++"a '.repeat(n)),
  page(
    'of parts, notes of code',
    (n) => `\`\`\`python\n${lines(n, (i) => `x  # (${i})`)}\n\`\`\`\n\n${'1. a\n'.repeat(n)}`,
  ),
  page('of parts, notes of code without a list', (n) => '```python\nx  # (1)\n```\n\n'.repeat(n)),
  page('of parts, notes on a line', (n) => `\`\`\`python\nx  ${'# (1) '.repeat(n)}\n\`\`\`\n\n1. a`),
  page('of parts, diagrams that are not drawn', (n) => '~~~mermaid\ngraph LR\nA --> B\n~~~\n\n'.repeat(n)),
  page('of parts, glossaries', (n) => '[GLOSSARY]\n\n'.repeat(n)),
  page('of parts, exercises', (n) =>
    Array.from({ length: n }, (_, i) => block('exercise', `id: Ex${i}\ntask: T\noutput: 1\nsolution: print(1)`)).join(
      '',
    ),
  ),
  page('of parts, exercises of one id', (n) => block('exercise', 'id: ExA\ntask: T\nprogress: no').repeat(n)),
  page('of parts, hints', (n) => block('exercise', `id: ExA\ntask: T\nprogress: no\nhints:\n${'- a\n'.repeat(n)}`)),
  page('of parts, outputs', (n) => block('exercise', `id: ExA\ntask: T\nsolution: x\noutput:\n${'- a\n'.repeat(n)}`)),
  page('of parts, wrong answers', (n) =>
    block('exercise', `id: ExA\ntask: T\noutput: 1\nsolution: x\nwrong:\n${lines(n, (i) => `- ${i}`)}`),
  ),
  page('of parts, a long task', (n) =>
    block('exercise', `id: ExA\nprogress: no\ntask: |\n${'  *a* [b](b.md)\n\n'.repeat(n)}`),
  ),
  page('of parts, quizzes', (n) =>
    Array.from({ length: n }, (_, i) => block('quiz', `id: Quiz${i}\nquestion: Q\nright: a\nwrong: b`)).join(''),
  ),
  page('of parts, answers', (n) =>
    block('quiz', `id: QuizA\nquestion: Q\nright: a\nwrong:\n${lines(n, (i) => `- b${i}`)}`),
  ),
  page('of parts, questions', (n) =>
    block('quiz', `id: QuizA\nquestions:\n${'- {question: Q, number: 3}\n'.repeat(n)}`),
  ),
  page('of parts, lines to arrange', (n) =>
    block('quiz', `id: QuizA\nquestion: Q\narrange: |\n${lines(n, (i) => `  a${i}`)}`),
  ),
  page('of parts, pairs', (n) =>
    block('quiz', `id: QuizA\nquestion: Q\nmatch:\n${lines(n, (i) => `- {item: a${i}, with: b${i}}`)}`),
  ),
  {
    name: 'of parts, words with meanings',
    files: (n) => ({
      'site.yaml': `words:\n${lines(n, (i) => `  word${i}x:\n    means: M`)}\n`,
      'content/a.md': `# A\n\n${lines(n, (i) => `word${i}x`, ' ')}\n`,
      'content/b.md': '# B\n\n[GLOSSARY]\n',
    }),
  },
  {
    name: 'of parts, pages that use a word',
    files: (n) => ({
      'site.yaml': 'words:\n  bean:\n    means: M\n',
      'content/b.md': '# B\n\n[GLOSSARY]\n',
      ...Object.fromEntries(
        Array.from({ length: Math.min(n, 2000) }, (_, i) => [`content/p${i}.md`, `# P${i}\n\nbean\n`]),
      ),
    }),
  },
  {
    name: 'of parts, pages in languages',
    files: (n) => ({
      'site.yaml': 'languages: [en, de, fr]\n',
      ...Object.fromEntries(
        Array.from({ length: Math.min(n, 2000) }, (_, i) => [
          `content/${['', 'de/', 'fr/'][i % 3]}p${Math.floor(i / 3)}.md`,
          `# P${i}\n\n[x](p${i}.md) %link:p${i}%\n`,
        ]),
      ),
    }),
  },
]

/** Text of one page. */
export const pages: readonly Pathological[] = [
  page('brackets', (n) => '['.repeat(n)),
  page('brackets that close', (n) => '['.repeat(n) + ']'.repeat(n)),
  page('brackets of links', (n) => '[a]('.repeat(n)),
  page('brackets of links that close', (n) => '['.repeat(n) + '](b.md)'.repeat(n)),
  page('brackets of pictures', (n) => '!['.repeat(n)),
  page('brackets of pictures that close', (n) => '!['.repeat(n) + '](b.md)'.repeat(n)),
  page('brackets of footnotes', (n) => '[^'.repeat(n)),
  page('brackets of notes in line', (n) => '^['.repeat(n)),
  page('notes in line', (n) => 'a^[b] '.repeat(n)),
  page('quotes in quotes', (n) => `${'> '.repeat(n)}x`),
  page('quotes without spaces', (n) => `${'>'.repeat(n)}x`),
  page('quotes', (n) => '> a\n\n'.repeat(n)),
  page('deeper and deeper quotes', (n) => lines(Math.sqrt(n) * 3, (i) => `${'>'.repeat(i)} a`)),
  page('lists in lists on a line', (n) => `${'- '.repeat(n)}x`),
  page('numbered lists in lists', (n) => `${'1. '.repeat(n)}x`),
  page('lists and quotes in turn', (n) => `${'- > '.repeat(n)}x`),
  page('list markers', (n) => '-\n'.repeat(n)),
  page('list markers in turn', (n) => '- a\n* b\n'.repeat(n)),
  page('items that hold lists', (n) => '- a\n  - b\n\n'.repeat(n)),
  page(
    'ids of one paragraph once more in another',
    (n) => `${lines(n, (i) => `<b id="x${i}">a</b>`)}\n\n${lines(n, (i) => `<i id="x${i}">b</i>`)}\n`,
  ),
  page('containers that never end', (n) => ':::note\n'.repeat(n)),
  page('containers in containers', (n) => lines(Math.sqrt(n) * 3, (i) => `${':'.repeat(i + 3)}note`)),
  page('ends of containers', (n) => ':::\n'.repeat(n)),
  page('alerts with titles', (n) => '> [!note]- A title\n> a\n\n'.repeat(n)),
  page('blocks inside of lines', (n) => 'a %-- github: {user: b} --% '.repeat(n)),
  page('rows with bars in code', (n) => `| a | b |\n|---|---|\n${'| `c|d` | $x|y$ | e |\n'.repeat(n)}`),
  page('a row with bars in code', (n) => `| a | b |\n|---|---|\n${'| `c|d` '.repeat(n)}\n`),
  page('dollars and code', (n) => 'costs $5, see `$HOME` '.repeat(n)),
  page('formulas that never end', (n) => '$$\na\n\n'.repeat(n)),
  page('labels of equations', (n) => lines(n, (i) => `$$\na\n$$\n{#eq:a${i}}\n`)),
  page('references to equations', (n) => `$$\na\n$$\n{#eq:a}\n\n${'\\eqref{eq:a} %eq:a '.repeat(n)}`),
  page('unknown references to equations', (n) => `$$\na\n$$\n{#eq:a}\n\n${'\\eqref{eq:b} '.repeat(n)}`),
  page('inline elements with Markdown', (n) => '<p markdown="1">*a*</p>\n'.repeat(n)),
  page('elements with Markdown on a line', (n) => '<div markdown="1">a</div>'.repeat(n)),
  page('attribute lists behind emphasis', (n) => '*a*{.b} '.repeat(n)),
  page('attribute lists that belong to nothing', (n) => '{.a}\n\n'.repeat(n)),
  page('footnotes that are not there', (n) => lines(n, (i) => `a[^x${i}]`, ' ')),
  page('footnotes that are not used', (n) => lines(n, (i) => `[^x${i}]: a\n`)),
  page('addresses with spaces', (n) => '[a](b c.md) '.repeat(n)),
  page('emphasis beside Chinese', (n) => '这**“是”**的'.repeat(n)),
  page('names beside Chinese', (n) => '%FigA所'.repeat(n)),
  page('syntax of others', (n) => '!!! note\n\n{{ a }}\n\n'.repeat(n)),
  page('tasks of one list', (n) => '- [ ] a\n'.repeat(n)),
  page('blocks that never end, on a line', (n) => '%-- '.repeat(n)),
  page('blocks that never end', (n) => '%--\n'.repeat(n)),
  page('blocks that never end, with fields', (n) => '%--\nfigure:\n\n'.repeat(n)),
  page('blocks that never end in one list', (n) => '- %--\n'.repeat(n)),
  page('ends of blocks', (n) => '--% '.repeat(n)),
  page('blocks on one line', (n) => '%-- toc: --%'.repeat(n)),
  page('blocks of one id', (n) => '%-- figure: {source: b.png, id: FigA} --%\n\n'.repeat(n)),
  page('blocks of unknown names', (n) => lines(n, (i) => `%-- figre${i}: x --%`, '\n\n')),
  page('fields of one block', (n) => `%--\nfigure:\n${lines(n, (i) => `  a${i}: x`)}\n--%`),
  page('aliases of one block', (n) => `%--\nfigure:\n  source: &a x\n  id: [${'*a, '.repeat(n)}]\n--%`),
  page('brackets of one block', (n) => `%--\nfigure: ${'['.repeat(n)}\n--%`),
  page('braces of one block', (n) => `%-- figure: ${'{a: '.repeat(n)} --%`),
  page('constants of one page', (n) =>
    lines(n, (i) => `%-- constant: {word${i}: "x %word${i - 1}"} --%\n\n%word${i}`, '\n\n'),
  ),
  page('constants of constants', (n) => `%-- constant: {a: "${'%b '.repeat(n)}", b: "x"} --%\n\n${'%a '.repeat(9)}`),
  page('references that are never closed', (n) => '%link:'.repeat(n)),
  page('references that are never closed, on lines', (n) => '%link:\n'.repeat(n)),
  page('references that are never closed, with spaces', (n) => '%link: '.repeat(n)),
  page('addresses that are never closed', (n) => '%url:'.repeat(n)),
  page('files that are never closed', (n) => '%static:'.repeat(n)),
  page('files that are never closed, on a line', (n) => '%static:a '.repeat(n)),
  page('labels of other pages that are never closed', (n) => '%ref:a#'.repeat(n)),
  page('references to no page', (n) => lines(n, (i) => `%link:b${i}%`, ' ')),
  page('references to a page', (n) => '%link:b% '.repeat(n)),
  page('references to no heading', (n) => lines(n, (i) => `%url:b%#sec${i}`, ' ')),
  page('references to no label', (n) => lines(n, (i) => `%ref:b#Fig${i}%`, ' ')),
  page('per cent signs', (n) => '%'.repeat(n)),
  page('names', (n) => '%Fig '.repeat(n)),
  page('names near an id', (n) => `%-- figure: {source: b.png, id: FigA} --%\n\n${lines(n, (i) => `%FigB${i}`, ' ')}`),
  page('ids and names near them', (n) =>
    lines(n, (i) => `%-- code: {source: b.md, id: LstA${i}} --%\n\n%LstB${i}`, '\n\n'),
  ),
  page('a name of many parts', (n) => `%${'a-'.repeat(n)}`),
  page('references to labels', (n) => `%-- code: {source: b.md, id: LstA} --%\n\n${'%LstA '.repeat(n)}`),
  page(
    'a caption of references',
    (n) => `%-- code: {source: b.md, id: LstA, caption: "${'%LstA %link:b% %LstB '.repeat(n)}"} --%`,
  ),
  page('links of references', (n) => '[a](%link:b%#sec) '.repeat(n)),
  page('links to no file', (n) => lines(n, (i) => `[text](c${i}.md)`, ' ')),
  page('links to own headings that are not there', (n) => lines(n, (i) => `[text](#c${i})`, ' ')),
  page('dollars', (n) => '$'.repeat(n)),
  page('dollars before words', (n) => '$a '.repeat(n)),
  page('dollars with words', (n) => '$a'.repeat(n)),
  page('names of constants', (n) => '$a$ '.repeat(n)),
  page('a long name of a constant', (n) => `$${'a'.repeat(n)}`),
  page('pairs of dollars', (n) => '$$ '.repeat(n)),
  page('pairs of dollars on lines', (n) => '$$\na\n\n'.repeat(n)),
  page('pairs of dollars before words', (n) => '$$a\n'.repeat(n)),
  page('escaped dollars', (n) => '$a\\$ '.repeat(n)),
  page('escaped pairs of dollars', (n) => '$$a\\$$ \\'.repeat(n)),
  page('formulas', (n) => '$x$ '.repeat(n)),
  page('a long formula', (n) => `$${'x+'.repeat(n)}x$`),
  page('braces of a formula', (n) => `$${'{'.repeat(n)}x$`),
  page('fractions in fractions', (n) => `$${'\\frac{1}{'.repeat(n)}x${'}'.repeat(n)}$`),
  page(
    'macros of a formula',
    (n) =>
      `$$\\def\\a{xx}${lines(Math.min(n, 30), (i) => `\\def\\${'b'.repeat(i + 1)}{\\${i ? 'b'.repeat(i) : 'a'}\\${i ? 'b'.repeat(i) : 'a'}}`, '')}\\${'b'.repeat(Math.min(n, 30))}$$`,
  ),
  page('tables of contents', (n) => '[TOC]\n\n'.repeat(n)),
  page('tables of contents of headings', (n) => '[TOC]\n\n# a\n\n'.repeat(n)),
  page('tables of contents as blocks', (n) => '%-- toc: --%\n\n# a\n\n'.repeat(n)),
  page('tables of contents on a line', (n) => '[TOC]'.repeat(n)),
  page('equal headings', (n) => '# a\n\n'.repeat(n)),
  page('headings that look numbered', (n) => lines(n, (i) => `# a\n\n# a_${i}`, '\n\n')),
  page('a long heading', (n) => `# ${'a '.repeat(n)}`),
  page('signs of headings', (n) => '#'.repeat(n)),
  page('signs of headings behind', (n) => `# a${' #'.repeat(n)}`),
  page('underlines of headings', (n) => 'a\n=\n'.repeat(n)),
  page('equal ids', (n) => '<b id="a">a</b>\n\n'.repeat(n)),
  page('equal ids of headings', (n) => '# a {#b}\n\n'.repeat(n)),
  page('emphasis', (n) => '*a _b '.repeat(n)),
  page('stars', (n) => '*'.repeat(n)),
  page('stars of words', (n) => '*a**b'.repeat(n)),
  page('stars that close', (n) => `${'*a '.repeat(n)}${'b* '.repeat(n)}`),
  page('underscores', (n) => '_'.repeat(n)),
  page('underscores of words', (n) => 'a_'.repeat(n)),
  page('tildes', (n) => '~'.repeat(n)),
  page('tildes of words', (n) => '~~a~'.repeat(n)),
  page('stars, underscores, tildes', (n) => '*_~~a'.repeat(n)),
  page('backticks', (n) => '`'.repeat(n)),
  page('backticks of growing lengths', (n) => lines(Math.sqrt(n) * 3, (i) => '`'.repeat(i + 1), ' ')),
  page('backticks and words', (n) => '`a``b'.repeat(n)),
  page('fences that never end', (n) => '```a\n\n~~~\n\n'.repeat(n)),
  page('fences in a list', (n) => '- ```a\n'.repeat(n)),
  page('fences', (n) => '```js\nlet a\n```\n\n'.repeat(n)),
  page('lines of a fence', (n) => `\`\`\`js {1-${n}}\n${'let a = 1\n'.repeat(n)}\`\`\``),
  page('a fence of signs', (n) => `\`\`\`js\n${'`${'.repeat(n)}\n\`\`\``),
  page('a fence of brackets of Python', (n) => `\`\`\`python\n${'f"{'.repeat(n)}\n\`\`\``),
  page('a fence of HTML', (n) => `\`\`\`html\n${'<a '.repeat(n)}\n\`\`\``),
  page('a diff', (n) => `\`\`\`diff\n${'+ a\n- b\n'.repeat(n)}\`\`\``),
  page('elements with Markdown in elements', (n) => '<div markdown="1">\n'.repeat(n)),
  page('elements with Markdown that close', (n) => '<div markdown="1">\n'.repeat(n) + '</div>\n'.repeat(n)),
  page('elements with Markdown beside each other', (n) => '<div markdown="1">a</div>\n\n'.repeat(n)),
  page('elements with Markdown on a line', (n) => '<div markdown="1">a</div>'.repeat(n)),
  page('raw elements in one with Markdown', (n) => `<div markdown="1">\n${'<div>\n\n'.repeat(n)}</div>`),
  page('raw elements in one with Markdown that close', (n) => `<div markdown="1">\n${'<p>a</p>\n\n'.repeat(n)}</div>`),
  page('raw elements of unclosed quotes', (n) => `<div markdown="1">\n${'<p title="\n\n'.repeat(n)}</div>`),
  page(
    'backticks in an element with Markdown',
    (n) => `<div markdown="1">\n${lines(Math.sqrt(n) * 3, (i) => '`'.repeat(i + 1), ' ')}\n</div>`,
  ),
  page('single backticks in an element with Markdown', (n) => `<div markdown="1">\n${'a ` `` \n\n'.repeat(n)}\n</div>`),
  page('comments in an element with Markdown', (n) => `<div markdown="1">\n${'<!-- '.repeat(n)}\n</div>`),
  page('HTML before a word of Markdown', (n) => `<p>\n${'<b>\n'.repeat(n)}\nmarkdown`),
  page('tags that never end', (n) => '<div '.repeat(n)),
  page('tags that never end, on lines', (n) => '<div a="\n\n'.repeat(n)),
  page('tags of unclosed quotes', (n) => '<b a="'.repeat(n)),
  page('tags of unclosed quotes in HTML', (n) => `<div>\n${'<b a="x '.repeat(n)}`),
  page('attributes of one tag', (n) => `<b ${lines(n, (i) => `a${i}="%link:b%"`, ' ')}>x</b>`),
  page('widths of one tag', (n) => `<img src="c.png" ${'width=1 '.repeat(n)}>`),
  page('blanks of one tag', (n) => `<div\n${' '.repeat(n)}x`),
  page('equals of one tag', (n) => `<div a${' ='.repeat(n)}>`),
  page('elements that are never closed', (n) => '<b>'.repeat(n)),
  page('elements that are never closed, in paragraphs', (n) => '<b>\n\n'.repeat(n)),
  page('elements of many names', (n) => lines(n, (i) => `<x${i}>`, '\n\n') + lines(n, (i) => `</y${i}>`, '\n\n')),
  page('end tags that close nothing', (n) => '</b>'.repeat(n)),
  page('elements of drawings', (n) => `<div>\n${'<svg/><path/>'.repeat(n)}</div>`),
  page('pictures in elements', (n) => '<div>\n<img src="c.png">\n'.repeat(n)),
  page('comments that never end', (n) => '<!--'.repeat(n)),
  page('comments that never end, in text', (n) => 'a <!-- '.repeat(n)),
  page('comments that never end, on lines', (n) => 'a <!--\n\n'.repeat(n)),
  page('comments', (n) => '<!-- a -->\n\n'.repeat(n)),
  page('instructions and declarations', (n) => 'a <? <!A <![CDATA[ '.repeat(n)),
  page('ignores', (n) => '<!-- lectern-ignore link/empty -->\n\n[]()\n\n'.repeat(n)),
  page('ignores of one block', (n) => `${'<!-- lectern-ignore link/empty -->\n'.repeat(n)}\n\n[]()`),
  page('codes of one ignore', (n) => `<!-- lectern-ignore ${'link/empty '.repeat(n)}-->\n\n[]()\n\n[]()`),
  page(
    'ignores that do not fit',
    (n) => `${'<!-- lectern-ignore link/empty -->\n\na\n\n'.repeat(n)}${'[]()\n\n'.repeat(n)}`,
  ),
  page('angles', (n) => '<'.repeat(n)),
  page('addresses in angles', (n) => '<https://a '.repeat(n)),
  page('attribute lists that never end', (n) => '{.a '.repeat(n)),
  page('attribute lists on lines', (n) => 'a\n\n{.a}\n\n'.repeat(n)),
  page('attribute lists of list items', (n) => '- a\n  {.a}\n'.repeat(n)),
  page('attribute lists of tables', (n) => '| a | b |\n|---|---|\n| 1 | 2 |\n| {.a} | |\n\n'.repeat(n)),
  page('attribute lists of rows', (n) => `| a | b |\n|---|---|\n${'| {.a} | |\n'.repeat(n)}`),
  page('attribute lists of links', (n) => '[a](b.md){.b} '.repeat(n)),
  page('attribute lists behind links', (n) => `[a](b.md)${'{.b}'.repeat(n)}`),
  page('classes of one list', (n) => `# a {${'.a '.repeat(n)}}`),
  page('values of one list', (n) => `# a {${'a=b '.repeat(n)}`),
  page('braces', (n) => '{'.repeat(n)),
  page('braces in turn', (n) => '{}'.repeat(n)),
  page('lists of attributes in a paragraph', (n) => 'a {\n{.b}\n'.repeat(n)),
  page('footnotes that are not there', (n) => '[^1] '.repeat(n)),
  page('references to a footnote', (n) => `${'a[^1] '.repeat(n)}\n\n[^1]: a`),
  page('footnotes', (n) => lines(n, (i) => `a[^${i}]\n\n[^${i}]: b`, '\n\n')),
  page('footnotes in footnotes', (n) => `a[^0]\n\n${lines(n, (i) => `[^${i}]: b[^${i + 1}]`, '\n\n')}`),
  page('footnotes on a line', (n) => '[^1]: '.repeat(n)),
  page('abbreviations and their words', (n) => `${lines(n, (i) => `*[A${i}]: a`)}\n\n${lines(n, (i) => `A${i}`, ' ')}`),
  page(
    'abbreviations and other words',
    (n) => `${lines(n, (i) => `*[A${i}A]: a`)}\n\n${lines(n, (i) => `A${i}B`, ' ')}`,
  ),
  page('abbreviations and paragraphs', (n) => `${lines(n, (i) => `*[A${i}]: a`)}\n\n${'a\n\n'.repeat(n)}`),
  page('abbreviations on lines', (n) => `*[AB]: a\n\n${'AB\n'.repeat(n)}`),
  page('a long abbreviation', (n) => `*[AB]: ${'a'.repeat(n)}\n\n${'AB '.repeat(n)}`),
  page('a long definition of a link', (n) => `[a]: https://example.org/${'a'.repeat(n)}\n\n${'[a] '.repeat(n)}`),
  page('a long title of a link', (n) => `[a]: https://example.org/ "${'a'.repeat(n)}"\n\n${'[a] '.repeat(n)}`),
  page('a long label of a figure', (n) => `%-- code: {source: b.md, id: L${'a'.repeat(n)}} --%\n\n${'%La '.repeat(n)}`),
  page('paragraphs of HTML that never end', (n) => '<p>\n'.repeat(n)),
  page('drawings that never end', (n) => 'a <svg> <script> '.repeat(n)),
  page('escaped addresses', (n) => '[a](https://a\\_b) '.repeat(n)),
  page('definitions of links', (n) => `${lines(n, (i) => `[a${i}]: b.md`)}\n\n${lines(n, (i) => `[a${i}]`, ' ')}`),
  page('definitions of links on a line', (n) => '[a]: '.repeat(n)),
  page('a definition of brackets', (n) => `[a]: b${'('.repeat(n)}\n\n[a]`),
  page('titles of links that never end', (n) => '[a](b "'.repeat(n)),
  page('definitions of titles that never end', (n) => '[a]: b "\n'.repeat(n)),
  page('definitions in turn', (n) => '[a]: b\nc\n'.repeat(n)),
  page('definition lists', (n) => 'a\n: b\n\n'.repeat(n)),
  page('definitions of one term', (n) => `a\n${': b\n'.repeat(n)}`),
  page('definitions in definitions', (n) => `a\n${': '.repeat(n)}b`),
  page('terms', (n) => `${'a\n'.repeat(n)}: b`),
  page('pipes', (n) => `${'|'.repeat(n)}\n${'|-'.repeat(n)}\n${'|'.repeat(n)}`),
  page('columns of a table', (n) => `|${'a|'.repeat(n)}\n|${'-|'.repeat(n)}\n|${'b|'.repeat(n)}`),
  page('rows of a table', (n) => `|a|b|\n|-|-|\n${'|c|%link:b%|\n'.repeat(n)}`),
  page('rows and columns that are missing', (n) => `|${'a|'.repeat(n)}\n|${'-|'.repeat(n)}\n${'|b|\n'.repeat(n)}`),
  page('lines that look like tables', (n) => '|a|\n'.repeat(n)),
  page('rules of tables', (n) => '|-|\n'.repeat(n)),
  page('a table of equal cells', (n) => `|a|\n|-|\n${'|[]()|\n'.repeat(n)}`),
  page('entities', (n) => '&'.repeat(n)),
  page('entities with names', (n) => '&amp'.repeat(n)),
  page('entities of digits', (n) => '&#'.repeat(n)),
  page('entities in an attribute', (n) => `<a href="${'&a'.repeat(n)}">x</a>`),
  page('names of articles', (n) => 'doi: '.repeat(n)),
  page('an article', (n) => `doi:10.1000/${'a'.repeat(n)}`),
  page('an article with brackets', (n) => `doi:10.1000/${'('.repeat(n)}${')'.repeat(n * 2)}`),
  page('an article with stops', (n) => `doi:10.1000/a${'.'.repeat(n)}`),
  page('articles', (n) => 'doi:10.1000/a '.repeat(n)),
  page('a long word before an article', (n) => `${'a'.repeat(n)}${': doi'.repeat(n)}`),
  page('tabs that never end', (n) => ':::tabs\n'.repeat(n)),
  page('tabs that never end, beside each other', (n) => ':::tabs\n\n== a\n\n'.repeat(n)),
  page('tabs in tabs', (n) => ':::tabs\n== a\n'.repeat(n) + ':::\n'.repeat(n)),
  page('tabs', (n) => ':::tabs\n== a\nb\n:::\n\n'.repeat(n)),
  page('tabs in one tab set', (n) => `:::tabs\n${'== a\nb\n'.repeat(n)}:::`),
  page('tabs that never end, in quotes', (n) => '> :::tabs\n\n'.repeat(n)),
  page('colons', (n) => ':'.repeat(n)),
  page('alerts', (n) => '> [!NOTE]\n> a\n\n'.repeat(n)),
  page('alerts in quotes', (n) => `${'> '.repeat(n)}[!NOTE]`),
  page('backslashes', (n) => '\\'.repeat(n)),
  page('line ends', (n) => '\n'.repeat(n)),
  page('carriage returns', (n) => '\r'.repeat(n)),
  page('NULs', (n) => '\0'.repeat(n)),
  page('spaces', (n) => `a${' '.repeat(n)}b`),
  page('spaces before line ends', (n) => `a${' '.repeat(n)}\n`.repeat(3)),
  page('spaces on lines', (n) => `${' '.repeat(n)}\n`.repeat(2)),
  page('blanks in turn', (n) => `a${' \t'.repeat(n)}b`),
  page('tabulators', (n) => '\t'.repeat(n)),
  page('tabulators in a list', (n) => `- a\n${'\t'.repeat(n)}b`),
  page('deeper and deeper lists', (n) => lines(Math.sqrt(n) * 2, (i) => `${'  '.repeat(i)}- a`)),
  page('one line', (n) => 'word '.repeat(n)),
  page('one word', (n) => 'a'.repeat(n)),
  page('one word of letters without English', (n) => '語'.repeat(n)),
  page('lines of one paragraph', (n) => 'word\n'.repeat(n)),
  page('faults of lines of one paragraph', (n) => '[a](c.md)\n'.repeat(n)),
  page('faults of one line', (n) => '[](a) '.repeat(n)),
  page('equal faults in paragraphs', (n) => '[](a)\n\n'.repeat(n)),
  page('raw links of one line', (n) => '<a href="c.md">a</a> '.repeat(n)),
  page('raw links of one piece of HTML', (n) => `<div>\n${'<a href="c.md">%link:c%</a>\n'.repeat(n)}</div>`),
  page('raw links on one line of HTML', (n) => `<div>${'<a href="c.md">%link:c%</a>'.repeat(n)}</div>`),
  page('rules', (n) => '---\n\n'.repeat(n)),
  page('rules of front matter', (n) => `---\n${'a: b\n'.repeat(n)}`),
  page('keys of front matter', (n) => `---\n${lines(n, (i) => `a${i}: b`)}\n---\n\nx`),
  page('plain keys of front matter', (n) => `${lines(n, (i) => `titl${i}: b`)}\n\nx`),
  page('one plain key of front matter', (n) => `title: ${'a '.repeat(n)}\n\nx`),
  page('lines of one plain key', (n) => `title: a\n${'  a\n'.repeat(n)}\n\nx`),
  page('one plain key twice', (n) => `${'title: a\n'.repeat(n)}\n\nx`),
  page('lines that look like keys', (n) => `a: b\n${'a: b\n'.repeat(n)}c d\n`),
  page('tags of front matter', (n) => `---\ntags: [${'a, '.repeat(n)}]\n---\n\nx`),
  page('old addresses', (n) => `---\nredirect_from: [${lines(n, (i) => `/a${i}`, ', ')}]\n---\n\nx`),
  page('references in front matter', (n) => `title: ${'%url:b% '.repeat(n)}\n\nx`),
  page('wrong decoding', (n) => 'â€™ '.repeat(n)),
]

const csv = (name: string, text: (n: number) => string): Pathological => ({
  name,
  files: (n) => ({ 'content/a.md': '%-- table: {source: a.csv, id: TblA} --%\n', 'content/a.csv': text(n) }),
})

/** Sites of several files. */
export const sites: readonly Pathological[] = [
  csv('columns of a table of values', (n) => `${'a,'.repeat(n)}a\n${'1.5,'.repeat(n)}1.5\n`),
  csv('rows of a table of values', (n) => `a,b\n${'1.5,[](x)\n'.repeat(n)}`),
  csv('quotes of a table of values', (n) => `a\n${'"'.repeat(n)}\n`),
  csv('quotation marks that never end', (n) => `a\n${'"a\n'.repeat(n)}`),
  csv('rows of differing lengths', (n) => lines(n, (i) => ','.repeat(i % 7))),
  {
    name: 'includes in includes',
    files: (n) =>
      Object.fromEntries([
        ['content/a.md', '%-- include: /p0.md --%\n'],
        ...Array.from({ length: n }, (_, i) => [`p${i}.md`, `a\n\n%-- include: /p${i + 1}.md --%\n`]),
      ]),
  },
  {
    name: 'one file included',
    files: (n) => ({ 'content/a.md': '%-- include: /p.md --%\n\n'.repeat(n), 'p.md': 'a [](x)\n' }),
  },
  {
    name: 'two includes in each file',
    files: (n) =>
      Object.fromEntries([
        ['content/a.md', '%-- include: /p0.md --%\n'],
        ...Array.from({ length: n }, (_, i) => [`p${i}.md`, `%-- include: /p${i + 1}.md --%\n\n`.repeat(2)]),
        [`p${n}.md`, 'text\n'],
      ]),
  },
  {
    name: 'constants of constants of constants',
    files: (n) => ({
      'content/a.md': '# A\n\n$a$ [x](https://a.example/$a$)\n',
      'constants.yaml': `a: "${'$b$ '.repeat(n)}"\nb: "${'$c$ '.repeat(n)}"\nc: "${'$d$ '.repeat(n)}"\nd: "${'$a$ '.repeat(n)}"\n`,
    }),
  },
  {
    name: 'long constants',
    files: (n) => ({ 'content/a.md': '$a$ '.repeat(n), 'constants.yaml': `a: "${'b '.repeat(n)}"\n` }),
  },
  {
    name: 'constants',
    files: (n) => ({
      'content/a.md': lines(n, (i) => `$a${i}$`, ' '),
      'constants.yaml': lines(n, (i) => `a${i}: b`),
    }),
  },
  {
    name: 'aliases of settings',
    files: (n) => ({ 'content/a.md': 'a', 'site.yaml': `title: &a x\nauthor: [${'*a, '.repeat(n)}]\n` }),
  },
  {
    name: 'aliases of aliases',
    files: (n) => ({
      'content/a.md': 'a',
      'site.yaml': `a0: &a0 [x, x]\n${lines(n, (i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)}\n`,
    }),
  },
  { name: 'unknown settings', files: (n) => ({ 'content/a.md': 'a', 'site.yaml': lines(n, (i) => `titl${i}: x`) }) },
  {
    name: 'entries of the navigation to nothing',
    files: (n) => ({ 'content/a.md': 'a', 'sitemap.yaml': lines(n, (i) => `A${i}: b${i}`) }),
  },
  {
    name: 'levels of the navigation',
    files: (n) => ({ 'content/a.md': 'a', 'sitemap.yaml': lines(Math.sqrt(n) * 3, (i) => `${' '.repeat(i)}A${i}:`) }),
  },
  {
    name: 'words',
    files: (n) => ({
      'content/a.md': lines(n, (i) => `A${i}B`, ' '),
      'site.yaml': `words:\n${lines(n, (i) => `  A${i}A: <b>A</b>`)}\n`,
    }),
  },
  {
    name: 'pages of one line',
    files: (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`content/p${i}.md`, 'a\n'])),
  },
  {
    name: 'unknown names among pages',
    files: (n) =>
      Object.fromEntries(Array.from({ length: n }, (_, i) => [`content/page-${i}.md`, `%link:paje-${i}%\n`])),
  },
  {
    name: 'unknown links among pages',
    files: (n) =>
      Object.fromEntries(
        Array.from({ length: n }, (_, i) => [`content/page-${i}.md`, `[text](paje-${i}.md) [text](c/paje-${i})\n`]),
      ),
  },
  {
    name: 'unknown files among files',
    files: (n) =>
      Object.fromEntries([
        ['content/a.md', lines(n, (i) => `![a](pictur-${i}.png)`, '\n\n')],
        ...Array.from({ length: n }, (_, i) => [`content/picture-${i}.png`, 'x']),
      ]),
  },
  {
    name: 'unknown headings among headings',
    files: (n) => ({
      'content/a.md': lines(n, (i) => `[text](b.md#hedding-${i})`, ' '),
      'content/b.md': lines(n, (i) => `# Heading ${i}`, '\n\n'),
    }),
  },
  {
    name: 'pages of one title',
    files: (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`content/p${i}.md`, 'title: A\n\na\n'])),
  },
  {
    name: 'pages of one address',
    files: (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`content/p${i}.md`, 'slug: a\n\na\n'])),
  },
  {
    name: 'pages of one address in other letters',
    files: (n) =>
      Object.fromEntries(
        Array.from({ length: n }, (_, i) => [
          `content/p${i}.md`,
          `slug: ${[...i.toString(2).padStart(20, '0')].map((bit) => (bit === '1' ? 'A' : 'a')).join('')}\n\na\n`,
        ]),
      ),
  },
  {
    name: 'pages that came from one address',
    files: (n) =>
      Object.fromEntries(
        Array.from({ length: n }, (_, i) => [`content/p${i}.md`, 'title: A\nredirect_from: /old/\n\na\n']),
      ),
  },
  {
    name: 'folders in folders',
    files: (n) => ({ [`content/${'a/'.repeat(Math.min(n, 1000))}b.md`]: 'a\n' }),
  },
  {
    name: 'folders of one page each',
    files: (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`content/f${i}/a.md`, 'a\n'])),
  },
  {
    name: 'pages at all depths',
    files: (n) =>
      Object.fromEntries(Array.from({ length: n }, (_, i) => [`content/${'d/'.repeat(i % 64)}p${i}.md`, 'a\n'])),
  },
  {
    name: 'a page that lies deep, and its neighbours',
    files: (n) =>
      Object.fromEntries(Array.from({ length: n }, (_, i) => [`content/${'d/'.repeat(60)}p${i}.md`, '%link:p0%\n'])),
  },
  {
    name: 'levels of the navigation in braces',
    files: (n) => ({ 'content/a.md': 'a', 'sitemap.yaml': `A: ${'{b: '.repeat(n)}a${'}'.repeat(n)}\n` }),
  },
  {
    name: 'unknown names of one page among pages',
    files: (n) =>
      Object.fromEntries([
        ['content/a.md', lines(n, (i) => `%link:nothing-${i}%`, ' ')],
        ...Array.from({ length: n / 8 }, (_, i) => [`content/page-${i}.md`, 'a\n']),
      ]),
  },
  {
    name: 'unknown names of the same letters',
    files: (n) =>
      Object.fromEntries(
        Array.from({ length: n }, (_, i) => {
          const name = [...i.toString(2).padStart(16, '0')].map((bit) => (bit === '1' ? 'ab' : 'ba')).join('')
          return [`content/${name}.md`, `%link:${name.slice(4)}abab% %link:x${name.slice(3)}%\n`]
        }),
      ),
  },
  {
    name: 'unknown ids among constants',
    files: (n) => ({
      'content/a.md': `${lines(n, (i) => `%-- constant: {word${i}: x} --%\n`)}\n${lines(n, (i) => `%FigWord${i}`, ' ')}`,
    }),
  },
  {
    name: 'unknown footnotes among footnotes',
    files: (n) => ({
      'content/a.md': `${lines(n, (i) => `a[^fotnote${i}]`, ' ')}\n\n${lines(n, (i) => `[^footnote${i}]: b\n`)}\n`,
    }),
  },
  {
    name: 'unknown definitions among definitions',
    files: (n) => ({
      'content/a.md': `${lines(n, (i) => `[some words][definition${i}]`, ' ')}\n\n${lines(n, (i) => `[defined${i}]: /a/`)}\n`,
    }),
  },
  {
    name: 'a long title that is named',
    files: (n) => ({ 'content/a.md': `title: ${'x'.repeat(n)}\n\na`, 'content/b.md': '%link:a% '.repeat(n) }),
  },
  {
    name: 'old addresses of a long title',
    files: (n) => ({
      'content/a.md': `---\ntitle: ${'x'.repeat(n)}\nredirect_from: [${lines(n, (i) => `/a${i}`, ', ')}]\n---\n\nx`,
    }),
  },
  {
    name: 'aliases of front matter',
    files: (n) => ({ 'content/a.md': `---\na: &a [${'x, '.repeat(n)}]\nb: [${'*a, '.repeat(90)}]\n---\n\nx` }),
  },
  {
    name: 'aliases of aliases of front matter',
    files: (n) => ({
      'content/a.md': `---\na0: &a0 [x, x]\n${lines(n, (i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)}\n---\n\nx`,
    }),
  },
  {
    name: 'aliases of blocks',
    files: (n) => ({
      'content/a.md': lines(n, () => `%--\nconstant:\n  a: &a ${'x'.repeat(100)}\n  b: [${'*a, '.repeat(50)}]\n--%\n`),
    }),
  },
  {
    name: 'lists in lists of front matter',
    files: (n) => ({ 'content/a.md': `---\na: ${'['.repeat(n)}${']'.repeat(n)}\n---\n\nx` }),
  },
  {
    name: 'one listing again and again',
    files: (n) => ({
      'content/a.md': lines(n, (i) => `%-- code: {source: x.py, id: Lst${i}} --%\n`),
      'content/x.py': 'print(1)\n'.repeat(n),
    }),
  },
  {
    name: 'lines of one listing',
    files: (n) => ({
      'content/a.md': lines(n, (i) => `%-- code: {source: x.py, id: Lst${i}, lines: ${i + 1}} --%\n`),
      'content/x.py': 'print(1)\n'.repeat(n),
    }),
  },
  {
    name: 'one table again and again',
    files: (n) => ({
      'content/a.md': lines(n, (i) => `%-- table: {source: x.csv, id: Tbl${i}} --%\n`),
      'content/x.csv': `a,b\n${'1,2\n'.repeat(n)}`,
    }),
  },
  {
    name: 'a long word of the settings',
    files: (n) => ({ 'content/a.md': 'AB '.repeat(n), 'site.yaml': `words: {AB: "${'x'.repeat(n)}"}\n` }),
  },
  {
    name: 'untrusted HTML',
    files: (n) => ({ 'content/a.md': '<b onclick=x>\n'.repeat(n), 'site.yaml': 'safe: true\n' }),
  },
  {
    name: 'untrusted elements that never end',
    files: (n) => ({ 'content/a.md': `<div>${'<script '.repeat(n)}`, 'site.yaml': 'safe: true\n' }),
  },
  {
    name: 'untrusted drawings that never end',
    files: (n) => ({ 'content/a.md': `<div>\n${'<svg><math>'.repeat(n)}`, 'site.yaml': 'safe: true\n' }),
  },
  {
    name: 'untrusted signs',
    files: (n) => ({ 'content/a.md': `<div>\n${'<!--<'.repeat(n)}`, 'site.yaml': 'safe: true\n' }),
  },
  {
    name: 'untrusted attributes',
    files: (n) => ({ 'content/a.md': `<div>\n<b ${'a="b" '.repeat(n)}>`, 'site.yaml': 'safe: true\n' }),
  },
]
