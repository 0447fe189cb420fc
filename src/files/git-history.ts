import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** What git knows of the files of a folder. */
export interface GitHistory {
  /** When each file was last changed, in seconds since 1970, by its path from the folder; none of files that were never committed. */
  readonly changed: ReadonlyMap<string, number>
  /** The clone has not all commits: of files that only those change which it lacks, nothing is known. */
  readonly isCut: boolean
  /** Why nothing is known. */
  readonly fault?: 'no-git' | 'no-repository' | 'not-trusted' | 'failed'
}

const NOTHING = { changed: new Map<string, number>(), isCut: false } as const

/** More than this, git does not print of any history. */
const MOST_BYTES = 2 ** 30

/**
 * Settings of a repository that would make git run a program, connect to a host or write: none of them holds. What they say comes with
 * the repository, and is not for us to run.
 */
const HARMLESS = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.untrackedCache=false',
  'log.showSignature=false',
  'log.mailmap=false',
  'protocol.allow=never',
].flatMap((setting) => ['-c', setting])

/** Objects that a clone left out are not fetched. The first name is that of a newer git; the second stands above what a repository says. */
const OFFLINE = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' } as const

function git(folder: string, ...args: readonly string[]) {
  const env = { ...process.env }
  // Where git is itself at work, as in a hook, these name its repository, and not that of the folder.
  for (const name of Object.keys(env))
    if (/^GIT_(?!EXEC_PATH$|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)$)/.test(name)) delete env[name]
  return spawnSync('git', ['--no-pager', '--no-optional-locks', ...HARMLESS, ...args], {
    cwd: folder,
    env: { ...env, GIT_TERMINAL_PROMPT: '0', ...OFFLINE, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: MOST_BYTES,
    encoding: 'utf8',
    windowsHide: true,
  })
}

/**
 * Asks git once for the history of a folder, and of submodules in it. A file that was only given another name was not changed by that.
 * `within` is the repository that has the folder as a submodule.
 */
export function gitHistory(folder: string, within = ''): GitHistory {
  const place = git(folder, 'rev-parse', '--is-shallow-repository', '--git-path', 'shallow', '--show-toplevel')
  if (place.error) return { ...NOTHING, fault: 'no-git' }
  if (place.status !== 0) return { ...NOTHING, fault: faultOf(place.stderr) }
  const [shallow = '', file = '', top = ''] = place.stdout.split('\n')
  // A submodule that was not fetched is an empty folder of the other repository.
  if (top === within) return NOTHING
  const isCut = shallow === 'true'
  const log = git(
    folder,
    'log',
    '-z',
    '--format=%x01%H %ct',
    '--name-status',
    '-M100%',
    '--relative',
    '--no-show-signature',
    '--no-ext-diff',
    '--no-textconv',
    '--no-diff-merges',
    '--',
    '.',
  )
  // A repository without a commit has no history, and nothing is wrong with it.
  if (log.status !== 0) return /does not have any commits/.test(log.stderr) ? NOTHING : { ...NOTHING, fault: 'failed' }
  const changed = readLog(log.stdout, isCut ? readShallow(path.resolve(folder, file)) : new Set())
  if (!fs.existsSync(path.join(top, '.gitmodules'))) return { changed, isCut }
  return [...submodulesOf(folder)].reduce((all, name) => joined(all, name, gitHistory(path.join(folder, name), top)), {
    changed,
    isCut,
  })
}

/** Paths of submodules from a folder: in the index they are commits. */
function* submodulesOf(folder: string): Generator<string> {
  for (const line of git(folder, 'ls-files', '-z', '--stage', '--', '.').stdout.split('\0'))
    if (line.startsWith('160000 ')) yield line.slice(line.indexOf('\t') + 1)
}

/** A history with that of a submodule. */
const joined = (all: GitHistory, name: string, { changed, isCut }: GitHistory): GitHistory => ({
  changed: new Map([...all.changed, ...Array.from(changed, ([file, time]) => [`${name}/${file}`, time] as const)]),
  isCut: all.isCut || isCut,
})

const faultOf = (told: string): NonNullable<GitHistory['fault']> =>
  /not a git repository/.test(told) ? 'no-repository' : /dubious ownership/.test(told) ? 'not-trusted' : 'failed'

/** The commits whose parents are missing: they seem to add all files. */
function readShallow(file: string): ReadonlySet<string> {
  try {
    return new Set(fs.readFileSync(file, 'utf8').split('\n'))
  } catch {
    return new Set()
  }
}

/**
 * Reads what git printed, the newest commit first: `\x01hash seconds`, and of each file a letter and its path, or of one with another
 * name two. Between all stands NUL.
 */
export function readLog(text: string, without: ReadonlySet<string>): ReadonlyMap<string, number> {
  const changed = new Map<string, number>()
  /** The names of now by names of before. */
  const names = new Map<string, string>()
  let seconds: number | undefined
  const fields = text.split('\0')
  for (let i = 0; i < fields.length; i++) {
    const field = (fields[i] ?? '').replace(/^\n/, '')
    if (field.startsWith('\x01')) {
      const [hash = '', time] = field.slice(1).split(' ')
      seconds = without.has(hash) ? undefined : Number(time)
      continue
    }
    if (!/^[A-Z]\d*$/.test(field)) continue
    const first = fields[++i] ?? ''
    if (field[0] !== 'R' && field[0] !== 'C') {
      const name = names.get(first) ?? first
      if (seconds !== undefined && field[0] !== 'D' && !changed.has(name)) changed.set(name, seconds)
      continue
    }
    const second = fields[++i] ?? ''
    const name = names.get(second) ?? second
    if (!changed.has(name) && !names.has(first)) names.set(first, name)
  }
  return changed
}
