import { decodeHTML } from 'entities'

/**
 * Flowcharts in the language of Mermaid, written anew for what draws them: that reads `A --> B` and not `A-->B`, no `;`, only Latin ids, and
 * in a label no bracket; and it leaves out, without a word, what it cannot read. So each line is read here first.
 *
 *     graph TD;                          graph TD
 *     A-->B["f(x)"]; B --yes---> Größe   A --> B[…]
 *                                        B -->|yes| n1[Größe]
 */

/** A flowchart that can be drawn as it says, and the ids that it has other ones for; or the first line that cannot, counted from 0, and what of it. */
export type Flowchart =
  | { readonly source: string; readonly renamed: Iterable<string> }
  | { readonly line: number; readonly written: string }

const HEADER = /^(graph|flowchart)(?:[ \t]+(TB|TD|BT|RL|LR))?[ \t]*;?[ \t]*$/
/** Lines that say how something looks, or enclose others. */
const OTHER = /^(?:(?:classDef|class|style|linkStyle|subgraph|direction|click)[ \t]|end$)/

const ID = /[\p{L}\p{M}\p{N}_]+(?:[-.](?=[\p{L}\p{N}_])[\p{L}\p{M}\p{N}_]+)*/uy
const LATIN = /^\w+(?:-\w+)*$/
const CLASS = /:::[\w-]+/y

/** What encloses labels, those of more letters first. */
const SHAPES = [
  ['(((', ')))'],
  ['([', '])'],
  ['((', '))'],
  ['[[', ']]'],
  ['[(', ')]'],
  ['[/', '\\]'],
  ['[\\', '/]'],
  ['{{', '}}'],
  ['[', ']'],
  ['(', ')'],
  ['{', '}'],
  ['>', ']'],
] as const

/** Links, as they are drawn: with one dash more than here they are longer. */
const LINKS: readonly (readonly [written: RegExp, drawn: string])[] = [
  [/<-{2,}>/y, '<-->'],
  [/-{2,}>/y, '-->'],
  [/-{3,}(?![->ox])/y, '---'],
  [/<-\.+->/y, '<-.->'],
  [/-\.+->/y, '-.->'],
  [/-\.+-(?![>ox])/y, '-.-'],
  [/<={2,}>/y, '<==>'],
  [/={2,}>/y, '==>'],
  [/={3,}(?![=>ox])/y, '==='],
]

/** Links with their label in them. */
const LABELLED: readonly (readonly [written: RegExp, drawn: string])[] = [
  [/--(?![-xo>])[ \t]*((?:(?!--).)+?)[ \t]*-{2,}>/y, '-->'],
  [/--(?![-xo>])[ \t]*((?:(?!--).)+?)[ \t]*-{3,}(?![->ox])/y, '---'],
  [/-\.(?![-.])[ \t]*((?:(?!-\.).)+?)[ \t]*\.+->/y, '-.->'],
  [/-\.(?![-.])[ \t]*((?:(?!-\.).)+?)[ \t]*\.+-(?![>ox])/y, '-.-'],
  [/==(?![=>xo])[ \t]*((?:(?!==).)+?)[ \t]*={2,}>/y, '==>'],
  [/==(?![=>xo])[ \t]*((?:(?!==).)+?)[ \t]*={3,}(?![=>ox])/y, '==='],
]

/** What would end a label, and letters of nobody that stand for it until it is drawn. */
const SIGNS = '[](){}|<>"/\\;&#'
const FIRST_SIGN = 0xe100

