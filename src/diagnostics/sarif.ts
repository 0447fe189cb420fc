import type { Location, Log, Region, ReportingDescriptor } from 'sarif'
import { codes, type DiagnosticCode, isCode, type Severity } from './codes.ts'
import type { RunFacts } from './json.ts'
import type { LocatedDiagnostic, LocatedSpan } from './located.ts'

/** The report as SARIF 2.1.0, the form that code scanners exchange. `prefix` leads from the repository's root to the site's folder. */
export function sarifReport(
  diagnostics: readonly LocatedDiagnostic[],
  { version }: Pick<RunFacts, 'version'>,
  prefix = '',
): string {
  const used = [...new Set(diagnostics.map((item) => item.code))].sort((a, b) => (a < b ? -1 : 1))
  const index = new Map(used.map((code, i) => [code, i]))
  const physical = ({ path, region }: LocatedSpan): Location['physicalLocation'] => ({
    artifactLocation: { uri: encodeUri(prefix + path) },
    ...(region ? { region: regionOf(region) } : {}),
  })
  const log: Log = {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: { driver: { name: 'Lectern', version, rules: used.map(ruleOf) } },
        columnKind: 'unicodeCodePoints',
        results: diagnostics.map(({ code, severity, message, hint, place, related }) => ({
          ruleId: code,
          ruleIndex: index.get(code) ?? -1,
          level: levelOf(severity),
          message: { text: hint === undefined ? message : `${message}\n${hint}` },
          ...(place ? { locations: [{ physicalLocation: physical(place) }] } : {}),
          ...(related.length
            ? {
                relatedLocations: related.map((item, id) => ({
                  id,
                  message: { text: item.message },
                  physicalLocation: physical(item.place),
                })),
              }
            : {}),
        })),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

const levelOf = (severity: Severity): 'error' | 'warning' => severity

const ruleOf = (code: DiagnosticCode): ReportingDescriptor =>
  isCode(code)
    ? {
        id: code,
        shortDescription: { text: `${codes[code].title}.` },
        fullDescription: { text: codes[code].doc },
        defaultConfiguration: { level: levelOf(codes[code].severity) },
      }
    : { id: code, shortDescription: { text: `A diagnostic of the plugin \`${code.slice(0, code.indexOf('/'))}\`.` } }

const regionOf = ({ line, column, endLine, endColumn }: NonNullable<LocatedSpan['region']>): Region => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
})

/** A path as a relative URI: `a:b` must not look like a scheme. */
const encodeUri = (path: string): string =>
  path
    .split('/')
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/')
