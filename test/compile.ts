import { execFileSync } from 'node:child_process'
import path from 'node:path'

/** Compiles the program once before the tests: pages load scripts that are compiled, and the command line is run. */
export function setup(): void {
  execFileSync(process.execPath, [path.resolve(import.meta.dirname, '../scripts/compile.mjs')], { stdio: 'inherit' })
}
