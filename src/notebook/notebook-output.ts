import { fieldOf, type JsonNode, joinedText, plainValue, stringsOf, textOfNode } from './json-nodes.ts'

/** A string of the file. */
export type TextNode = JsonNode & { readonly kind: 'string' }

/** What a cell gave, as far as a page can show it. */
export type NotebookOutput =
  /** As it was printed: it may go on in the next one, see {@link plainText}. */
  | { readonly type: 'printed'; readonly text: string; readonly isError: boolean }
  | { readonly type: 'error'; readonly text: string }
  | { readonly type: 'value'; readonly text: string }
  /** A formula of TeX; `otherwise` stands for it where it cannot be read. */
  | { readonly type: 'formula'; readonly text: string; readonly otherwise: NotebookOutput }
  /** What needs a program that pages do not have, such as a widget; `text` is what stands for it, as far as it says something. */
  | { readonly type: 'foreign'; readonly kind: string; readonly text: string }
  /** Markdown, as the strings that it is written as; what was printed may go on in the next one. */
  | { readonly type: 'markdown'; readonly source: readonly TextNode[]; readonly isPrinted: boolean }
  /** HTML as it is stored; `text` is what stands for it where nothing of it may be shown. */
  | { readonly type: 'html'; readonly html: string; readonly text: string }
  /** A picture: base64, or the text of a drawing. */
  | { readonly type: 'picture'; readonly kind: string; readonly data: string }

const PICTURES = ['image/svg+xml', 'image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const

/** Reads an output; undefined where there is nothing to show. What a browser would have to run is shown as text. */
export function readOutput(node: JsonNode): NotebookOutput | undefined {
  switch (textOfNode(fieldOf(node, 'output_type'))) {
    case 'stream':
      return {
        type: 'printed',
        text: joinedText(fieldOf(node, 'text')),
        isError: textOfNode(fieldOf(node, 'name')) === 'stderr',
      }
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
  const written = plainText(of('text/plain') ?? '')
  // What Jupyter says where it shows something else.
  const text = /^<(?:IPython\.[\w.]+ (?:object|at 0x[\da-f]+)|Figure size [^>]*)>$/.test(written.trim()) ? '' : written
  const kind = PICTURES.find((one) => of(one))
  const html = of('text/html')
  const embedded = html === undefined ? undefined : pictureInHtml(html)
  if (embedded) return embedded
  // A table says more than a picture of it; other HTML mostly wants scripts.
  if (html !== undefined && (/<table\b/i.test(html) || kind === undefined)) return { type: 'html', html, text }
  const picture = kind === undefined ? undefined : ({ type: 'picture', kind, data: of(kind) ?? '' } as const)
  // A formula that is set says more than a picture of it.
  const formula = of('text/latex')
  if (formula !== undefined)
    return { type: 'formula', text: formula, otherwise: picture ?? { type: 'value', text: text || formula } }
  if (picture) return picture
  const source = stringsOf(fieldOf(data, 'text/markdown'))
  if (source.length > 0) return { type: 'markdown', source, isPrinted: false }
  const json = fieldOf(data, 'application/json')
  if (json && text === '') return { type: 'value', text: JSON.stringify(plainValue(json), undefined, 2) }
  const foreign = data?.kind === 'object' ? [...data.entries.keys()].find((name) => FOREIGN.test(name)) : undefined
  if (foreign !== undefined) return { type: 'foreign', kind: foreign, text }
  return text === '' ? undefined : { type: 'value', text }
}

/** Kinds that programs of Jupyter show. */
const FOREIGN = /^application\/(?:javascript|vnd\.)|^text\/html$/

/** A picture that lies in HTML, and all that is in it: so backends of matplotlib keep their last drawing. */
export function pictureInHtml(html: string): Extract<NotebookOutput, { readonly type: 'picture' }> | undefined {
  const lead = /^\s*(?:<div[^<>]*>\s*)*<img\b[^<>]{0,200}?\ssrc=(["'])data:(image\/[a-z]+);base64,/.exec(
    html.slice(0, 1000),
  )
  const [whole, quote, kind] = lead ?? []
  if (whole === undefined || quote === undefined || !PICTURES.some((one) => one === kind)) return undefined
  const end = html.indexOf(quote, whole.length)
  if (end < 0 || !/^["'][^<>]*>\s*(?:<\/div>\s*)*$/.test(html.slice(end, end + 1000)) || kind === undefined)
    return undefined
  return { type: 'picture', kind, data: html.slice(whole.length, end) }
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
