import type { Compilation, Place } from './compilation.ts'
import { report } from './compilation.ts'

/** Notes an id that an author gave an element; a second use of it is told. */
export function noteAnchor(compilation: Compilation, id: string, place: Place): void {
  if (id === '') return
  if (compilation.anchors.has(id)) {
    const first = compilation.anchorPlaces.get(id)
    report(compilation, 'html/duplicate-id', `The id \`${id}\` is used twice on this page.`, {
      span: place(),
      related: first && [{ span: first(), message: 'is the other place' }],
      hint: 'give each element an id of its own; links lead to the first one',
    })
    return
  }
  compilation.anchors.add(id)
  compilation.anchorPlaces.set(id, place)
}
