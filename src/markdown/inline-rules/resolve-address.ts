import Parser, { type StateInline, type Token } from 'markdown-it'
import { compilationOf } from '../compilation.ts'
import { expandConstants } from '../constants.ts'
import { mayGrow } from '../growth.ts'
import { inlinePlace } from '../inline-place.ts'
import { resolveHref } from '../links.ts'

const plain = new Parser()

/**
 * Resolves the address of a link or picture that began at the offset `start`, and encodes it where it leads to another site; the
 * path of the file that it leads to.
 */
export function resolveAddress(
  state: StateInline,
  token: Token,
  attribute: 'href' | 'src',
  start: number,
): string | undefined {
  const compilation = compilationOf(state.env)
  const written = String(token.attrGet(attribute) ?? '')
  const found = state.src.slice(start, state.pos).indexOf(written)
  const at = found < 0 ? found : start + found
  const from = written !== '' && at >= 0 ? at : start
  const place = inlinePlace(
    compilation,
    state.src.slice(from, from === at ? from + written.length : state.pos),
    from,
    from === at ? from + written.length : state.pos,
  )
  const { href, path } = resolveHref(compilation, written, attribute === 'href' ? 'link' : 'resource', place)
  const title = token.attrGet('title')
  const longer = href.length + String(title ?? '').length - (state.pos - start)
  // A definition of a link is written once and used anywhere.
  if (longer > 200 && !mayGrow(compilation, longer, 'This link', place)) {
    token.attrs = [[attribute, '#']]
    return undefined
  }
  if (title !== null) token.attrSet('title', expandConstants(compilation, String(title)))
  token.attrSet(attribute, href.includes('\0') || href.startsWith('%') ? href : plain.normalizeLink(href))
  return path
}
