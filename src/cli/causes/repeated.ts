import { groupBy } from '../../diagnostics/group-by.ts'
import type { FindCauses } from './cause.ts'

/** One thing that is told again and again. */
export const repeated: FindCauses = ({ diagnostics }) =>
  [...groupBy(diagnostics, ({ code, message }) => `${code} ${message}`).values()].flatMap((explains) => {
    const [first] = explains
    if (!first || explains.length < 2) return []
    const hint = first.hint === undefined ? '' : ` ${first.hint.replace(/^\p{Ll}/u, (c) => c.toUpperCase())}.`
    return [{ explains, text: `${explains.length} times the same, \`${first.code}\`: ${first.message}${hint}` }]
  })

/** One folder that most of it lies in: drafts, or what belongs to another program. */
export const oneFolder: FindCauses = ({ diagnostics, files }) => {
  const pages = files.filter((path) => /\.md$/i.test(path))
  const placed = diagnostics.flatMap((item) => {
    const [, folder] = /^(.+\/)[^/]*$/.exec(item.span?.path ?? '') ?? []
    return folder === undefined ? [] : [{ item, folder }]
  })
  return [...groupBy(placed, ({ folder }) => folder)].flatMap(([folder, group]) => {
    const inside = pages.filter((path) => path.startsWith(folder)).length
    // Where most of the course lies, most of its faults do, too.
    if (group.length < 0.8 * diagnostics.length || inside > pages.length / 2) return []
    return [
      {
        explains: group.map(({ item }) => item),
        text: `${group.length} of ${diagnostics.length} lie in \`${folder}\`: if it is no part of the course, begin its name with \`_\`.`,
      },
    ]
  })
}
