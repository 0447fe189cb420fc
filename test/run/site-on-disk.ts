import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { build } from '../../src/build/build.ts'
import { loadCache } from '../../src/build/persist.ts'
import { textOf } from '../../src/build/session.ts'
import { createSiteBuild } from '../../src/build/site-build.ts'
import { prettyAll } from '../../src/diagnostics/pretty.ts'
import { openSession } from '../../src/open-session.ts'
import { pagesWithCode, removeOrphans, runSite } from '../../src/run/run-site.ts'
import { versionNotes } from '../../src/run/versions.ts'

const folders: string[] = []

/** Takes away what tests made. */
export const removeFolders = (): void => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
}

/** A site on disk whose pages are run. */
export function siteOnDisk(files: Readonly<Record<string, string>>) {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-')))
  folders.push(root)
  const write = (name: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    fs.writeFileSync(path.join(root, name), text)
  }
  for (const [name, text] of Object.entries(files)) write(name, text)
  const open = () => {
    const { session } = openSession(root, '0.0.0')
    loadCache(session)
    return { session, siteBuild: createSiteBuild(session, {}) }
  }
  const self = {
    root,
    edit: write,
    remove: (name: string): void => fs.rmSync(path.join(root, name), { recursive: true }),
    read: (name: string): string => fs.readFileSync(path.join(root, name), 'utf8'),
    /** Every file below a folder, with its bytes as Latin-1. */
    below: (folder: string): Record<string, string> =>
      Object.fromEntries(
        (fs.existsSync(path.join(root, folder))
          ? fs.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
          : []
        )
          .filter((name) => fs.statSync(path.join(root, folder, name)).isFile())
          .sort()
          .map((name) => [name, fs.readFileSync(path.join(root, folder, name), 'latin1')]),
      ),
    /** Runs stale pages, or all; gives what became of them, and what is told as it is printed. */
    async run(options: { readonly all?: boolean; readonly check?: boolean } = {}) {
      const { session, siteBuild } = open()
      const known = pagesWithCode(siteBuild)
      const pages = known.filter(({ isStale }) => options.all || options.check || isStale).map(({ path }) => path)
      const run = await runSite(siteBuild, { root, pages, threads: 2, check: options.check ?? false })
      const removed = options.check
        ? []
        : removeOrphans(
            siteBuild,
            known.map(({ path }) => path),
          )
      return { ...run, ran: pages, removed, printed: prettyAll(run.diagnostics, textOf(session)).join('\n\n') }
    },
    /** What is said of versions that are other ones now. */
    async notes() {
      const { siteBuild } = open()
      return versionNotes(
        siteBuild,
        pagesWithCode(siteBuild).map(({ path }) => path),
        root,
      )
    },
    /** What a build tells, and its pages. */
    build() {
      const { session } = openSession(root, '0.0.0')
      const result = build(session, {})
      const told = result.diagnostics.filter(({ code }) => code.startsWith('run/') || code === 'block/not-run')
      return {
        printed: prettyAll(told, textOf(session)).join('\n\n'),
        messages: told.map(({ code, message }) => `${code} ${message}`),
        page: (name: string): string =>
          self.read(`dist/${name}/index.html`).replace(/^[\s\S]*<main[^>]*>|<\/main>[\s\S]*$/g, ''),
      }
    },
  }
  return self
}
