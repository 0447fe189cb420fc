import type { Token } from 'markdown-it'
import { noteAnchor } from './anchors.ts'
import { type Compilation, type Place, report } from './compilation.ts'

/**
 * Attribute lists:
 *
 *     ## Heading {#id}        ![](cat.png){width=50%}        A paragraph            - a list
 *                             [text](page.md){.btn}          {.summary}             {: .wide #id }
 */

const LIST =
  /\{:?[ \t]*((?:[.#][\p{L}_-][\p{L}\p{N}_-]*|[A-Za-z][\w-]*=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}=]+))(?:[ \t]+(?:[.#][\p{L}_-][\p{L}\p{N}_-]*|[A-Za-z][\w-]*=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}=]+)))*)[ \t]*\}/uy
const PART = /[.#][^\s=}]+|([\w-]+)=(?:"([^"]*)"|'([^']*)'|(\S+))/gu
const ALLOWED = /^(?:class|id|width|height|lang|title|data-[\w-]+)$/

/** A list of attributes as it is read. */
export interface AttributeList {
  readonly attributes: readonly (readonly [name: string, value: string])[]
  /** Names that are not allowed. */
  readonly refused: readonly string[]
  readonly end: number
}

/** Reads the list that begins at `{`; undefined where the brace is text. */
export function readAttributes(text: string, at: number): AttributeList | undefined {
  LIST.lastIndex = at
  const match = LIST.exec(text)
  if (!match) return undefined
  const attributes: (readonly [string, string])[] = []
  const refused: string[] = []
  for (const [part, name, double, single, bare] of (match[1] ?? '').matchAll(PART)) {
    const value = double ?? single ?? bare ?? ''
    if (part[0] === '.' && name === undefined) attributes.push(['class', part.slice(1)])
    else if (part[0] === '#' && name === undefined) attributes.push(['id', part.slice(1)])
    else if (name !== undefined && ALLOWED.test(name.toLowerCase())) attributes.push([name.toLowerCase(), value])
    else refused.push(name ?? part)
  }
  return { attributes, refused, end: at + match[0].length }
}

const isData = (name: string): boolean => name.startsWith('data-')

/** Gives a token the attributes of a list. */
export function applyAttributes(compilation: Compilation, token: Token, list: AttributeList, place: Place): void {
  // What the scripts of pages read is not for authors who are not trusted: `data-embed` is loaded into a frame.
  const { safe } = compilation.settings
  const refused = [...list.refused, ...(safe ? list.attributes.map(([name]) => name).filter(isData) : [])]
  for (const [name, value] of list.attributes) {
    if (safe && isData(name)) continue
    if (name === 'class') token.attrJoin('class', value)
    else if (token.type === 'image' && (name === 'width' || name === 'height')) scale(token, list, name, value)
    else token.attrSet(name, value)
    if (name === 'id') noteAnchor(compilation, value, place)
  }
  for (const name of refused) {
    report(compilation, 'attributes/not-allowed', `The attribute \`${name}\` is not allowed in an attribute list.`, {
      span: place(),
      hint: `allowed are \`class\`, \`id\`, \`width\`, \`height\`, \`lang\`${safe ? ' and `title`' : ', `title` and `data-…`'}`,
    })
  }
}

/** A picture whose width or height alone is given keeps its shape. */
function scale(token: Token, list: AttributeList, name: 'width' | 'height', value: string): void {
  const other = name === 'width' ? 'height' : 'width'
  const [own, across] = [Number(token.attrGet(name)), Number(token.attrGet(other))]
  token.attrSet(name, value)
  if (list.attributes.some(([given]) => given === other) || !own || !across) return
  if (/^\d+$/.test(value)) token.attrSet(other, Math.round((across * Number(value)) / own))
  // A percentage of the column says nothing of the other side in pixels.
  else token.attrs = token.attrs?.filter(([given]) => given !== other) ?? null
}
