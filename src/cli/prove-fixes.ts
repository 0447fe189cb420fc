import { type BuildRequest, build } from '../build/build.ts'
import { createSession, type Session } from '../build/session.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { groupBy } from '../diagnostics/group-by.ts'
import { overlayFiles } from '../files/overlay.ts'
import { mendFiles } from './fix.ts'

/** How many checks may be made to find out which of many fixes does harm. */
const MOST_CHECKS = 60

/**
 * The diagnostics whose fixes help: with them in the files, in memory, the site is checked again, and each fault is gone and nothing
 * new is told. Where that does not hold of all together, they are tried by file, and one by one.
 */
export function provenFixes(
  session: Session,
  request: BuildRequest,
  found: readonly Diagnostic[],
  unsafe: boolean,
): readonly Diagnostic[] {
  const candidates = found.filter(({ fix }) => fix && (fix.safe || unsafe))
  if (candidates.length === 0) return []
  const files = overlayFiles(session.site)
  const { theme, openOutput, folderName, version, blocks } = session
  const copy = createSession({ site: files, theme, openOutput, folderName, version, ...(blocks ? { blocks } : {}) })
  const before = countsOf(found)
  const state: { checks: number; changed: readonly string[] | undefined } = { checks: 0, changed: undefined }

  /** Whether all of these faults are gone with their fixes, and nothing new is told. */
  const helps = (fixes: readonly Diagnostic[]): boolean => {
    if (state.checks++ >= MOST_CHECKS) return false
    const old = files.reset()
    const { paths } = mendFiles(files, fixes, { unsafe, dryRun: false })
    const { changed } = state
    state.changed = paths
    const changes = changed && { changed: [...new Set([...old, ...paths])] }
    const after = countsOf(build(copy, { ...request, check: true, ...changes }).diagnostics)
    for (const [key, count] of after) if (count > (before.get(key) ?? 0)) return false
    return [...countsOf(fixes)].every(([key, count]) => (before.get(key) ?? 0) - (after.get(key) ?? 0) >= count)
  }

  if (helps(candidates)) return candidates
  let kept: readonly Diagnostic[] = []
  for (const group of byFile(candidates)) {
    if (group.length > 1 && helps([...kept, ...group])) kept = [...kept, ...group]
    else for (const fix of group) if (helps([...kept, fix])) kept = [...kept, fix]
  }
  return kept
}

/** How often each thing is told; places move when a text changes. */
function countsOf(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { span, code, message } of diagnostics) {
    const key = `${span?.path ?? ''}\n${code}\n${message}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

const byFile = (diagnostics: readonly Diagnostic[]): Iterable<readonly Diagnostic[]> =>
  groupBy(diagnostics, ({ fix }) => fix?.span.path ?? '').values()
