import fs from 'node:fs'
import path from 'node:path'

/** A lock that is older was left behind by a git that crashed. */
const STALE = 10_000

/**
 * Says whether git is at work on the files of a folder, such as when it checks out another branch: for so long
 * its lock is there.
 */
export function gitAtWork(folder: string): () => boolean {
  const git = gitFolder(path.resolve(folder))
  return () => {
    const lock = git === undefined ? undefined : statOf(path.join(git, 'index.lock'))
    return lock !== undefined && Date.now() - lock.mtimeMs < STALE
  }
}

/** Where the repository of a folder keeps its index: `.git`, or where a file of that name says. */
function gitFolder(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    const git = path.join(at, '.git')
    const stat = statOf(git)
    if (stat?.isDirectory()) return git
    if (stat?.isFile()) {
      const named = /^gitdir: (.+)$/m.exec(fs.readFileSync(git, 'utf8'))?.[1]
      return named === undefined ? undefined : path.resolve(at, named)
    }
    if (at === path.dirname(at)) return undefined
  }
}

const statOf = (at: string): fs.Stats | undefined => {
  try {
    return fs.statSync(at)
  } catch {
    // It is not there, or another program's.
    return undefined
  }
}
