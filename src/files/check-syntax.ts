import { spawnSync } from 'node:child_process'

/** What a module is written in. */
export type ModuleKind = 'module' | 'commonjs'

/** Has Node read a module without running it; gives what it prints of a fault, '' where there is none. */
export function checkSyntax(text: string, kind: ModuleKind): string {
  const options = [`--input-type=${kind}`, '--check', '-']
  return spawnSync(process.execPath, options, { input: text, encoding: 'utf8', env: {} }).stderr ?? ''
}