/** `#quot;`, `#35;`: signs as Mermaid writes them, and as HTML does. */
const entitiesOf = (text: string): string =>
  decodeHTML(text.replace(/#(?=\w+;)/g, (_, at: number) => (/^#\d/.test(text.slice(at)) ? '&#' : '&')))

/** Signs that stand for pictures of a font. */
export const ICON = /\bfa[brsl]?:fa-[\w-]+/g

/** A label in which nothing means anything but itself; line breaks stay. */
const hidden = (label: string): string =>
  label
    .trim()
    .replace(/^"([\s\S]*)"$/, '$1')
    .replace(/^`([\s\S]*)`$/, '$1')
    .replace(ICON, ' ')
    .trim()
    .split(/(<br[ \t]*\/?>)/i)
    .map((part, i) =>
      i % 2 === 1
        ? part
        : entitiesOf(part).replace(/[[\](){}|<>"/\\;&#]/g, (sign) =>
            String.fromCharCode(FIRST_SIGN + SIGNS.indexOf(sign)),
          ),
    )
    .join('')

/** Text of a drawing, with the signs that `readFlowchart` hid. */
export const shownText = (text: string): string =>
  (text.includes('#') ? entitiesOf(text) : text).replace(
    /[\ue100-\ue10f]/g,
    (letter) => SIGNS[letter.charCodeAt(0) - FIRST_SIGN] ?? '',
  )

/** Reads a flowchart, whose first line that says something is its kind. */
export function readFlowchart(body: string): Flowchart {
  const names = new Map<string, string>()
  const made: string[] = []
  let begun = false
  for (const [line, whole] of body.split('\n').entries()) {
    const text = whole.trim().replace(/[ \t]+/g, ' ')
    if (text === '' || text.startsWith('%%')) continue
    if (!begun) {
      const first = HEADER.exec(text.split(';', 1)[0] ?? '')
      if (!first) return { line, written: text }
      made.push(`${first[1]} ${first[2] ?? 'TB'}`)
    }
    const statements = begun ? statementsOf(text) : statementsOf(text).slice(1)
    begun = true
    for (const statement of statements) {
      if (OTHER.test(statement)) {
        made.push(statement.replace(/[^\s,]+/g, (word) => names.get(word) ?? word))
        continue
      }
      const read = readStatement(statement, names)
      if (typeof read !== 'string') return { line, written: read.written }
      made.push(read)
    }
  }
  return { source: made.join('\n'), renamed: names.keys() }
}

/** Letters of the longest name between `#` and `;`. */
const LONGEST_ENTITY = 12

/** The statements of a line: a semicolon ends one, but not in a label. */
function statementsOf(line: string): readonly string[] {
  const made: string[] = []
  let depth = 0
  let quoted = false
  let start = 0
  for (let i = 0; i <= line.length; i++) {
    const sign = line[i]
    if (sign === '"') quoted = !quoted
    else if (!quoted && sign !== undefined && '[({'.includes(sign)) depth++
    else if (!quoted && sign !== undefined && '])}'.includes(sign)) depth = Math.max(0, depth - 1)
    if (
      sign !== undefined &&
      (sign !== ';' || quoted || depth > 0 || /#\w+$/.test(line.slice(Math.max(start, i - LONGEST_ENTITY), i)))
    )
      continue
    made.push(line.slice(start, i).trim())
    start = i + 1
  }
  return made.filter((statement, i) => i === 0 || statement !== '')
}

/** Nodes, and links between them; what cannot be read of it where that is not all. */
function readStatement(statement: string, names: Map<string, string>): string | { readonly written: string } {
  let at = 0
  const skip = (): void => {
    while (/[ \t]/.test(statement[at] ?? '')) at++
  }
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at
    const match = pattern.exec(statement)
    if (match) at += match[0].length
    return match ?? undefined
  }
  const node = (): string | undefined => {
    const id = take(ID)?.[0]
    if (id === undefined) return undefined
    const isNew = !LATIN.test(id) && !names.has(id)
    if (isNew) names.set(id, `lectern-${names.size + 1}`)
    const name = names.get(id) ?? id
    const shape = SHAPES.find(([open]) => statement.startsWith(open, at))
    if (!shape) return name + (isNew ? `[${hidden(id)}]` : '') + (take(CLASS)?.[0] ?? '')
    const [open, close] = shape
    const from = at + open.length
    const quote = statement[from] === '"' ? statement.indexOf('"', from + 1) : -1
    const end = statement.indexOf(close, quote < 0 ? from : quote)
    const label = end < 0 ? '' : statement.slice(from, end).trim()
    const isSlanted = open === '[/' || open === '[\\'
    // What is slanted in one direction, as both ends of `[/text/]`, is not drawn.
    if (label === '' || (isSlanted && quote < 0 && label.includes(']')) || (open === '[' && /^[/\\]/.test(label)))
      return undefined
    at = end + close.length
    return name + open + hidden(label) + close + (take(CLASS)?.[0] ?? '')
  }
  const nodes = (): string | undefined => {
    const made: string[] = []
    do {
      skip()
      const next = node()
      if (next === undefined) return undefined
      made.push(next)
      skip()
    } while (take(/&/y))
    return made.join(' & ')
  }
  const link = (): string | undefined => {
    const begin = take(/<(?=--(?!-*>)|-\.(?!\.*->)|==(?!=*>))/y) ? '<' : ''
    for (const [pattern, drawn] of LINKS) {
      if (!take(pattern)) continue
      skip()
      const label = take(/\|([^|"]*|\s*"[^"]*"\s*)\|/y)?.[1]
      return label === undefined ? drawn : `${drawn}|${hidden(label)}|`
    }
    for (const [pattern, drawn] of LABELLED) {
      const label = take(pattern)?.[1]
      if (label !== undefined) return `${begin}${drawn}|${hidden(label)}|`
    }
    return undefined
  }
  const first = nodes()
  if (first === undefined) return { written: statement.slice(at) }
  let made = first
  while (at < statement.length) {
    const from = at
    const arrow = link()
    const next = arrow === undefined ? undefined : nodes()
    if (next === undefined) return { written: statement.slice(arrow === undefined ? from : at) || statement }
    made += ` ${arrow} ${next}`
  }
  return made
}
