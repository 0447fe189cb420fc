import { fieldOf, type JsonNode, joinedText, textOfNode } from './json-nodes.ts'

/** What a cell gave, as far as a page can show it. */
export type NotebookOutput =
  | { readonly type: 'printed'; readonly text: string }
  | { readonly type: 'error'; readonly text: string }
  | { readonly type: 'value'; readonly text: string }
  /** A formula of TeX; `plain` is what stands for it where it cannot be read. */
  | { readonly type: 'formula'; readonly text: string; readonly plain: string }
  /** HTML as it is stored; `text` is what stands for it where nothing of it may be shown. */
  | { readonly type: 'html'; readonly html: string; readonly text: string }
  /** A picture: base64, or the text of a drawing. */
  | { readonly type: 'picture'; readonly kind: string; readonly data: string }

const PICTURES = ['image/svg+xml', 'image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const

/** Reads an output; undefined where there is nothing to show. What a browser would have to run is shown as text. */
export function readOutput(node: JsonNode): NotebookOutput | undefined {
  switch (textOfNode(fieldOf(node, 'output_type'))) {
    case 'stream':
      return { type: 'printed', text: plainText(joinedText(fieldOf(node, 'text'))) }
    case 'error': {
      const name = textOfNode(fieldOf(node, 'ename'))
      const message = plainText(textOfNode(fieldOf(node, 'evalue')))
      return { type: 'error', text: message === '' ? name : `${name}: ${message}` }
    }
    case 'display_data':
    case 'execute_result':
      return readBundle(fieldOf(node, 'data'))
    default:
      return undefined
  }
}

function readBundle(data: JsonNode | undefined): NotebookOutput | undefined {
  const of = (kind: string): string | undefined => {
    const node = fieldOf(data, kind)
    return node && joinedText(node)
  }
  const text = plainText(of('text/plain') ?? '')
  const kind = PICTURES.find((one) => of(one))
  const html = of('text/html')
  // A table says more than a picture of it; other HTML mostly wants scripts.
  if (html !== undefined && (/<table\b/i.test(html) || kind === undefined)) return { type: 'html', html, text }
  if (kind !== undefined) return { type: 'picture', kind, data: of(kind) ?? '' }
  const formula = of('text/latex')
  if (formula !== undefined) return { type: 'formula', text: formula, plain: text }
  const value = of('text/markdown') ?? text
  return value === '' ? undefined : { type: 'value', text: value }
}

// Colours and movements of terminals, and links.
const ESCAPES = /[\u001b\u009b](?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b\u009b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g

/** Text without what terminals take for colours; a line that was printed over is what was printed last. */
export function plainText(text: string): string {
  const without = text.replace(ESCAPES, '').replace(/\r\n/g, '\n')
  return without.includes('\r')
    ? without
        .split('\n')
        .map((line) => line.replace(/\r+$/, '').replace(/^[^\n]*\r/, ''))
        .join('\n')
    : without
}
