import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { engineFiles } from '../../src/exercises/engine-files.ts'
import { engines } from '../../src/exercises/engines.ts'
import { type Reader, type ReaderOptions, readerOf } from './browser.ts'

/** The policy that pages with programs need. */
export const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"

/** A course with all engines in it, published as `lectern build` publishes them. */
export function exerciseCourse(site: Readonly<Record<string, string>>, options: ReaderOptions = {}): Reader {
  const reader = readerOf(site, { contentSecurityPolicy: POLICY, ...options })
  for (const [engine, { packageName, files }] of Object.entries(engineFiles)) {
    const folder = packageFolder(packageName)
    for (const { name } of files)
      reader.files.contents.set(
        `lectern/engine/${engines[engine]?.folder}/${path.basename(name)}`,
        fs.readFileSync(path.join(folder, name)),
      )
  }
  return reader
}

/** The folder of an installed package, also of one that hides its manifest. */
export function packageFolder(name: string): string {
  const paths = createRequire(import.meta.url).resolve.paths(name) ?? []
  const found = paths.map((folder) => path.join(folder, name)).find((folder) => fs.existsSync(folder))
  if (found === undefined) throw new Error(`${name} is not installed.`)
  return found
}

/** What one exercise of a page is for its reader. */
export function panelOf(page: Page, id: string) {
  const root = page.locator(`#${id}`)
  const button = (name: string): Locator => root.getByRole('button', { name, exact: true })
  const status = root.locator('.exercise-status')
  return {
    editor: root.getByRole('textbox', { name: /Exercise/ }),
    status,
    output: root.locator('.exercise-output'),
    button,
    input: root.locator('.exercise-input input'),
    async start(code: string) {
      await button('Run').waitFor({ state: 'attached' })
      await root.locator('textarea').fill(code)
      await status.evaluate((element) => {
        element.setAttribute('class', 'exercise-status')
      })
      await button('Run').click()
    },
    /** Waits for the end of a run; gives what is said of it. */
    async end(): Promise<string> {
      await root.locator('.exercise-status:is(.is-right, .is-wrong, .is-rest)').waitFor({ state: 'attached' })
      await button('Run').waitFor()
      return status.innerText()
    },
  }
}
