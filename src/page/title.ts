/**
 * Titles in front matter. They are text, with code and formulas written as in Markdown:
 *
 *     title: The `for` loop and $x^2$
 */
export interface TitlePiece {
  readonly type: 'text' | 'code' | 'formula'
  readonly text: string
}

const PIECE =
  /\\([`$])|(?<!`)(`+)(?!`)([^\n]*?[^`\n])\2(?!`)|(?<!\$)\$(?![\s$])((?:\\.|[^$\\\n`])*(?:\\.|[^$\\\s`]))\$(?![\d$])/gu

/** The pieces of a title, in order. */
export function readTitle(written: string): readonly TitlePiece[] {
  if (!/[`$]/.test(written)) return [{ type: 'text', text: written }]
  const pieces: TitlePiece[] = []
  let text = ''
  let at = 0
  const put = (type: TitlePiece['type'], piece: string): void => {
    if (text) pieces.push({ type: 'text', text })
    text = ''
    pieces.push({ type, text: piece })
  }
  for (const match of written.matchAll(PIECE)) {
    const [all, escaped, , code, tex] = match
    text += written.slice(at, match.index) + (escaped ?? '')
    if (code !== undefined) put('code', code.replace(/^ (.*[^ ].*) $/, '$1'))
    else if (tex !== undefined) put('formula', tex)
    at = match.index + all.length
  }
  text += written.slice(at)
  if (text) pieces.push({ type: 'text', text })
  return pieces
}

/** A title without markup, as menus and browsers show it. */
export const plainTitle = (written: string): string =>
  readTitle(written)
    .map(({ text }) => text)
    .join('')

/** A longer title is cut where menus, links and browsers show it. */
export const MOST_TITLE = 1000

/** A title as it is shown again and again: a text without end would be, too. */
export const shortTitle = (title: string): string =>
  title.length <= MOST_TITLE ? title : `${title.slice(0, MOST_TITLE - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
