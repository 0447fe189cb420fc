import { decoded } from '../files/encode.ts'
import type { Chunk } from '../markdown/text/holes.ts'

/**
 * The text of a page as it is put aside: in the first line what follows on what, the length of a piece of HTML or a hole, and
 * behind it all pieces. Written and read several times as fast as a list of chunks would be.
 */
export function packText(chunks: readonly Chunk[]): readonly string[] {
  const plan = chunks.map((chunk) => (typeof chunk === 'string' ? chunk.length : chunk))
  return [`${JSON.stringify(plan)}\n`, ...chunks.filter((chunk) => typeof chunk === 'string')]
}

/** The chunks of a text that was packed. */
export function unpackText(bytes: Uint8Array): readonly Chunk[] {
  const packed = decoded(bytes)
  let at = packed.indexOf('\n') + 1
  // Only what was packed comes here: parts and threads see to that.
  const plan = JSON.parse(packed.slice(0, at)) as readonly (number | Exclude<Chunk, string>)[]
  return plan.map((item) => {
    if (typeof item !== 'number') return item
    at += item
    return packed.slice(at - item, at)
  })
}
