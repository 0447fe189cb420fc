/**
 * Names in running text end where a language without spaces goes on, and where emphasis does:
 *
 *     %FigOne所示        %FigOneは        __%FigOne__        %FigA-based
 */
const WITHOUT_SPACES = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}ー'

/** What may come behind a name; other scripts only behind a Latin one. */
const ENDS = new RegExp(`^(?:$|-|_+(?![\\p{L}\\p{N}])|[${WITHOUT_SPACES}])`, 'u')
const OTHER_SCRIPT = /^(?!\p{Script=Latin})\p{L}/u

/** An id that is longer is none. */
const LONGEST = 1000

/** The longest beginning of `written` that is known and ends where a name may; undefined where there is none. */
export function longestName(written: string, isKnown: (name: string) => boolean): string | undefined {
  for (let end = Math.min(written.length, LONGEST); end > 0; end--) {
    if (mayEnd(written, end)) {
      const name = written.slice(0, end)
      if (isKnown(name)) return name
    }
  }
  return undefined
}

function mayEnd(written: string, end: number): boolean {
  if (end === written.length) return true
  const next = written.charCodeAt(end)
  // Nearly all names: letters, digits.
  if ((next >= 0x30 && next <= 0x39) || (next >= 0x41 && next <= 0x5a) || (next >= 0x61 && next <= 0x7a)) return false
  const rest = written.slice(end, end + 20)
  return ENDS.test(rest) || (OTHER_SCRIPT.test(rest) && written.charCodeAt(end - 1) < 0x80)
}

/** The beginning that was most likely meant for a name: without what follows in another script, and without marks of emphasis. */
export const likelyName = (written: string): string =>
  (/^[\x00-\x7f]+(?=(?!\p{Script=Latin})[^\x00-\x7f])/u.exec(written)?.[0] ?? written).replace(/_+$/, '')
