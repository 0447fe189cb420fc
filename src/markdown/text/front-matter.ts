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
  /** Where its first line begins. */
  readonly open: number
  /** The lines between the fences, or the plain lines. */
  readonly start: number
  readonly end: number
  /** What stands behind the first `---`, such as `js`. */
  readonly language: string
  readonly bodyStart: number
  /** A blank line or a comment stands before it; of the form `none`: before what would be the plain form. */
  readonly isLate: boolean
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
  'hash',
  'translate',
  'authors',
  'date',
  'modified',
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
  'menu',
  'contents',
] as const

/** What else known keys are called. */
export const KEY_ALIASES = { author: 'authors', locale: 'lang' } as const satisfies Readonly<
  Record<string, (typeof KNOWN_KEYS)[number]>
>

const KNOWN = new RegExp(`^(?:${[...KNOWN_KEYS, ...Object.keys(KEY_ALIASES)].join('|')})[ \\t]*:`, 'i')
const PLAIN_LINE = /^[A-Za-z][\w-]*[ \t]*:(?:[ \t]|$)/
/** What YAML (or front matter in another language) begins with: a key, a list, a comment, a bracket; or nothing at all. */
const LIKE_YAML = /^\s*(?:$|[#[{-]|[^\s:]+[ \t]*:(?:\s|$)|["'][^\n]*["'][ \t]*:|[\w ]+:)/
const FENCE = /^---[ \t]*([A-Za-z]*)[ \t]*$/
/** `+++` begins and ends TOML, and `...` may end YAML. */
const TOML_FENCE = /^\+\+\+[ \t]*$/
const LIKE_TOML = /^\s*(?:$|[#[]|[\w."'-]+[ \t]*=)/
/** Blank lines and comments before the first text. */
const NOTHING = /(?:[ \t]*\n|[ \t]*<!--[\s\S]*?-->[ \t]*(?:\n|$))+/y

/** Lines that were meant for `---`: indented, longer, or marks of JSON. */
const NEARLY_FENCE = /^(?: {1,3}---|-{4,}|;;;)[ \t]*$/
const FENCE_END = /^ {0,3}(?:-{3,}|;;;|\}[ \t]*)[ \t]*$/
const JSON_KEY = new RegExp(`^[ \\t{]*"(?:${KNOWN_KEYS.join('|')})"[ \\t]*:`, 'im')
const HEADING_BEFORE = /#{1,6}[ \t][^\n]*\n(?:[ \t]*\n)*(?=---)/y

/** Whether a line of the plain form is `key: value`. */
export const isPlainLine = (line: string): boolean => PLAIN_LINE.test(line) || KNOWN.test(line)

/** Finds the front matter of a page; between fences, also below blank lines and comments. */
export function splitFrontMatter(text: string): FrontMatterParts {
  const parts = splitAt(text, 0)
  if (parts.form !== 'none') return parts
  const nearly = splitNearly(text)
  if (nearly) return nearly
  HEADING_BEFORE.lastIndex = 0
  if (HEADING_BEFORE.test(text)) {
    const below = splitAt(text, HEADING_BEFORE.lastIndex)
    const { form, open, start, end } = below
    const isTitled = form === 'fenced' && hasKnownKey(text, below) && !/^[ \t]*$/m.test(text.slice(start, end - 1))
    return isTitled ? { ...parts, open, start, end, isLate: true } : parts
  }
  NOTHING.lastIndex = 0
  if (!NOTHING.test(text)) return parts
  const late = splitAt(text, NOTHING.lastIndex)
  const lines = text.slice(late.start, late.end).trimEnd().split('\n')
  if (late.form === 'fenced' && (late.language === 'toml' || hasKnownKey(text, late))) return { ...late, isLate: true }
  const isPlain = late.form === 'plain' && KNOWN.test(lines[0] ?? '') && lines.every(isKeyOrContinuation)
  return isPlain ? { ...parts, open: late.open, start: late.start, end: late.end, isLate: true } : parts
}

/** Whether a plain front matter has no key that Lectern knows, so that it may have been meant as text. */
export const mayBeText = (text: string, { form, start, end }: FrontMatterParts): boolean =>
  form === 'plain' && !hasKnownKey(text, { start, end })

const hasKnownKey = (text: string, { start, end }: Pick<FrontMatterParts, 'start' | 'end'>): boolean =>
  text
    .slice(start, end)
    .split('\n')
    .some((line) => KNOWN.test(line.trimStart()))

/**
 * Front matter between other lines than `---`, or in JSON; undefined where there is none.
 *
 *      ---                ----                {
 *     draft: true         draft: true           "draft": true
 *      ---                ----                }
 */
function splitNearly(text: string): FrontMatterParts | undefined {
  const firstEnd = endOfLine(text, 0)
  const first = text.slice(0, firstEnd)
  const isObject = /^\{/.test(first)
  if (!isObject && !NEARLY_FENCE.test(first)) return undefined
  const start = isObject ? 0 : firstEnd + 1
  for (let at = firstEnd + 1; at < text.length; ) {
    const end = endOfLine(text, at)
    const line = text.slice(at, end)
    if (line.trim() === '' && !isObject) return undefined
    if (FENCE_END.test(line) && /^\s*\}/.test(line) === isObject) {
      const isJson = isObject || first.startsWith(';')
      const inside = { start, end: at }
      if (isJson ? !JSON_KEY.test(text.slice(start, at)) : !hasKnownKey(text, inside)) return undefined
      const language = isJson ? 'json' : ''
      const bodyStart = Math.min(text.length, end + 1)
      return { form: 'fenced', open: 0, ...inside, language, bodyStart, isLate: !isJson }
    }
    at = end + 1
  }
  return undefined
}

/** Finds the front matter that begins at an offset. */
function splitAt(text: string, open: number): FrontMatterParts {
  const none: FrontMatterParts = {
    form: 'none',
    open: 0,
    start: 0,
    end: 0,
    language: '',
    bodyStart: 0,
    isLate: false,
  }
  const firstEnd = endOfLine(text, open)
  const first = text.slice(open, firstEnd)
  const fence = FENCE.exec(first)
  const isToml = TOML_FENCE.test(first)
  if (fence || isToml) {
    const language = isToml ? 'toml' : (fence?.[1] ?? '')
    const second = text.slice(firstEnd + 1, endOfLine(text, firstEnd + 1))
    for (let at = firstEnd + 1; at <= text.length; ) {
      const end = endOfLine(text, at)
      const line = text.slice(at, end)
      const closes = isToml ? TOML_FENCE.test(line) : /^(?:---|\.\.\.)[ \t]*$/.test(line)
      if (closes && (!line.startsWith('.') || isPlainLine(second))) {
        // Two rules (`---`) with text between them are just that.
        if (!(language === 'toml' ? LIKE_TOML : LIKE_YAML).test(text.slice(firstEnd + 1, at))) return none
        const bodyStart = Math.min(text.length, end + 1)
        return { form: 'fenced', open, start: firstEnd + 1, end: at, language, bodyStart, isLate: false }
      }
      at = end + 1
    }
    // A rule (`---`) may begin a page; it is front matter only where keys follow.
    return !isToml && isPlainLine(second) ? { ...none, form: 'unclosed', open, language, end: firstEnd } : none
  }
  if (!isPlainLine(first)) return none
  const lines: string[] = []
  let at = open
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
  return {
    form: 'plain',
    open,
    start: open,
    end: Math.min(at, text.length),
    language: '',
    bodyStart: Math.min(text.length, at < text.length ? endOfLine(text, at) + 1 : at),
    isLate: false,
  }
}

const isKeyOrContinuation = (line: string): boolean => isPlainLine(line) || /^[ \t]/.test(line)

const endOfLine = (text: string, from: number): number => {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
