import { Parser } from 'htmlparser2'

/** An element of XML: its name, attributes, text and children. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  text: string
  readonly children: XmlElement[]
}

/** Reads XML, strictly: a tag that is not closed in its order, a bare `&` or `<`, or a character that XML lacks, throws. */
export function readXml(text: string): XmlElement {
  if (!text.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n')) throw new Error('no declaration')
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(text)) throw new Error('a bare &')
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) throw new Error('a control character')
  const root: XmlElement = { name: '', attributes: {}, text: '', children: [] }
  const stack = [root]
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const element: XmlElement = { name, attributes, text: '', children: [] }
        stack.at(-1)?.children.push(element)
        stack.push(element)
      },
      ontext(part) {
        const element = stack.at(-1)
        if (element) element.text += part
      },
      onclosetag(name, isImplied) {
        const selfClosing = text.slice(parser.startIndex, parser.endIndex + 1).endsWith('/>')
        if (isImplied && !selfClosing) throw new Error(`<${name}> is not closed`)
        if (stack.pop()?.name !== name) throw new Error(`</${name}> closes nothing`)
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.write(text)
  parser.end()
  const [first, ...rest] = root.children
  if (!first || rest.length || stack.length !== 1) throw new Error('not one element')
  return first
}

/** The children of an element that have a name. */
export const all = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name)

/** The text of the first child of a name. */
export const textOf = (element: XmlElement, name: string): string | undefined => all(element, name)[0]?.text
