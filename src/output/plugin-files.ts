import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { folderOf, foldPath } from '../files/paths.ts'
import type { PluginOutput } from '../plugins/outputs.ts'
import type { PlannedFile } from './plan.ts'

/** Adds the files of plugins to a plan; those in whose place something is already, on whatever disk, are told and left out. */
export function addPluginFiles(planned: Map<string, PlannedFile>, files: readonly PluginOutput[]): Diagnostic[] {
  if (files.length === 0) return []
  const diagnostics: Diagnostic[] = []
  /** By folded path: files, and folders with a file in them. */
  const taken = new Map<string, string>()
  const take = (path: string): void => {
    for (let at = path; at !== ''; at = folderOf(at)) taken.set(foldPath(at), path)
  }
  for (const path of planned.keys()) take(path)
  for (const { path, content, digest, plugin } of files) {
    const above = (at: string): string | undefined =>
      at === '' ? undefined : (planned.has(at) && at) || above(folderOf(at))
    const other = taken.get(foldPath(path)) ?? above(folderOf(path))
    if (other === undefined) {
      planned.set(path, { source: plugin.module.name, content: () => content, digest })
      take(path)
      continue
    }
    const message = `The plugin \`${plugin.name}\` makes a file \`${path}\`, where the site has \`${other}\` already.`
    diagnostics.push(diagnostic('plugin/bad-result', message, { span: plugin.span, hint: 'give it another path' }))
  }
  return diagnostics
}
