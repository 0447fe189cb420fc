import type { Token } from 'markdown-it'
import { noteAnchor } from './anchors.ts'
import { type Compilation, type Place, report } from './compilation.ts'
import { escapeHtml } from './text/html.ts'

/**
 * Attribute lists:
 *
 *     ## Heading {#id}        ![](cat.png){width=50%}        A paragraph            - a list
 *     | a {.x} | b |            [text](page.md){.btn}          {.summary}             {: .wide #id }
 */

const QUOTED = String.raw`"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'`
const ITEM = String.raw`[.#][\p{L}_-][\p{L}\p{N}_-]*|[A-Za-z][\w-]*=(?:${QUOTED}|[^\s"'{}=]+)`
const LIST = new RegExp(String.raw`\{:?[ \t]*((?:${ITEM})(?:[ \t]+(?:${ITEM}))*)[ \t]*\}`, 'uy')
const PART = /[.#][^\s=}]+|([\w-]+)=(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|(\S+))/gu
const ESCAPED = /\\([!-/:-@[-`{-~])/g
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
    const value = (double ?? single ?? bare ?? '').replace(ESCAPED, '$1')
    if (part[0] === '.' && name === undefined) attributes.push(['class', part.slice(1)])
    else if (part[0] === '#' && name === undefined) attributes.push(['id', part.slice(1)])
    else if (name !== undefined && ALLOWED.test(name.toLowerCase())) attributes.push([name.toLowerCase(), value])
    else refused.push(name ?? part)
  }
  return { attributes, refused, end: at + match[0].length }
}

/** Where lists may begin that are tried from the end of a text: braces may stand in their quotes. */
const MOST_BRACES = 8

/** The list that a text ends with, and where it begins. */
export function listAtEnd(text: string): { readonly list: AttributeList; readonly at: number } | undefined {
  if (!text.endsWith('}')) return undefined
  let at = text.lastIndexOf('{')
  for (let tries = 0; at >= 0 && tries < MOST_BRACES; tries++) {
    const list = readAttributes(text, at)
    if (list?.end === text.length) return { list, at }
    at = at === 0 ? -1 : text.lastIndexOf('{', at - 1)
  }
  return undefined
}

/** Whether what could be a list was meant as one: a set such as `{x=1}` was not. */
export const isMeant = (written: string, { attributes }: AttributeList): boolean =>
  /^\{:?[ \t]*[.#]/.test(written) || attributes.length > 0

const FIRST_TAG = /^(\s*<[a-zA-Z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?>)/

/** HTML whose first element has the attributes of a token, too. */
export function withAttributes(markup: string, token: Token): string {
  if (!token.attrs?.length) return markup
  const classes = token.attrGet('class')
  return markup.replace(FIRST_TAG, (_, start: string, own: string, end: string) => {
    let attributes = own
    if (classes !== null && /\sclass="/.test(own))
      attributes = own.replace(/\sclass="([^"]*)/, (given: string) => `${given} ${escapeHtml(String(classes))}`)
    else if (classes !== null) attributes += ` class="${escapeHtml(String(classes))}"`
    for (const [name, value] of token.attrs ?? [])
      if (name !== 'class') attributes += ` ${name}="${escapeHtml(String(value))}"`
    return start + attributes + end
  })
}

/** Whether the first element of some HTML has an id. */
export const hasId = (markup: string): boolean => /\sid\s*=/i.test(FIRST_TAG.exec(markup)?.[2] ?? '')

const isData = (name: string): boolean => name.startsWith('data-')

/** Gives a token the attributes of a list. */
export function applyAttributes(compilation: Compilation, token: Token, list: AttributeList, place: Place): void {
  // What the scripts of pages read is not for authors who are not trusted: `data-embed` is loaded into a frame.
  const { safe } = compilation.settings
  const refused = [...list.refused, ...(safe ? list.attributes.map(([name]) => name).filter(isData) : [])]
  for (const [name, value] of list.attributes) {
    if (safe && isData(name)) continue
    if (name === 'id' && !noteAnchor(compilation, value, place)) continue
    if (name === 'class') token.attrJoin('class', value)
    else if (token.type === 'image' && (name === 'width' || name === 'height')) scale(token, list, name, value)
    else token.attrSet(name, value)
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
