import type { Code } from '../diagnostics/codes.ts'
import { isKnownLanguage } from '../markdown/highlight.ts'

/**
 * What other programs would read, and Lectern shows as text: the name of each form, and how it is written here. Nothing foreign is to
 * pass unseen, so what is missing here is a fault.
 */

/** A form of another program. */
export interface ForeignForm {
  readonly code: Code
  /** What it is, in a sentence that begins with "This is". */
  readonly name: string
  /** How Lectern says it. */
  readonly hint: string
  /** Without one of these, a page has none of it: most have not. */
  readonly marks: readonly string[]
  readonly pattern: RegExp
  /** It stands in raw HTML and in plain titles, too, or only there. */
  readonly inHtml?: true | 'only'
  /** Brackets can be those of a link: it is none where they are text. */
  readonly isText?: true
}

const foreign = (name: string, hint: string, marks: readonly string[], pattern: RegExp): ForeignForm => ({
  code: 'page/foreign-syntax',
  name,
  hint,
  marks,
  pattern,
})

/** Elements that pages write in capitals now and then: HTML does not mind. */
const HTML_NAMES =
  'A|Abbr|Address|Article|Aside|Audio|B|Blockquote|Br|Button|Canvas|Caption|Center|Cite|Code|Col|Data|Dd|Del|Details|Dfn|Dialog|Div|Dl|Dt|Em|Embed|Fieldset|Figcaption|Figure|Font|Footer|Form|H[1-6]|Header|Hr|I|Iframe|Img|Input|Ins|Kbd|Label|Legend|Li|Link|Main|Map|Mark|Math|Meta|Meter|Nav|Ol|Option|Output|P|Param|Picture|Pre|Progress|Q|Ruby|S|Samp|Script|Section|Select|Small|Source|Span|Strong|Style|Sub|Summary|Sup|Svg|Table|Tbody|Td|Textarea|Tfoot|Th|Thead|Time|Tr|U|Ul|Var|Video|Wbr'
const CAPITALS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `<${letter}`)
const COMPONENT = new RegExp(`<(?!(?:${HTML_NAMES})[\\s/>])[A-Z][a-z][A-Za-z0-9]*(?:\\.[A-Z]\\w*)?(?=[\\s/>])[^<>\\n]*`)

