import { decodeHTMLAttribute } from 'entities'
import { noteAnchor } from '../anchors.ts'
import { blockInLine, renderInLine } from '../blocks/inside-line.ts'
import type { Compilation, OpenElement, Place } from '../compilation.ts'
import { expandConstants } from '../constants.ts'
import { type LinkUse, resolveHref, resolveStatic } from '../links.ts'
import { isPicture, measurePicture, reportNoAlt, reportUnreadable } from '../pictures.ts'
import { readReference, renderReference } from '../references.ts'
import { escapeHtml } from '../text/html.ts'
import { locate, type Origin } from '../text/origin.ts'
import { textOfMarkup } from '../text/text-of-markup.ts'
import { editorWithControls, noteEditor, noteSolution } from './exercise-in-html.ts'
import { closeElement, isOpen, openElement, tellUnclosedComment, tellUnclosedMark } from './open-elements.ts'
import { checkRawLink } from './raw-links.ts'

/**
 * Raw HTML of an author. It passes through; only references in its text, and addresses and references in its attributes,
 * are resolved, and ids are noted. What stands inside of <pre>, <script>, <style>, <textarea> and comments is left alone.
 */

// Nobody writes a tag of more characters outside of quotes: one that is never closed is given up there.
const TAG = /<!---?>|<!--[\s\S]*?(?:-->|$)|<(\/?)([a-zA-Z][\w:-]*)((?:[^>"']|"[^"]*"|'[^']*'){0,2000})>/g
const ATTRIBUTE = /([^\s"'<>/=]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'=<>`]+)/g
/** Also of an attribute without a value. */
const ATTRIBUTE_NAME = /([^\s"'<>/=]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?/g
const SPEAKS = new Set(['alt', 'aria-hidden', 'aria-label', 'aria-labelledby', 'role'])
const RAW_ELEMENTS = new Set(['pre', 'script', 'style', 'textarea'])
const ADDRESS_ATTRIBUTES: ReadonlyMap<string, LinkUse> = new Map<string, LinkUse>([
  ['href', 'link'],
  ['src', 'resource'],
  ['poster', 'resource'],
  ['data', 'resource'],
])

/** Resolves a piece of raw HTML, which stands in `content` at the offset `at`, unless a constant put it there. */
export function resolveRawHtml(
  compilation: Compilation,
  markup: string,
  origin: Origin,
  content: string,
  at = 0,
): string {
  let out = ''
  let last = 0
  let rawUntil: string | undefined
  const base = content.startsWith(markup, at) ? at : content.indexOf(markup)
  // What a constant put there stands nowhere in the content: then all of it is marked.
  let link: { readonly attributes: string; readonly end: number; readonly place: Place } | undefined
  const placeAt =
    (from: number, to: number): Place =>
    () =>
      base < 0 ? locate(origin, content, 0, 0) : locate(origin, content, base + from, base + to)
  /** The editor of an exercise that is open, and where it and its text begin in what comes out. */
  let editor: { readonly exercise: OpenElement; readonly attributes: string; from: number; text: number } | undefined
  const ends = new Map<string, number>()
  const lastOf = (mark: string): number => {
    const at = ends.get(mark) ?? markup.lastIndexOf(mark)
    ends.set(mark, at)
    return at
  }
  const text = (from: number, to: number): string => {
    const part = markup.slice(from, to)
    if (rawUntil === undefined && (part.includes('<!') || part.includes('<?')))
      tellUnclosedMark(
        compilation,
        part,
        (mark) => lastOf(mark) >= from,
        (a, b) => placeAt(from + a, from + b),
      )
    return rawUntil === undefined ? resolveText(compilation, part, origin, (a, b) => placeAt(from + a, from + b)) : part
  }
  TAG.lastIndex = 0
  for (const match of markup.matchAll(TAG)) {
    const [tag, slash, name = '', attributes = ''] = match
    const lower = name.toLowerCase()
    out += text(last, match.index)
    last = match.index + tag.length
    if (tag.startsWith('<!--')) {
      if (rawUntil === undefined && !tag.endsWith('-->'))
        tellUnclosedComment(compilation, placeAt(match.index, match.index + 4))
      out += tag
    } else if (rawUntil !== undefined) {
      if (slash && lower === rawUntil) {
        rawUntil = undefined
        closeElement(compilation, lower, placeAt(match.index, match.index + tag.length))
      }
      if (slash && editor && rawUntil === undefined) {
        const { exercise, attributes: own, from, text: begun } = editor
        out = out.slice(0, from) + editorWithControls(compilation, exercise, own, out.slice(begun))
        editor = undefined
      } else out += tag
    } else if (name !== '' && slash) {
      if (lower === 'a' && link)
        checkRawLink(compilation, link.attributes, markup.slice(link.end, match.index), link.place)
      if (lower === 'a') link = undefined
      const isClosing = closeElement(compilation, lower, placeAt(match.index, match.index + tag.length))
      if (isClosing || !compilation.settings.safe) out += tag
    } else if (!attributes) {
      out += tag
      if (name !== '') openElement(compilation, lower, '', placeAt(match.index, match.index + tag.length))
      if (RAW_ELEMENTS.has(lower)) rawUntil = lower
    } else {
      const place = placeAt(match.index, match.index + tag.length)
      const exercise = lower === 'textarea' ? noteEditor(compilation, attributes, place) : undefined
      if (attributes.includes('solution_')) noteSolution(compilation, attributes)
      openElement(compilation, lower, attributes, place)
      if (lower === 'a') link = { attributes, end: last, place }
      if (lower === 'img') checkPicture(compilation, attributes, place)
      const from = out.length
      const resolved = resolveAttributes(compilation, lower, attributes, origin, (a, b) =>
        placeAt(match.index + 1 + name.length + a, match.index + 1 + name.length + b),
      )
      out += `<${name}${resolved}>`
      if (exercise) editor = { exercise, attributes: resolved, from, text: out.length }
      if (RAW_ELEMENTS.has(lower)) rawUntil = lower
    }
  }
  return out + text(last, markup.length)
}

function resolveAttributes(
  compilation: Compilation,
  element: string,
  attributes: string,
  origin: Origin,
  placeAt: (from: number, to: number) => Place,
): string {
  const names = new Set(Array.from(attributes.matchAll(ATTRIBUTE), (match) => match[1]?.toLowerCase()))
  const resolvedAttributes = attributes.replace(
    ATTRIBUTE,
    (written, name: string, equals: string, quoted: string, at: number) => {
      const quote = quoted[0] === '"' || quoted[0] === "'" ? quoted[0] : ''
      const value = quote ? quoted.slice(1, -1) : quoted
      const lower = name.toLowerCase()
      const start = at + name.length + equals.length + quote.length
      const place = placeAt(start, start + value.length)
      if (lower === 'id') noteAnchor(compilation, unescapeHtml(value), place)
      if (lower === 'srcset') {
        const resolved = resolveSrcset(compilation, unescapeHtml(value), (a, b) => placeAt(start + a, start + b))
        return resolved === unescapeHtml(value) ? written : `${name}${equals}"${escapeHtml(resolved)}"`
      }
      const use = ADDRESS_ATTRIBUTES.get(lower)
      if (!use) {
        if (!/[%$]/.test(value)) return written
        const resolved = resolveText(compilation, value, origin, (a, b) => placeAt(start + a, start + b), true)
        return resolved === value ? written : `${name}${equals}"${resolved.replaceAll('"', '&quot;')}"`
      }
      const before = unescapeHtml(value)
      const { href, path, unsafe } = resolveHref(compilation, before, use, place)
      // It was told; without `safe` raw HTML is its author's own.
      if (unsafe && !compilation.settings.safe) return written
      const measured =
        lower === 'src' && path !== undefined && isPicture(path)
          ? measurePicture(compilation, path, place, () => shownWidth(attributes))
          : undefined
      if (element === 'img' && lower === 'src' && path !== undefined && isPicture(path) && !measured)
        reportUnreadable(compilation, path, place)
      const size = names.has('width') || names.has('height') ? undefined : measured
      if (href === before && !size) return written
      return `${name}${equals || '='}"${escapeHtml(href)}"${size ? ` width="${size.width}" height="${size.height}"` : ''}`
    },
  )
  if (element === 'a') noteName(compilation, attributes)
  return resolvedAttributes
}

/** `<a name="x">`, the old way to name a place; beside an id of the same name it is no second one. */
function noteName(compilation: Compilation, attributes: string): void {
  for (const [, name, , quoted = ''] of attributes.matchAll(ATTRIBUTE))
    if (name?.toLowerCase() === 'name') compilation.anchors.add(unescapeHtml(quoted.replace(/^(["'])(.*)\1$/s, '$2')))
}

const SRCSET = /([\s,]*)(\S+?)(,+(?=\s|$)|\s+[^,]*(?:,|$)|$)/g

/** `small.png 480w, large.png 960w`: each address is a file that the page may show. */
const resolveSrcset = (compilation: Compilation, value: string, placeAt: (from: number, to: number) => Place): string =>
  value.replace(SRCSET, (_written, before: string, url: string, after: string, at: number) => {
    const start = at + before.length
    return before + resolveHref(compilation, url, 'resource', placeAt(start, start + url.length)).href + after
  })

/** The width in pixels that a tag gives a picture. */
function shownWidth(attributes: string): number | undefined {
  const width = /\swidth\s*=\s*["']?(\d+)(?:px)?["'\s/]?/i.exec(` ${attributes} `)?.[1]
  return width === undefined ? undefined : Number(width)
}

/** A picture needs words for those who cannot see it; `alt=""` says that it needs none, and so does a caption. */
function checkPicture(compilation: Compilation, attributes: string, place: Place): void {
  if (Array.from(attributes.matchAll(ATTRIBUTE_NAME)).some(([, name = '']) => SPEAKS.has(name.toLowerCase()))) return
  if (isOpen(compilation, 'figure')) return
  reportNoAlt(
    compilation,
    place,
    'say with `alt="…"` what it shows, or with `alt=""` that it is only there for its looks',
  )
}

/** References, constants and blocks in text that is not Markdown. */
function resolveText(
  compilation: Compilation,
  text: string,
  origin: Origin,
  placeAt: (from: number, to: number) => Place,
  plain = false,
): string {
  if (!text.includes('%')) return expandConstants(compilation, text)
  let out = ''
  let last = 0
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at)) {
    const block = text.startsWith('%--', at) ? blockInLine(compilation, text, at) : undefined
    if (block) {
      const line = { text, source: origin.source, placeAt }
      const pieces = renderInLine(compilation, line, at, block)?.pieces ?? []
      const markup = pieces.map((piece) => (typeof piece === 'string' ? piece : escapeHtml(piece.text))).join('')
      out += expandConstants(compilation, text.slice(last, at)) + (plain ? escapeHtml(textOfMarkup(markup)) : markup)
      last = at = block.end
      continue
    }
    const reference = readReference(compilation, text, at)
    if (!reference) {
      at++
      continue
    }
    const written = text.slice(at, reference.end)
    const rendered =
      reference.type === 'constant'
        ? { markup: reference.text }
        : plain && reference.type === 'static'
          ? // An attribute has the address.
            { markup: escapeHtml(resolveStatic(compilation, reference.path, placeAt(at, reference.end)).href) }
          : renderReference(compilation, reference, written, plain, placeAt(at, reference.end))
    out += expandConstants(compilation, text.slice(last, at)) + (rendered?.markup ?? written)
    last = at = reference.end
  }
  return out + expandConstants(compilation, text.slice(last))
}

/** Text of an attribute, with its character references undone as browsers do. */
const unescapeHtml = (text: string): string => (text.includes('&') ? decodeHTMLAttribute(text) : text)
