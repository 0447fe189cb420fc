import type { Span } from '../diagnostics/diagnostic.ts'
import { lastAtMost } from '../diagnostics/last-at-most.ts'
import { type JsonNode, placeInString } from './json-nodes.ts'
import type { Notebook, NotebookCell } from './notebook.ts'
import type { TextNode } from './notebook-output.ts'

/** A notebook as one Markdown text, and how places in it are found in the file. */
export interface NotebookText {
  readonly text: string
  /** Cells of code by the offset of their fence. */
  readonly fences: ReadonlyMap<number, NotebookCell>
  /** Cells by the offset of their text, in order. */
  readonly starts: readonly { readonly at: number; readonly cell: NotebookCell; readonly number: number }[]
  /** The place in the file of a place in the text. */
  readonly placeOf: (span: Span) => Span
}

/** A piece of the text that is a string of the file. */
interface Segment {
  readonly at: number
  readonly node: JsonNode
  readonly length: number
  /** How much of the string was left out before it. */
  readonly skipped: number
}

/** Makes Markdown of a notebook: its text as it is written, and its code in fences, of which none is run. */
export function notebookText(notebook: Notebook, json: string): NotebookText {
  const segments: Segment[] = []
  const fences = new Map<number, NotebookCell>()
  const starts: { at: number; cell: NotebookCell; number: number }[] = []
  const pieces: string[] = []
  const written = { length: 0, endsLine: false }
  const write = (piece: string): void => {
    if (piece === '') return
    pieces.push(piece)
    written.length += piece.length
    written.endsLine = piece.endsWith('\n')
  }
  const append = (source: readonly TextNode[], skippedLines = 0): void => {
    let skip = skippedLines
    for (const node of source) {
      let from = 0
      while (skip > 0) {
        const end = node.value.indexOf('\n', from)
        if (end < 0) {
          // The rest of the line is in the next string, where there is one.
          from = node.value.length
          break
        }
        from = end + 1
        skip--
      }
      const value = node.value.slice(from)
      if (value === '') continue
      segments.push({ at: written.length, node, length: value.length, skipped: from })
      write(value)
    }
  }
  for (const [i, cell] of notebook.cells.entries()) {
    const source = cell.source.map(({ value }) => value).join('')
    const isFrontMatter = i === 0 && /^---[ \t]*\n/.test(source)
    // Raw cells are for other programs.
    if (cell.kind === 'raw' && !isFrontMatter) continue
    if (cell.kind === 'markdown' && cell.showing.code === 'hidden') continue
    // The first line of a text may be front matter: here it is only where it says so.
    if (written.length === 0 && !isFrontMatter)
      write(`${notebook.title === '' ? '' : `---\ntitle: ${JSON.stringify(notebook.title)}\n---\n`}\n`)
    starts.push({ at: written.length, cell, number: i + 1 })
    if (cell.kind === 'code') {
      if (source.trim() === '' && cell.outputs.length === 0) continue
      // Of tildes: what is in it was run by its author.
      let longest = 2
      for (const [found] of source.matchAll(/~{3,}/g)) longest = Math.max(longest, found.length)
      const marks = '~'.repeat(longest + 1)
      fences.set(written.length, cell)
      write(`${marks}${notebook.language}\n`)
      append(cell.source, cell.showing.optionLines)
      write(`${written.endsLine ? '' : '\n'}${marks}\n\n`)
      // Markdown that the code gave stands below its other outputs.
      for (const output of cell.outputs) {
        if (output.type !== 'markdown' || cell.showing.output === 'hidden') continue
        if (cell.showing.output === 'folded') write('::::::details\n')
        append(output.source)
        write(cell.showing.output === 'folded' ? '\n::::::\n\n' : '\n\n')
      }
    } else {
      const isFolded = cell.kind === 'markdown' && cell.showing.code === 'folded'
      if (isFolded) write('::::::details\n')
      append(cell.source)
      if (isFolded) write('\n::::::')
      write(isFrontMatter && written.endsLine ? '\n' : '\n\n')
    }
  }
  /** What stands between two strings, such as the marks of a fence, begins with the second one. */
  const offsetOf = (offset: number, isStart: boolean): number => {
    const last = lastAtMost(offset, 0, segments.length, (index) => segments[index]?.at ?? 0)
    const [segment, next] = segments.slice(last, last + 2)
    if (!segment) return 0
    if (isStart && next && offset > segment.at + segment.length) return placeInString(json, next.node, next.skipped)
    const { at, node, length, skipped } = segment
    return placeInString(json, node, skipped + Math.min(Math.max(0, offset - at), length))
  }
  return {
    text: pieces.join(''),
    fences,
    starts,
    placeOf({ path, start, end }) {
      const from = offsetOf(start, true)
      return { path, start: from, end: Math.max(from + 1, offsetOf(Math.max(start, end - 1), false) + 1) }
    },
  }
}
