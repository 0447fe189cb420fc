import { decodeHTML } from 'entities'
import type { Compilation, Place } from './compilation.ts'
import { isNoFormula } from './inline-rules/code-between-dollars.ts'
import { tryFormula } from './math.ts'

/**
 * Formulas in HTML that a program made, such as a table of pandas. Jupyter sets them, so authors write them:
 *
 *     <td>$\alpha_1$</td>
 *
 * Money stays money, as in text; what is no formula stays as it is, and is not told: nobody wrote it.
 */
export function formulasIn(compilation: Compilation, markup: string, place: Place): string {
  if (!/\$[^$]*\$|\\[([]/.test(markup)) return markup
  let code = 0
  return markup
    .split(/(<[^>]*>)/)
    .map((piece) => {
      const [, close, name] = /^<(\/?)(code|pre|kbd|samp|tt)\b/i.exec(piece) ?? []
      if (name !== undefined) code = Math.max(0, code + (close === '' ? 1 : -1))
      return piece.startsWith('<') || code > 0 ? piece : inText(compilation, piece, place)
    })
    .join('')
}

/** A table that says that it has none: `pd.options.display.html.use_mathjax = False`. */
export const wantsFormulas = (html: string): boolean => !/\b(?:tex2jax|mathjax)_ignore\b/.test(html)

/** `$…$`, `$$…$$`, `\(…\)`, `\[…\]`; as long as a formula in a cell may be. */
const FORMULA =
  /(?<![\\$])(?:\$\$(?!\$)([^$]{1,1000})\$\$|\$(?![\s$])((?:[^$\\]|\\[\s\S]){0,999}?(?:[^$\\\s]|\\[\s\S]))\$(?![\d$]))|\\\(([\s\S]{1,1000}?)\\\)|\\\[([\s\S]{1,1000}?)\\\]/g

const inText = (compilation: Compilation, text: string, place: Place): string =>
  text.replace(
    FORMULA,
    (written: string, dollars?: string, dollar?: string, inline?: string, display?: string, at?: number) => {
      const tex = decodeHTML(dollars ?? dollar ?? inline ?? display ?? '')
      const from = at ?? 0
      const isText = dollar !== undefined && isNoFormula(tex, text.charAt(from - 1), text.charAt(from + written.length))
      return (
        (isText ? undefined : tryFormula(compilation, tex, dollars !== undefined || display !== undefined, place)) ??
        written
      )
    },
  )
