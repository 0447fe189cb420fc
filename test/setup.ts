import { execFileSync } from 'node:child_process'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Chromium, findChromium } from './browser/chromium.ts'
import { findFirefox } from './browser/engines/firefox.ts'
import { findWebKit } from './browser/engines/webkit.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** What tests launch; null where there is none, and then those that need it fail. */
    chromium: Chromium | null
  }
}

/**
 * Once before all tests: compiles the program, since pages load scripts that are compiled and the command line is run,
 * and unpacks the browser, which tests that run beside each other must not do at once.
 */
export function setup(project: TestProject): void {
  execFileSync(process.execPath, [path.resolve(import.meta.dirname, '../scripts/compile.mjs')], { stdio: 'inherit' })
  project.provide('chromium', findChromium())
  const missing = [findFirefox() === undefined ? 'Firefox' : '', findWebKit() === undefined ? 'WebKit' : '']
    .filter((name) => name !== '')
    .join(' and ')
  if (missing) console.info(`Pages are not read in ${missing} here, which is not installed: see CONTRIBUTING.md.`)
}
