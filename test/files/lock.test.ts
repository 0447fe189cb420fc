import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FolderLock, LOCK, type LockHolder, lockFolder } from '../../src/files/lock.ts'
import { TEMPORARY } from '../../src/files/temporary.ts'

let root: string
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
})
afterEach(() => fs.rmSync(root, { recursive: true, force: true }))

const file = (): string => path.join(root, LOCK)
const taken = (lock: FolderLock | LockHolder): FolderLock => {
  if ('holder' in lock) throw new Error(`It is with ${lock.holder}.`)
  return lock
}
/** What this process writes into a lock, with something else in it. */
function foreignLock(change: object): void {
  const lock = taken(lockFolder(root))
  const own: unknown = JSON.parse(fs.readFileSync(file(), 'utf8'))
  lock.release()
  fs.writeFileSync(file(), JSON.stringify({ ...Object(own), ...change }))
}
const quick = { patience: 150, longest: 10_000 }

describe('the lock of a folder', () => {
  test('is there while it is held, and gone behind', () => {
    const lock = taken(lockFolder(root))
    expect(fs.existsSync(file())).toBe(true)
    expect(lock.renew()).toBe(true)
    lock.release()
    expect(fs.readdirSync(root)).toEqual([])
  })

  test('is never there without its text: who is killed in between leaves none', () => {
    const early: boolean[] = []
    const write = fs.writeFileSync
    const spy = vi.spyOn(fs, 'writeFileSync').mockImplementation((...args) => {
      early.push(fs.existsSync(file()))
      write(...args)
    })
    const lock = taken(lockFolder(root))
    spy.mockRestore()
    expect(early).toEqual([false])
    expect(fs.readdirSync(root)).toEqual([LOCK])
    lock.release()
  })

  test('is made on disks without hard links, too', () => {
    const spy = vi.spyOn(fs, 'linkSync').mockImplementation(() => {
      throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' })
    })
    const lock = taken(lockFolder(root))
    spy.mockRestore()
    expect(JSON.parse(fs.readFileSync(file(), 'utf8'))).toMatchObject({ process: process.pid })
    expect(fs.readdirSync(root)).toEqual([LOCK])
    lock.release()
  })

  test('makes the folder, and leaves no empty one', () => {
    const folder = path.join(root, 'a/b')
    const lock = taken(lockFolder(folder))
    expect(fs.existsSync(folder)).toBe(true)
    lock.release()
    expect(fs.existsSync(folder)).toBe(false)
  })

  test('that another process holds is waited for, and its holder named where the time is up', () => {
    // Process 1 lives, or at least this one does.
    foreignLock({ process: process.ppid, started: '' })
    const waits: string[] = []
    expect(lockFolder(root, { patience: 10_000, longest: 100, onWait: (holder) => waits.push(holder) })).toEqual({
      holder: `process ${process.ppid}`,
    })
    expect(waits).toEqual([`process ${process.ppid}`])
    expect(fs.existsSync(file())).toBe(true)
  })

  test.skipIf(process.platform !== 'linux')(
    'is never taken from a process that lives, however long it stands still',
    () => {
      foreignLock({ turn: 'another' })
      expect(lockFolder(root, { patience: 30, longest: 200 })).toEqual({ holder: `process ${process.pid}` })
    },
  )

  test('is none where something else has its name', () => {
    fs.mkdirSync(path.join(file(), 'mine'), { recursive: true })
    taken(lockFolder(root)).release()
    expect(fs.existsSync(path.join(file(), 'mine'))).toBe(true)
    fs.rmSync(file(), { recursive: true })
    fs.symlinkSync('nowhere', file())
    taken(lockFolder(root)).release()
    expect(fs.lstatSync(file()).isSymbolicLink()).toBe(true)
  })

  test.each([
    ['of a process that is no more', { process: 2 ** 22 + 1 }],
    ['of a process that began at another time', { process: process.ppid, started: '1' }],
  ])('%s is taken at once', (_, change) => {
    foreignLock(change)
    // Another process whose number says nothing is all that could be waited for here.
    const waits: string[] = []
    taken(lockFolder(root, { ...quick, patience: 60_000, onWait: (holder) => waits.push(holder) })).release()
    if (process.platform === 'linux' || !('started' in change)) expect(waits).toEqual([])
  })

  test.each([
    ['of another machine', { machine: 'elsewhere', process: 1 }],
    ['that says nothing', { process: 0 }],
  ])('%s is taken when nobody touches it', (_, change) => {
    foreignLock(change)
    const waits: string[] = []
    taken(lockFolder(root, { ...quick, onWait: (holder) => waits.push(holder) })).release()
    expect(waits).toEqual(['a process on another machine'].slice(0, 'machine' in change ? 1 : waits.length))
    expect(fs.readdirSync(root)).toEqual([])
  })

  test('of another machine is left to it while it is touched', async () => {
    foreignLock({ machine: 'elsewhere' })
    const touch = spawn(process.execPath, [
      '-e',
      `setInterval(() => fs.utimesSync(${JSON.stringify(file())}, new Date(), new Date()), 20)`,
    ])
    await new Promise((resolve) => touch.once('spawn', resolve))
    try {
      // Patience is much longer than the time between touches: this holds on slow machines, too.
      expect(lockFolder(root, { patience: 4000, longest: 6000 })).toEqual({ holder: 'a process on another machine' })
    } finally {
      touch.kill()
    }
  })

  test('that was taken over is not released by its old holder', () => {
    const lock = taken(lockFolder(root))
    fs.writeFileSync(file(), 'of somebody else')
    lock.release()
    expect(fs.readFileSync(file(), 'utf8')).toBe('of somebody else')
  })

  test('is damaged, and taken when nobody touches it', () => {
    fs.writeFileSync(file(), '{"pro')
    taken(lockFolder(root, quick)).release()
    expect(fs.readdirSync(root)).toEqual([])
  })

  test('takes with it what killed processes were writing', () => {
    fs.writeFileSync(path.join(root, `${TEMPORARY}123`), 'half a pa')
    taken(lockFolder(root)).release()
    expect(fs.readdirSync(root)).toEqual([])
  })

  test('cannot be made where there is a file instead of the folder: then there is none', () => {
    fs.writeFileSync(path.join(root, 'dist'), 'x')
    const lock = taken(lockFolder(path.join(root, 'dist')))
    expect(lock.renew()).toBe(true)
    lock.release()
    expect(fs.readFileSync(path.join(root, 'dist'), 'utf8')).toBe('x')
  })
})
