import { isUnspaced, wordsOf } from '../../search/words.ts'

/** A piece of text; marked where it is what the reader looked for. */
export interface Piece {
  readonly text: string
  readonly marked: boolean
}

const LENGTH = 150

/** Marks the words of a text that are among those wanted. */
export function markWords(text: string, wanted: ReadonlySet<string>): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { word, start, end } of wordsOf(text)) {
    if (!wanted.has(word) || end <= at) continue
    const from = Math.max(start, at)
    const last = pieces.at(-1)
    // Pairs of letters overlap: they are one mark.
    if (last?.marked && from === at && (start < at || isUnspaced(word)))
      pieces[pieces.length - 1] = { text: last.text + text.slice(from, end), marked: true }
    else {
      if (from > at) pieces.push({ text: text.slice(at, from), marked: false })
      pieces.push({ text: text.slice(from, end), marked: true })
    }
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false })
  return pieces
}

/** The part of a text where most of the wanted words stand together, with them marked; its beginning where there are none. */
export function excerpt(text: string, wanted: ReadonlySet<string>): Piece[] {
  const found = wordsOf(text).filter(({ word }) => wanted.has(word))
  let best = found[0]
  let most = 0
  found.forEach((first, i) => {
    const near = new Set<string>()
    for (let k = i; k < found.length; k++) {
      const other = found[k]
      if (!other || other.end > first.start + LENGTH - 30) break
      near.add(other.word)
    }
    if (near.size > most) {
      most = near.size
      best = first
    }
  })
  const start = wordBefore(text, (best?.start ?? 0) - 30)
  const end = wordBefore(text, start + LENGTH)
  const cut = text.slice(start, end <= start ? start + LENGTH : end).trim()
  const pieces = markWords(cut, wanted)
  if (start > 0) pieces.unshift({ text: '… ', marked: false })
  if (end < text.length && end > start) pieces.push({ text: ' …', marked: false })
  return pieces
}

/** The end of the last word before a place; the ends of the text outside of it. */
function wordBefore(text: string, at: number): number {
  if (at <= 0) return 0
  if (at >= text.length) return text.length
  const space = text.lastIndexOf(' ', at)
  return space < at - 25 ? at : space + 1
}
