import { Parser } from 'htmlparser2'
import { isHidden } from '../markdown/text/without-hidden.ts'

/**
 * Markdown of a page's HTML. The page is taken as it is published, so includes, references, numbers and constants are in
 * it. What only serves the eye or the mouse is left out.
 */
export function markdownOf(html: string): string {
  // Where there are formulas, a dollar sign in text could begin one.
  const escapeOf = html.includes('<math')
    ? (text: string): string => escapeText(text).replaceAll('$', '\\$')
    : escapeText
  const stack: Frame[] = [frameOf('', {}, undefined)]
  const top = (): Frame => stack.at(-1) ?? frameOf('', {}, undefined)
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const parent = top()
        stack.push(frameOf(name, attributes, parent))
        if (name === 'br') addInline(parent, '\\\n')
        if (name === 'hr') addBlock(parent, '---')
        if (name === 'img') addInline(parent, top().skipped ? '' : picture(attributes))
        if (name === 'input' && attributes.type === 'checkbox')
          addInline(parent, attributes.checked === undefined ? '[ ]' : '[x]')
        if (name === 'math' && !parent.skipped) addFormula(parent, attributes)
      },
      ontext(text) {
        const frame = top()
        if (frame.skipped) return
        const plain = frame.verbatim ? text : escapeOf(text.replace(/\s+/g, ' '))
        frame.inline += frame.inline.endsWith('\\\n') ? plain.trimStart() : plain
      },
      onclosetag() {
        const frame = stack.pop()
        const parent = stack.at(-1)
        if (!frame || !parent || frame.skipped || VOID.has(frame.name)) return
        close(frame, parent)
      },
    },
    { decodeEntities: true },
  )
  // Coloured code is mostly these, and they say nothing.
  parser.write(html.replace(/<span class="[^"<>]*">|<\/span>/g, ''))
  parser.end()
  const [root] = stack
  return root ? blocksOf(root).join('\n\n') : ''
}

/** An element that is open. */
interface Frame {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly skipped: boolean
  /** Inside of `pre`, `code` or `textarea`: text stays as it is. */
  readonly verbatim: boolean
  /** Blocks that are complete… */
  readonly blocks: string[]
  /** …and the inline text behind the last one. */
  inline: string
  /** Of a `pre`, the language that its `code` names. */
  language: string
  /** Of a table row, its cells; of a table, its rows. */
  readonly cells: string[]
  readonly rows: string[][]
}

const SKIPPED = new Set(['script', 'style', 'svg', 'nav', 'button', 'template', 'annotation', 'noscript'])
const VOID = new Set(['br', 'hr', 'img', 'input', 'source', 'track', 'wbr', 'col', 'meta', 'link', 'area', 'embed'])
const SKIPPED_CLASSES = /\b(?:footnote-backref|heading-anchor|permalink|anchor|again|exercise-bar)\b/

/** What readers unfold when they give up. */
const isSolution = (name: string, { class: classes }: Readonly<Record<string, string>>): boolean =>
  name === 'details' && classes === 'solution'

function frameOf(name: string, attributes: Readonly<Record<string, string>>, parent: Frame | undefined): Frame {
  return {
    name,
    attributes,
    skipped:
      parent?.skipped === true ||
      SKIPPED.has(name) ||
      isHidden(attributes) ||
      SKIPPED_CLASSES.test(attributes.class ?? '') ||
      isSolution(name, attributes) ||
      (name === 'math' && attributes['data-tex'] !== undefined),
    verbatim: parent?.verbatim === true || name === 'pre' || name === 'code' || name === 'textarea',
    blocks: [],
    inline: '',
    language: '',
    cells: [],
    rows: [],
  }
}

function addInline(frame: Frame, text: string): void {
  frame.inline += text
}

/** A formula as its author wrote it. */
function addFormula(frame: Frame, { display, 'data-tex': tex }: Frame['attributes']): void {
  if (tex === undefined) return
  if (display !== 'block') addInline(frame, `$${tex}$`)
  else if (frame.name === 'p' || frame.inline.trim() !== '') addInline(frame, `$$${tex.replace(/\s*\n\s*/g, ' ')}$$`)
  else addBlock(frame, `$$\n${tex}\n$$`)
}

