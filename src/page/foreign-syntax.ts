import type { Code } from '../diagnostics/codes.ts'
import { type Compilation, type Place, report } from '../markdown/compilation.ts'
import type { Source } from '../markdown/text/origin.ts'

/** What another program would make something of, and Lectern shows as text. */
interface Syntax {
  readonly code: Code
  /** What it is, in a sentence that begins with "This is". */
  readonly name: string
  /** How Lectern says it. */
  readonly hint: string
  /** Without one of these, a page has none of it: most have not. */
  readonly marks: readonly string[]
  readonly pattern: RegExp
  /** It stands in raw HTML, too. */
  readonly inHtml?: true
  /** Brackets can be those of a link: it is none where they are text. */
  readonly isText?: true
}

const foreign = (name: string, hint: string, marks: readonly string[], pattern: RegExp): Syntax => ({
  code: 'page/foreign-syntax',
  name,
  hint,
  marks,
  pattern,
})

/** Code in a line is masked: of `{doc}` with code behind it, the backticks are left. */
const syntaxes: readonly Syntax[] = [
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
    ['[[', '[toc]', '[Toc]', '{:'],
    /^\[\[_?toc_?\]\][ \t]*$|^\[[Tt]oc\][ \t]*$|\{:[ \t]*toc[ \t]*\}/im,
  ),
  foreign(
    'a shortcode of Hugo',
    'a picture with a caption is `%-- figure: {source: cat.png, id: FigCat} --%`; the manual lists all blocks',
    ['{{<', '{{%'],
    /\{\{[<%][^}\n]*[%>]\}\}/,
  ),
  foreign(
    'an include of another program',
    'write `%-- include: part.md --%` for text, or `%-- code: {source: loop.py, id: LstLoop} --%` for code',
    ['8<', '<<<', '{*'],
    /^[ \t]*-+8<-+[ \t]|^<<<[ \t]+[@./\w]\S*|\{\*[ \t]+\S[^}\n]*\*\}/m,
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
  foreign(
    'a name of an emoji',
    'write the emoji itself, which is text like any other; `\\:` is a colon that is text',
    [' :', '(:', '\n:'],
    /(?<![\p{L}\p{N}_:/.\\])(?::[a-z][a-z0-9_]{2,30}:|:[+-]1:)(?![\p{L}\p{N}_:`])/u,
  ),
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
    marks: ['{{', '{%'],
    pattern: /(?<!\{)\{\{\{?[-~]?[ \t]*[\w#/^>&!"'.@$][^{}\n]*\}\}|(?<!\{)\{%[-+]?[ \t]*[a-z][^%\n]*%\}/i,
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

/** Those of which a text may have some. */
const syntaxesIn = (text: string): readonly Syntax[] => syntaxes.filter((syntax) => mayHave(text, syntax))

const mayHave = (text: string, { marks }: Syntax): boolean => marks.some((mark) => text.includes(mark))

/** What is shown as it is written: code, formulas, comments, characters behind a backslash. */
const SHOWN =
  /(?<![`\\])(`+)(?!`)((?:[^`]|(?!\1(?!`))`)*?)(?<!`)\1(?!`)|<!--[\s\S]*?-->|<(pre|code|kbd|samp|script|style|textarea)(?=[\s>])[\s\S]*?<\/\3>|\$(?!`)[^$\n]+\$|\\[!"#%&'*+,\-./:;<=>?\\^_`{|}~]/gi

/** Of a longer paragraph, just the beginning is looked at. */
const LONGEST = 10_000

/** Looks for what other programs would read, page by page; a kind of it is told once. */
export interface ForeignSyntax {
  /** Whether the text may have any. */
  readonly isNear: () => boolean
  /** What follows comes from this file. */
  readonly enter: (source: Source) => void
  /** A piece of it, whose text tokens say what is shown. */
  readonly look: (
    content: string,
    shown: (written: string) => boolean,
    isHtml: boolean,
    placeAt: (from: number, to: number) => Place,
  ) => void
}

/** The search of one page. */
export function foreignSyntax(compilation: Compilation): ForeignSyntax {
  const told = new Set<Syntax>()
  /** By file: texts are long, and slow as keys. */
  const known = new Map<Source, readonly Syntax[]>()
  let active: readonly Syntax[] = []
  return {
    isNear: () => active.length > 0,
    enter(source) {
      active = known.get(source) ?? syntaxesIn(source.text)
      known.set(source, active)
    },
    look(content, shown, isHtml, placeAt) {
      const onLine = `\n${content}`
      const here = active.filter((syntax) => !told.has(syntax) && (!isHtml || syntax.inHtml) && mayHave(onLine, syntax))
      if (here.length === 0) return
      const text = content
        .slice(0, LONGEST)
        .replace(SHOWN, (written: string, ticks: string | undefined) =>
          ticks === undefined
            ? '\0'.repeat(written.length)
            : ticks + '\0'.repeat(written.length - 2 * ticks.length) + ticks,
        )
      for (const syntax of here) {
        const match = syntax.isText
          ? [...text.matchAll(new RegExp(syntax.pattern, `${syntax.pattern.flags}g`))].find(([all]) => shown(all))
          : syntax.pattern.exec(text)
        if (!match) continue
        told.add(syntax)
        const [written = ''] = match[0].split('\n', 1)
        report(compilation, syntax.code, `This is ${syntax.name}, which is shown as text.`, {
          span: placeAt(match.index, match.index + written.length)(),
          hint: syntax.hint,
        })
      }
    },
  }
}
