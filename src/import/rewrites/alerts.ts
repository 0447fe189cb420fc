import { block, container, indented, indentedBelow, tabs, trimLines, widthOf } from './lines.ts'
import type { Rewrite, RewriteContext, Rewritten } from './rewrite.ts'

/** Alerts of other programs that have another name here: the name, and the title that they are known by. */
const KINDS: Readonly<Record<string, readonly [name: string, title: string]>> = {
  note: ['note', ''],
  info: ['info', ''],
  tip: ['tip', ''],
  hint: ['hint', ''],
  important: ['important', ''],
  warning: ['warning', ''],
  caution: ['caution', ''],
  danger: ['danger', ''],
  details: ['details', ''],
  attention: ['warning', 'Attention'],
  error: ['danger', 'Error'],
  failure: ['danger', 'Failure'],
  fail: ['danger', 'Failure'],
  missing: ['danger', 'Missing'],
  bug: ['danger', 'Bug'],
  success: ['tip', 'Success'],
  check: ['tip', 'Success'],
  done: ['tip', 'Done'],
  question: ['note', 'Question'],
  help: ['note', 'Help'],
  faq: ['note', 'Question'],
  example: ['note', 'Example'],
  abstract: ['note', 'Abstract'],
  summary: ['note', 'Summary'],
  tldr: ['note', 'Summary'],
  quote: ['note', 'Quote'],
  cite: ['note', 'Quote'],
  seealso: ['note', 'See also'],
  admonition: ['note', ''],
  todo: ['note', 'To do'],
  secondary: ['note', ''],
  aside: ['note', ''],
  callout: ['note', ''],
  prereq: ['important', 'Prerequisites'],
  checklist: ['note', 'Checklist'],
  discussion: ['note', 'Discussion'],
  testimonial: ['note', 'Testimonial'],
  keypoints: ['important', 'Key points'],
  objectives: ['note', 'Objectives'],
  questions: ['note', 'Questions'],
  challenge: ['note', 'Exercise'],
  exercise: ['note', 'Exercise'],
  instructor: ['details', 'Instructor note'],
  solution: ['details', 'Solution'],
  hintbox: ['details', 'Hint'],
  spoiler: ['details', 'Show'],
  dropdown: ['details', 'Show'],
  group_tab: ['note', ''],
}

/** Whether an alert of this name is known. */
export const isAlert = (name: string): boolean => Object.hasOwn(KINDS, name.toLowerCase())

/** An alert as it is written here; one of another name is a note with that as its title. */
export function alert(name: string, title: string, inside: readonly string[], indent = ''): readonly string[] {
  const lower = name.toLowerCase()
  const [kind, known] = KINDS[lower] ?? ['note', lower.slice(0, 1).toUpperCase() + lower.slice(1).replace(/[-_]/g, ' ')]
  return container(kind, title === '' ? known : title, inside, indent)
}

const MATERIAL =
  /^([ \t]*)(!!!|\?\?\?\+?)[ \t]+([A-Za-z][\w-]*)((?:[ \t]+[A-Za-z][\w-]*)*)(?:[ \t]+"([^"\n]*)")?[ \t]*$/
const TAB = /^([ \t]*)===[+!]?[ \t]+"([^"\n]+)"[ \t]*$/
const SLASHES = /^([ \t]*)(\/{3,})[ \t]*([A-Za-z][\w-]*)(?:[ \t]*\|[ \t]*([^\n]*?))?[ \t]*$/

