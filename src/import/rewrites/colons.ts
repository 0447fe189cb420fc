import { alert, isAlert } from './alerts.ts'
import { container, indented, tabs, trimLines } from './lines.ts'
import type { Rewrite, RewriteContext, Rewritten } from './rewrite.ts'

/** What begins between colons: its name, what stands behind that, and the lines up to its end. */
export interface Colons {
  readonly indent: string
  readonly name: string
  readonly rest: string
  readonly inside: readonly string[]
  readonly next: number
}

const OPENING = /^([ \t]*)(:{3,})[ \t]*(?!:)(\S.*?)[ \t]*:*[ \t]*$/
const CLOSING = /^[ \t]*(:{3,})[ \t]*$/
const NAME = /^(?:\{\.?([\w:.-]+)[^}]*\}|([\w-]+))/
/** What has an id, or other attributes, and no name. */
const NAMELESS = /^\{[ \t]*(?:#[^{}]*)?\}/

/** Reads what stands between colons: nested by how many there are, as in VitePress, or one by one, as in Pandoc. */
export function readColons(lines: readonly string[], at: number, isPandoc: boolean): Colons | undefined {
  const [, indent = '', colons = '', words = ''] = OPENING.exec(lines[at] ?? '') ?? []
  if (colons === '') return undefined
  const isNameless = isPandoc && NAMELESS.test(words)
  const [whole = '', braced, plain] = isNameless ? [words, ''] : (NAME.exec(words) ?? [])
  if (whole === '') return undefined
  const next = endsOf(lines, isPandoc).get(at) ?? lines.length
  return {
    indent,
    name: (braced ?? plain ?? '').toLowerCase(),
    rest: (braced === undefined ? words.slice(whole.length) : words).trim(),
    // Made only where it is wanted: much may begin that is left as it is.
    get inside() {
      return lines.slice(at + 1, next).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    },
    next: Math.min(lines.length, next + 1),
  }
}

type Ends = ReadonlyMap<number, number>

const knownEnds = { pandoc: new WeakMap<readonly string[], Ends>(), counted: new WeakMap<readonly string[], Ends>() }

/** Where what begins between colons ends, by the line that it begins at; found in one pass, since much may begin and never end. */
function endsOf(lines: readonly string[], isPandoc: boolean): Ends {
  const known = isPandoc ? knownEnds.pandoc : knownEnds.counted
  const before = known.get(lines)
  if (before) return before
  const ends = new Map<number, number>()
  const open = new Map<number, number[]>()
  const openOf = (colons: number): number[] => {
    const key = isPandoc ? 0 : colons
    const list = open.get(key) ?? []
    open.set(key, list)
    return list
  }
  const unclosed = new Set<string>()
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const fence = /^[ \t]*(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== undefined) {
      let end = unclosed.has(fence) ? lines.length : at + 1
      while (end < lines.length && !isEndOf(lines[end] ?? '', fence)) end++
      if (end < lines.length) at = end
      else unclosed.add(fence)
      continue
    }
    const closing = CLOSING.exec(line)?.[1]
    const begun = closing === undefined ? undefined : openOf(closing.length).pop()
    if (begun !== undefined) ends.set(begun, at)
    const opening = closing === undefined ? OPENING.exec(line)?.[2] : undefined
    if (opening !== undefined) openOf(opening.length).push(at)
  }
  known.set(lines, ends)
  return ends
}

const isEndOf = (line: string, fence: string): boolean => {
  const text = line.trim()
  return text.startsWith(fence) && /^[`~]+$/.test(text)
}

const titleOf = (rest: string): string => {
  const plain = rest.replace(/\{[^{}]*\}[ \t]*$/, '').trim()
  return /^\[.*\]$/.test(plain) ? plain.slice(1, -1) : plain
}

/** A heading that a block begins with is its title. */
function takeTitle(lines: readonly string[]): readonly [title: string, lines: readonly string[]] {
  const body = trimLines(lines)
  const [, title] = /^#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*(?:\{[^{}]*\})?[ \t]*$/.exec(body[0] ?? '') ?? []
  return title === undefined ? ['', body] : [title, body.slice(1)]
}

/** What stands between colons in VitePress, Docusaurus, Starlight, Quarto, and The Carpentries' workbench. */
export const colonRewrites: readonly Rewrite[] = [
  {
    name: 'an alert',
    tools: ['docusaurus', 'vitepress', 'starlight'],
    from: '::: danger STOP\nIt is hot.\n:::',
    to: ':::danger[STOP]\nIt is hot.\n:::',
    block(lines, at, context) {
      const read = readColons(lines, at, false)
      if (!read || !isAlert(read.name) || read.name === 'instructor') return undefined
      return { lines: alert(read.name, titleOf(read.rest), context.lines(read.inside), read.indent), next: read.next }
    },
  },
  {
    name: 'code in tabs',
    tools: ['vitepress'],
    from: '::: code-group\n```sh [npm]\nnpm install\n```\n```sh [yarn]\nyarn\n```\n:::',
    to: ':::tabs\n== npm\n\n```sh\nnpm install\n```\n\n== yarn\n\n```sh\nyarn\n```\n:::',
    block(lines, at, context) {
      const read = readColons(lines, at, false)
      if (read?.name !== 'code-group') return undefined
      const items: { title: string; lines: string[] }[] = []
      let fence = ''
      for (const line of read.inside) {
        const [, marks = '', info = ''] = /^[ \t]*(`{3,}|~{3,})(.*)$/.exec(line) ?? []
        if (fence === '' && marks !== '') {
          fence = marks
          const [label = '', title = ''] = /\[([^\]]+)\]/.exec(info) ?? []
          items.push({ title: title || info.trim() || 'Code', lines: [line.replace(label, '').trimEnd()] })
        } else if (fence !== '' || items.length) items.at(-1)?.lines.push(line)
        if (marks !== '' && info.trim() === '' && items.at(-1)?.lines.length !== 1) fence = ''
      }
      const rewritten = items.map((item) => ({ title: item.title, lines: context.lines(item.lines) }))
      // Without code, there is nothing to choose from.
      const made = rewritten.length ? tabs(rewritten, '', read.indent) : context.lines(read.inside)
      return { lines: made, next: read.next }
    },
  },
  {
    name: 'raw text of Vue',
    tools: ['vitepress'],
    from: '::: v-pre\nText.\n:::',
    to: 'Text.',
    block(lines, at, context) {
      const read = readColons(lines, at, false)
      if (read?.name !== 'v-pre' && read?.name !== 'raw') return undefined
      return { lines: indented(context.lines(read.inside), read.indent), next: read.next }
    },
  },
  {
    name: 'a challenge',
    tools: ['carpentries'],
    from: '::::: challenge\n\n## Try it\n\nWhat is 6 times 7?\n\n::: solution\n\nIt is 42.\n\n:::\n\n:::::',
    to: '::::note[Try it]\nWhat is 6 times 7?\n\n:::details[Solution]\nIt is 42.\n:::\n::::',
    block: (lines, at, context) => pandocDiv(lines, at, context),
  },
  {
    name: 'a callout',
    tools: ['quarto'],
    from: '::: {.callout-tip title="Save first"}\nBefore you begin.\n:::',
    to: ':::tip[Save first]\nBefore you begin.\n:::',
    block: (lines, at, context) => pandocDiv(lines, at, context),
  },
]

