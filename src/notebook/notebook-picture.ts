import { digest } from '../files/digest.ts'
import { pictureInHtml } from './notebook-output.ts'

/**
 * Pictures that lie in a notebook are published as files of their own. Where one lies is written as a path of its own:
 *
 *     content/plots.ipynb#png.<digest>
 */

const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['image/svg+xml', 'svg'],
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/webp', 'webp'],
  ['image/gif', 'gif'],
])

/** A picture of a notebook. */
export interface NotebookPicture {
  readonly bytes: Uint8Array
  /** Where it lies. */
  readonly source: string
  /** A name that its bytes give it. */
  readonly name: string
}

/** A picture as its notebook holds it; undefined where pages cannot show its kind. */
export function notebookPicture(notebook: string, kind: string, data: string): NotebookPicture | undefined {
  const ending = ENDINGS.get(kind)
  if (ending === undefined) return undefined
  const bytes = ending === 'svg' && data.includes('<') ? Buffer.from(data, 'utf8') : Buffer.from(data, 'base64')
  const known = digest(bytes)
  return { bytes, source: `${notebook}#${ending}.${known}`, name: `${known.slice(0, 12)}.${ending}` }
}

const SOURCE = /^(.*\.ipynb)#(\w+)\.([\w-]+)$/i

/** The notebook that a path leads into, and the digest of the picture; undefined for other paths. */
export function pictureSource(path: string): { readonly notebook: string; readonly digest: string } | undefined {
  const [, notebook, , known] = path.includes('#') ? (SOURCE.exec(path) ?? []) : []
  return notebook === undefined || known === undefined ? undefined : { notebook, digest: known }
}

/** The pictures of the notebook that was looked into last, by their digests: mostly all of them are wanted. */
const last: { text: string; pictures: ReadonlyMap<string, Uint8Array> } = { text: '', pictures: new Map() }

/** Finds the bytes of a picture in the text of its notebook. */
export function bytesOfPicture(text: string, wanted: string): Uint8Array | undefined {
  if (last.text !== text) Object.assign(last, { text, pictures: picturesIn(text) })
  return last.pictures.get(wanted)
}

function picturesIn(text: string): ReadonlyMap<string, Uint8Array> {
  const pictures = new Map<string, Uint8Array>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      const written = Array.isArray(inner) ? inner.join('') : inner
      const found =
        typeof written !== 'string'
          ? undefined
          : ENDINGS.has(key)
            ? { kind: key, data: written }
            : key === 'text/html'
              ? pictureInHtml(written)
              : undefined
      const picture = found && notebookPicture('', found.kind, found.data)
      if (picture) pictures.set(digest(picture.bytes), picture.bytes)
      else visit(inner)
    }
  }
  try {
    visit(JSON.parse(text))
  } catch {
    // It is told where the notebook is compiled.
  }
  return pictures
}
