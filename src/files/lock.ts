import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { threadId } from 'node:worker_threads'
import { digest } from './digest.ts'
import { diskCode, quietly } from './quietly.ts'
import { TEMPORARY, writeNew } from './temporary.ts'

/**
 * One writer per folder. The lock is a file in it that names its holder:
 *
 *     {"process":4711,"started":"80613","machine":"Qm1…","turn":"0-123"}
 *
 * A killed process leaves it behind. On the same machine that is seen at once: there is no such process any more, or it began
 * at another time. On other machines, and where the number of a process may be used again, the lock is watched: its holder
 * touches it every second, and a lock that is not touched for a while is abandoned. Only changes are looked at, never the time
 * of day, so clocks that differ or go back do no harm.
 *
 * A disk on which no lock can be made, or an old one not be taken away, is written to without one.
 */
export interface FolderLock {
  /** Says that the work goes on; false where another process took the lock for abandoned. Cheap: it may be called often. */
  readonly renew: () => boolean
  readonly release: () => void
}

/** The holder of a lock that does not give it back, in words for a message. */
export interface LockHolder {
  readonly holder: string
}

export interface LockOptions {
  /** Called once, when it turns out that another process has the lock. */
  readonly onWait?: (holder: string) => void
  /** Milliseconds after which an untouched lock is abandoned. */
  readonly patience?: number
  /** Milliseconds after which to give up though its holder works. */
  readonly longest?: number
}

/** The name of the lock in its folder. */
export const LOCK = '.lectern-lock'

/** The lock of a folder that no other process can write to. */
export const freeLock: FolderLock = { renew: () => true, release: () => undefined }

const EVERY = 1000
const PATIENCE = 60_000
const LONGEST = 10 * 60_000
const POLL = 25

/** Takes the lock of a folder, which is made if need be; waits while another process works in it. */
export function lockFolder(
  folder: string,
  { onWait = () => undefined, patience = PATIENCE, longest = LONGEST }: LockOptions = {},
): FolderLock | LockHolder {
  const file = path.join(folder, LOCK)
  const text = JSON.stringify({
    process: process.pid,
    started: processFacts(process.pid)?.started ?? '',
    machine: thisMachine(),
    turn: `${threadId}-${process.hrtime.bigint()}`,
  })
  const begun = performance.now()
  const state: { seen: string | undefined; since: number; waits: boolean } = {
    seen: undefined,
    since: begun,
    waits: false,
  }
  for (;;) {
    const made = make(folder, file, text)
    if (made === 'none') return freeLock
    if (made !== 'taken') {
      removeTemporary(folder)
      return held(folder, file, text, made === 'made with its folder')
    }
    const now = performance.now()
    const seen = look(file)
    if (seen === 'no lock') return freeLock
    if (seen && seen.stamp !== state.seen) Object.assign(state, { seen: seen.stamp, since: now })
    const holder = seen && readHolder(seen.text)
    const where = holder ? stateOf(holder) : 'unknown'
    if (seen && (where === 'gone' || (where === 'unknown' && now - state.since > patience))) {
      if (takeAway(file, seen.text)) continue
      return freeLock
    }
    const words = holder?.machine === thisMachine() ? `process ${holder.process}` : 'a process on another machine'
    if (now - begun > longest) return { holder: words }
    if (seen && !state.waits) {
      onWait(words)
      state.waits = true
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL)
  }
}

function make(folder: string, file: string, text: string): 'made' | 'made with its folder' | 'taken' | 'none' {
  if (fs.existsSync(file)) return 'taken'
  const folderIsNew = !fs.existsSync(folder) && quietly(() => fs.mkdirSync(folder, { recursive: true })) !== undefined
  try {
    makeWhole(file, text)
    return folderIsNew ? 'made with its folder' : 'made'
  } catch (error) {
    if (diskCode(error) === undefined) throw error
    // Windows says EPERM of a file that is just being removed.
    if (diskCode(error) === 'EEXIST' || (diskCode(error) === 'EPERM' && fs.existsSync(file))) return 'taken'
    if (folderIsNew) quietly(() => fs.rmdirSync(folder))
    return 'none'
  }
}

/**
 * Makes a file that was not there, with its text from the first moment: a process killed between the two would leave a lock
 * that says nothing, and the next build would wait for it.
 */
function makeWhole(file: string, text: string): void {
  const aside = path.join(path.dirname(file), `${TEMPORARY}${process.pid}-${threadId}-lock`)
  try {
    writeNew(aside, text)
    fs.linkSync(aside, file)
  } catch (error) {
    if (diskCode(error) === undefined || diskCode(error) === 'EEXIST') throw error
    // Some disks have no hard links, and a process that just took the lock removes what lies aside.
    makeThenWrite(file, text)
  } finally {
    quietly(() => fs.rmSync(aside, { force: true }))
  }
}

