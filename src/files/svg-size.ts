import { Parser } from 'htmlparser2'

/** Width and height in CSS pixels. */
interface Size {
  readonly width: number
  readonly height: number
}

/** Pixels of the units that a drawing's size may have; fonts are those that a browser begins with. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
  pc: 16,
  pt: 96 / 72,
  em: 16,
  rem: 16,
  ex: 8,
  ch: 8,
}

/** What a browser takes where a drawing says nothing. */
const DEFAULT: Size = { width: 300, height: 150 }
/** Of a drawing only the ratio may be known: it fills its column. Numbers as large as any column reserve that place. */
const COLUMN = 1600
/** Bytes that are read at a time: mostly the root stands in the first of them. */
const PART = 16 * 1024

/**
 * The size of an SVG as a browser shows it, from the attributes of its root: `width` and `height` in any unit, else the ratio
 * of its `viewBox`. Undefined where the file has no root of that name, and where nothing of it would be shown.
 */
export function svgSize(bytes: Uint8Array): Size | undefined {
  const root = rootOf(bytes)
  if (root?.name.replace(/^.*:/, '') !== 'svg') return undefined
  const { attributes } = root
  const width = lengthOf(attributes.width)
  const height = lengthOf(attributes.height)
  const isStretched = attributes.preserveAspectRatio?.trim() === 'none'
  const ratio = isStretched ? undefined : ratioOf(attributes.viewBox)
  if (width === 0 || height === 0) return undefined
  if (width !== undefined && height !== undefined) return { width, height }
  if (ratio === undefined) return { width: width ?? DEFAULT.width, height: height ?? DEFAULT.height }
  if (width !== undefined) return { width, height: width / ratio }
  if (height !== undefined) return { width: height * ratio, height }
  return { width: COLUMN, height: COLUMN / ratio }
}

interface Root {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

/** The first element of a document of XML, behind its declaration, comments and document type. */
function rootOf(bytes: Uint8Array): Root | undefined {
  const found: Root[] = []
  const entities = new Map<string, string>()
  const parser = new Parser(
    {
      onprocessinginstruction(_name, text) {
        for (const [, name = '', , value = ''] of text.matchAll(/!ENTITY\s+([\w.:-]+)\s+(["'])(.*?)\2/gs))
          if (!entities.has(name)) entities.set(name, value)
      },
      onopentag(name, written) {
        const attributes = Object.entries(written).map(([key, value]): [string, string] => [
          key,
          value.replace(/&([\w.:-]+);/g, (reference, entity: string) => entities.get(entity) ?? reference),
        ])
        found.push({ name, attributes: Object.fromEntries(attributes) })
      },
    },
    { xmlMode: true },
  )
  const decode = decoderOf(bytes)
  for (let at = 0; at < bytes.length && found.length === 0; at += PART)
    parser.write(decode.decode(bytes.subarray(at, at + PART), { stream: true }))
  return found[0]
}

/** What is looked at is ASCII in every encoding of XML but those of two bytes, which begin with a mark. */
function decoderOf([first, second]: Uint8Array): TextDecoder {
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le')
  return new TextDecoder(first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8')
}

/** A length in pixels; undefined where the attribute says none of its own, as a part of what is around it. */
function lengthOf(written: string | undefined): number | undefined {
  const [, number, unit = ''] = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-z]*)\s*$/i.exec(written ?? '') ?? []
  const pixels = UNITS[unit.toLowerCase()]
  const length = number === undefined || pixels === undefined ? undefined : Number(number) * pixels
  return length === undefined || length < 0 ? undefined : length
}

/** Width divided by height of a `viewBox`. */
function ratioOf(viewBox: string | undefined): number | undefined {
  const numbers = (viewBox ?? '').trim().split(/\s*,\s*|\s+/)
  const [, , width = Number.NaN, height = Number.NaN] = numbers.map(Number)
  return numbers.length === 4 && width > 0 && height > 0 ? width / height : undefined
}
