import type { StateInline } from 'markdown-it'
import { didYouMean } from '../diagnostics/nearest.ts'
import { onceFor } from '../files/once.ts'
import { compilationOf, report } from './compilation.ts'
import { mayLookFor } from './growth.ts'
import { slugOf } from './heading.ts'
import { inlinePlace } from './inline-place.ts'

/**
 * What was meant to be a link or a picture, and is text to Markdown:
 *
 *     [text](my page.md)    ![cat](cat (1).gif)    [text] (page.md)    [text](https://example.org/
 *                                                                        page)    [text][nope]
 */

/** Text is looked at no further than this. */
const FARTHEST = 2000
const LOOKS_LIKE_ADDRESS =
  /^(?:https?:|mailto:|[#%/]|\.{1,2}\/)|\/|\.(?:md|html?|[A-Za-z][A-Za-z0-9]{1,4})(?:[?#][^()\n]*)?$/
const STRICT_ADDRESS =
  /^(?:https?:\/\/\S+|%(?:link|url|static|ref):\S+|#\S+|\S+\.(?:md|html?|png|jpe?g|gif|svg|webp|pdf|zip)(?:#\S*)?)$/i
/** An address, and a title without quotation marks. */
const UNTITLED = /^([^\s<>()"']+\.(?:md|html?|png|jpe?g|gif|svg|webp|pdf)(?:#[^\s()]*)?)[ \t]+([^<>()"'\n]+)$/i
const WITH_TITLE = /^([\s\S]*?)(\s+(?:"[^"]*"|'[^']*'))?\s*$/

/** Tells of text that begins at the state's place and is no link, though it looks like one. */
export function tellMeantLink(state: StateInline): void {
  if (state.src.charCodeAt(state.pos) === 0x5b) tellMeant(state, false)
}

/** Tells of text that begins at the state's place and is no picture, though it looks like one. */
export function tellMeantPicture(state: StateInline): void {
  if (state.src.charCodeAt(state.pos) === 0x21) tellMeant(state, true)
}

function tellMeant(state: StateInline, isPicture: boolean): void {
  const { src, pos, posMax } = state
  const open = isPicture ? pos + 1 : pos
  if (src.charCodeAt(open) !== 0x5b || src.charCodeAt(open + 1) === 0x5e) return
  // It was looked at as a picture.
  if (!isPicture && src.charCodeAt(pos - 1) === 0x21) return
  // Nothing that could follow the words: most brackets.
  if (!/\][ \t]*[([]/.test(src.slice(open, Math.min(posMax, open + FARTHEST)))) return
  const label = state.md.helpers.parseLinkLabel(state, open, !isPicture)
  if (label < 0) return
  const words = src.slice(open + 1, label)
  const next = src[label + 1]
  if (next === '(') tellAddress(state, words, label + 1, isPicture)
  else if (next === '[') tellDefinition(state, words, label + 1)
  else if (next === ' ' || next === '\t') tellSpace(state, words, label + 1, isPicture)
}

/** `(my page.md)`: an address that wants `<` and `>`, or to stand on one line. */
function tellAddress(state: StateInline, words: string, open: number, isPicture: boolean): void {
  const { src, pos } = state
  const close = closingBracket(src.slice(open, Math.min(state.posMax, open + FARTHEST)))
  if (close === undefined) return
  const inner = src.slice(open + 1, open + close).trim()
  const [, written = '', title = ''] = WITH_TITLE.exec(inner) ?? []
  if (written === '' || !(isPicture || LOOKS_LIKE_ADDRESS.test(written) || UNTITLED.test(written))) return
  if (/^<|\n.*\n/s.test(written) || (!isPicture && /[,;] /.test(written))) return
  // Names of pages have no spaces, which is told of themselves.
  if (/^%(?:link|url|ref):/.test(written)) return
  const picture = isPicture ? '!' : ''
  const untitled = UNTITLED.exec(written)
  if (untitled && title === '' && !/\.[A-Za-z0-9]{2,5}$/.test(written)) {
    const quoted = `"${(untitled[2] ?? '').replace(/["\\]/g, '\\$&')}"`
    const why = 'what stands behind its address has no quotation marks'
    tell(state, pos, open + close + 1, why, `${picture}[${words}](${untitled[1]} ${quoted})`)
    return
  }
  const isUrl = /^[a-z][a-z0-9+.-]*:/i.test(written)
  const address = isUrl ? written.replace(/\s*\n\s*/g, '') : written.replace(/\s*\n\s*/g, ' ')
  const right = rightAddress(address)
  tell(state, pos, open + close + 1, whyNot(written), `${picture}[${words}](${right}${title})`)
}

/** The form in which Markdown takes an address. */
function rightAddress(address: string): string {
  if (/^#[^()\n]*\s/.test(address)) return `#${slugOf(address)}`
  // The bracket that ends the address was taken for the end of the link.
  if (/^[^\s()]*\([^\s().]*$/.test(address)) return `${address})`
  return /[\s()]/.test(address) ? `<${address}>` : address
}

const whyNot = (written: string): string =>
  written.includes('\n')
    ? 'its address goes over two lines'
    : /\s/.test(written)
      ? 'its address has a space in it'
      : 'the brackets in its address do not balance'

/** `[text] (page.md)`. */
function tellSpace(state: StateInline, words: string, from: number, isPicture: boolean): void {
  const { src, pos } = state
  if (isInWord(src, pos)) return
  const match = /^[ \t]+\(([^()\s]+)\)/.exec(src.slice(from, Math.min(state.posMax, from + FARTHEST)))
  const address = match?.[1]
  if (!match || address === undefined || !STRICT_ADDRESS.test(address)) return
  tell(
    state,
    pos,
    from + match[0].length,
    'there is a space between its words and its address',
    `${isPicture ? '!' : ''}[${words}](${address})`,
  )
}

/** Whether a bracket follows a letter, as in `f[x]`; scripts without spaces have letters before links. */
const isInWord = (src: string, pos: number): boolean =>
  /(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}])[\p{L}\p{N}_)\]]$/u.test(
    src.slice(Math.max(0, pos - 2), pos),
  )

/** The labels of all definitions of a page, which are read before any of its text. */
const definedIn = onceFor((references: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(references).map((name) => name.toLowerCase()),
)

/** `[text][nope]`, where no line says `[nope]: address`. */
function tellDefinition(state: StateInline, words: string, open: number): void {
  const { src, pos, env } = state
  const end = src.indexOf(']', open)
  if (end < 0 || end >= state.posMax || isInWord(src, pos)) return
  const label = src.slice(open + 1, end).trim() || words.trim()
  // `[a-z][0-9]` is no link, nor is `[1][2]`; `[some words][2]` was meant as one.
  const isNamed = /\p{L}{2}/u.test(label) || (/^\d+$/.test(label) && /\p{L}{3}/u.test(words))
  if (!isNamed || /[[\]\n^]/.test(label)) return
  const references: Readonly<Record<string, unknown>> = env.references ?? {}
  if (references[state.md.utils.normalizeReference(label)]) return
  const compilation = compilationOf(env)
  const written = src.slice(pos, end + 1)
  report(compilation, 'link/unknown-definition', `The page has no definition of a link \`${label}\`.`, {
    span: inlinePlace(compilation, written, pos, end + 1)(),
    hint: STRICT_ADDRESS.test(label)
      ? `write \`[${words}](${label})\``
      : ((mayLookFor(compilation) ? didYouMean(label, definedIn(references)) : undefined) ??
        `write \`[${label}]: \` and the address on a line of its own`),
  })
}

function tell(state: StateInline, start: number, end: number, why: string, right: string): void {
  const compilation = compilationOf(state.env)
  const written = state.src.slice(start, end)
  const what = right.startsWith('!') ? 'picture' : 'link'
  report(compilation, 'link/not-a-link', `This is no ${what} to Markdown, because ${why}.`, {
    span: inlinePlace(compilation, written, start, end)(),
    hint: `write \`${right}\``,
  })
}

/** The bracket that closes the one at the beginning; the first one where they do not balance. */
function closingBracket(text: string): number | undefined {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x5c) at++
    else if (code === 0x28) depth++
    else if (code === 0x29 && --depth === 0) return at
  }
  const first = text.indexOf(')')
  return first < 0 ? undefined : first
}
