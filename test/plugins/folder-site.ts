import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type BuildRequest, build } from '../../src/build/build.ts'
import { createSession, textOf } from '../../src/build/session.ts'
import { prettyAll } from '../../src/diagnostics/pretty.ts'
import { openSite } from '../../src/files/open-site.ts'
import { pluginPlace } from '../../src/plugins/host.ts'

/** A site on disk that the compiled program builds: plugins need a thread, and that a file. */
export interface FolderSite {
  readonly root: string
  readonly write: (files: Readonly<Record<string, string>>) => void
  /** The text of a file; '' where there is none. */
  readonly read: (file: string) => string
  /** Every file of a folder with its content. */
  readonly filesOf: (folder: string) => Readonly<Record<string, string>>
  readonly run: (...args: readonly string[]) => {
    readonly status: number | null
    readonly out: string
    readonly errors: string
  }
  /** What a check tells, as it is printed: in this process, which is faster. */
  readonly faults: (request?: BuildRequest) => string
  /** What a build tells that writes what it can. */
  readonly build: () => string
  readonly remove: () => void
}

const program = path.resolve(import.meta.dirname, '../../lib/cli.js')

/** Makes a site of files by path from its root. */
export function folderSite(files: Readonly<Record<string, string>>): FolderSite {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-plugins-')))
  const at = (file: string): string => path.join(root, file)
  const run: FolderSite['run'] = (...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: root, encoding: 'utf8' })
    return { status, out: stdout, errors: stderr }
  }
  const write: FolderSite['write'] = (more) => {
    for (const [file, text] of Object.entries(more)) {
      fs.mkdirSync(path.dirname(at(file)), { recursive: true })
      fs.writeFileSync(at(file), text)
    }
  }
  const faults: FolderSite['faults'] = (request = { check: true }) => {
    const session = createSession({ ...openSite(root), pluginPlace: pluginPlace(root), version: '0.0.0' })
    try {
      return prettyAll(build(session, request).diagnostics, textOf(session)).join('\n\n')
    } finally {
      session.plugins.close()
    }
  }
  write(files)
  return {
    root,
    write,
    run,
    read: (file) => (fs.existsSync(at(file)) ? fs.readFileSync(at(file), 'utf8') : ''),
    filesOf(folder) {
      const found = fs
        .readdirSync(at(folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
      const names = found.map((entry) => path.relative(at(folder), path.join(entry.parentPath, entry.name))).sort()
      return Object.fromEntries(names.map((name) => [name, fs.readFileSync(at(path.join(folder, name)), 'latin1')]))
    },
    faults,
    build: () => faults({ check: false, keepGoing: true }),
    remove: () => fs.rmSync(root, { recursive: true, force: true }),
  }
}
