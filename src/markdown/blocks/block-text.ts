import type { Span } from '../../diagnostics/diagnostic.ts'
import { lastAtMost } from '../../diagnostics/last-at-most.ts'
import type { Source } from '../text/origin.ts'

/** The text of a block without what its containers put before each line, and where each line stands in the file. */
export interface BlockText {
  readonly source: Source
  readonly yaml: string
  /** The line of the parser's text that its first line is; undefined inside a line. */
  readonly firstLine?: number
  /** For each line of `yaml`: its offset there, and in the file. */
  readonly lines: readonly { readonly at: number; readonly file: number }[]
}

/** The index of the line of `yaml` that an offset lies in. */
export const lineIn = ({ lines }: Pick<BlockText, 'lines'>, offset: number): number =>
  lastAtMost(offset, 0, lines.length, (line) => lines[line]?.at ?? 0)

/** The place in the file of a piece of a block's YAML. */
export function spanOf(text: BlockText, start: number, end: number): Span {
  const { source, lines, yaml } = text
  const map = (offset: number): number => {
    const line = lines[lineIn(text, offset)]
    // The text of a cell can be longer than it is written in its file, whose quotation marks it has lost.
    return Math.min(line ? line.file + (offset - line.at) : source.offset, Math.max(0, source.text.length - 1))
  }
  const to = Math.max(start + 1, yaml.slice(start, end).trimEnd().length + start)
  return { path: source.path, start: map(start), end: Math.max(map(start) + 1, map(to)) }
}
