import { plainHeading } from './ids.ts'
import { anchorOf } from './rewrites/myst.ts'
import type { MovedPage } from './tool.ts'

/** What a name stands for on a page of the old site. */
export interface OldLabel {
  readonly page: MovedPage
  readonly id: string
  /** A heading is shown by its text, anything else by its number. */
  readonly heading: string | undefined
}

const FORMS: readonly RegExp[] = [
  /^[ \t]*\(([^()\s][^()\n]*)\)=[ \t]*\n(?:[ \t]*\n|\([^()\n]+\)=[ \t]*\n)*(?:#{1,6}[ \t]+([^\n]*))?/gm,
  /^#{1,6}[ \t]+([^\n{]*?)[ \t]*\{[^{}\n]*#([\w:-]+)[^{}\n]*\}/gm,
  // A caption of a table.
  /^:[ \t]+(\S[^\n{]*?)[ \t]*\{[^{}\n]*#(tbl-[\w-]+)[^}\n]*\}[ \t]*$/gm,
  /^[ \t]*:(?:name|label):[ \t]*([\w:./ -]+?)[ \t]*$/gm,
  // Of a cell, a picture that it shows: what others make is not there.
  /^[ \t]*#\|[ \t]*label:[ \t]*([\w-]+)(?=(?:\n[ \t]*#\|[^\n]*)*\s*\n[ \t]*(?:knitr::)?include_graphics\()/gm,
  /\{[^{}\n]{0,300}#((?:fig|tbl|eq|lst|thm|exr)-[\w-]+)[^{}\n]{0,300}\}/g,
  /\$\$[ \t]*\(([\w:. -]+)\)[ \t]*$/gm,
]

/** The names that a page gives to its headings and figures. */
export function labelsOf(page: MovedPage, text: string): readonly (readonly [name: string, label: OldLabel])[] {
  return FORMS.flatMap((form, kind) =>
    [...text.matchAll(form)].map(([, first = '', second]): readonly [string, OldLabel] => {
      const isHeading = kind === 1 || kind === 2
      const name = (isHeading ? (second ?? '') : first).trim()
      const heading = kind === 0 ? plainHeading(second ?? '') : isHeading ? plainHeading(first) : undefined
      return [name, { page, id: anchorOf(name), heading }]
    }),
  )
}
