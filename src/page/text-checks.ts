import type { Token } from 'markdown-it'
import { type Compilation, type Place, report } from '../markdown/compilation.ts'
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
    if ((type !== 'inline' && type !== 'html_block') || content === '') return
    const lines = map ?? row
    const origin: Origin = isOrigin(meta?.origin) ? meta.origin : { source, lines: lines ?? [0, 1] }
    const placeAt =
      (from: number, to: number): Place =>
      () =>
        locate(origin, content, from, to)
    if (type === 'html_block') {
      checkListBelow(compilation, content, placeAt)
      return
    }
    const before = tokens[i - 1]
    if (before?.type === 'paragraph_open') checkLostTable(compilation, content, false, placeAt)
    else if (before?.type === 'heading_open' && before.markup !== '' && !before.markup.startsWith('#'))
      checkLostTable(compilation, content, true, placeAt)
  })
}

const LIST_BELOW = /\n[ \t]*(\{:?[ \t]*[.#][^{}\n]*\})\s*$/

/** An attribute list on the last line of raw HTML, of which it is a part. */
function checkListBelow(compilation: Compilation, markup: string, placeAt: (from: number, to: number) => Place): void {
  const list = markup.endsWith('}') || markup.endsWith('}\n') ? LIST_BELOW.exec(markup) : null
  if (!list) return
  const at = list.index + list[0].indexOf('{')
  report(compilation, 'attributes/unclaimed', 'This attribute list belongs to nothing.', {
    span: placeAt(at, at + (list[1]?.length ?? 1))(),
    hint: 'write `class="…"` and `id="…"` into the tag of the element',
  })
}

const isSource = (value: unknown): value is Source => typeof value === 'object' && value !== null && 'path' in value
const isOrigin = (value: unknown): value is Origin => typeof value === 'object' && value !== null && 'source' in value
