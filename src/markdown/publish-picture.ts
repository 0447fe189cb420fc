import { encodePath, folderOf } from '../files/paths.ts'
import { pictureSize } from '../files/picture.ts'
import { refusalOf } from '../files/refusal.ts'
import { notebookPicture } from '../notebook/notebook-picture.ts'
import { type Compilation, type Place, report } from './compilation.ts'
import { NOT_PUBLISHED_HINT } from './find-file.ts'

/** Publishes a picture that lies in the notebook, beside the page. */
export function publishPicture(compilation: Compilation, kind: string, data: string, place: Place) {
  const { page, published, settings } = compilation
  const picture = notebookPicture(page.path, kind, data)
  if (!picture) return undefined
  const refused = settings.safe ? refusalOf(picture.name, () => picture.bytes) : undefined
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
  return { address: encodePath(page.addressOf(output)), size: pictureSize(picture.bytes, picture.name) }
}
