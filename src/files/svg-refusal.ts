/**
 * What of a drawing could run a script, ask another host for something, or lead somewhere else than a link may, once a reader opens
 * its file: a browser reads an SVG as a page of its own. Undefined where there is nothing of it.
 *
 * Browsers read XML strictly, so this does: what is no plain tag, text, comment or CDATA is refused as it stands, and no second
 * reading of the same bytes is possible. In all encodings that are let through, the signs of markup are single bytes.
 */
export function svgRefusal(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes).toString('latin1').replace(BOM, '')
  if (text.includes('\0')) return 'it is in an encoding that drawings seldom have'
  const open: string[] = []
  const faces: ReadonlyMap<string, string>[] = [new Map([['xml', 'xml']])]
  let style: string[] | undefined
  let hasRoot = false
  let at = 0
  while (at < text.length) {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(text)
    if (!match) return 'it is not well formed'
    at = TOKEN.lastIndex
    const { name, attributes = '', empty, end, cdata, comment, encoding, words } = match.groups ?? {}
    if (encoding !== undefined && !ENCODINGS.test(encoding)) return `its encoding is \`${encoding}\``
    if (comment?.includes('--')) return 'it is not well formed'
    if (words?.includes('&') && style) return 'its `<style>` has character references'
    if (style && (words ?? cdata) !== undefined) style.push(words ?? cdata ?? '')
    if (end !== undefined) {
      if (open.pop() !== end) return 'it is not well formed'
      faces.pop()
      const fault = style && cssRefusal(style.join(''))
      if (fault !== undefined) return fault
      style = undefined
    }
    if (name === undefined) continue
    if (style) return 'its `<style>` has elements in it'
    if (hasRoot && open.length === 0) return 'it is not well formed'
    const list = readAttributes(attributes)
    if (!list) return 'it has a character reference that is not known'
    const known = withNamespaces(faces.at(-1), list)
    const namespace = known.get(prefixOf(name))
    if (!hasRoot && (localOf(name) !== 'svg' || namespace !== SVG)) return 'it does not begin with `<svg>`'
    hasRoot = true
    const fault = elementRefusal(name, namespace, list)
    if (fault !== undefined) return fault
    if (empty !== undefined) continue
    open.push(name)
    faces.push(known)
    if (namespace === SVG && localOf(name) === 'style') style = []
  }
  return hasRoot && open.length === 0 ? undefined : 'it is not well formed'
}

const BOM = /^\u00ef\u00bb\u00bf/
const ENCODINGS = /^(?:utf-8|us-ascii|iso-8859-1|windows-1252)$/i
const NAME = String.raw`[A-Za-z_][\w.\-]*(?::[A-Za-z_][\w.\-]*)?`
const VALUE = `"[^"<]*"|'[^'<]*'`
const TOKEN = new RegExp(
  [
    `(?<words>[^<]+)`,
    String.raw`<!--(?<comment>[\s\S]*?)-->`,
    String.raw`<!\[CDATA\[(?<cdata>[\s\S]*?)\]\]>`,
    String.raw`<\?xml\s+version\s*=\s*["']1\.[01]["'](?:\s+encoding\s*=\s*["'](?<encoding>[\w.\-]+)["'])?(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>`,
    // Without declarations of its own: those make entities.
    String.raw`<!DOCTYPE\s+svg(?:\s+PUBLIC\s+(?:${VALUE})\s+(?:${VALUE})|\s+SYSTEM\s+(?:${VALUE}))?\s*>`,
    String.raw`</(?<end>${NAME})\s*>`,
    String.raw`<(?<name>${NAME})(?<attributes>(?:\s+${NAME}\s*=\s*(?:${VALUE}))*)\s*(?<empty>/)?>`,
  ].join('|'),
  'y',
)
const ATTRIBUTE = new RegExp(String.raw`(${NAME})\s*=\s*(${VALUE})`, 'g')

const SVG = 'http://www.w3.org/2000/svg'
/** Namespaces whose elements browsers run, lay out or follow; elements of programs that draw mean nothing to them. */
const ACTIVE = /xhtml|mathml|xslt?\b|xbl|xinclude|xml-?events|www\.w3\.org\/1999\/(?!02\/22-rdf-syntax-ns|xlink$)/i
const ELEMENTS = new Set(
  (
    'svg g defs symbol use switch title desc metadata style a view marker path rect circle ellipse line polyline polygon text tspan textPath tref ' +
    'image linearGradient radialGradient stop pattern clipPath mask filter font glyph hkern missing-glyph font-face ' +
    'animate animateTransform animateMotion mpath set ' +
    'feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight ' +
    'feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset ' +
    'fePointLight feSpecularLighting feSpotLight feTile feTurbulence'
  ).split(' '),
)

