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
}

const QUESTION =
  'import json,platform,site,sys;print(json.dumps([sys.executable,platform.python_version(),site.getuserbase() or ""]))'

/** Asks an engine where and of which version it is; undefined where it is not there. A relative path is one of the site. */
export function findEngine({ kind, command }: EngineSetting, site: string): FoundEngine | undefined {
  if (kind === 'command') return { command, version: '', env: {} }
  const program = /[\\/]/.test(command) ? path.resolve(site, command) : command
  const names = kind === 'python' && command === 'python3' ? ['python3', 'python'] : [program]
  for (const name of names) {
    const args = kind === 'python' ? ['-c', QUESTION] : ['--version']
    const { status, stdout } = spawnSync(name, args, {
      encoding: 'utf8',
      cwd: site,
      timeout: 20_000,
      windowsHide: true,
    })
    if (status !== 0) continue
    if (kind !== 'python') return { command: name, version: /\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? '', env: {} }
    const told: unknown = quietly(stdout)
    if (!Array.isArray(told)) continue
    const [executable, version, userBase] = told.map(String)
    if (executable && version && !version.startsWith('2'))
      return { command: executable, version, env: userBase ? { PYTHONUSERBASE: userBase } : {} }
  }
  return undefined
}

function quietly(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
