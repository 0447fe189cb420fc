/**
 * HTML in pieces. A block returns what the tag `html` makes:
 *
 *     html`<figure id="${id}">${picture}<figcaption>${caption}</figcaption></figure>`
 *
 * Strings and numbers are escaped, so markup comes only from the template itself, from other fragments and from `raw`.
 * Inline Markdown stays a piece of its own until the page's inline text is parsed.
 */
export interface Fragment {
  readonly type: 'fragment'
  readonly pieces: readonly Piece[]
}

/** Inline Markdown of an author, with the place it comes from. */
export interface InlineText {
  readonly type: 'inline'
  readonly text: string
  /** Where it comes from: for Lectern alone. */
  readonly origin: object
}

/** Any Markdown of an author, with the place it comes from. */
export interface MarkdownText {
  readonly type: 'markdown'
  readonly text: string
  /** Where it comes from: for Lectern alone. */
  readonly origin: object
}

/** A piece of a fragment: HTML, or Markdown. */
export type Piece = string | InlineText | MarkdownText

/** What may stand in `${}`; undefined, null and false print nothing. */
export type Interpolation =
  | string
  | number
  | false
  | undefined
  | null
  | Fragment
  | InlineText
  | MarkdownText
  | readonly Interpolation[]

/** Makes a fragment; see {@link Fragment}. */
export function html(strings: TemplateStringsArray, ...values: readonly Interpolation[]): Fragment {
  const pieces: Piece[] = []
  // The engine is slow at going through a frozen list with a function.
  for (let i = 0; i < strings.length; i++) {
    append(pieces, strings[i] ?? '')
    if (i < values.length) interpolate(pieces, values[i])
  }
  return { type: 'fragment', pieces }
}

/** Markup as it stands: only for HTML that Lectern or an author's page made. */
export const raw = (markup: string): Fragment => ({ type: 'fragment', pieces: [markup] })

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Escapes text for HTML, inside attributes with double quotes too. */
export const escapeHtml = (text: string): string =>
  /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (char) => escapes[char] ?? char) : text

function append(pieces: Piece[], markup: string): void {
  if (markup === '') return
  const last = pieces.at(-1)
  if (typeof last === 'string') pieces[pieces.length - 1] = last + markup
  else pieces.push(markup)
}

function interpolate(pieces: Piece[], value: Interpolation): void {
  if (value === undefined || value === null || value === false) return
  if (typeof value === 'string' || typeof value === 'number') append(pieces, escapeHtml(String(value)))
  // Plugins are written without types, too.
  else if (typeof value !== 'object') throw unprintable(value)
  else if ('type' in value && (value.type === 'inline' || value.type === 'markdown')) pieces.push(value)
  else if ('type' in value && 'pieces' in value)
    for (const piece of value.pieces) typeof piece === 'string' ? append(pieces, piece) : pieces.push(piece)
  else if (Symbol.iterator in value) for (const item of value) interpolate(pieces, item)
  else throw unprintable(value)
}

function unprintable(value: unknown): TypeError {
  const kind = value instanceof Promise ? 'promise' : value === true ? '`true`' : typeof value
  const article = kind === 'object' ? 'an ' : value === true ? '' : 'a '
  return new TypeError(`\`html\` cannot print ${article}${kind}: put a text, a number, or HTML into it`)
}