type Attribute = readonly [name: string, value: string]

const prefixOf = (name: string): string => (name.includes(':') ? name.slice(0, name.indexOf(':')) : '')
const localOf = (name: string): string => name.slice(name.indexOf(':') + 1)

const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Attributes with their character references undone; undefined where one is not of XML. */
function readAttributes(written: string): readonly Attribute[] | undefined {
  const list: Attribute[] = []
  for (const [, name = '', quoted = ''] of written.matchAll(ATTRIBUTE)) {
    let isKnown = true
    const value = quoted.slice(1, -1).replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));?/gi, (_all, tens, hex, word) => {
      const code = tens === undefined ? Number.parseInt(hex ?? '', 16) : Number(tens)
      const character =
        word === undefined ? (code <= 0x10ffff ? String.fromCodePoint(code) : undefined) : CHARACTERS[word]
      if (character === undefined) isKnown = false
      return character ?? ''
    })
    if (!isKnown) return undefined
    list.push([name, value])
  }
  return list
}

/** The namespaces that hold inside an element, by prefix. */
function withNamespaces(
  outer: ReadonlyMap<string, string> | undefined,
  attributes: readonly Attribute[],
): ReadonlyMap<string, string> {
  const own = attributes.filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
  if (outer && own.length === 0) return outer
  return new Map([
    ...(outer ?? []),
    ...own.map(([name, value]): Attribute => [name === 'xmlns' ? '' : localOf(name), value]),
  ])
}

function elementRefusal(
  name: string,
  namespace: string | undefined,
  attributes: readonly Attribute[],
): string | undefined {
  if (namespace === SVG && !ELEMENTS.has(localOf(name))) return `it has \`<${name}>\``
  for (const [key, value] of attributes) {
    const fault = attributeRefusal(localOf(name), key, value)
    if (fault !== undefined) return fault
  }
  return undefined
}

function attributeRefusal(element: string, name: string, value: string): string | undefined {
  const local = localOf(name).toLowerCase()
  if (name === 'xmlns' || name.startsWith('xmlns:'))
    return ACTIVE.test(value) ? `it has elements of \`${value}\`` : undefined
  if (local.startsWith('on')) return `it has \`${name}\``
  if (name === 'xml:base') return 'it has `xml:base`'
  if (local === 'href' || local === 'src')
    return isHarmlessAddress(element, value)
      ? undefined
      : `\`<${element}>\` leads to \`${value.slice(0, 60).replace(/\s+/g, ' ')}\``
  // What an animation sets may be an address.
  if (local === 'attributename' && /(?:^|:)(?:href|src|on\w*)$/i.test(value.trim()))
    return `\`<${element}>\` sets \`${value}\``
  if (/^[\s\p{Cc}]*(?:java|vb)script[\s\p{Cc}]*:/iu.test(value)) return `\`${name}\` is a script`
  return value.includes('(') || value.includes('\\') || value.includes('@') ? cssRefusal(value, name) : undefined
}

/** A link may lead where those of pages may; a picture or a piece of drawing lies in the file itself. */
function isHarmlessAddress(element: string, written: string): boolean {
  const value = written.replace(/[\s\p{Cc}\p{Cf}]/gu, '')
  if (value === '' || value.startsWith('#')) return true
  if (element === 'a') return /^(?:https?|mailto|tel):/i.test(value) || /^[^:]*(?:[/?#]|$)/.test(value)
  return /^data:image\/(?:png|jpeg|jpg|gif|webp|avif);base64,[\w+/=]*$/i.test(value)
}

/** Styles may name pieces of the drawing, and nothing that lies elsewhere. */
function cssRefusal(css: string, where = '<style>'): string | undefined {
  const plain = css.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ')
  if (plain.includes('\\') && /[@(:]/.test(plain)) return `\`${where}\` has \`\\\` in a style`
  if (/@(?!media\b|keyframes\b|-webkit-keyframes\b)[\w-]/i.test(plain) && (where === '<style>' || where === 'style'))
    return `\`${where}\` has \`@\` in a style`
  if (/url\s*\(\s*(?!["']?#)(?!["']?data:image\/(?:png|jpeg|gif|webp);base64,)/i.test(plain))
    return `\`${where}\` has an address of another file`
  if (
    /(?:image-set|-webkit-image-set|image|src|cross-fade|expression)\s*\(|-moz-binding|behavior\s*:/i.test(plain) &&
    /style/i.test(where)
  )
    return `\`${where}\` has an address of another file`
  return undefined
}
