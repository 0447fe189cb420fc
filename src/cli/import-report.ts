import { ACCEPTED_FILE } from '../diagnostics/accepted.ts'
import { countText } from '../diagnostics/counts.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { groupBy } from '../diagnostics/group-by.ts'
import { type LocatedDiagnostic, locateAll } from '../diagnostics/located.ts'
import type { TextOf } from '../diagnostics/pretty.ts'
import type { ImportedSite } from '../import/import-site.ts'
import { toolNames } from '../import/tool.ts'

/** The file that says what an import did, and what it left. */
export const REPORT = 'import-report.md'

/** Diagnostics of one message. */
export interface DiagnosticGroup<Item> {
  readonly message: string
  readonly items: readonly Item[]
}

/** Diagnostics by message, the most frequent first. */
export function groupsOf<Item extends Pick<Diagnostic, 'code' | 'message'>>(
  items: readonly Item[],
): readonly DiagnosticGroup<Item>[] {
  const groups = groupBy(items, ({ code, message }) => `${code} ${message}`)
  return [...groups.values()]
    .map((list) => ({ message: list[0]?.message ?? '', items: list }))
    .toSorted((a, b) => b.items.length - a.items.length)
}

/** What an import did, and what is left to do, with places: Markdown, in the folder of the course. */
export function importReport(site: ImportedSite, diagnostics: readonly Diagnostic[], text: TextOf): string {
  const rewritten = [...site.rewritten].toSorted(([, a], [, b]) => b - a)
  const groups = groupsOf(locateAll(diagnostics, text))
  return `${[
    `# What was moved in, and what is left`,
    `A site of ${toolNames[site.tool]}, as \`${site.settings}\` says: ${site.pages} pages, and ${site.copied} files beside them.`,
    ...(rewritten.length ? ['## Rewritten', list(rewritten.map(([name, count]) => `${name}: ${count}`))] : []),
    ...(site.left.length ? ['## Not taken over', list(site.left)] : []),
    '## What `lectern check` says',
    diagnostics.length
      ? `${countText(diagnostics)}. What another program would read stands in the pages as it was.`
      : 'Nothing is wrong.',
    ...(diagnostics.some(({ severity }) => severity === 'error')
      ? [
          `The errors are accepted in \`${ACCEPTED_FILE}\`, so that the course can be built: they are counted, and told again where that file is gone.`,
        ]
      : []),
    ...groups.flatMap(({ message, items }) => [
      `### ${message}`,
      ...(items[0]?.hint === undefined ? [] : [`${items[0].hint.slice(0, 1).toUpperCase()}${items[0].hint.slice(1)}.`]),
      list(items.map(placeOf)),
    ]),
  ].join('\n\n')}\n`
}

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n')

const placeOf = ({ code, severity, place }: LocatedDiagnostic): string => {
  const at = place?.region ? `:${place.region.line}:${place.region.column}` : ''
  return `${place ? `\`${place.path}${at}\`` : 'the site'} (${severity}, \`${code}\`)`
}