/** Alerts and tabs of Material for MkDocs, and the like. */
export const alertRewrites: readonly Rewrite[] = [
  {
    name: 'an alert',
    tools: ['mkdocs', 'pelican'],
    from: '!!! tip "Save first"\n    Before you begin.',
    to: ':::tip[Save first]\nBefore you begin.\n:::',
    block(lines, at, context) {
      const [, indent = '', mark = '', name = '', , title = ''] = MATERIAL.exec(lines[at] ?? '') ?? []
      if (mark !== '!!!') return undefined
      const { lines: inside, next } = indentedBelow(lines, at + 1, widthOf(indent) + 4)
      return { lines: alert(name, title, context.lines(inside), indent), next: Math.max(next, at + 1) }
    },
  },
  {
    name: 'a folded alert',
    tools: ['mkdocs'],
    from: '??? question "Why?"\n    Because.',
    to: ':::details[Why?]\nBecause.\n:::',
    block(lines, at, context) {
      const [, indent = '', mark = '', name = '', , title = ''] = MATERIAL.exec(lines[at] ?? '') ?? []
      if (!mark.startsWith('?')) return undefined
      const { lines: inside, next } = indentedBelow(lines, at + 1, widthOf(indent) + 4)
      const shown = title === '' ? name.slice(0, 1).toUpperCase() + name.slice(1) : title
      const [open = '', ...rest] = container('details', shown, context.lines(inside), '')
      const made = [mark.endsWith('+') ? `${open}{open}` : open, ...rest]
      return { lines: made.map((line) => (line === '' ? line : indent + line)), next: Math.max(next, at + 1) }
    },
  },
  {
    name: 'tabs',
    tools: ['mkdocs'],
    from: '=== "Linux"\n\n    Use a terminal.\n\n=== "Windows"\n\n    Use PowerShell.',
    to: ':::tabs\n== Linux\n\nUse a terminal.\n\n== Windows\n\nUse PowerShell.\n:::',
    block(lines, at, context) {
      const items: { title: string; lines: readonly string[] }[] = []
      const [, indent = ''] = TAB.exec(lines[at] ?? '') ?? []
      let next = at
      for (let i = at; i < lines.length; ) {
        const [, own, title = ''] = TAB.exec(lines[i] ?? '') ?? []
        if (own !== indent) break
        const inside = indentedBelow(lines, i + 1, widthOf(indent) + 4)
        items.push({ title: context.inline(title).trim(), lines: context.lines(inside.lines) })
        next = Math.max(inside.next, i + 1)
        i = next
        while (i < lines.length && (lines[i] ?? '').trim() === '') i++
      }
      return items.length ? { lines: tabs(items, '', indent), next } : undefined
    },
  },
  {
    name: 'documentation made of code',
    tools: ['mkdocs'],
    from: '::: plants.Seed\n    options:\n      show_source: false',
    to: '<!-- ::: plants.Seed -->',
    block(lines, at, context) {
      const [, indent = '', name = ''] = /^([ \t]*):::[ \t]+([A-Za-z_][\w.-]*)[ \t]*$/.exec(lines[at] ?? '') ?? []
      // What has an end is something else.
      if (name === '' || lines.slice(at + 1).some((line) => /^[ \t]*:::[ \t]*$/.test(line))) return undefined
      const { next } = indentedBelow(lines, at + 1, widthOf(indent) + 1)
      context.tell(`documentation that a program makes of \`${name}\``)
      return { lines: [`${indent}<!-- ::: ${name} -->`], next: Math.max(next, at + 1) }
    },
  },
  {
    name: 'an alert between slashes',
    tools: ['mkdocs'],
    from: '/// warning | Careful\nIt is hot.\n///',
    to: ':::warning[Careful]\nIt is hot.\n:::',
    block: slashes,
  },
]

function slashes(lines: readonly string[], at: number, context: RewriteContext): Rewritten | undefined {
  const [, indent = '', mark = '', name = '', title = ''] = SLASHES.exec(lines[at] ?? '') ?? []
  if (mark === '') return undefined
  const opening = name.toLowerCase()
  const end = slashesEnd(lines, at)
  if (end === undefined) return undefined
  const inside = lines.slice(at + 1, end).filter((line, i) => !(i < 3 && /^[ ]{4}(?:type|open|attrs|new):/.test(line)))
  if (opening === 'tab') {
    const items: { title: string; lines: readonly string[] }[] = []
    let next = at
    for (let i = at; i < lines.length; ) {
      const [, own, , which = '', words = ''] = SLASHES.exec(lines[i] ?? '') ?? []
      const stop = own === indent && which.toLowerCase() === 'tab' ? slashesEnd(lines, i) : undefined
      if (stop === undefined) break
      items.push({ title: words === '' ? 'Tab' : words, lines: context.lines(lines.slice(i + 1, stop)) })
      next = stop + 1
      i = next
      while (i < lines.length && (lines[i] ?? '').trim() === '') i++
    }
    return { lines: tabs(items, '', indent), next }
  }
  if (/^(?:figure-)?caption$/.test(opening)) return undefined
  const body = context.lines(inside)
  if (opening === 'html') return { lines: indented(element(title, body), indent), next: end + 1 }
  if (opening === 'details' || opening === 'admonition' || isAlert(opening)) {
    const type = /^ {4}type:[ \t]*(\S+)/m.exec(lines.slice(at + 1, at + 4).join('\n'))?.[1] ?? ''
    const kind = opening === 'admonition' && type !== '' ? type : opening
    return { lines: alert(kind, title, body, indent), next: end + 1 }
  }
  return /^(?:html|define|latex)$/.test(opening)
    ? undefined
    : { lines: alert(name, title, body, indent), next: end + 1 }
}

