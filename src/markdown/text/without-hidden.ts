import { Parser } from 'htmlparser2'

/** Mostly there is no such attribute, and nothing is parsed. */
const MAY_HIDE = /\shidden(?=[\s=/>])/i

/** Elements that end with their tag. */
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/

/** Whether attributes say that nobody sees the element: what `hidden="until-found"` has in it is found by readers. */
export const isHidden = ({ hidden }: Readonly<Record<string, string>>): boolean =>
  hidden !== undefined && hidden.trim().toLowerCase() !== 'until-found'

/** HTML without its elements that have the attribute `hidden`, and what is in them. */
export function withoutHidden(html: string): string {
  if (!MAY_HIDE.test(html)) return html
  const kept: string[] = []
  const state = { at: 0, open: 0, depth: 0 }
  const parser = new Parser({
    onopentag(_name, attributes) {
      state.depth++
      if (state.open > 0 || !isHidden(attributes)) return
      state.open = state.depth
      kept.push(html.slice(state.at, parser.startIndex))
    },
    onclosetag(name, isImplied) {
      if (state.open === state.depth) {
        state.open = 0
        // The tag that closes it by the way is none of its own.
        state.at = isImplied && !VOID.test(name) ? Math.max(state.at, parser.startIndex) : parser.endIndex + 1
      }
      state.depth--
    },
  })
  parser.write(html)
  if (state.open > 0) state.at = html.length
  parser.end()
  kept.push(html.slice(Math.max(state.at, 0)))
  return kept.join('')
}
