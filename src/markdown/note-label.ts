import { type Compilation, report } from './compilation.ts'
import { numberedId } from './heading.ts'
import type { Label } from './labels.ts'
import { isThemeId } from './theme-ids.ts'

/** Notes a numbered thing of the page; a second use of an id is told, and gets `_1`, `_2`. `each` says in the hint what has ids. */
export function noteLabel(compilation: Compilation, wanted: Label, each: string): Label {
  const { anchors, labels } = compilation
  let { id } = wanted
  const isOfTheme = isThemeId(id)
  if (isOfTheme || anchors.has(id)) {
    id = numberedId(wanted.id, 1, anchors, compilation.labelJumps)
    report(
      compilation,
      'block/duplicate-id',
      `The id \`${wanted.id}\` is ${isOfTheme ? 'one of the page around the text' : 'used before on this page'}; this one becomes \`${id}\`.`,
      { span: wanted.span, hint: `give each ${each} of its own` },
    )
  }
  const label: Label = { ...wanted, id }
  labels.set(id, label)
  anchors.add(id)
  return label
}
