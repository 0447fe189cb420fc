import { countByCode } from './counts.ts'
import type { LocatedDiagnostic, LocatedSpan } from './located.ts'

/** What a report says of the run beside its diagnostics. */
export interface RunFacts {
  /** `Lectern` and its version. */
  readonly generator: string
  readonly version: string
  /** The site's folder as the caller named it. */
  readonly folder: string
  readonly pages: number
  /** How many diagnostics the site's author accepted; they are not listed. */
  readonly accepted?: number
  /** How long each stage took, where that is wanted. */
  readonly timings?: readonly object[]
}

/** The version of the form that {@link jsonReport} writes: it grows when a reader of the old form could be wrong. */
export const JSON_VERSION = 1

const placeOf = ({ path, region }: LocatedSpan): object => ({ path, ...region })

/** The report as JSON; its form is `docs/diagnostics.schema.json`. Ends with a line break. */
export function jsonReport(
  diagnostics: readonly LocatedDiagnostic[],
  { generator, folder, pages, accepted, timings }: RunFacts,
): string {
  const count = (severity: string): number => diagnostics.filter((item) => item.severity === severity).length
  const report = {
    version: JSON_VERSION,
    generator,
    folder,
    pages,
    errors: count('error'),
    warnings: count('warning'),
    codes: countByCode(diagnostics),
    ...(accepted === undefined ? {} : { accepted }),
    ...(timings ? { timings } : {}),
    diagnostics: diagnostics.map(({ code, severity, message, hint, place, related, fix }) => ({
      code,
      severity,
      message,
      ...(place ? { place: placeOf(place) } : {}),
      ...(hint === undefined ? {} : { hint }),
      ...(related.length
        ? { related: related.map((item) => ({ message: item.message, place: placeOf(item.place) })) }
        : {}),
      ...(fix ? { fix: { place: placeOf(fix.place), instead: fix.instead, text: fix.text, safe: fix.safe } } : {}),
    })),
  }
  return `${JSON.stringify(report, null, 2)}\n`
}