function addBlock(frame: Frame, block: string): void {
  flush(frame)
  if (block !== '') frame.blocks.push(block)
}

function flush(frame: Frame): void {
  const text = frame.inline.trim()
  if (text !== '') frame.blocks.push(escapeLineStart(text))
  frame.inline = ''
}

function blocksOf(frame: Frame): readonly string[] {
  flush(frame)
  return frame.blocks
}

const INLINE: ReadonlyMap<string, string> = new Map([
  ['em', '*'],
  ['i', '*'],
  ['strong', '**'],
  ['b', '**'],
  ['del', '~~'],
  ['s', '~~'],
])

/** Puts what a closed element became into the element around it. */
function close(frame: Frame, parent: Frame): void {
  const { name, attributes } = frame
  const mark = INLINE.get(name)
  const heading = /^h([1-6])$/.exec(name)?.[1]
  if (heading) addBlock(parent, `${'#'.repeat(Number(heading))} ${oneLine(frame)}`)
  else if (name === 'pre') addBlock(parent, codeBlock(frame))
  else if (name === 'textarea')
    addBlock(parent, frame.inline.trim() && codeBlock({ ...frame, inline: frame.inline.replace(/^\n/, '') }))
  else if (name === 'code') {
    // The language of a block stands at its `code`, inside of `pre`.
    if (parent.name !== 'pre') addInline(parent, codeSpan(frame.inline))
    else {
      parent.inline += frame.inline
      parent.language = /\blanguage-([^\s]+)/.exec(attributes.class ?? '')?.[1] ?? ''
    }
  } else if (mark && frame.blocks.length === 0) addInline(parent, wrap(frame.inline, mark))
  else if (name === 'a' && frame.blocks.length === 0) addInline(parent, frame.verbatim ? frame.inline : link(frame))
  else if (name === 'sup' && attributes.class === 'footnote-ref') addInline(parent, footnoteReference(frame.inline))
  else if (name === 'sup' || name === 'sub') addInline(parent, frame.inline && `<${name}>${frame.inline}</${name}>`)
  else if (name === 'figure' && attributes['data-source'] !== undefined)
    addBlock(parent, codeBlock({ ...frame, inline: attributes['data-source'], language: 'mermaid' }))
  else if (ALERT.test(attributes.class ?? '')) addBlock(parent, alert(frame))
  else if (name === 'li') addBlock(parent, listItem(frame, parent))
  else if (name === 'ul' || name === 'ol') addBlock(parent, blocksOf(frame).join(isLoose(frame) ? '\n\n' : '\n'))
  else if (name === 'blockquote') addBlock(parent, prefixed(blocksOf(frame).join('\n\n'), '> '))
  else if (name === 'summary' && ALERT.test(parent.attributes.class ?? '')) addBlock(parent, oneLine(frame))
  else if (name === 'dt' || name === 'summary') addBlock(parent, `**${oneLine(frame)}**`)
  else if (name === 'dd') addBlock(parent, blocksOf(frame).join('\n\n'))
  else if (name === 'td' || name === 'th') parent.cells.push(oneLine(frame).replaceAll('|', '\\|'))
  else if (name === 'tr') parent.rows.push(frame.cells)
  else if (name === 'thead' || name === 'tbody' || name === 'tfoot') parent.rows.push(...frame.rows)
  else if (name === 'table') addBlock(parent, table(frame))
  else if (BLOCKS.has(name) || frame.blocks.length) for (const block of blocksOf(frame)) addBlock(parent, block)
  else addInline(parent, frame.inline)
}

const ALERT = /(?:^| )alert-(note|tip|important|warning|caution)(?: |$)/

/** A quote with its kind; a title of its own stands behind that. */
function alert(frame: Frame): string {
  const kind = ALERT.exec(frame.attributes.class ?? '')?.[1] ?? 'note'
  const [title = '', ...blocks] = blocksOf(frame)
  const own = title.toLowerCase() === kind ? '' : ` ${title}`
  return prefixed([`[!${kind.toUpperCase()}]${own}`, blocks.join('\n\n')].join('\n').trimEnd(), '> ')
}

