import { didYouMean } from '../../diagnostics/nearest.ts'
import { type Compilation, type Place, report } from '../compilation.ts'
import { isOpen } from '../raw-html/open-elements.ts'
import type { Fragment } from '../text/html.ts'
import type { Source } from '../text/origin.ts'
import { blockName, renderBlock } from './block-rule.ts'
import type { BlockText } from './block-text.ts'

/** A text that may have blocks in it, and where it comes from. */
export interface Line {
  readonly text: string
  readonly source: Source
  readonly placeAt: (from: number, to: number) => Place
}

/** A block inside a line: where it ends, and what it is called. */
interface BlockInLine {
  readonly end: number
  /** Where its YAML ends; undefined where it is never closed. */
  readonly close: number | undefined
  readonly name: string | undefined
}

/** Elements that show what is written. */
const SHOWN = ['code', 'kbd', 'samp'] as const

/** The block that begins at `%--` inside a text; undefined where the marks are text. */
export function blockInLine(compilation: Compilation, text: string, at: number): BlockInLine | undefined {
  const name = blockName(text, at + 3)
  if (name === undefined && !/\s/.test(text[at + 3] ?? '')) return undefined
  if (compilation.rawElement !== undefined || SHOWN.some((element) => isOpen(compilation, element))) return undefined
  const close = text.indexOf('--%', at + 3)
  if (close >= 0) return { end: close + 3, close, name }
  const isBlock = name !== undefined && compilation.blocks.has(name.toLowerCase())
  return isBlock ? { end: text.length, close: undefined, name } : undefined
}

/** What a block inside a line gives; one that cannot stand there is told, and gives nothing. */
export function renderInLine(
  compilation: Compilation,
  line: Line,
  at: number,
  block: BlockInLine,
): Fragment | undefined {
  const { close, name } = block
  if (close !== undefined && name !== undefined && compilation.blocks.get(name.toLowerCase())?.inline)
    return renderBlock(undefined, compilation, blockText(line, at + 3, close))?.fragment
  const [first = ''] = line.text.slice(at, block.end).split('\n', 1)
  report(compilation, 'block/inside-line', 'A block begins inside a line.', {
    span: line.placeAt(at, at + first.length)(),
    hint: hintFor(compilation, block),
  })
  return undefined
}

function hintFor({ blocks }: Compilation, { close, name }: BlockInLine): string {
  if (name === undefined || blocks.has(name.toLowerCase())) {
    const whole = close === undefined ? 'from `%--` to `--%`, ' : ''
    return `put it on a line of its own, ${whole}with nothing before and behind it`
  }
  const inline = Array.from(blocks.values()).flatMap((item) => (item.inline ? [item.name] : []))
  return (
    didYouMean(name, inline) ??
    `there is no block \`${name}\`; only ${inline.map((item) => `\`${item}\``).join(' and ')} can stand in a line`
  )
}

function blockText({ text, source, placeAt }: Line, from: number, to: number): BlockText {
  const yaml = text.slice(from, to)
  const lines: { at: number; file: number }[] = []
  for (let at = 0; at >= 0; at = yaml.indexOf('\n', at) + 1 || -1)
    lines.push({ at, file: placeAt(from + at, from + at + 1)().start })
  return { source, yaml: `${yaml}\n`, lines }
}
