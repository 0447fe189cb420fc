import { decodeHTML } from 'entities'
import { Parser } from 'htmlparser2'
import { ICON, readFlowchart, shownText } from './flowchart.ts'
import { escapeHtml } from './text/html.ts'

/** Draws a diagram in the language of Mermaid: its source becomes SVG. What it throws says what is wrong with the source. */
export type DrawDiagram = (source: string, options: { readonly padding: number }) => string

/** A diagram that can stand in a page. */
export interface Diagram {
  readonly svg: string
  /** The title of its front matter. */
  readonly title: string
  /** What its source says to those who listen: `accTitle` and `accDescr`. */
  readonly description: string
  /** All text in it, in its order. */
  readonly text: readonly string[]
}

/** The kinds of diagrams that are drawn, and how a source begins. */
const DRAWN = /^(?:graph|flowchart|stateDiagram(?:-v2)?|sequenceDiagram|classDiagram(?:-v2)?|erDiagram)\b/

/** Lines before the kind of a diagram. */
const BEGINNING = /^(?:[ \t]*(?:%%[^\n]*)?\n)*[ \t]*(?:%%[^\n]*$)?/

/** A layout of many lines takes long, and no page has room for it. */
const MOST_LINES = 200
const MOST_LETTERS = 10_000
/** Of a line: what reads it goes over it again and again. */
const LONGEST_LINE = 1000

/** Connections between its things: each goes its own way through the drawing. */
const MOST_LINKS = 300

/** Around a drawing, in pixels. */
const PADDING = 8

const ELEMENTS = new Set('svg g defs marker polygon polyline path line rect circle ellipse text tspan'.split(' '))
/** What says where something is, and how large. */
const GEOMETRY = new Set(
  'viewBox width height markerWidth markerHeight refX refY points d x y x1 x2 y1 y2 dx dy cx cy r rx ry transform stroke-width font-size font-weight stroke-dasharray opacity'.split(
    ' ',
  ),
)
const WORDS = new Set('orient text-anchor stroke-linejoin stroke-linecap font-style dominant-baseline'.split(' '))
const COLOURS = new Set(['fill', 'stroke'])
const MARKERS = new Set(['marker-start', 'marker-mid', 'marker-end'])

/** Why a diagram is not drawn, and the line of its source that says so, counted from 0. */
interface DiagramFault {
  readonly fault: string
  readonly line?: number
}

/**
 * Draws a diagram. Of what the library gives, only shapes, text and colours come into the page, whoever wrote the source: no styles, which
 * a strict policy refuses, no links, no scripts. What the library cannot read it leaves out in silence: such a diagram is none.
 * `prefix` is of the ids in it, which must not be those of another diagram.
 */
export function drawDiagram(draw: DrawDiagram, source: string, prefix: string): Diagram | DiagramFault {
  const { body, title, description } = readAccessible(source)
  const kind = body.replace(BEGINNING, '')
  if (kind === '') return { fault: 'it is empty' }
  if (!DRAWN.test(kind))
    return { fault: `\`${/^\S*/.exec(kind)?.[0].slice(0, 40)}\` is no kind of diagram that can be drawn` }
  const lines = body.split('\n')
  if (body.length > MOST_LETTERS || lines.length > MOST_LINES)
    return { fault: `it has more than ${MOST_LINES} lines, or ${MOST_LETTERS.toLocaleString('en')} letters` }
  if (lines.some((line) => line.length > LONGEST_LINE))
    return { fault: `one of its lines has more than ${LONGEST_LINE.toLocaleString('en')} letters` }
  if (lines.reduce((sum, line) => sum + mostLinks(line), 0) > MOST_LINKS)
    return { fault: `it has more than ${MOST_LINKS} connections` }
  const flowchart = /^(?:graph|flowchart)\b/.test(kind) ? readFlowchart(body) : { source: kind, renamed: [] }
  if ('line' in flowchart) return { fault: cannotBeDrawn(flowchart.written), line: flowchart.line }
  try {
    const svg = draw(flowchart.source, { padding: PADDING })
    const lost = lostOf(body, svg, flowchart.renamed)
    return lost ?? { ...cleaned(svg, prefix), title, description }
  } catch (error) {
    return { fault: (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]?.slice(0, 200) ?? '' }
  }
}

/** How many connections a line can stand for at most: all of `A & B --> C & D` with each other. */
function mostLinks(line: string): number {
  const groups = line.replace(/"[^"]*"/g, '').split(/[-=.~]{2,}/)
  const sizes = groups.map((group) => group.split('&').length).sort((a, b) => b - a)
  return (groups.length - 1) * (sizes[0] ?? 1) * (sizes[1] ?? 1)
}

const cannotBeDrawn = (written: string): string => `\`${written.slice(0, 60)}\` cannot be drawn`