const BLOCKS = new Set(
  'p div figure figcaption section article aside details dl main header footer address center video iframe'.split(' '),
)

const oneLine = (frame: Frame): string =>
  [...frame.blocks, frame.inline]
    .join(' ')
    .replace(/\\?\s*\n\s*/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()

/** Marks around text, outside of the spaces at its ends. */
function wrap(text: string, mark: string): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? []
  return inner === '' ? text : `${before}${mark}${inner}${mark}${after}`
}

function link({ inline, attributes }: Frame): string {
  const { href } = attributes
  const text = inline.trim()
  if (href === undefined || text === '') return inline
  return `[${text}](${destination(href)})`
}

const picture = ({ src = '', alt = '' }: Readonly<Record<string, string>>): string =>
  `![${escapeText(alt.replace(/\s+/g, ' '))}](${destination(src)})`

const destination = (address: string): string =>
  /[\s()<>]/.test(address) ? `<${address.replace(/[<>\n]/g, '')}>` : address

function codeSpan(text: string): string {
  const plain = text.replace(/\s*\n\s*/g, ' ')
  if (plain === '') return ''
  const ticks = '`'.repeat(longest(plain, /`+/g) + 1)
  const pad = /^`|`$/.test(plain) ? ' ' : ''
  return `${ticks}${pad}${plain}${pad}${ticks}`
}

function codeBlock({ inline, language }: Frame): string {
  const fence = '`'.repeat(Math.max(3, longest(inline, /`+/g) + 1))
  return `${fence}${language}\n${inline.replace(/\n+$/, '')}\n${fence}`
}

const longest = (text: string, pattern: RegExp): number =>
  Math.max(0, ...Array.from(text.matchAll(pattern), ([found]) => found.length))

/** `[1]` or `[1:2]`, as markdown-it-footnote writes it. */
const footnoteReference = (inline: string): string => `[^${/\d+/.exec(inline)?.[0] ?? ''}]`

function listItem(frame: Frame, list: Frame): string {
  const footnote = /^fn(\d+)$/.exec(frame.attributes.id ?? '')?.[1]
  const number = Number(list.attributes.start ?? 1) + list.blocks.length
  const marker = footnote ? `[^${footnote}]: ` : list.name === 'ol' ? `${number}. ` : '- '
  const blocks = blocksOf(frame)
  // In a loose list the box of a task stands before its paragraph.
  const [first = '', ...rest] = /^\[[ x]\]$/.test(blocks[0] ?? '')
    ? [`${blocks[0]} ${blocks[1] ?? ''}`, ...blocks.slice(2)]
    : blocks
  const indent = ' '.repeat(footnote ? 4 : marker.length)
  // A nested list follows its line directly.
  const text = rest.reduce((done, block) => done + (/^(?:- |\d+\. )/.test(block) ? '\n' : '\n\n') + block, first)
  return marker + text.replace(/\n(?=[^\n])/g, `\n${indent}`)
}

const isLoose = ({ blocks }: Frame): boolean => blocks.some((item) => item.includes('\n\n'))

const prefixed = (text: string, prefix: string): string => text.replace(/^/gm, prefix).replace(/ +$/gm, '')

function table({ rows, blocks }: Frame): string {
  const width = Math.max(0, ...rows.map((row) => row.length))
  if (width === 0) return blocks.join('\n\n')
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, i) => cells[i] ?? '').join(' | ')} |`
  const [head = [], ...body] = rows
  const lines = [line(head), line(Array.from({ length: width }, () => '---')), ...body.map(line)]
  return [...blocks, lines.join('\n')].join('\n\n')
}

/** Text that must not become markup. */
const escapeText = (text: string): string =>
  /[\\`*_<[\]]/.test(text) ? text.replace(/[\\`*<[\]]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&') : text

/** A paragraph that begins like a heading, a list or a quote. */
const escapeLineStart = (text: string): string =>
  text.replace(/^(#{1,6}(?=\s)|[-+>](?=\s))/, '\\$1').replace(/^(\d+)([.)])(?=\s)/, '$1\\$2')