/** Code in a line is masked: of `{doc}` with code behind it, the backticks are left. */
export const foreignForms: readonly ForeignForm[] = [
  foreign(
    'an alert of MkDocs',
    'write `> [!NOTE]` and the text below it, each line with `>`, or put it between `:::note` and `:::`; `> [!NOTE]-` is folded',
    ['!!!', '???'],
    /^(?:!!!|\?\?\?\+?)[ \t]+[a-z][\w-]*(?:[ \t]+(?:inline|end))*(?:[ \t]+"[^"\n]*")?[ \t]*$/m,
  ),
  foreign(
    'an alert of Python-Markdown',
    'put it between `:::note` and `:::`',
    ['///'],
    /^\/{3,}[ \t]*[a-z][\w-]*(?:[ \t]*\|[^\n]*)?[ \t]*$/m,
  ),
  foreign(
    'a tab of MkDocs',
    'write `:::tabs` above all of them, `== Title` above each, and `:::` below',
    ['==='],
    /^===[+!]?[ \t]+"[^"\n]+"/m,
  ),
  foreign(
    'a table of contents of another program',
    'write `[TOC]`',
    ['[[', '[toc]', '[Toc]', '{:', '${toc}'],
    /^\[\[_?toc_?\]\][ \t]*$|^\$\{toc\}[ \t]*$|^\[[Tt]oc\][ \t]*$|\{:[ \t]*toc[ \t]*\}/im,
  ),
  foreign(
    'a shortcode of Hugo',
    'a picture with a caption is `%-- figure: {source: cat.png, id: FigCat} --%`; the manual lists all blocks',
    ['{{<', '{{%'],
    /\{\{[<%](?:[^}]{0,500}[%>]\}\}|[^}]{0,500}$)/,
  ),
  foreign(
    'an include of another program',
    'write `%-- include: part.md --%` for text, or `%-- code: {source: loop.py, id: LstLoop} --%` for code',
    ['8<', '<<<', '{*'],
    /^[ \t]*-+8<-+(?:[ \t]|$)|^<<<[ \t]+[@./\w]\S*|\{\*[ \t]+\S[^}\n]*\*\}/m,
  ),
  {
    ...foreign(
      'a link of a wiki',
      'write `%link:page%`, or `![What it shows](cat.png)` for a picture',
      ['[['],
      /(?<![\w\])])!?\[\[(?!_?toc_?\]\])\p{L}[^\][\n]*\]\](?![([])/iu,
    ),
    isText: true,
  },
  {
    ...foreign(
      'a name of an emoji',
      'write the emoji itself, which is text like any other; `\\:` is a colon that is text',
      [' :', '(:', '\n:', '>:'],
      /(?<![\p{L}\p{N}_:/.\\])(?::[a-z][a-z0-9_]{2,30}:|:[+-]1:|:(?:material|fontawesome|octicons|simple)-[\w-]+:)(?![\p{L}\p{N}_:`])/u,
    ),
    inHtml: true,
  },
  foreign(
    'a directive of reStructuredText',
    'an alert is `> [!NOTE]`, a picture with a caption `%-- figure: {source: cat.png, id: FigCat} --%`',
    ['.. '],
    /^\.\. [a-z][\w-]*::/m,
  ),
  foreign(
    'a role of another program',
    'a link to a page is `%link:name%`, to a figure `%FigName`; code is just code',
    ['}`', ':`'],
    /\{[a-z][\w:.-]*\}`|(?<![\w`]):[a-z][\w:.-]*:`/,
  ),
  foreign(
    'a label of another program',
    'give the heading below it an id: `## Heading {#name}`',
    [')='],
    /^\([A-Za-z][\w:.-]*\)=[ \t]*$/m,
  ),
  foreign(
    'a command of TeX',
    'pages of a site do not break: take it out',
    ['\\newpage', '\\pagebreak', '\\clearpage', '\\noindent'],
    /\\(?:newpage|pagebreak|clearpage|noindent)(?![a-zA-Z])/,
  ),
  foreign(
    'a formula without dollar signs',
    'write `$x^2$` in text, or put lines of `$$` above and below',
    ['\\(', '\\[', '\\begin{'],
    /\\\((?:[a-zA-Z]|(?:(?!\\\))[^\n])*(?:\\[a-zA-Z]|[\^_=<>+])(?:(?!\\\))[^\n])*)\\\)|^\\\[(?:[ \t]*$|(?:[a-wyz]|[^\n]*(?:\\[a-zA-Z]|[\^_=])[^\n]*)\\\][ \t]*$)|\\begin\{(?:equation|align|gather|multline|eqnarray)\*?\}/m,
  ),
  foreign('a formula of GitLab or GitHub', 'write it without the backticks: `$x^2$`', ['$`'], /\$`\0+`\$/),
  foreign(
    'a reference of R Markdown or Quarto',
    'write `%FigName`, with the `id` of the block; a link to a section is `[text](#id)`',
    ['@ref(', '@fig-', '@tbl-', '@sec-', '@eq-', '@lst-'],
    /\\@ref\([^)\n]*\)|(?<![\w@.])@(?:fig|tbl|sec|eq|lst)-[\w-]+/,
  ),
  foreign(
    'marked text of another program',
    'write `<mark>text</mark>`; inserted text is `<ins>text</ins>`',
    ['=='],
    /(?<![=\w])==(?![=\s])[^=\n]*[^=\s]==(?![=\w])/,
  ),
  foreign('inserted text of MkDocs', 'write `<ins>text</ins>`', ['^^'], /(?<!\^)\^\^(?![\s^])[^^\n]*[^^\s]\^\^(?!\^)/),
  foreign('a comment of Obsidian', 'write `<!-- text -->`', ['%%'], /(?<![\w%])%%(?![\s%])[^%\n]+%%(?![\w%])/),
  foreign('an alert of docsify', 'write `> [!IMPORTANT]` or `> [!TIP]`', ['!> ', '?> '], /^[!?]>[ \t]+\S/m),
  foreign(
    'a label of an equation of MyST',
    'write `$$ {#eq-name}`',
    ['$$ (', '$$('],
    /(?<=^\$\$)[ \t]*\([A-Za-z][\w:.-]*\)[ \t]*$/m,
  ),
  foreign(
    'an export of MDX',
    'take it out: what pages show is Markdown, blocks and HTML',
    ['\nexport '],
    /^export[ \t]+(?:const|let|var|function|default)[ \t]/m,
  ),
  foreign('a comment of MDX', 'write `<!-- text -->`', ['{/*'], /\{\/\*[^\n]*/),
  foreign(
    'an expression of MDX',
    'write the text itself, or `$name$` for a constant of the site',
    ['{'],
    /(?<![{$\\\w])\{(?:[a-z]\w*(?:\.[a-zA-Z_]\w*)+(?:\([^(){}\n]*\))?|`\0+`)\}(?!\})/,
  ),
  {
    ...foreign(
      'a component of another program',
      'a numbered list is `:::steps`, files are `:::tree`, cards `:::cards`, alternatives `:::tabs`, an alert is `:::note`; a plugin can have blocks of your own',
      CAPITALS,
      COMPONENT,
    ),
    inHtml: true,
  },
  {
    ...foreign(
      'an attribute of React',
      'write `class="…"`, and `style="color: red"`',
      ['className=', '={{'],
      /<[a-z][^<>]*\s(?:className=["{]|style=\{\{)[^<>\n]*/,
    ),
    inHtml: true,
  },
  {
    ...foreign(
      'an address that GitHub would make a link of',
      'write `<https://example.org>`, or `[text](https://example.org)`',
      [' http', '\nhttp'],
      /(?<![\p{L}\p{N}@/<"'=([`:.-])https?:\/\/[\w-]+(?:\.[\w-]+)+[^\s<>"'`]*/u,
    ),
    isText: true,
  },
  {
    ...foreign(
      'inserted text of another program',
      'write `<ins>text</ins>`; keys are `++ctrl+s++`, and one alone has a name such as `++esc++` or quotes, `++"A key"++`',
      ['++'],
      /(?<![+\w])\+\+(?![+\s])[^+\n]*[^+\s]\+\+(?![+\w])/,
    ),
    isText: true,
  },
  foreign(
    'a sub- or superscript of another program',
    'write `H<sub>2</sub>O`, `x<sup>2</sup>`, or a formula such as `$x^2$`',
    ['~', '^'],
    /(?<=[A-Za-z0-9)])~(?!~)[A-Za-z0-9+-]{1,8}~(?![~\w]*~)|(?<=[A-Za-z0-9)])\^[A-Za-z0-9+-]{1,8}\^/,
  ),
  {
    ...foreign(
      'a definition of a link right below text',
      'leave a blank line above it',
      [']:'],
      /(?<=\n[ \t]*)\[(?!\^)[^\][\n]{1,200}\]:[ \t]+(?:<[^<>\n]+>|[^\s<>]*[./#%][^\s<>]*)(?=[ \t]*(?:$|["'(]))/m,
    ),
    isText: true,
  },
  {
    ...foreign(
      'an attribute list that cannot be read',
      'names and ids begin with a letter and have letters, digits, `-` and `_` in them: `{#name}`, `{.name}`',
      ['{:', '{#', '{.'],
      /(?<!\{)\{(?::[ \t]*[#.](?=\S)|[ \t]*[#.](?=\p{L}))(?![\p{L}_-][\p{L}\p{N}_-]*[ \t}])[^{}\n]{1,200}\}/u,
    ),
    isText: true,
  },
  foreign(
    'a caption or a definition below nothing',
    'a caption belongs to a block: `%-- table: {source: data.csv, id: TblData, caption: Text} --%`; a definition stands right below its term',
    ['\n:'],
    /^(?<!\n):(?:[ \t]+\S[^\n]*)$/m,
  ),
  foreign(
    'a break of MyST',
    'take it out; a line between two parts is `---`',
    ['+++', '^^^'],
    /^(?:\+{3}(?:[ \t]*\{[^\n]*\})?|\^{3,})[ \t]*$/m,
  ),
  foreign(
    'a table of Pandoc',
    'write a table of Markdown, `| a | b |` with `|---|---|` below',
    ['-- '],
    /^[ \t]*-{2,}(?:[ \t]+-{2,})+[ \t]*$/,
  ),
  foreign('a comment of MyST', 'write `<!-- text -->`', ['% '], /^(?<!\n)%[ \t]+\S+[ \t]+\S[^\n]*/),
  {
    ...foreign(
      'attributes above or below a block',
      'an attribute list stands on the line below its block, and has names and ids: `{#name .wide}`',
      ['{'],
      /^\{(?:[.#][\w-]+[ \t]+)*[a-z][\w-]+=(?:"[^"\n]*"|[^\s{}"]+)(?:[ \t]+[\w-]+=(?:"[^"\n]*"|[^\s{}"]+))*[ \t]*\}[ \t]*$/m,
    ),
    isText: true,
  },
  foreign(
    'a numbered example of Pandoc',
    'write a list, `1. First`; it can go on with another number, `4. Fourth`',
    ['(@'],
    /^\(@[\w-]*\)(?=[ \t]+\S)/m,
  ),
  foreign(
    'a block of lines of Pandoc',
    'end each line with a backslash, which breaks it there',
    ['\n| '],
    /^(?<!\n)(?:\|[ \t]+[^|\n]*(?:\n|$))+(?!\n)$/,
  ),
  foreign('raw text of Pandoc', 'write HTML as it is, without the backticks', ['}'], /`\0+`\{=\w+\}/),
  foreign(
    'an id of a rule of mdBook',
    'take it out, or write `<a id="name"></a>`',
    ['r['],
    /^r\[[a-z][\w-]*(?:\.[\w-]+)+\]$/m,
  ),
  {
    ...foreign(
      'Markdown where none is read',
      'in raw HTML, leave a blank line above and below it, or write `markdown="1"` into the tag; the title of a tab is plain text',
      ['**', '__', '`', ']('],
      /\*\*[^\s*<>\0][^*<>\0\n]*\*\*|(?<![\w/.])__[^\s_<>\0][^_<>\0\n]*__(?![\w/.])|(?<!`)`\0+`|(?<!\])\[[^\][<>\n]+\]\([^\s()<>]+\)/,
    ),
    inHtml: 'only',
  },
  foreign(
    'an option of kramdown or Pandoc',
    'take it out; an attribute list is `{.name}` or `{#id}`',
    ['{:', '{-}'],
    /\{::[a-z][^}\n]*\}|\{:(?!toc\})[a-z_]+\}|[ \t]\{-\}[ \t]*$/m,
  ),
  foreign(
    'an import of MDX',
    'take it out: what pages show is Markdown, blocks and HTML',
    ['\nimport '],
    /^import[ \t]+[\w{}, *]+[ \t]+from[ \t]+(['"])[^'"\n]+\1;?[ \t]*$/m,
  ),
  {
    code: 'text/template-syntax',
    name: 'a template of another program',
    hint: 'a text that is defined once is `$name$`, a file in place `%-- include: part.md --%`; put it in code where it is shown',
    marks: ['{{', '{%', '{#'],
    pattern:
      /(?<!\{)\{\{\{?[-~]?\s*[\w#/^>&!"'.@$][^{}]{0,500}\}\}|(?<!\{)\{%[-+]?\s*[a-z][^%]{0,500}%\}|\{#[ \t][^{}\n]{0,500}[ \t]#\}/i,
    inHtml: true,
  },
  {
    code: 'text/citation',
    name: 'a citation',
    hint: 'Lectern has no bibliography: write `doi:10.1000/182`, a link, or a footnote `[^name]`',
    marks: ['@'],
    pattern:
      /\[(?:[^\][\n]*[\s;(])?-?@(?!(?:fig|tbl|sec|eq|lst)-)[\p{L}_][\p{L}\p{N}_:.#/+-]*(?:[\s,;][^\][\n]*)?\](?![([:])/u,
    isText: true,
  },
]

/** A form of another program in the first line of a fence, or in its code. */
export interface ForeignFence {
  readonly name: string
  readonly hint: string
  readonly inInfo?: Pick<RegExp, 'test'>
  readonly inCode?: RegExp
}

/** The name in braces that a fence begins with, where it is no language: that of a directive. */
export const directiveOf = (info: string): string | undefined => {
  const [, name] = /^\{([a-z][\w:.-]*)\}/.exec(info.trim()) ?? []
  return name === undefined || (isKnownLanguage(name) && !/^(?:code|image|include|index|math|raw|table)$/.test(name))
    ? undefined
    : name
}

/** Directives whose content is code. */
const CELL = /^(?:code(?:-cell|-block)?|sourcecode)$/

export const foreignFences: readonly ForeignFence[] = [
  { name: 'raw text of Pandoc', hint: 'write HTML as it is, without a fence', inInfo: /^\{=\w+\}/ },
  {
    name: 'a cell or a listing of MyST',
    hint: 'name the language alone, as in ```` ```python ````; code that runs is `python run`',
    inInfo: { test: (info) => CELL.test(directiveOf(info) ?? '') },
  },
  {
    name: 'a directive of MyST',
    hint: 'an alert is `> [!NOTE]` or `:::note`, a picture with a caption `%-- figure: {source: cat.png, id: FigCat} --%`; the manual lists all blocks',
    inInfo: { test: (info) => !CELL.test(directiveOf(info) ?? 'code') },
  },
  {
    name: 'an option of another highlighter',
    hint: 'marked lines are `{2,4-6}`, numbers `showLineNumbers` or `startLineNumber=5`, a title is `title="loop.py"`',
    inInfo:
      /\b(?:hl_lines|linenums|linenos|linenostart|lineno-start|emphasize-lines|lineNumbers)\b[ \t]*[=:]|^[\w+#-]+:(?:no-)?line-numbers|^[\w+#-]+(?:[ \t]*\{[\d,-]*\})?[ \t]+\[[^\]=]+\][ \t]*$|\.numberLines\b/,
  },
  { name: 'a formula of GitHub', hint: 'put it between two lines of `$$`', inInfo: /^math[ \t]*$/ },
  {
    name: 'a mark of another highlighter',
    hint: 'take it out, and say the lines behind the language: `{2}`, `ins={3}` or `del={4}`',
    inCode:
      /(?:\/\/|#|--|<!--|\/\*|;|%)[ \t]*\[!code[ \t]+[^\]\n]+\]|^[ \t]*(?:\/\/|#|--|<!--|\{?\/\*)[ \t]*highlight-(?:next-line|start|end)\b/m,
  },
  {
    name: 'an included file of another program',
    hint: 'a listing is `%-- code: {source: loop.py, id: LstLoop, lines: 1-5} --%`, in place of the fence',
    inCode: /^[ \t]*(?:\{\{[ \t]*#(?:rustdoc_)?include[ \t][^}\n]*\}\}|-+8<-+[ \t]+["'][^"'\n]+["'])[ \t]*$/m,
  },
  {
    name: 'an option of a cell of Quarto',
    hint: 'take it out: the code is shown as it stands, and a block `python` has fields for what a cell says',
    inCode: /^(?:#|\/\/|%%)\|[ \t]*[a-z][\w-]*:[^\n]*$/m,
  },
]
