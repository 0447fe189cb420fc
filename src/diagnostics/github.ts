import { countByCode, countText } from './counts.ts'
import { groupBy } from './group-by.ts'
import type { LocatedDiagnostic } from './located.ts'

/**
 * Workflow commands of GitHub Actions. A runner reads them from what a step prints:
 *
 *     ::error file=content/a.md,line=3,endLine=3,col=11,endColumn=22,title=link/unknown-page::There is no page `loop`.
 *
 * GitHub shows ten of each severity a step; the whole list is for the step's summary.
 */

const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/** A workflow command for each diagnostic. `prefix` leads from the repository's root to the site's folder. */
export function githubCommands(diagnostics: readonly LocatedDiagnostic[], prefix = ''): string {
  return diagnostics
    .map(({ code, severity, message, hint, place, related }) => {
      const region = place?.region
      const properties: (readonly [string, string | number])[] = [
        ...(place ? ([['file', prefix + place.path]] as const) : []),
        ...(region ? [['line', region.line] as const, ['endLine', region.endLine] as const] : []),
        // Columns are understood only where they are on one line.
        ...(region && region.line === region.endLine
          ? [['col', region.column] as const, ['endColumn', region.endColumn] as const]
          : []),
        ['title', code],
      ]
      const also = related.map(
        (item) =>
          `${prefix}${item.place.path}${item.place.region ? `:${item.place.region.line}` : ''}: ${item.message}`,
      )
      const text = [message, ...also, ...(hint === undefined ? [] : [hint])].join('\n')
      const written = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',')
      return `::${severity} ${written}::${escapeData(text)}\n`
    })
    .join('')
}

/** GitHub takes a mebibyte for the summary of a step. */
const MOST = 1_000_000

const cell = (text: string): string =>
  text.replace(/[\\|]/g, '\\$&').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replace(/\s+/g, ' ')

/** The whole list as Markdown, by file, for the summary of a step. */
export function githubSummary(diagnostics: readonly LocatedDiagnostic[], pages: number): string {
  const title = `## ${pages} page${pages === 1 ? '' : 's'}: ${countText(diagnostics)}\n`
  if (diagnostics.length === 0) return title
  const byFile = groupBy(diagnostics, ({ place }) => place?.path ?? '')
  const counts = countByCode(diagnostics)
    .map(({ code, count }) => `| ${count} | \`${code}\` |\n`)
    .join('')
  const ending = `\n### By code\n\n| count | code |\n| ---: | --- |\n${counts}`
  let text = title
  let left = diagnostics.length
  let bytes = Buffer.byteLength(text + ending)
  for (const [path, items] of byFile) {
    const head = `\n### ${path === '' ? 'The site' : cell(path)}\n\n| line | | code | |\n| ---: | --- | --- | --- |\n`
    text += head
    bytes += Buffer.byteLength(head)
    for (const { place, severity, code, message, hint } of items) {
      const row = `| ${place?.region?.line ?? ''} | ${severity} | \`${code}\` | ${cell(message)}${hint === undefined ? '' : `<br>${cell(hint)}`} |\n`
      bytes += Buffer.byteLength(row)
      if (bytes > MOST) return `${text}\n…and ${left} more, for which there is no room here.\n${ending}`
      text += row
      left--
    }
  }
  return text + ending
}
