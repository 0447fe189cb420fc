import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { sameForm } from '../files/forms.ts'
import { folderOf, foldPath } from '../files/paths.ts'
import type { OutputPlan } from './plan.ts'

/** Files whose path is that of a folder which others want to be written to: no disk can hold both. */
export function foldersInTheWay(plan: OutputPlan): Diagnostic[] {
  const told = new Set<string>()
  const diagnostics: Diagnostic[] = []
  const folders = new Set<string>()
  for (const [path, { source }] of plan) {
    for (let at = folderOf(path); at !== '' && !folders.has(at); at = folderOf(at)) {
      folders.add(at)
      const file = plan.get(at)
      if (!file || told.has(at)) continue
      told.add(at)
      diagnostics.push(
        diagnostic(
          'page/duplicate-address',
          `\`${file.source}\` would be written to \`${at}\`, which is the folder of \`${path}\`.`,
          {
            span: { path: file.source, start: 0, end: 1 },
            related: [{ span: { path: source, start: 0, end: 1 }, message: `becomes \`${path}\`` }],
            hint: 'rename one of them',
          },
        ),
      )
    }
  }
  return diagnostics
}

/** Paths that some disks and hosts take for the same: they differ in case, or in how accents are encoded. */
export function caseCollisions(plan: OutputPlan): Diagnostic[] {
  const first = new Map<string, string>()
  const diagnostics: Diagnostic[] = []
  for (const [path, { source }] of plan) {
    const folded = foldPath(path)
    const other = first.get(folded)
    if (other === undefined) first.set(folded, path)
    else {
      const before = plan.get(other)?.source ?? other
      diagnostics.push(
        diagnostic(
          'page/case-collision',
          sameForm(path, other)
            ? `\`${path}\` and \`${other}\` differ only in how accents are encoded: on some disks they are the same file.`
            : `\`${path}\` and \`${other}\` are the same file on hosts that do not tell upper from lower case.`,
          {
            span: { path: source, start: 0, end: 1 },
            related: [{ span: { path: before, start: 0, end: 1 }, message: `becomes \`${other}\`` }],
            hint: 'rename one of them',
          },
        ),
      )
    }
  }
  return diagnostics
}
