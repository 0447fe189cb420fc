import { alert, isAlert } from './alerts.ts'
import { readColons } from './colons.ts'
import { partOf } from './fences.ts'
import { block, container, indented, tabs, trimLines } from './lines.ts'
import type { Rewrite, RewriteContext } from './rewrite.ts'

/** A directive of MyST: what it is called, says, and holds. */
interface Directive {
  readonly name: string
  readonly argument: string
  readonly options: ReadonlyMap<string, string>
  readonly body: readonly string[]
  readonly indent: string
}

/** Options are lines such as `:width: 50`, or YAML between lines of `---`. */
function readDirective(name: string, argument: string, lines: readonly string[], indent: string): Directive {
  const options = new Map<string, string>()
  let at = 0
  const isYaml = lines[0]?.trim() === '---'
  if (isYaml) at = 1
  for (; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (isYaml && line.trim() === '---') {
      at++
      break
    }
    const [, key, value = ''] =
      (isYaml ? /^[ \t]*([\w-]+):[ \t]*(.*)$/ : /^[ \t]*:([\w-]+):[ \t]*(.*)$/).exec(line) ?? []
    if (key === undefined && !isYaml) break
    if (key !== undefined) options.set(key, value.replace(/^(["'])(.*)\1$/, '$2'))
  }
  return { name: name.toLowerCase(), argument, options, body: trimLines(lines.slice(at)), indent }
}

/** A formula that is longer is left as it is. */
const MOST_ROWS = 500

const formulas = new WeakMap<readonly string[], ReadonlyMap<number, number>>()

/** The lines of `$$` that formulas begin with, and those that end them. */
function formulasIn(lines: readonly string[]): ReadonlyMap<number, number> {
  const known = formulas.get(lines)
  if (known) return known
  const found = new Map<number, number>()
  let begun: number | undefined
  lines.forEach((line, at) => {
    if (!/^\s*\$\$(?:[ \t]*\([\w:. -]+\))?[ \t]*$/.test(line)) return
    if (begun === undefined) begun = line.trim() === '$$' ? at : undefined
    else {
      found.set(begun, at)
      begun = undefined
    }
  })
  formulas.set(lines, found)
  return found
}

/** Rows of a formula with signs that they are aligned at, or with ends of lines, stand in an environment. */
const alignedRows = (lines: readonly string[]): readonly string[] =>
  lines.some((line) => /(?<!\\)&|\\\\/.test(line)) && !lines.some((line) => line.includes('\\begin{'))
    ? ['\\begin{aligned}', ...lines, '\\end{aligned}']
    : lines

const percent = (width: string): string => (/^\d+(?:\.\d+)?%$/.test(width) ? width.slice(0, -1) : '')

/** What a directive becomes; undefined where it stays. */
function rewriteDirective(directive: Directive, context: RewriteContext): readonly string[] | undefined {
  const { name, argument, options, body, indent } = directive
  const label = options.get('name') ?? options.get('label') ?? ''
  const classes = options.get('class') ?? ''
  const inside = () => context.lines(body)
  const target = label === '' ? [] : [`${indent}<a id="${anchorOf(label)}"></a>`, '']
  switch (name) {
    case 'code-cell':
    case 'code':
    case 'code-block':
    case 'sourcecode': {
      const language = /^[\w+#-]*/.exec(argument)?.[0] ?? ''
      const numbers = options.has('linenos') || options.has('lineno-start')
      const marked = options.get('emphasize-lines')
      const title = options.get('caption')
      const info = [
        language.replace(/^i?python3?$|^ipython3?$/, 'python'),
        title === undefined ? '' : `title="${title}"`,
        marked === undefined ? '' : `{${marked.replaceAll(' ', '')}}`,
        numbers ? 'showLineNumbers' : '',
      ]
      if (options.get('tags')?.includes('remove-cell')) return []
      return indented([`\`\`\`${info.filter((part) => part !== '').join(' ')}`, ...body, '```'], indent)
    }
    case 'figure':
    case 'image': {
      const source = context.link(argument) ?? argument
      if (name === 'image' && label === '') {
        const width = percent(options.get('width') ?? '')
        return indented([`![${options.get('alt') ?? ''}](${source})${width === '' ? '' : `{width=${width}%}`}`], indent)
      }
      return block(
        'figure',
        {
          source,
          id: context.id('Fig', label || argument),
          alt: options.get('alt') ?? '',
          width: percent(options.get('width') ?? ''),
          caption: context.inline(body.join('\n')),
        },
        indent,
      )
    }
    case 'csv-table': {
      const source = options.get('file')
      if (source === undefined) return undefined
      const fields = {
        source: context.link(source) ?? source,
        id: context.id('Tbl', label || source),
        caption: argument,
      }
      return block('table', fields, indent)
    }
    case 'table':
      return indented([...(argument === '' ? [] : [`**${context.inline(argument)}**`, '']), ...inside()], indent)
    case 'list-table': {
      const rows = listTable(body, options.get('header-rows') !== '0')
      return (
        rows &&
        indented([...(argument === '' ? [] : [`**${context.inline(argument)}**`, '']), ...context.lines(rows)], indent)
      )
    }
    case 'literalinclude': {
      const file = context.file(argument)
      if (!file) return undefined
      const lines = options.get('lines') ?? ''
      if (lines !== '' && !partOf(file.text, lines.replace('-', ':'))) return undefined
      const fields = {
        source: file.path,
        id: context.id('Lst', label || argument),
        syntax: options.get('language') ?? '',
        lines,
        caption: options.get('caption') ?? '',
      }
      return block('code', fields, indent)
    }
    case 'include': {
      const path = context.part(argument)
      return path === undefined ? undefined : indented([`%-- include: ${path} --%`], indent)
    }
    case 'math': {
      const end = label === '' ? '$$' : `$$ {#${label.replace(/[^\w-]/g, '-')}}`
      return indented(['$$', ...alignedRows(body.filter((line) => line.trim() !== '')), end], indent)
    }
    case 'raw':
      return argument === 'html' ? indented(body, indent) : []
    case 'mermaid':
      return indented(['```mermaid', ...body, '```'], indent)
    case 'toctree':
    case 'currentmodule':
    case 'tableofcontents':
    case 'index':
    case 'rst-class':
    case 'bibliography':
    case 'margin-notes':
      return name === 'bibliography' ? undefined : []
    case 'contents':
      return indented(['[TOC]'], indent)
    case 'tab-set':
    case 'tabs': {
      const items = tabItems(body, context)
      return items.length ? tabs(items, '', indent) : undefined
    }
    case 'grid':
    case 'grids':
    case 'card-carousel': {
      const items = cardItems(body, context)
      return items ? indented([':::cards', ...items, ':::'], indent) : indented(inside(), indent)
    }
    case 'card':
    case 'grid-item-card':
    case 'grid-item':
    case 'div':
    case 'container':
    case 'centered':
    case 'only':
    case 'glossary':
    case 'aside-list':
      return name === 'card' || name === 'grid-item-card' ? cardLines(directive, context) : indented(inside(), indent)
    case 'rubric':
      return indented([`**${context.inline(argument)}**`], indent)
    case 'versionadded':
    case 'versionchanged':
    case 'versionremoved':
    case 'deprecated': {
      const [version = '', ...words] = argument.split(/\s+/)
      const said = {
        versionadded: 'New in',
        versionchanged: 'Changed in',
        versionremoved: 'Removed in',
        deprecated: 'Deprecated since',
      }
      const text = [...(words.length ? [words.join(' ')] : []), ...body]
      const title = `${said[name]} version ${version}`
      return text.length ? alert('note', title, context.lines(text), indent) : indented([`*${title}.*`], indent)
    }
    case 'button-link':
    case 'button-ref': {
      const text = body.join(' ').trim()
      if (name === 'button-ref') {
        const page = context.page(`${argument}.md`) ?? context.page(argument)
        const made =
          context.reference(argument, text || undefined) ??
          (page && (text === '' ? `%link:${page.name}%` : `[${context.inline(text)}](${page.address})`))
        return made === undefined ? undefined : indented([made], indent)
      }
      return indented([`[${context.inline(text || argument)}](${argument})`], indent)
    }
    case 'dropdown':
    case 'toggle':
    case 'collapse':
      return container('details', context.inline(argument), inside(), indent)
    case 'margin':
    case 'sidebar':
    case 'topic':
      return alert('note', context.inline(argument), inside(), indent)
    case 'epigraph':
    case 'pull-quote':
      return indented(
        inside().map((line) => `> ${line}`.trimEnd()),
        indent,
      )
    case 'exercise':
    case 'exercise-start':
    case 'solution':
    case 'solution-start': {
      const isSolution = name.startsWith('solution')
      const made = isSolution
        ? container('details', 'Solution', inside(), indent)
        : alert('note', context.inline(argument) || 'Exercise', inside(), indent)
      return name.endsWith('-start') ? undefined : isSolution ? made : [...target, ...made]
    }
    case 'admonition': {
      const kind = /(?:^|\s)(tip|hint|warning|caution|danger|important|dropdown)(?:\s|$)/.exec(classes)?.[1] ?? 'note'
      return [...target, ...alert(kind === 'dropdown' ? 'details' : kind, context.inline(argument), inside(), indent)]
    }
    case 'prf:theorem':
    case 'prf:definition':
    case 'prf:lemma':
    case 'prf:proof':
    case 'prf:example':
    case 'prf:remark':
    case 'prf:algorithm': {
      const kind = name.slice(4)
      const title = kind.slice(0, 1).toUpperCase() + kind.slice(1)
      return alert('note', argument === '' ? title : `${title}: ${context.inline(argument)}`, inside(), indent)
    }
    default: {
      if (!isAlert(name)) return undefined
      // What stands behind the name of an alert is the beginning of its text.
      const text = argument === '' ? inside() : context.lines([argument, ...body])
      const isFolded = classes.includes('dropdown')
      const title = name.slice(0, 1).toUpperCase() + name.slice(1)
      return [...target, ...(isFolded ? container('details', title, text, indent) : alert(name, '', text, indent))]
    }
  }
}

/** What stands in a card: a line of `^^^` ends its header, one of `+++` begins its footer. */
function cardParts({ argument, options, body }: Directive, context: RewriteContext) {
  const head = body.findIndex((line) => /^\^{3,}[ \t]*$/.test(line))
  const foot = body.findIndex((line) => /^\+{3}[ \t]*$/.test(line))
  const header = head < 0 ? [] : body.slice(0, head)
  const lines = trimLines([
    ...body.slice(head + 1, foot < 0 ? undefined : foot),
    ...(foot < 0 ? [] : ['', ...body.slice(foot + 1)]),
  ])
  const words = context.inline(argument || header.join(' ').trim()).trim()
  const link = options.get('link') ?? options.get('url') ?? ''
  const isLabel = /^(?:ref|any)$/.test(options.get('link-type') ?? '')
  const to =
    (isLabel ? /\(([^()]*)\)$/.exec(context.reference(link, 'x') ?? '')?.[1] : undefined) ??
    context.page(`${link}.md`)?.address ??
    context.link(link) ??
    link
  const title = link === '' ? (words === '' ? '' : `**${words}**`) : `[${words || link}](${to})`
  return { title, lines: context.lines(lines) }
}

const cardLines = (directive: Directive, context: RewriteContext): readonly string[] => {
  const { title, lines } = cardParts(directive, context)
  return indented([...(title === '' ? [] : [title, '']), ...lines], directive.indent)
}

/** The cards of a grid as items of a list; undefined where it holds anything else. */
function cardItems(body: readonly string[], context: RewriteContext): readonly string[] | undefined {
  const items: string[] = []
  for (let at = 0; at < body.length; at++) {
    if ((body[at] ?? '').trim() === '') continue
    const read = directiveAt(body, at)
    if (!read || !/^(?:card|grid-item-card|grid-item)$/.test(read.directive.name)) return undefined
    const { title, lines } = cardParts(read.directive, context)
    const inside = [...(title === '' ? [] : [title, '']), ...lines]
    if (inside.length) items.push(...indented(trimLines(inside), '- '))
    at = read.next - 1
  }
  return items.length ? items : undefined
}

/** A table that is written as a list of lists, whose cells are of one line; undefined where they are not. */
function listTable(body: readonly string[], hasHeader: boolean): readonly string[] | undefined {
  const rows: string[][] = []
  for (const line of body) {
    if (line.trim() === '') continue
    // A cell with code or lists is no line of a table.
    if (/^[ \t]*(?:[*-][ \t]+)*(?:`{3}|~{3}|:{3})|^[ \t]{4,}(?:[-*+]|\d+[.)])[ \t]/.test(line)) return undefined
    const [, isRow, cell] = /^[ \t]*(?:([*-])[ \t]+)?[*-](?:[ \t]+(.*))?$/.exec(line) ?? []
    if (isRow !== undefined) rows.push([cell ?? ''])
    else if (/^[ \t]+-/.test(line)) rows.at(-1)?.push(cell ?? '')
    else if (rows.length && /^[ \t]{4}/.test(line)) {
      const last = rows.at(-1) ?? []
      last.push(`${last.pop() ?? ''} ${line.trim()}`.trim())
    } else return undefined
  }
  const width = Math.max(...rows.map((row) => row.length))
  const [first, ...others] = hasHeader ? rows : [Array<string>(width).fill(''), ...rows]
  if (!first || width < 1) return undefined
  const written = (row: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, i) => (row[i] ?? '').replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`
  return [written(first), `|${' --- |'.repeat(width)}`, ...others.map(written)]
}

function tabItems(body: readonly string[], context: RewriteContext) {
  const items: { title: string; lines: readonly string[] }[] = []
  for (let at = 0; at < body.length; at++) {
    const read = directiveAt(body, at)
    if (read?.directive.name !== 'tab-item') continue
    items.push({ title: context.inline(read.directive.argument), lines: context.lines(read.directive.body) })
    at = read.next - 1
  }
  return items
}

const FENCED = /^([ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(`{3,}|~{3,}|:{3,})\{([\w:.-]+)\}[ \t]*(.*?)[ \t]*$/

function directiveAt(
  lines: readonly string[],
  at: number,
): { readonly directive: Directive; readonly next: number } | undefined {
  const [, indent = '', marks = '', name = '', argument = ''] = FENCED.exec(lines[at] ?? '') ?? []
  if (marks === '') return undefined
  const end = new RegExp(`^[ \\t]*\\${marks[0]}{${marks.length},}[ \\t]*$`)
  const colons = marks.startsWith(':') ? readColons(lines, at, false) : undefined
  let next = at + 1
  while (next < lines.length && !end.test(lines[next] ?? '')) next++
  if (colons) next = colons.next - 1
  const width = indent.length
  const body = lines.slice(at + 1, next).map((line) => (line.slice(0, width).trim() === '' ? line.slice(width) : line))
  return { directive: readDirective(name, argument, body, indent), next: Math.min(lines.length, next + 1) }
}

/** Directives and roles of MyST. */
export const mystRewrites: readonly Rewrite[] = [
  {
    name: 'a directive',
    tools: ['jupyter-book'],
    from: '```{figure} cat.png\n:name: fig-cat\n:width: 50%\nA cat.\n```',
    to: '%--\nfigure:\n    source: cat.png\n    id: fig-cat\n    width: 50\n    caption: A cat.\n--%',
    takesFences: true,
    block(lines, at, context) {
      const read = directiveAt(lines, at)
      const made = read && rewriteDirective(read.directive, context)
      return made && read ? { lines: made, next: read.next } : undefined
    },
  },
  {
    name: 'an exercise between two marks',
    tools: ['jupyter-book'],
    from: '```{exercise-start}\n:label: ex1\n```\nCount to 10.\n```{exercise-end}\n```',
    to: ':::note[Exercise]\nCount to 10.\n:::',
    takesFences: true,
    block(lines, at, context) {
      const read = directiveAt(lines, at)
      const kind = /^(exercise|solution)-start$/.exec(read?.directive.name ?? '')?.[1]
      if (!read || kind === undefined) return undefined
      const end = lines.findIndex((line, i) => i >= read.next && line.includes(`{${kind}-end}`))
      if (end < 0) return undefined
      const inside = context.lines(lines.slice(read.next, end))
      const { indent, argument } = read.directive
      const made =
        kind === 'solution'
          ? container('details', 'Solution', inside, indent)
          : alert('note', (/^[\w-]+$/.test(argument) ? '' : argument) || 'Exercise', inside, indent)
      const last = directiveAt(lines, end)
      return { lines: made, next: last?.next ?? end + 1 }
    },
  },
  {
    name: 'a comment',
    tools: ['jupyter-book'],
    from: '% Write more.',
    to: '<!-- Write more. -->',
    block(lines, at) {
      const [, text] = /^%[ \t]+(.*)$/.exec(lines[at] ?? '') ?? []
      // Two dashes could end it.
      return text === undefined
        ? undefined
        : { lines: [`<!-- ${text.trim().replace(/-(?=-)/g, '- ')} -->`], next: at + 1 }
    },
  },
  {
    name: 'an environment of TeX',
    tools: ['jupyter-book', 'quarto'],
    from: '\\begin{align}\na &= b\n\\end{align}',
    to: '$$\n\\begin{align}\na &= b\n\\end{align}\n$$',
    block(lines, at) {
      const [, indent = '', name] =
        /^([ \t]*)\\begin\{((?:equation|align|gather|multline|alignat|eqnarray)\*?)\}/.exec(lines[at] ?? '') ?? []
      let before = at - 1
      while (before > 0 && (lines[before] ?? '').trim() === '') before--
      if (name === undefined || (lines[before] ?? '').trim() === '$$') return undefined
      const most = Math.min(lines.length, at + MOST_ROWS)
      let end = at
      while (end < most && !(lines[end] ?? '').includes(`\\end{${name}}`) && (lines[end] ?? '').trim() !== '$$') end++
      if (end === most || (lines[end] ?? '').trim() === '$$') return undefined
      return { lines: [`${indent}$$`, ...lines.slice(at, end + 1), `${indent}$$`], next: end + 1 }
    },
  },
  {
    name: 'rows of a formula',
    tools: ['jupyter-book'],
    from: '$$\na &= b \\\\\n&= c\n$$',
    to: '$$\n\\begin{aligned}\na &= b \\\\\n&= c\n\\end{aligned}\n$$',
    block(lines, at) {
      const end = formulasIn(lines).get(at)
      if (end === undefined) return undefined
      const rows = lines.slice(at + 1, end)
      const made = alignedRows(rows)
      return made === rows ? undefined : { lines: [lines[at] ?? '', ...made, lines[end] ?? ''], next: end + 1 }
    },
  },
  {
    name: 'attributes of code in a line',
    tools: ['jupyter-book'],
    from: 'Call `print(1)`{l=python}.',
    to: 'Call `print(1)`.',
    inline: [{ pattern: /(?<=\ue001)\{l=[\w+-]+\}/g, replace: () => '' }],
  },
  {
    name: 'attributes above a block',
    tools: ['jupyter-book'],
    from: '{#intro .wide}\nA paragraph.',
    to: 'A paragraph.\n{#intro .wide}',
    block(lines, at, context) {
      const list = (lines[at] ?? '').trim()
      if (!/^\{(?:[ \t]*[.#][A-Za-z][\w-]*)+[ \t]*\}$/.test(list) || /^(?!\s*:{3,}).*\S/.test(lines[at - 1] ?? ''))
        return undefined
      let next = at + 1
      while (next < lines.length && (lines[next] ?? '').trim() !== '') next++
      const below = lines.slice(at + 1, next)
      if (!/^(?:[\p{L}\p{N}*_"'`[(]|\*\*)/u.test(below[0] ?? '')) return undefined
      return { lines: [...context.lines(below), list], next }
    },
  },
  {
    name: 'a link to a label',
    tools: ['jupyter-book'],
    from: 'See [](#loops), <project:#loops> and [there](loops).\n\n(loops)=\n## Loops',
    to: 'See [Loops](#loops), [Loops](#loops) and [there](#loops).\n\n## Loops {#loops}',
    inline: [
      {
        pattern: /(?<!!)\[((?:[^\][]|\[[^\][]*\])*)\]\((?:project:)?#?([\w:. /-]+)\)/g,
        replace: ([whole = '', words = '', label = ''], context) =>
          /\.(?:md|ipynb|html?)$/.test(label) && !whole.includes('#')
            ? undefined
            : context.reference(label, words === '' ? undefined : context.inline(words)),
      },
      {
        pattern: /<(?:project:)?#([\w:. /-]+)>/g,
        replace: ([, label = ''], context) => context.reference(label, undefined),
      },
      {
        pattern: /(?<!!)\[\]\(([\w./-]+)\)|<project:([\w./-]+)>/g,
        replace: ([, linked = '', pointed = ''], context) => {
          const name = linked || pointed
          const page = context.page(name) ?? context.page(`${name}.md`)
          return page && `%link:${page.name}%`
        },
      },
    ],
  },
  {
    name: 'a text that is set in the settings or the front matter',
    tools: ['jupyter-book'],
    from: '{{ tool }}',
    to: 'Lectern',
    inline: [
      {
        pattern: /\{\{[ \t]*([\w-]+)[ \t]*\}\}/g,
        replace: ([, name = ''], context) => context.variable(`substitutions.${name}`),
      },
    ],
  },
  {
    name: 'a break between cells',
    tools: ['jupyter-book'],
    from: '+++ {"tags": []}',
    to: '',
    block: (lines, at) =>
      /^\+\+\+(?:[ \t]*\{.*\})?[ \t]*$/.test(lines[at] ?? '') ? { lines: [''], next: at + 1 } : undefined,
  },
  {
    name: 'a label',
    tools: ['jupyter-book'],
    from: '(loops)=\n## Loops',
    to: '## Loops {#loops}',
    block(lines, at, context) {
      const [, label] = /^[ \t]*\(([^()\s][^()\n]*)\)=[ \t]*$/.exec(lines[at] ?? '') ?? []
      if (label === undefined) return undefined
      let next = at + 1
      const labels = [label]
      while (
        next < lines.length &&
        ((lines[next] ?? '').trim() === '' || /^\(([^()\n]+)\)=[ \t]*$/.test(lines[next] ?? ''))
      ) {
        const more = /^\(([^()\n]+)\)=/.exec(lines[next] ?? '')?.[1]
        if (more !== undefined) labels.push(more)
        next++
      }
      const [, heading] = /^(#{1,6}[ \t]+.*?)[ \t]*#*[ \t]*$/.exec(lines[next] ?? '') ?? []
      const id = anchorOf(label)
      if (heading !== undefined && !/\{#[\w-]+\}$/.test(heading)) {
        const others = labels.slice(1).flatMap((other) => [`<a id="${anchorOf(other)}"></a>`, ''])
        return { lines: [...others, `${context.inline(heading)} {#${id}}`], next: next + 1 }
      }
      return {
        lines: [...labels.flatMap((other) => [`<a id="${anchorOf(other)}"></a>`, ''])],
        next: Math.max(at + 1, next),
      }
    },
  },
  {
    name: 'a role',
    tools: ['jupyter-book'],
    from: 'Press {kbd}`Ctrl+S`, see {numref}`fig-cat`, H{sub}`2`O, {math}`x^2`, {abbr}`HTML (HyperText Markup Language)`.\n\n```{figure} cat.png\n:name: fig-cat\n```',
    to: 'Press <kbd>Ctrl+S</kbd>, see %fig-cat, H<sub>2</sub>O, $x^2$, <abbr title="HyperText Markup Language">HTML</abbr>.\n\n%--\nfigure:\n    source: cat.png\n    id: fig-cat\n--%',
    role(name, content, context) {
      const [, words, target = content] = /^([\s\S]*?)\s*<([^<>]+)>$/.exec(content) ?? []
      const text = words === undefined ? undefined : words.trim()
      switch (name) {
        case 'doc': {
          const page = context.page(`${target}.md`) ?? context.page(target)
          return page && (text === undefined ? `%link:${page.name}%` : `[${text}](${page.address})`)
        }
        case 'ref':
        case 'numref':
        case 'eq':
        case 'prf:ref':
        case 'term':
          return name === 'term'
            ? (text ?? target)
            : context.reference(target.trim(), /%s|\{number\}/.test(text ?? '') ? undefined : text)
        case 'any': {
          const page = context.page(`${target}.md`) ?? context.page(target)
          return (
            context.reference(target.trim(), text) ??
            (page && (text === undefined ? `%link:${page.name}%` : `[${text}](${page.address})`))
          )
        }
        case 'octicon':
        case 'fas':
        case 'far':
        case 'fab':
        case 'fa':
        case 'material-regular':
        case 'material-outlined':
          return ''
        case 'nb-download':
        case 'download':
          return `[${text ?? target}](${context.link(target) ?? target})`
        case 'math':
          return `$${content.trim()}$`
        case 'sub':
        case 'subscript':
          return `<sub>${content}</sub>`
        case 'sup':
        case 'superscript':
          return `<sup>${content}</sup>`
        case 'kbd':
          return `<kbd>${content}</kbd>`
        case 'abbr':
        case 'abbreviation': {
          const [, short, long] = /^([\s\S]*?)\s*\(([^()]*)\)$/.exec(content) ?? []
          return short === undefined ? content : `<abbr title="${long?.replaceAll('"', '&quot;')}">${short}</abbr>`
        }
        case 'index':
          return text ?? content.replace(/^(?:single|pair):\s*/, '')
        case 'code':
        case 'file':
        case 'command':
        case 'program':
        case 'literal':
        case 'samp':
        case 'envvar':
        case 'option':
        case 'func':
        case 'class':
        case 'meth':
        case 'mod':
        case 'attr':
        case 'obj':
        case 'py:func':
        case 'py:class':
        case 'py:meth':
        case 'py:mod':
        case 'py:attr':
        case 'py:obj':
        case 'py:data':
        case 'py:exc':
          return `\`${(text ?? content).replace(/^[~!](?:[\w.]*\.)?/, '')}\``
        case 'guilabel':
        case 'menuselection':
        case 'strong':
          return `**${content.replaceAll('-->', '→')}**`
        case 'emphasis':
          return `*${content}*`
        case 'del':
          return `~~${content}~~`
        case 'u':
        case 'underline':
          return `<u>${content}</u>`
        case 'button':
          return `**${content}**`
        default:
          return /^bdg(?:-|$)/.test(name) ? `**${content}**` : undefined
      }
    },
  },
]

/** A label as an id of an element. */
export const anchorOf = (label: string): string => label.trim().replace(/[^\p{L}\p{N}_-]+/gu, '-')