/** Lines that say how something looks, and not what there is. */
const LOOKS = /^\s*(?:%%|(?:classDef|cssClass|style|linkStyle|direction)\b|class\s+[\w,-]+\s+\w+\s*;?\s*$)/
/** What is drawn as something else, or not at all. */
const NOT_DRAWN = /^\s*(?:rect\b.*|--\s*)$|<<(?:fork|join|choice)>>|(?<=\w\s*)--?x(?=[+-]?\s*\p{L}[^:]*:)/u
/** What stands in lines beside words: signs, looks, and links with letters in them. */
const SIGNS = /[#&]\w+;|:::[\w-]+|[|o}{]{1,2}(?:--|\.\.)[|o}{]{1,2}|(?<=\s)o(?=--|\.\.)|(?<=--|\.\.)o(?=\s)/g
/** Words that stand for something else than themselves. */
const KEYWORDS = new Set(
  'graph flowchart sequenceDiagram classDiagram stateDiagram erDiagram v2 TB TD BT RL LR subgraph end participant actor as Note note over left right of loop alt else opt par and critical option break activate deactivate create destroy class state br'.split(
    ' ',
  ),
)
const WORD = /[\p{L}\p{M}\p{N}_]+/gu

/** The first line of a source that has a word which the drawing does not know. */
function lostOf(body: string, svg: string, ids: Iterable<string>): DiagramFault | undefined {
  const inText = shownText(
    svg
      .replace(/<(style|title)\b[\s\S]*?<\/\1>/g, '')
      .replace(
        /<[^>]*>/g,
        (tag) =>
          [...tag.matchAll(/ data-(?:id|from|to|label)="([^"]*)"/g)].map((match) => ` ${match[1]} `).join('') || ' ',
      ),
  )
  const known = new Set(`${decodeHTML(inText)} ${[...ids].join(' ')}`.match(WORD))
  for (const [line, text] of body.split('\n').entries()) {
    if (LOOKS.test(text)) continue
    const words = text.replace(ICON, ' ').replace(SIGNS, ' ').match(WORD) ?? []
    const lost = NOT_DRAWN.exec(text)?.[0].trim() ?? words.find((word) => !known.has(word) && !KEYWORDS.has(word))
    if (lost !== undefined) return { fault: cannotBeDrawn(lost), line }
  }
  return undefined
}

/** Takes what is said of a diagram out of its source: front matter, `accTitle: …`, `accDescr: …`, `accDescr { … }`, and titles. Its lines stay where they are. */
function readAccessible(source: string): {
  readonly body: string
  readonly title: string
  readonly description: string
} {
  const found = { title: '', name: '', description: '' }
  const emptied = (text: string): string => text.replace(/[^\n]+/g, '')
  const body = source
    .replace(/^\s*---\n([\s\S]*?)\n---\n/, (all, front: string) => {
      found.title = /^title:[ \t]*(.+)$/m.exec(front)?.[1]?.trim() ?? ''
      return emptied(all)
    })
    // Links would be drawn as boxes.
    .replace(/^[ \t]*click[ \t][^\n]*/gm, '')
    .replace(/^[ \t]*accTitle[ \t]*:[ \t]*([^\n]*)/m, (_, text: string) => {
      found.name = text.trim()
      return ''
    })
    .replace(/^[ \t]*accDescr[ \t]*(?::[ \t]*([^\n]*)|\{([^}]*)\})/m, (all, line?: string, lines?: string) => {
      found.description = (line ?? lines ?? '').replace(/\s+/g, ' ').trim()
      return emptied(all)
    })
    .replace(/^[ \t]*title[ \t]*:?[ \t]+([^\n]*)/m, (line, text: string, _, all: string) => {
      if (!all.replace(BEGINNING, '').startsWith('sequenceDiagram')) return line
      found.title ||= text.trim()
      return ''
    })
  const { title, name, description } = found
  return { body, title, description: [name, description].filter((text) => text !== '').join(': ') }
}

function cleaned(svg: string, prefix: string): Pick<Diagram, 'svg' | 'text'> {
  const open: (string | undefined)[] = []
  const text: string[] = []
  let markup = ''
  let words: string | undefined
  const isLeftOut = (): boolean => open.includes(undefined)
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const isKept = ELEMENTS.has(name) && (name !== 'svg' || open.length === 0)
        open.push(isKept ? name : undefined)
        if (isLeftOut()) return
        if (name === 'text') words = ''
        const kept = Object.entries(attributes).flatMap(([key, value]) => {
          // An arrow that points backwards already is not to be turned around.
          const isTurned = key === 'orient' && attributes.id === 'arrowhead-start'
          const written = attributeOf(name, key, isTurned ? 'auto' : value, prefix)
          return written === undefined ? [] : [` ${key}="${escapeHtml(written)}"`]
        })
        markup += `<${name}${kept.join('')}${name === 'svg' ? ' aria-hidden="true"' : ''}>`
      },
      ontext(written) {
        if (isLeftOut()) return
        const plain = words === undefined ? written.replace(/\s+/g, '') : shownText(written)
        markup += escapeHtml(plain)
        if (words !== undefined) words += ` ${plain}`
      },
      onclosetag(name) {
        if (!isLeftOut()) markup += `</${name}>`
        open.pop()
        if (name !== 'text' || words === undefined) return
        const label = words.replace(/\s+/g, ' ').trim()
        if (label !== '' && !text.includes(label)) text.push(label)
        words = undefined
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.write(svg)
  parser.end()
  return { svg: markup, text }
}

/** An attribute as it may stand in a page; undefined for one that may not. */
function attributeOf(element: string, name: string, value: string, prefix: string): string | undefined {
  if (GEOMETRY.has(name)) {
    const short = value.replace(/-?\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100))
    return /^[\w\s.,()+-]*$/.test(short) ? short : undefined
  }
  if (WORDS.has(name)) return /^[a-z-]+$/.test(value) ? value : undefined
  if (COLOURS.has(name))
    return /^(?:[a-zA-Z]+|#[\da-fA-F]{3,8}|var\(--[\w-]+\)|(?:rgb|hsl)a?\([\d\s.,%]+\))$/.test(value)
      ? value
      : undefined
  if (MARKERS.has(name)) {
    const id = /^url\(#([\w-]+)\)$/.exec(value)?.[1]
    return id === undefined ? undefined : `url(#${prefix}${id})`
  }
  if (name === 'id') return element === 'marker' && /^[\w-]+$/.test(value) ? prefix + value : undefined
  return name === 'class' && value === 'mono' ? value : undefined
}