/** Lines by the heading that they stand below, outside of code and of what is nested; without a level, that of the first heading. */
function underHeadings(
  lines: readonly string[],
  level: number | undefined,
): readonly { readonly title: string; readonly lines: readonly string[] }[] {
  const items: { title: string; lines: string[] }[] = []
  let wanted = level
  let depth = 0
  let fence = ''
  for (const line of lines) {
    const marks = /^[ \t]*(`{3,}|~{3,})/.exec(line)?.[1] ?? ''
    if (fence === '') {
      if (CLOSING.test(line)) depth--
      else if (OPENING.test(line)) depth++
      else if (marks !== '') fence = marks
    } else if (marks.startsWith(fence) && line.trim() === marks) fence = ''
    const [, signs, title] =
      fence === '' && depth === 0 ? (/^(#{1,6})[ \t]+(.*?)[ \t]*(?:\{[^{}]*\})?[ \t]*$/.exec(line) ?? []) : []
    wanted ??= signs?.length
    if (title !== undefined && signs?.length === wanted) items.push({ title, lines: [] })
    else items.at(-1)?.lines.push(line)
  }
  return items
}

function pandocDiv(lines: readonly string[], at: number, context: RewriteContext): Rewritten | undefined {
  const read = readColons(lines, at, true)
  if (!read) return undefined
  const { name, rest, indent, next } = read
  const callout = /^callout-(\w+)$/.exec(name)?.[1]
  if (callout !== undefined) {
    const [heading, inside] = takeTitle(read.inside)
    const title = /\btitle="([^"]*)"/.exec(rest)?.[1] ?? heading
    const body = context.lines(title === heading ? inside : read.inside)
    if (/collapse="?true/.test(rest)) return { lines: container('details', title || callout, body, indent), next }
    return { lines: alert(callout, title, body, indent), next }
  }
  const isGroup = name === 'group-tab'
  if (name === 'panel-tabset' || isGroup || name === 'tab') {
    const group = isGroup ? 'group' : (/\bgroup="([^"]*)"/.exec(rest)?.[1] ?? '')
    const items = underHeadings(read.inside, name === 'panel-tabset' ? undefined : 3)
    const made = items.map((item) => ({ title: item.title, lines: context.lines(item.lines) }))
    if (made.length || name === 'panel-tabset')
      return made.length ? { lines: tabs(made, group, indent), next } : undefined
  }
  if (isAlert(name)) {
    const [title, inside] = takeTitle(read.inside)
    return { lines: alert(name, title, context.lines(inside), indent), next }
  }
  const id = /\{#([\w:-]+)/.exec(rest)?.[1]
  const classes = [...rest.matchAll(/(?:^|[\s{])\.([\w-]+)/g)].map(([, word]) => word)
  if (id === 'refs') return { lines: [], next }
  if (/^\{/.test(rest) || /^[\w-]+$/.test(name)) {
    const shown = classes.length ? classes : id === undefined ? [name] : []
    const attributes = `${id === undefined ? '' : ` id="${id}"`}${shown.length ? ` class="${shown.join(' ')}"` : ''}`
    const body = context.lines(trimLines(read.inside))
    if (id === undefined && name === '' && classes.length === 0) return { lines: indented(body, indent), next }
    return { lines: indented([`<div${attributes} markdown="1">`, '', ...body, '', '</div>'], indent), next }
  }
  return undefined
}
