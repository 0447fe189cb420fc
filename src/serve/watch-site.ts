import fs from 'node:fs'
import path from 'node:path'
import chokidar, { type FSWatcher } from 'chokidar'
import { quietly } from '../files/quietly.ts'
import { gitAtWork } from './git-lock.ts'
import { watchTroubles } from './watch-troubles.ts'

/** Changes that belong together: a program that saves several files at once makes one build. */
export interface Changes {
  /** Paths from the site's root; undefined where everything has to be looked at again. */
  readonly paths: readonly string[] | undefined
  /** Files came or went. */
  readonly structure: boolean
}

export interface SiteWatcher {
  /** Fulfilled when changes are noticed. */
  readonly ready: Promise<void>
  /** Tells that everything has to be looked at again, together with what changes just then. */
  readonly lookAtAll: () => void
  readonly close: () => Promise<void>
}

/** How long it must be quiet before changes are told, and how long they are held back at most. */
const SETTLE = 20
const PATIENCE = 1000
/** From this many changed files on, the rest may come more slowly: a save is one file. */
const MANY = 10
const SETTLE_MANY = 150
/**
 * Files that changed are looked at once more, and with them all that changed before: a watcher may leave out an event that follows
 * another one closely, as when a program moves a file away, writes it anew and saves others.
 */
const SECOND_LOOK = 120
/** Many programs empty a file before they write it: for so long one that is empty is taken for half written. */
const HALF_WRITTEN = 300
/** How often is looked whether the folder of the site is there again. */
const RETURN = 200

/** A name that the site keeps to itself, or that is none of its own. */
const NOT_WATCHED = /(?:^|\/)(?:\.(?!\/|$|well-known(?:\/|$)|nojekyll$)|node_modules(?:\/|$))/

/**
 * Watches the folder of a site; `output` is its output folder from there, whose files are none of the site's. `onTrouble` is told
 * once of each kind of reason why changes may go unnoticed.
 */
export function watchSite(
  root: string,
  output: () => string | undefined,
  tell: (changes: Changes) => void,
  onTrouble: (message: string) => void = (message) => {
    process.stderr.write(`lectern: ${message}\n`)
  },
): SiteWatcher {
  const insideOf = (at: string): string => path.relative(root, at).split(path.sep).join('/')
  const realRoot = realPathOf(root) ?? root
  /** As in a build, a link is followed only to what lies in the site, and never to a folder that it lies in itself. */
  const leadsAway = (at: string): boolean => {
    if (quietly(() => fs.lstatSync(at).isSymbolicLink()) !== true) return false
    const real = realPathOf(at)
    // One that leads nowhere is watched: a file may come to be there.
    if (real === undefined) return false
    const inside = path.relative(realRoot, real).split(path.sep).join('/')
    return (
      inside === '..' ||
      inside.startsWith('../') ||
      path.isAbsolute(inside) ||
      NOT_WATCHED.test(inside) ||
      `${realPathOf(path.dirname(at)) ?? ''}${path.sep}`.startsWith(`${real}${path.sep}`)
    )
  }
  const ignored = (at: string): boolean => {
    const inside = insideOf(at)
    const folder = output()
    return (
      NOT_WATCHED.test(inside) ||
      (folder !== undefined && folder !== '' && (inside === folder || inside.startsWith(`${folder}/`))) ||
      (inside !== '' && leadsAway(at))
    )
  }
  const noteTrouble = watchTroubles(onTrouble)
  const pending = { paths: new Set<string>(), structure: false, folders: false, since: 0 }
  const timers: Record<'settle' | 'look' | 'return', NodeJS.Timeout | undefined> = {
    settle: undefined,
    look: undefined,
    return: undefined,
  }
  /** Stamps of all files that ever changed, when that was told. */
  const seen = new Map<string, string>()
  const state = { closed: false }
  const busy = gitAtWork(root)

  const flush = (): void => {
    const isHalfWritten = [...pending.paths].some((inside) => wasEmptied(path.join(root, inside)))
    if (isHalfWritten || busy()) {
      timers.settle = setTimeout(flush, SETTLE)
      return
    }
    const { folders, structure } = pending
    const paths = [...pending.paths]
    pending.paths.clear()
    Object.assign(pending, { structure: false, folders: false, since: 0 })
    for (const inside of paths) seen.set(inside, stampOf(path.join(root, inside)))
    tell(folders ? { paths: undefined, structure: true } : { paths, structure })
    clearTimeout(timers.look)
    timers.look = setTimeout(lookAgain, SECOND_LOOK)
  }
  const note = (inside: string): void => {
    if (state.closed) return
    pending.paths.add(inside)
    schedule()
  }
  const schedule = (): void => {
    const now = Date.now()
    pending.since ||= now
    clearTimeout(timers.settle)
    const settle = pending.paths.size < MANY ? SETTLE : SETTLE_MANY
    timers.settle = setTimeout(flush, Math.max(0, Math.min(settle, pending.since + PATIENCE - now)))
  }
  const lookAgain = (): void => {
    const changed = [...seen].filter(([inside, stamp]) => stampOf(path.join(root, inside)) !== stamp)
    for (const [inside] of changed) {
      pending.structure = true
      note(inside)
    }
  }
  const open = (): FSWatcher => {
    const watcher = chokidar.watch(root, { ignored, ignoreInitial: true, atomic: true })
    watcher.on('all', (event, at) => {
      const inside = insideOf(at)
      if (inside === '') {
        if (event === 'unlinkDir') awaitReturn()
        return
      }
      if (event !== 'change') pending.structure = true
      // What lies below a folder that came or went has events of its own, but not all of them, always.
      if (event === 'addDir' || event === 'unlinkDir') pending.folders = true
      note(inside)
    })
    watcher.on('error', (error) => {
      if (!state.closed) noteTrouble(error)
    })
    return watcher
  }
  /** A watcher does not notice that its own folder is there again, as after a visit to a branch without it. */
  const awaitReturn = (): void => {
    clearTimeout(timers.return)
    if (state.closed) return
    if (!fs.existsSync(root)) {
      timers.return = setTimeout(awaitReturn, RETURN)
      return
    }
    void watching.watcher.close()
    watching.watcher = open()
    // What came before it was ready is not told.
    watching.watcher.once('ready', lookAtAll)
  }
  const lookAtAll = (): void => {
    if (state.closed) return
    pending.folders = true
    schedule()
  }
  const watching = { watcher: open() }
  return {
    ready: new Promise((resolve) => {
      watching.watcher.once('ready', () => resolve())
    }),
    lookAtAll,
    async close() {
      state.closed = true
      for (const timer of Object.values(timers)) clearTimeout(timer)
      await watching.watcher.close()
    },
  }
}

const realPathOf = (at: string): string | undefined => quietly(() => fs.realpathSync.native(at))

/** Whether a file was made empty just now. */
function wasEmptied(file: string): boolean {
  try {
    const stat = fs.statSync(file)
    return stat.isFile() && stat.size === 0 && Date.now() - stat.mtimeMs < HALF_WRITTEN
  } catch {
    // It went away, or is none of ours.
    return false
  }
}

/** Differs for files that differ, as far as the disk tells without reading them. */
function stampOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = fs.statSync(file)
    return `${mtimeMs} ${size} ${ino}`
  } catch {
    return ''
  }
}
