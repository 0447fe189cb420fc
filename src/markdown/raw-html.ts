import type { Compilation, Place } from './compilation.ts'
import { expandConstants } from './constants.ts'
import { escapeHtml } from './html.ts'
import { type LinkUse, resolveHref } from './links.ts'
import { locate, type Origin } from './origin.ts'
import { readReference, renderReference } from './references.ts'

/**
 * Raw HTML of an author. It passes through; only references in its text, and addresses and references in its attributes,
 * are resolved, and ids are noted. What stands inside of <pre>, <script>, <style>, <textarea> and comments is left alone.
 */

const TAG = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-zA-Z][\w:-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g
const ATTRIBUTE = /([^\s"'<>/=]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'=<>`]+)/g
const RAW_ELEMENTS = new Set(['pre', 'script', 'style', 'textarea'])
const ADDRESS_ATTRIBUTES: ReadonlyMap<string, LinkUse> = new Map<string, LinkUse>([
  ['href', 'link'],
  ['src', 'resource'],
  ['poster', 'resource'],
])

/** Resolves a piece of raw HTML. `plain` inside of a link, where no further link may stand. */
export function resolveRawHtml(compilation: Compilation, markup: string, origin: Origin, content: string): string {
  let out = ''
  let last = 0
  let rawUntil: string | undefined
  const placeAt =
    (from: number, to: number): Place =>
    () =>
      locate(origin, content, from, to)
  const base = content === markup ? 0 : Math.max(0, content.indexOf(markup))
  const text = (from: number, to: number): string => {
    const part = markup.slice(from, to)
    return rawUntil === undefined
      ? resolveText(compilation, part, (a, b) => placeAt(base + from + a, base + from + b))
      : part
  }
  TAG.lastIndex = 0
  for (const match of markup.matchAll(TAG)) {
    const [tag, slash, name = '', attributes = ''] = match
    const lower = name.toLowerCase()
    out += text(last, match.index)
    last = match.index + tag.length
    if (rawUntil !== undefined) {
      if (slash && lower === rawUntil) rawUntil = undefined
      out += tag
    } else if (!attributes || slash) {
      out += tag
      if (!slash && RAW_ELEMENTS.has(lower)) rawUntil = lower
    } else {
      out += `<${name}${resolveAttributes(compilation, attributes, (a, b) => placeAt(base + match.index + 1 + name.length + a, base + match.index + 1 + name.length + b))}>`
      if (RAW_ELEMENTS.has(lower)) rawUntil = lower
    }
  }
  return out + text(last, markup.length)
}

function resolveAttributes(
  compilation: Compilation,
  attributes: string,
  placeAt: (from: number, to: number) => Place,
): string {
  const names = new Set(Array.from(attributes.matchAll(ATTRIBUTE), (match) => match[1]?.toLowerCase()))
  return attributes.replace(ATTRIBUTE, (written, name: string, equals: string, quoted: string, at: number) => {
    const quote = quoted[0] === '"' || quoted[0] === "'" ? quoted[0] : ''
    const value = quote ? quoted.slice(1, -1) : quoted
    const lower = name.toLowerCase()
    const start = at + name.length + equals.length + quote.length
    const place = placeAt(start, start + value.length)
    if (lower === 'id') compilation.anchors.add(unescapeHtml(value))
    const use = ADDRESS_ATTRIBUTES.get(lower)
    if (!use) {
      if (!/[%$]/.test(value)) return written
      const resolved = resolveText(compilation, value, (a, b) => placeAt(start + a, start + b), true)
      return resolved === value ? written : `${name}${equals}"${resolved.replaceAll('"', '&quot;')}"`
    }
    const before = unescapeHtml(value)
    const { href, path } = resolveHref(compilation, before, use, place)
    const size =
      lower === 'src' && path !== undefined && !names.has('width') && !names.has('height')
        ? compilation.ask('picture', path)
        : undefined
    if (href === before && !size) return written
    return `${name}${equals || '='}"${escapeHtml(href)}"${size ? ` width="${size.width}" height="${size.height}"` : ''}`
  })
}

/** References and constants in text that is not Markdown. */
function resolveText(
  compilation: Compilation,
  text: string,
  placeAt: (from: number, to: number) => Place,
  plain = false,
): string {
  if (!text.includes('%')) return expandConstants(compilation, text)
  let out = ''
  let last = 0
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at)) {
    const reference = readReference(compilation, text, at)
    if (!reference) {
      at++
      continue
    }
    const written = text.slice(at, reference.end)
    const rendered =
      reference.type === 'constant'
        ? { markup: reference.text }
        : renderReference(compilation, reference, written, plain, placeAt(at, reference.end))
    out += expandConstants(compilation, text.slice(last, at)) + (rendered?.markup ?? written)
    last = at = reference.end
  }
  return out + expandConstants(compilation, text.slice(last))
}

const unescapeHtml = (text: string): string =>
  text.includes('&')
    ? text
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&')
    : text
