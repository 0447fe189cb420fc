import { spawn } from 'node:child_process'
import type { SiteBuild } from '../build/site-build.ts'
import { DEFAULT_RUN } from '../config/run-settings.ts'
import { parseResults, resultsPath } from '../results/page-results.ts'
import { findEngine } from './engine-version.ts'

/**
 * Whether results come from other versions of Python and of packages than those that are there now. That is told and no more: it is no
 * fault of a page, and authors on several machines would else run each other's pages anew all the time.
 */
export async function versionNotes(
  siteBuild: SiteBuild,
  pages: readonly string[],
  root: string,
): Promise<readonly string[]> {
  const { session } = siteBuild
  const { settings } = siteBuild.input()
  /** By name and version: the pages. */
  const used = new Map<string, Map<string, string[]>>()
  const note = (name: string, version: string, path: string): void => {
    const versions = used.get(name) ?? new Map<string, string[]>()
    used.set(name, versions)
    versions.set(version, [...(versions.get(version) ?? []), path])
  }
  for (const path of pages) {
    const file = session.inputs.text(resultsPath(path, settings.content))
    const results = file && parseResults(file.text)
    if (!results || 'reason' in results) continue
    if (results.engines.python !== undefined) note('Python', results.engines.python, path)
    for (const [name, version] of Object.entries(results.packages)) note(name, version, path)
  }
  const engine = (settings.run ?? DEFAULT_RUN).engines.find(({ kind }) => kind === 'python')
  if (used.size === 0 || !engine) return []
  const found = findEngine(engine, root)
  if (!found || found.isTooOld) return []
  const names = [...used.keys()].filter((name) => name !== 'Python')
  const now = new Map([
    ['Python', found.version],
    ...(names.length ? await packageVersions(found.command, names, found.env) : []),
  ])
  return [...used].flatMap(([name, versions]) => {
    const here = now.get(name)
    return [...versions].flatMap(([version, paths]) =>
      here === undefined || here === version
        ? []
        : [
            `${paths.length === 1 ? `\`${paths[0]}\` was` : `${paths.length} pages were`} run with ${name} ${version}; here it is ${here}. \`lectern run --check\` tells whether that matters, \`lectern run --all\` runs all anew.`,
          ],
    )
  })
}

const QUESTION =
  'import json,sys\nfrom importlib.metadata import version\nfound={}\nfor name in sys.argv[1:]:\n try: found[name]=version(name)\n except Exception: pass\nprint(json.dumps(found))'

/** The versions of some packages, as far as they are there. */
function packageVersions(
  command: string,
  names: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<readonly (readonly [string, string])[]> {
  return new Promise((resolve) => {
    const child = spawn(command, ['-c', QUESTION, ...names], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, ...env },
      windowsHide: true,
    })
    let text = ''
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString('utf8')
    })
    child.on('error', () => resolve([]))
    child.on('close', () => {
      try {
        const found: unknown = JSON.parse(text)
        resolve(
          typeof found === 'object' && found !== null
            ? Object.entries(found).map(([name, is]) => [name, String(is)])
            : [],
        )
      } catch {
        resolve([])
      }
    })
  })
}
