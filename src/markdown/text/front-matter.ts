/**
 * Where a page's front matter ends. Two forms:
 *
 *     title: Loops                      ---
 *     next_url: %url:functions%         title: Loops
 *                                       ---
 *     The text begins here.             The text begins here.
 */

/** What a page begins with. Offsets into its text. */
export interface FrontMatterParts {
  readonly form: 'none' | 'plain' | 'fenced' | 'unclosed'
  /** The lines between the fences, or the plain lines. */
  readonly start: number
  readonly end: number
  /** What stands behind the first `---`, such as `js`. */
  readonly language: string
  readonly bodyStart: number
}

/** Keys that Lectern knows; the plain form may leave out the space behind the colon for them. */
export const KNOWN_KEYS = [
  'title',
  'description',
  'next_title',
  'next_url',
  'prev_title',
  'prev_url',
  'slug',
  'lang',
  'authors',
  'date',
  'tags',
  'draft',
  'template',
  'show_title',
  'toc',
  'order',
  'search',
  'redirect_from',
  'image',
  'noindex',
] as const

const KNOWN = new RegExp(`^(?:${KNOWN_KEYS.join('|')})[ \\t]*:`, 'i')
const PLAIN_LINE = /^[A-Za-z][\w-]*[ \t]*:(?:[ \t]|$)/
/** What YAML (or front matter in another language) begins with: a key, a list, a comment, a bracket; or nothing at all. */
const LIKE_YAML = /^\s*(?:$|[#[{-]|[^\s:]+[ \t]*:(?:\s|$)|["'][^\n]*["'][ \t]*:|[\w ]+:)/
const FENCE = /^---[ \t]*([A-Za-z]*)[ \t]*$/

/** Whether a line of the plain form is `key: value`. */
export const isPlainLine = (line: string): boolean => PLAIN_LINE.test(line) || KNOWN.test(line)

/** Finds the front matter of a page. */
export function splitFrontMatter(text: string): FrontMatterParts {
  const none: FrontMatterParts = { form: 'none', start: 0, end: 0, language: '', bodyStart: 0 }
  const firstEnd = endOfLine(text, 0)
  const first = text.slice(0, firstEnd)
  const fence = FENCE.exec(first)
  if (fence) {
    const language = fence[1] ?? ''
    for (let at = firstEnd + 1; at <= text.length; ) {
      const end = endOfLine(text, at)
      if (/^---[ \t]*$/.test(text.slice(at, end))) {
        // Two rules (`---`) with text between them are just that.
        if (!LIKE_YAML.test(text.slice(firstEnd + 1, at))) return none
        return { form: 'fenced', start: firstEnd + 1, end: at, language, bodyStart: Math.min(text.length, end + 1) }
      }
      at = end + 1
    }
    // A rule (`---`) may begin a page; it is front matter only where keys follow.
    return isPlainLine(text.slice(firstEnd + 1, endOfLine(text, firstEnd + 1)))
      ? { ...none, form: 'unclosed', language, end: firstEnd }
      : none
  }
  if (!isPlainLine(first)) return none
  const lines: string[] = []
  let at = 0
  while (at < text.length) {
    const end = endOfLine(text, at)
    const line = text.slice(at, end)
    if (line.trim() === '') break
    lines.push(line)
    at = end + 1
  }
  // Prose may begin with a word and a colon: only a known key, or nothing but keys, makes it front matter.
  const isFrontMatter = KNOWN.test(first) || lines.every(isKeyOrContinuation)
  if (!isFrontMatter) return none
  const end = Math.min(at, text.length)
  return {
    form: 'plain',
    start: 0,
    end,
    language: '',
    bodyStart: Math.min(text.length, at < text.length ? endOfLine(text, at) + 1 : at),
  }
}

const isKeyOrContinuation = (line: string): boolean => isPlainLine(line) || /^[ \t]/.test(line)

const endOfLine = (text: string, from: number): number => {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