/** Makes a file that was not there, and then writes its text. */
function makeThenWrite(file: string, text: string): void {
  const handle = fs.openSync(file, 'wx')
  try {
    fs.writeFileSync(handle, text)
  } catch (error) {
    // A full disk makes the file, and has no room for its text.
    quietly(() => fs.rmSync(file))
    throw error
  } finally {
    fs.closeSync(handle)
  }
}

/** Removes what killed processes left beside the lock: only its holder writes here. */
function removeTemporary(folder: string): void {
  for (const name of quietly(() => fs.readdirSync(folder)) ?? [])
    if (name.startsWith(TEMPORARY)) quietly(() => fs.rmSync(path.join(folder, name), { force: true }))
}

function held(folder: string, file: string, text: string, folderIsNew: boolean): FolderLock {
  const state = { touched: performance.now(), lost: false }
  const isOurs = (): boolean => quietly(() => fs.readFileSync(file, 'utf8')) === text
  return {
    renew() {
      const now = performance.now()
      if (!state.lost && now - state.touched > EVERY) {
        state.touched = now
        state.lost = !isOurs()
        if (!state.lost) quietly(() => fs.utimesSync(file, new Date(), new Date()))
      }
      return !state.lost
    },
    release() {
      if (isOurs()) quietly(() => fs.rmSync(file))
      if (folderIsNew) quietly(() => fs.rmdirSync(folder))
    },
  }
}

/**
 * What the lock says, '' where it may not be read, and a text that changes whenever it is made or touched. Undefined where
 * it has just been released; something else may have its name.
 */
function look(file: string): { readonly text: string; readonly stamp: string } | 'no lock' | undefined {
  const stat = quietly(() => fs.lstatSync(file))
  if (!stat) return undefined
  if (!stat.isFile()) return 'no lock'
  const text = quietly(() => fs.readFileSync(file, 'utf8')) ?? ''
  return { text, stamp: `${stat.mtimeMs} ${stat.ino} ${text}` }
}

/** Removes an abandoned lock; one that another process made in the meantime is put back. False where the disk says no. */
function takeAway(file: string, expected: string): boolean {
  const aside = path.join(path.dirname(file), `${TEMPORARY}${process.pid}-lock`)
  try {
    fs.renameSync(file, aside)
    if ((quietly(() => fs.readFileSync(aside, 'utf8')) ?? '') !== expected) quietly(() => fs.linkSync(aside, file))
    fs.rmSync(aside, { force: true })
    return true
  } catch (error) {
    if (diskCode(error) === undefined) throw error
    // Another process was quicker.
    return diskCode(error) === 'ENOENT'
  }
}

interface Holder {
  readonly process: number
  readonly started: string
  readonly machine: string
}

/** Undefined for what is not, or not yet, a lock of ours. */
function readHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    const { process: id, started, machine }: { process?: unknown; started?: unknown; machine?: unknown } = value
    return typeof id === 'number' && Number.isInteger(id) && id > 0 && typeof machine === 'string'
      ? { process: id, started: typeof started === 'string' ? started : '', machine }
      : undefined
  } catch {
    return undefined
  }
}

/** Whether the process that has a lock is there; `unknown` where another one may have its number by now. */
function stateOf({ process: id, started, machine }: Holder): 'here' | 'gone' | 'unknown' {
  if (machine !== thisMachine()) return 'unknown'
  const facts = processFacts(id)
  if (facts?.ended) return 'gone'
  if (facts && started !== '') return facts.started === started ? 'here' : 'gone'
  try {
    process.kill(id, 0)
    return 'unknown'
  } catch (error) {
    return diskCode(error) === 'ESRCH' ? 'gone' : 'unknown'
  }
}

/** What Linux says of a process: when it began, in ticks since the machine did. */
function processFacts(id: number): { readonly started: string; readonly ended: boolean } | undefined {
  const text = quietly(() => fs.readFileSync(`/proc/${id}/stat`, 'utf8'))
  // The name of the program stands between brackets, and may have any character.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state = ''] = fields ?? []
  return fields && { started: fields[19] ?? '', ended: /[ZX]/.test(state) }
}

/** Equal where numbers of processes mean the same: on one machine since it began, and in one container of it. */
const thisMachine = (): string =>
  digest(
    JSON.stringify([
      os.hostname(),
      quietly(() => fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')) ?? '',
      quietly(() => fs.readlinkSync('/proc/self/ns/pid')) ?? '',
    ]),
  )
