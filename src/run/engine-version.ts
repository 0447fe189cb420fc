import { spawnSync } from 'node:child_process'
import path from 'node:path'
import type { EngineSetting } from '../config/run-settings.ts'

/** A program that is there. */
export interface FoundEngine {
  /** Its full path, where it is known. */
  readonly command: string
  /** Such as `3.11.7`; '' where it is not known. */
  readonly version: string
  /** Variables that it needs to find what its user installed. */
  readonly env: Readonly<Record<string, string>>
  /** It is there, and cannot run pages. */
  readonly isTooOld: boolean
}

/** Importing `json` for the answer would take as long as a tenth of all pages of a small course. */
const QUESTION =
  'import site,sys;sys.stdout.write("\\0".join([sys.executable,sys.version.split()[0],site.getuserbase() or ""]))'

/** What the runner of Python needs: it asks Python which files are read. */
export const OLDEST_PYTHON = [3, 8] as const

/** Whether a version of Python, such as `3.11.7`, can run pages. */
function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1])
}

/** Asks an engine where and of which version it is; undefined where it is not there. A relative path is one of the site. */
export function findEngine({ kind, command }: EngineSetting, site: string): FoundEngine | undefined {
  if (kind === 'command') return { command, version: '', env: {}, isTooOld: false }
  const program = /[\\/]/.test(command) ? path.resolve(site, command) : command
  const names = kind === 'python' && command === 'python3' ? ['python3', 'python'] : [program]
  let old: FoundEngine | undefined
  for (const name of names) {
    const args = kind === 'python' ? ['-c', QUESTION] : ['--version']
    const { status, stdout } = spawnSync(name, args, {
      encoding: 'utf8',
      cwd: site,
      env: { ...process.env, PYTHONIOENCODING: 'utf-8:surrogateescape' },
      timeout: 20_000,
      windowsHide: true,
    })
    if (status !== 0) continue
    if (kind !== 'python')
      return { command: name, version: /\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? '', env: {}, isTooOld: false }
    const [executable, version, userBase] = stdout.split('\0')
    if (!executable || !version) continue
    const isTooOld = !isNewEnough(version)
    const found = { command: executable, version, env: userBase ? { PYTHONUSERBASE: userBase } : {}, isTooOld }
    if (!isTooOld) return found
    old ??= found
  }
  return old
}
