import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { groupBy } from '../../diagnostics/group-by.ts'
import { below, isWithin } from '../../files/paths.ts'
import { type Cause, counted, type FindCauses } from './cause.ts'

/** Pages whose names are written in another way than here, or that lie in another folder than names say. */
export const unknownPages: FindCauses = ({ diagnostics, files, settings: { content } }) => {
  const pages = files
    .filter((path) => /\.(?:md|markdown)$/i.test(path) && isWithin(path, content))
    .map((path) => below(path, content).replace(/\.\w+$/, ''))
  const exact = new Set(pages)
  const alike = groupBy(pages, spelling)
  const unknown = diagnostics.flatMap((item) => {
    const [, written] = /^There is no page `(.+)`/.exec(item.message) ?? []
    return written === undefined ? [] : [{ item, name: plain(written) }]
  })
  const misspelt: { readonly item: Diagnostic; readonly name: string; readonly page: string }[] = []
  const elsewhere: { readonly item: Diagnostic; readonly folder: string }[] = []
  for (const { item, name } of unknown) {
    const [page, other] = alike.get(spelling(name)) ?? []
    if (page !== undefined && other === undefined && page !== name) misspelt.push({ item, name, page })
    else if (!exact.has(name))
      for (const whole of pages)
        if (whole.endsWith(`/${name}`)) elsewhere.push({ item, folder: whole.slice(0, -name.length - 1) })
  }
  const [first] = misspelt
  return [
    ...(first
      ? [
          {
            explains: misspelt.map(({ item }) => item),
            text: `${counted(misspelt.length, 'name of a page fits', 'names of pages fit')} but for dots, dashes, capitals or an ending, such as \`${first.name}\` for \`${first.page}\`: \`lectern check --fix=unsafe\` takes the nearest name.`,
          },
        ]
      : []),
    ...[...groupBy(elsewhere, ({ folder }) => folder)].map(([folder, group]): Cause => {
      const whole = content === '' ? folder : `${content}/${folder}`
      return {
        explains: group.map(({ item }) => item),
        text: `${counted(group.length, 'name is that of a page', 'names are those of pages')} below \`${whole}/\`: set \`content: ${whole}\` in \`site.yaml\`, if all pages lie there.`,
      }
    }),
  ]
}

const plain = (written: string): string => written.replace(/^(?:\.{0,2}\/)+|\/+$/g, '').replace(/\/index$/, '')

/** What is the same for names that a slip of habit keeps apart. */
const spelling = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\.(?:md|markdown|html?|qmd|rmd|ipynb|mdx)$/, '')
    .replace(/\/(?:index|readme)$/, '')
    .replace(/[\s._-]+/g, '-')
