import { encodePath, folderOf } from '../files/paths.ts'
import { pictureSize } from '../files/picture.ts'
import { refusalOf } from '../files/refusal.ts'
import { notebookPicture } from '../notebook/notebook-picture.ts'
import { type Compilation, type Place, report } from './compilation.ts'
import { NOT_PUBLISHED_HINT } from './find-file.ts'

/** Publishes a picture that lies in the notebook, beside the page. */
export function publishPicture(compilation: Compilation, kind: string, data: string, place: Place) {
  const { page, published } = compilation
  const found = lookAt(compilation, kind, data)
  if (!found) return undefined
  const { picture, refused, size } = found
  if (refused !== undefined) {
    report(compilation, 'file/not-published', `A picture of the notebook is not published: ${refused}.`, {
      span: place(),
      hint: NOT_PUBLISHED_HINT,
    })
    return undefined
  }
  const folder = folderOf(page.output)
  const output = folder === '' ? picture.name : `${folder}/${picture.name}`
  published.set(picture.source, output)
  return { address: encodePath(page.addressOf(output)), size }
}

type Found = ReturnType<typeof find>

/** What the pictures of a notebook are, by their kind and data: a text may show one again and again. */
const known = new WeakMap<Compilation, Map<string, Map<string, Found>>>()

function lookAt(compilation: Compilation, kind: string, data: string): Found {
  const kinds = known.get(compilation) ?? new Map<string, Map<string, Found>>()
  known.set(compilation, kinds)
  const ofKind = kinds.get(kind) ?? new Map<string, Found>()
  kinds.set(kind, ofKind)
  if (!ofKind.has(data)) ofKind.set(data, find(compilation, kind, data))
  return ofKind.get(data)
}

function find({ page, settings }: Compilation, kind: string, data: string) {
  const picture = notebookPicture(page.path, kind, data)
  if (!picture) return undefined
  const refused = settings.safe ? refusalOf(picture.name, () => picture.bytes) : undefined
  return { picture, refused, size: pictureSize(picture.bytes, picture.name) }
}
