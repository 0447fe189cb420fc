import type { Compilation, Place } from './compilation.ts'
import { report } from './compilation.ts'
import { isThemeId } from './theme-ids.ts'

/** Notes an id that an author gave an element; a second use of it is told. False where it is one of the page around the text. */
export function noteAnchor(compilation: Compilation, id: string, place: Place): boolean {
  if (id === '') return true
  if (isThemeId(id)) {
    report(compilation, 'html/duplicate-id', `The id \`${id}\` is one of the page around the text.`, {
      span: place(),
      hint: 'give the element another id',
    })
    return false
  }
  if (compilation.anchors.has(id)) {
    const first = compilation.anchorPlaces.get(id)
    report(compilation, 'html/duplicate-id', `The id \`${id}\` is used twice on this page.`, {
      span: place(),
      related: first && [{ span: first(), message: 'is the other place' }],
      hint: 'give each element an id of its own; links lead to the first one',
    })
    return true
  }
  compilation.anchors.add(id)
  compilation.anchorPlaces.set(id, place)
  return true
}
