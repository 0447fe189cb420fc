import type { StateInline } from 'markdown-it'

/** Whether a character is a space, or none: the text ends there. */
export const isSpace = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0a || Number.isNaN(code)
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

const TAG =
  /<(?:\/[A-Za-z][\w-]*\s*|[A-Za-z][\w-]*(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?)>/y
const AUTOLINK = /<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]*>/y
const COMMENT = /<!--[\s\S]{0,1000}?-->/y
const TEXT_COMMAND = /\\(?:text[a-z]*|mbox|hbox|fbox|tag\*?)\s*\{/y

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

/**
 * Where a formula ends that begins at an offset; undefined where it is none. Code, links of their own and tags come first: a dollar sign
 * in one of them ends no formula that began before it.
 */
export function endOfFormula(state: StateInline, from: number, display: boolean): number | undefined {
  // The text of a link is parsed by itself, up to its bracket.
  const src = state.posMax < state.src.length ? state.src.slice(0, state.posMax) : state.src
  let brackets = 0
  for (let at = from; at < src.length; at++) {
    const code = src.charCodeAt(at)
    if (code === 0x5c) {
      const command = matchAt(TEXT_COMMAND, src, at)
      const close = command === undefined ? undefined : closingBrace(src, at + command.length)
      at = close ?? at + 1
    } else if (code === 0x24) {
      if (display) {
        if (src.charCodeAt(at + 1) === 0x24) return at
        continue
      }
      // `$5 and $6`: a dollar sign that cannot close is money, and so is the first one.
      return isSpace(src.charCodeAt(at - 1)) || isDigit(src.charCodeAt(at + 1)) ? undefined : at
    } else if (code === 0x60) {
      const run = /`+/y
      run.lastIndex = at
      const ticks = run.exec(src)?.[0] ?? '`'
      const close = endOfCode(src, at + ticks.length, ticks.length)
      // A formula has no code in it.
      if (close !== undefined) return undefined
      at += ticks.length - 1
    } else if (code === 0x3c) {
      if (matchAt(AUTOLINK, src, at) !== undefined || matchAt(COMMENT, src, at) !== undefined) return undefined
      const tag = matchAt(TAG, src, at)
      if (tag === undefined) continue
      if (/^<\/|=/.test(tag)) return undefined
      // `a <b and c> d` may be both: as a tag it hides what is in it.
      at += tag.length - 1
    } else if (code === 0x5b) brackets++
    else if (code === 0x5d) {
      brackets--
      const close = src.charCodeAt(at + 1) === 0x28 ? endOfDestination(state, at + 2) : undefined
      if (close === undefined) continue
      if (brackets < 0 && src.lastIndexOf('[', from) >= 0) return undefined
      at = close - 1
    }
  }
  return undefined
}

/** Behind the run of backticks that closes code. */
function endOfCode(src: string, from: number, length: number): number | undefined {
  const ticks = '`'.repeat(length)
  for (let at = src.indexOf(ticks, from); at >= 0; at = src.indexOf(ticks, at)) {
    let end = at + length
    while (src.charCodeAt(end) === 0x60) end++
    if (end - at === length) return end
    at = end
  }
  return undefined
}

/** Behind `address "title")`, where there is such a thing with a dollar sign in it. */
function endOfDestination({ src, md, posMax }: StateInline, from: number): number | undefined {
  const address = md.helpers.parseLinkDestination(src, from, posMax)
  if (!address.ok) return undefined
  let end = address.pos
  while (isSpace(src.charCodeAt(end)) && end < posMax) end++
  if (end > address.pos) {
    const title = md.helpers.parseLinkTitle(src, end, posMax)
    if (title.ok) end = title.pos
    while (isSpace(src.charCodeAt(end)) && end < posMax) end++
  }
  return src.charCodeAt(end) === 0x29 && src.slice(from, end).includes('$') ? end + 1 : undefined
}

/** Text in a formula is no longer than this. */
const LONGEST_TEXT = 1000

/** The brace that closes one; undefined where none does. */
function closingBrace(src: string, from: number): number | undefined {
  let depth = 1
  const end = Math.min(src.length, from + LONGEST_TEXT)
  for (let at = from; at < end; at++) {
    const code = src.charCodeAt(at)
    if (code === 0x5c) at++
    else if (code === 0x7b) depth++
    else if (code === 0x7d && --depth === 0) return at
  }
  return undefined
}
