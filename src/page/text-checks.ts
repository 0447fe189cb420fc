import type { Token } from 'markdown-it'
import type { Compilation, Place } from '../markdown/compilation.ts'
import { locate, type Origin, type Source } from '../markdown/text/origin.ts'
import { checkLostTable } from './lost-tables.ts'

/** Checks of what stands in the text of a page as it was written, outside of code, in one pass over its tokens. */
export function checkText(compilation: Compilation, tokens: readonly Token[]): void {
  let source = compilation.source
  let row: readonly [number, number] | undefined
  tokens.forEach((token, i) => {
    const { type, content, map, meta } = token
    if (isSource(meta?.source)) source = meta.source
    if (type === 'tr_open' && map) row = map
    if (type !== 'inline' || content === '') return
    const lines = map ?? row
    const origin: Origin = isOrigin(meta?.origin) ? meta.origin : { source, lines: lines ?? [0, 1] }
    const placeAt =
      (from: number, to: number): Place =>
      () =>
        locate(origin, content, from, to)
    const before = tokens[i - 1]
    if (before?.type === 'paragraph_open') checkLostTable(compilation, content, false, placeAt)
    else if (before?.type === 'heading_open' && before.markup !== '' && !before.markup.startsWith('#'))
      checkLostTable(compilation, content, true, placeAt)
  })
}

const isSource = (value: unknown): value is Source => typeof value === 'object' && value !== null && 'path' in value
const isOrigin = (value: unknown): value is Origin => typeof value === 'object' && value !== null && 'source' in value
