import { alert, attribute } from './alerts.ts'
import { container, dedent, indented, tabs, trimLines, widthOf } from './lines.ts'
import type { Rewrite, RewriteContext, Rewritten } from './rewrite.ts'

interface Element {
  readonly name: string
  readonly attributes: string
  readonly inside: readonly string[]
  readonly indent: string
  readonly next: number
}

const OPEN = /^([ \t]*)<([A-Z][\w.]*)((?:[^<>"'{}]|"[^"]*"|'[^']*'|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|=>)*?)(\/?)>(.*)$/

/** The element of a component that begins at a line, which it has for itself; it may begin over several lines. */
function elementAt(lines: readonly string[], at: number): Element | undefined {
  const line = lines[at] ?? ''
  if (!/^[ \t]*<[A-Z]/.test(line)) return undefined
  let joined = line
  let behind = at + 1
  while (!OPEN.test(joined) && behind < lines.length && behind < at + 14) joined += ` ${(lines[behind++] ?? '').trim()}`
  const [, indent = '', name = '', attributes = '', closed = '', rest = ''] = OPEN.exec(joined) ?? []
  if (name === '') return undefined
  if (closed !== '') return rest.trim() === '' ? { name, attributes, inside: [], indent, next: behind } : undefined
  const end = `</${name}>`
  if (rest.trimEnd().endsWith(end))
    return { name, attributes, inside: [rest.trimEnd().slice(0, -end.length)], indent, next: behind }
  const next = endsOf(lines, name).get(at)
  if (next === undefined || next < behind) return undefined
  const here = lines[next] ?? ''
  const inside = [rest, ...lines.slice(behind, next), here.slice(0, here.indexOf(end))].filter(
    (part, i, all) => part.trim() !== '' || (i > 0 && i < all.length - 1),
  )
  return { name, attributes, inside: without(inside), indent, next: next + 1 }
}

const knownEnds = new WeakMap<readonly string[], Map<string, ReadonlyMap<number, number>>>()

/** Where elements of a name end, by the line that they begin at; found in one pass, since many may begin and never end. */
function endsOf(lines: readonly string[], name: string): ReadonlyMap<number, number> {
  const byName = knownEnds.get(lines) ?? new Map<string, ReadonlyMap<number, number>>()
  knownEnds.set(lines, byName)
  const known = byName.get(name)
  if (known) return known
  const ends = new Map<number, number>()
  const open: number[] = []
  const unclosed = new Set<string>()
  const tag = new RegExp(`<${name}(?=[\\s>]|$)([^<>]*)(>?)|</${name}>`, 'g')
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const fence = /^[ \t]*(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== undefined) {
      let end = unclosed.has(fence) ? lines.length : at + 1
      while (end < lines.length && (lines[end] ?? '').trim() !== fence) end++
      if (end < lines.length) at = end
      else unclosed.add(fence)
      continue
    }
    for (const [written, attributes = '', close] of line.matchAll(tag)) {
      if (written.startsWith('</')) {
        const begun = open.pop()
        if (begun !== undefined) ends.set(begun, at)
      } else if (close === '' ? !isClosedBelow(lines, at + 1) : !attributes.endsWith('/')) open.push(at)
    }
  }
  byName.set(name, ends)
  return ends
}

/** Whether a tag that goes on below a line closes itself. */
function isClosedBelow(lines: readonly string[], from: number): boolean {
  for (let at = from; at < lines.length && at < from + 14; at++) {
    const end = /(\/?)>/.exec((lines[at] ?? '').replaceAll('=>', ''))
    if (end) return end[1] === '/'
  }
  return false
}

/** Lines without the indentation that all of them have. */
function without(lines: readonly string[]): readonly string[] {
  const widths = lines.filter((line) => line.trim() !== '').map(widthOf)
  const least = Math.min(...widths, 40)
  return lines.map((line) => dedent(line, least))
}

const elementsIn = (lines: readonly string[], name: string): readonly Element[] => {
  const found: Element[] = []
  for (let at = 0; at < lines.length; at++) {
    const element = elementAt(lines, at)
    if (element?.name !== name) continue
    found.push(element)
    at = element.next - 1
  }
  return found
}

/** Labels of `<Tabs values={[{label: 'npm', value: 'npm'}]}>`. */
const labelsOf = (attributes: string): ReadonlyMap<string, string> =>
  new Map(
    [...attributes.matchAll(/\{([^{}]*)\}/g)].map(([, item = '']): [string, string] => [
      /value:\s*['"]([^'"]*)/.exec(item)?.[1] ?? '',
      /label:\s*['"]([^'"]*)/.exec(item)?.[1] ?? '',
    ]),
  )

function rewriteElement(element: Element, context: RewriteContext): readonly string[] | undefined {
  const { name, attributes, inside, indent } = element
  switch (name) {
    case 'Tabs': {
      const labels = labelsOf(attributes)
      const items = elementsIn(inside, 'TabItem').map((item) => {
        const value = attribute(item.attributes, 'value')
        return {
          title: attribute(item.attributes, 'label') || labels.get(value) || value || 'Tab',
          lines: context.lines(item.inside),
        }
      })
      const key = attribute(attributes, 'groupId') || attribute(attributes, 'syncKey')
      return items.length ? tabs(items, key.replace(/[^\w-]/g, '-'), indent) : undefined
    }
    case 'Steps':
      return container('steps', '', context.lines(inside), indent)
    case 'FileTree':
      return container('tree', '', context.lines(inside), indent)
    case 'Aside':
    case 'Admonition': {
      const type = attribute(attributes, 'type') || 'note'
      return alert(type, attribute(attributes, 'title'), context.lines(inside), indent)
    }
    case 'CardGrid': {
      const cards = [...elementsIn(inside, 'LinkCard'), ...elementsIn(inside, 'Card')]
      return cards.length
        ? container(
            'cards',
            '',
            cards.flatMap((card) => cardLines(card, context)),
            indent,
          )
        : undefined
    }
    case 'LinkCard':
    case 'Card':
      return container('cards', '', cardLines(element, context), indent)
    case 'LinkButton':
      return indented([`[${inside.join(' ').trim()}](${linkOf(element, context)}){.btn}`], indent)
    case 'Details':
      return container('details', attribute(attributes, 'summary'), context.lines(inside), indent)
    case 'DocCardList':
    case 'TOCInline':
      return name === 'TOCInline' ? ['[TOC]'] : []
    case 'Head':
      return []
    case 'Fragment':
      return indented(context.lines(inside), indent)
    case 'Code': {
      const code = /\bcode=(?:\{`([^`$]*)`\}|\{"([^"\\]*)"\}|\{'([^'\\]*)'\}|"([^"]*)")/
        .exec(attributes)
        ?.slice(1)
        .find(Boolean)
      if (code === undefined) return undefined
      const title = attribute(attributes, 'title')
      const info = `${attribute(attributes, 'lang') || 'text'}${title === '' ? '' : ` title="${title}"`}`
      return indented([`~~~${info}`, ...code.split('\n'), '~~~'], indent)
    }
    default: {
      const from = context.imports.get(name)
      const path = from === undefined || !/\.(?:mdx?|markdown)$/.test(from) ? undefined : context.part(from)
      return path === undefined ? undefined : indented([`%-- include: ${path} --%`], indent)
    }
  }
}

const linkOf = ({ attributes }: Element, context: RewriteContext): string => {
  const href = attribute(attributes, 'href')
  return context.link(href) ?? href
}

function cardLines(card: Element, context: RewriteContext): readonly string[] {
  const title = attribute(card.attributes, 'title')
  const href = attribute(card.attributes, 'href')
  const description = attribute(card.attributes, 'description')
  const body = trimLines(context.lines(card.inside))
  const head = href === '' ? `**${title}**` : `[${title}](${linkOf(card, context)})`
  return [`- ${head}`, ...(description === '' ? [] : [`  ${description}`]), ...indented(body, '  ')]
}

/** MDX: imports, components of Docusaurus and Starlight. */
export const mdxRewrites: readonly Rewrite[] = [
  {
    name: 'an import of a component',
    tools: ['docusaurus', 'starlight'],
    from: "import Part from './part.md'\n\n<Part />",
    to: '\n%-- include: part.md --%',
    block: importLines,
  },
  {
    name: 'a component',
    tools: ['docusaurus', 'starlight'],
    from: '<Tabs groupId="os">\n  <TabItem value="mac" label="macOS">\n    Use a terminal.\n  </TabItem>\n</Tabs>',
    to: ':::tabs key:os\n== macOS\n\nUse a terminal.\n:::',
    block(lines, at, context) {
      const element = elementAt(lines, at)
      const made = element && rewriteElement(element, context)
      return made && element ? { lines: made, next: element.next } : undefined
    },
  },
  {
    name: 'a comment of MDX',
    tools: ['docusaurus', 'starlight'],
    from: '{/* Write more. */}',
    to: '<!-- Write more. -->',
    inline: [
      {
        pattern: /\{\/\*([\s\S]*?)\*\/\}/g,
        replace: ([, text = '']) => (text.includes('--') ? '' : `<!--${text}-->`),
      },
      { pattern: /<(br|hr)([^<>]*?)\s*\/>/g, replace: ([, name = '', rest = '']) => `<${name}${rest}>` },
      {
        pattern: /<img((?:[^<>{}"']|"[^"]*"|'[^']*'|\{[^{}]*\})*?)\s*\/?>/g,
        replace: ([, attributes = ''], context) => `<img${plainAttributes(attributes, context)}>`,
      },
      {
        pattern: /\{(['"])([^'"{}\n]*)\1\}/g,
        replace: ([, , text = '']) => (text.trim() === '' ? text : undefined),
      },
      {
        pattern: /<Icon\b[^<>]*\/>[ \t]?|<Badge\b[^<>]*?\btext="([^"]*)"[^<>]*\/>/g,
        replace: ([, text = '']) => (text === '' ? '' : `**${text}**`),
      },
      {
        // A text in a template without anything to fill in.
        pattern: /\{(\ue000\d+\ue001)\}/g,
        replace: ([, code = '']) => (/^`[^`$\\]*`$/.test(code) ? code.slice(1, -1) : undefined),
      },
      { pattern: /\sclassName=/g, replace: () => ' class=' },
    ],
  },
]

/** Attributes of a picture: what stands in braces is a text, a file of the site, or is left as it stands. */
const plainAttributes = (attributes: string, context: RewriteContext): string =>
  attributes
    .replace(
      /\{(?:require\(['"]([^'"]+)['"]\)(?:\.default)?|useBaseUrl\(['"]([^'"]+)['"]\)|['"]([^'"{}]*)['"]|(\d+))\}/g,
      (_, ...found) => {
        const [required, url, text, number] = found.map((part) => (typeof part === 'string' ? part : ''))
        return `"${(required || url || text || number || '').replace('@site/static', '')}"`
      },
    )
    .replace(/\sclassName=/g, ' class=')
    .replace(
      /(\ssrc=)(["'])([^"']*)\2/g,
      (_, before, quote, address) => `${before}${quote}${context.link(String(address)) ?? address}${quote}`,
    )

/** Imports at the top of a page, and what it exports: they show nothing. */
function importLines(lines: readonly string[], at: number, context: RewriteContext): Rewritten | undefined {
  const line = lines[at] ?? ''
  if (!/^(?:import|export)[ \t{*]/.test(line)) return undefined
  if (/^import\b/.test(line)) {
    let next = at
    let text = line
    while (!/from[ \t]+['"][^'"]+['"]|^import[ \t]+['"]/.test(text) && next + 1 < lines.length && next < at + 20)
      text += ` ${(lines[++next] ?? '').trim()}`
    const [, names = '', from = ''] = /^import[ \t]+(.*?)[ \t]*from[ \t]+['"]([^'"]+)['"]/.exec(text) ?? []
    if (from === '' && !/^import[ \t]+['"]/.test(text)) return undefined
    const [name] = /^\w+/.exec(names) ?? []
    if (name !== undefined) context.imports.set(name, from)
    const blank = (lines[next + 1] ?? '').trim() === '' ? 1 : 0
    return { lines: blank ? [''] : [], next: next + 1 + blank }
  }
  if (!/^export[ \t]+(?:const|let|var|function|default)\b/.test(line)) return undefined
  let next = at
  while (next + 1 < lines.length && (lines[next + 1] ?? '').trim() !== '') next++
  return { lines: [], next: next + 1 }
}
