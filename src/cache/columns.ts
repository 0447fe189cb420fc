import type { Part } from './blobs.ts'

/**
 * Lists of many thousands of small things, as they are kept: texts behind each other in one long text, numbers in an
 * array of numbers. They are read several times as fast as objects are.
 */

/** Many texts as one. A list with a text that has the mark between them in it stays a list. */
export type Texts = string | readonly string[]

const BETWEEN = '\0'

export const packTexts = (texts: readonly string[]): Texts =>
  texts.length === 0 || texts.some((text) => text.includes(BETWEEN)) ? texts : texts.join(BETWEEN)

export const unpackTexts = (texts: Texts): readonly string[] =>
  typeof texts === 'string' ? texts.split(BETWEEN) : texts

/** Where parts stand. */
export interface PackedParts {
  readonly starts: Float64Array
  readonly lengths: Uint32Array
  readonly checksums: Uint32Array
}

export const packParts = (parts: readonly Part[]): PackedParts => ({
  starts: Float64Array.from(parts, ({ start }) => start),
  lengths: Uint32Array.from(parts, ({ length }) => length),
  checksums: Uint32Array.from(parts, ({ checksum }) => checksum),
})

// Not `Array.from`, which of an array of numbers asks for one after the other.
export function unpackParts({ starts, lengths, checksums }: PackedParts): readonly Part[] {
  const parts: Part[] = []
  for (let i = 0; i < starts.length; i++)
    parts.push({ start: starts[i] ?? 0, length: lengths[i] ?? 0, checksum: checksums[i] ?? 0 })
  return parts
}

/** Lists that are mostly empty: the others, by their places. */
export type Sparse<Item> = ReadonlyMap<number, readonly Item[]>

export const packSparse = <Item>(lists: readonly (readonly Item[])[]): Sparse<Item> =>
  new Map(lists.flatMap((list, i) => (list.length ? [[i, list] as const] : [])))

/** Texts of which many are the same: each once. */
export interface PackedCommon {
  readonly texts: readonly string[]
  readonly places: Uint32Array
}

export function packCommon(texts: readonly string[]): PackedCommon {
  const places = new Map<string, number>()
  const all = Uint32Array.from(texts, (text) => {
    const place = places.get(text) ?? places.size
    places.set(text, place)
    return place
  })
  return { texts: [...places.keys()], places: all }
}

export function unpackCommon({ texts, places }: PackedCommon): readonly string[] {
  const all: string[] = []
  for (const place of places) all.push(texts[place] ?? '')
  return all
}