/** An element with Markdown in it, of what it is like: `div.result#id[title="…"]`. */
function element(written: string, inside: readonly string[]): readonly string[] {
  const [, name = 'div', rest = ''] = /^([a-z][\w-]*)(.*)$/i.exec(written.trim()) ?? []
  const [, id] = /#([\w-]+)/.exec(rest) ?? []
  const classes = [...rest.replace(/\[.*\]/, '').matchAll(/\.([\w-]+)/g)].map(([, word]) => word)
  const attributes = `${id === undefined ? '' : ` id="${id}"`}${classes.length ? ` class="${classes.join(' ')}"` : ''}`
  return [`<${name}${attributes} markdown="1">`, '', ...trimLines(inside), '', `</${name}>`]
}

const knownEnds = new WeakMap<readonly string[], ReadonlyMap<number, number>>()

/** The line of slashes that ends what begins at a line: others may stand in between. Found in one pass, since many may never end. */
function slashesEnd(lines: readonly string[], at: number): number | undefined {
  const known = knownEnds.get(lines)
  if (known) return known.get(at)
  const ends = new Map<number, number>()
  const open = new Map<string, number[]>()
  lines.forEach((line, i) => {
    const text = line.trim()
    if (!text.startsWith('///')) return
    const isEnd = /^\/+$/.test(text)
    const mark = isEnd ? text : (SLASHES.exec(text)?.[2] ?? '')
    if (mark === '') return
    const begun = open.get(mark) ?? []
    open.set(mark, begun)
    if (!isEnd) begun.push(i)
    else {
      const last = begun.pop()
      if (last !== undefined) ends.set(last, i)
    }
  })
  knownEnds.set(lines, ends)
  return ends.get(at)
}

/** A figure of Markdown in HTML, as Material for MkDocs has it, and others. */
export const figureRewrite: Rewrite = {
  name: 'a picture with a caption',
  tools: ['mkdocs', 'docusaurus', 'vitepress', 'starlight', 'mdbook', 'jekyll', 'hugo', 'quarto', 'jupyter-book'],
  from: '<figure markdown="span">\n  ![A cat](cat.png){ width="300" }\n  <figcaption>A cat.</figcaption>\n</figure>',
  to: '%--\nfigure:\n    source: cat.png\n    id: FigCat\n    alt: A cat\n    caption: A cat.\n--%',
  block(lines, at, context) {
    const line = lines[at] ?? ''
    const indent = /^[ \t]*/.exec(line)?.[0] ?? ''
    if (!/^[ \t]*<figure(?=[\s>])/.test(line)) return undefined
    const end = lines.findIndex((later, i) => i >= at && later.includes('</figure>'))
    if (end < 0 || end > at + 12) return undefined
    const text = lines.slice(at, end + 1).join('\n')
    const match =
      /^\s*<figure([^>]*)>\s*(?:<a[^>]*>\s*)?(?:!\[([^\]\n]*)\]\(([^()\s]+)\)(?:\{[^}\n]*\})?|<img([^>]*)>)\s*(?:<\/a>)?\s*(?:<figcaption[^>]*>([\s\S]*?)<\/figcaption>)?\s*<\/figure>\s*$/.exec(
        text,
      )
    if (!match) return undefined
    const [, attributes = '', alt = '', address = '', tag, caption = ''] = match
    const source = tag === undefined ? address : attribute(tag, 'src')
    if (source === '' || /[{}]/.test(source)) return undefined
    const figure = block(
      'figure',
      {
        source: context.link(source) ?? source,
        id: context.id('Fig', attribute(attributes, 'id') || source),
        alt: tag === undefined ? alt : attribute(tag, 'alt'),
        caption: context.inline(caption.trim()),
      },
      indent,
    )
    return { lines: figure, next: end + 1 }
  },
}

/** The value of an attribute of HTML, or of a call with names: `src="cat.png"`; '' where there is none. */
export const attribute = (written: string, name: string): string => {
  const match = new RegExp(`(?:^|[\\s{,])${name}\\s*=\\s*\\{?(?:"([^"]*)"|'([^']*)'|([^\\s"'>{}]+))`, 'i').exec(written)
  return (match?.[1] ?? match?.[2] ?? match?.[3] ?? '').trim()
}
