import { type Compilation, report } from './compilation.ts'
import { numberedId } from './heading.ts'
import type { Label } from './labels.ts'

/** Notes a numbered thing of the page; a second use of an id is told, and gets `_1`, `_2`. `each` says in the hint what has ids. */
export function noteLabel(compilation: Compilation, wanted: Label, each: string): Label {
  const { anchors, labels } = compilation
  let { id } = wanted
  if (anchors.has(id)) {
    id = numberedId(wanted.id, 1, anchors, compilation.labelJumps)
    report(
      compilation,
      'block/duplicate-id',
      `The id \`${wanted.id}\` is used before on this page; this one becomes \`${id}\`.`,
      { span: wanted.span, hint: `give each ${each} of its own` },
    )
  }
  const label: Label = { ...wanted, id }
  labels.set(id, label)
  anchors.add(id)
  return label
}
