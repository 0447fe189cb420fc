/**
 * What stands between two dollar signs and is no formula: code and prices.
 *
 *     df$name and df$age        function f($a,$b)        费用为$5和$6。设$x$        the $$ of a shell is its $$
 */

/** No formula ends so right before a letter. */
const ENDS_OPEN =
  /[,;:=<>/+*|([.\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3001-\u303f\uff01-\uff5e-]$/u
/** Formulas of words have such signs in them. */
const TEX = /[\\^_{}]/
const WORD = /[A-Za-z]{2} | [A-Za-z]{2,}(?: |$)/
const WORDS = /(?:^|\s)[A-Za-z]{2,}\s+[A-Za-z]{2,}\s+[A-Za-z]{2,}/
const LETTER = /^[A-Za-z_\\]/

/** Whether the text between two `$` is code or prose; `before` and `after` are the characters around it. */
export function isNoFormula(text: string, before: string, after: string): boolean {
  if (!LETTER.test(after)) return false
  const isInWords = /[A-Za-z]/.test(before) && /^[A-Za-z][^\\^{}]*$/.test(text)
  return isInWords || ENDS_OPEN.test(text) || (WORD.test(text) && !TEX.test(text))
}

/** Whether the text between two `$$` is prose. */
export const isProse = (text: string): boolean => WORDS.test(text) && !TEX.test(text) && !text.includes('=')
