import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { type Changes, type SiteWatcher, watchSite } from '../../src/serve/watch-site.ts'

const opened: { readonly folder: string; readonly watcher: SiteWatcher }[] = []

afterEach(async () => {
  for (const { folder, watcher } of opened.splice(0)) {
    await watcher.close()
    fs.rmSync(folder, { recursive: true, force: true })
  }
})

/** A watched folder, and what was told of it so far. */
async function watched(files: Readonly<Record<string, string>>) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-watch-'))
  const at = (file: string): string => path.join(folder, file)
  const save = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(at(file)), { recursive: true })
    fs.writeFileSync(at(file), text)
  }
  for (const [file, text] of Object.entries(files)) save(file, text)
  const told: Changes[] = []
  const texts: string[] = []
  const watching = async (): Promise<void> => {
    const watcher = watchSite(
      folder,
      () => 'dist',
      (changes) => {
        told.push(changes)
        const { paths = ['content/a.md'] } = changes
        if (paths.includes('content/a.md') && fs.existsSync(at('content/a.md')))
          texts.push(fs.readFileSync(at('content/a.md'), 'utf8'))
      },
    )
    opened.push({ folder, watcher })
    await watcher.ready
  }
  const paths = (): readonly string[] => told.flatMap((changes) => changes.paths ?? ['everything'])
  /** Changes one more file, and waits until that is told: whatever came before has been told then. */
  const settled = async (): Promise<void> => {
    const touched = (): readonly string[] => {
      fs.appendFileSync(at('last.md'), '.')
      return paths()
    }
    await expect.poll(touched, { interval: 200 }).toContain('last.md')
  }
  /** What stood in `content/a.md` each time that it was told. */
  const lookAtAll = (): void => opened.at(-1)?.watcher.lookAtAll()
  return { folder, at, save, told, texts: () => texts, paths, watching, lookAtAll, settled }
}

const names = Array.from({ length: 500 }, (_, i) => `content/part-${i % 10}/page-${i}.md`)

test('a checkout of 500 files is told once', async () => {
  const site = await watched(Object.fromEntries(names.map((name) => [name, 'old'])))
  const git = (...args: readonly string[]): Promise<unknown> =>
    promisify(execFile)('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: site.folder })
  await git('init', '-b', 'old')
  await git('add', '-A')
  await git('commit', '-m', 'old')
  await git('checkout', '-b', 'new')
  for (const name of names) site.save(name, 'new and longer')
  await git('commit', '-a', '-m', 'new')
  await git('checkout', 'old')
  await site.watching()
  await git('checkout', 'new')
  await expect.poll(() => new Set(site.paths()).size).toBe(names.length)
  await site.settled()
  expect(site.told.filter(({ paths = [] }) => paths.some((name) => name.startsWith('content/'))).length).toBe(1)
})

test('nothing is told while git is at work, and a lock that it left behind is none', async () => {
  const site = await watched({ 'content/a.md': 'old', '.git/index.lock': '' })
  await site.watching()
  site.save('content/a.md', 'new')
  site.save('content/b.md', 'new')
  await sleep(400)
  expect(site.told).toEqual([])
  fs.rmSync(site.at('.git/index.lock'))
  await expect.poll(() => [...site.paths()].sort()).toEqual(['content/a.md', 'content/b.md'])
  expect(site.told.length).toBe(1)
  site.save('.git/index.lock', '')
  fs.utimesSync(site.at('.git/index.lock'), 1, 1)
  site.save('content/a.md', 'newer')
  await expect.poll(() => site.texts().at(-1)).toBe('newer')
})

test('a file that is saved by renaming another is told by its name, and what editors keep beside it is not', async () => {
  const site = await watched({ 'content/a.md': 'old' })
  await site.watching()
  site.save('content/.a.md.swp', 'new')
  fs.renameSync(site.at('content/.a.md.swp'), site.at('content/a.md'))
  await expect.poll(site.texts).toEqual(['new'])
  fs.renameSync(site.at('content/a.md'), site.at('content/a.md~'))
  site.save('content/a.md', 'newer')
  await expect.poll(() => site.texts().at(-1)).toBe('newer')
  await site.settled()
  expect([...new Set(site.paths())].sort()).toEqual(['content/a.md', 'last.md'])
})

test('a file that is written in two halves is told again after the second', async () => {
  const site = await watched({ 'content/a.md': 'old' })
  await site.watching()
  site.save('content/a.md', 'first ')
  await expect.poll(site.texts).toEqual(['first '])
  fs.appendFileSync(site.at('content/a.md'), 'second')
  await expect.poll(() => site.texts().at(-1)).toBe('first second')
})

test('a file that was emptied to be written is told when it is written, and one that stays empty a little later', async () => {
  const site = await watched({ 'content/a.md': 'old' })
  await site.watching()
  site.save('content/a.md', '')
  site.lookAtAll()
  await sleep(120)
  site.save('content/a.md', 'new')
  await expect.poll(() => site.texts().at(-1)).toBe('new')
  expect(site.texts()).not.toContain('')
  site.save('content/a.md', '')
  await expect.poll(() => site.texts().at(-1)).toBe('')
})

test('folders that come, move and go are told with all that is in them', async () => {
  const site = await watched({ 'content/one/a.md': 'a' })
  await site.watching()
  fs.renameSync(site.at('content/one'), site.at('content/two'))
  await expect.poll(() => site.told.some(({ paths, structure }) => paths === undefined && structure)).toBe(true)
})

test('a site whose folder goes away and comes back, as another branch may do, is watched again', async () => {
  const site = await watched({ 'content/a.md': 'old' })
  await site.watching()
  fs.rmSync(site.folder, { recursive: true })
  await expect.poll(() => site.told.length).toBeGreaterThan(0)
  await sleep(500)
  const known = site.told.length
  site.save('content/a.md', 'back')
  await expect.poll(() => site.told.slice(known)).toContainEqual({ paths: undefined, structure: true })
  const before = site.texts().length
  const edited = (): readonly string[] => {
    site.save('content/a.md', 'edited')
    return site.texts().slice(before)
  }
  await expect.poll(edited, { interval: 200 }).toContain('edited')
})

test('what is none of the site is not told: output, packages, hidden files', async () => {
  const site = await watched({ 'content/a.md': 'a', 'dist/index.html': 'x', '.git/HEAD': 'x' })
  await site.watching()
  for (const name of ['dist/index.html', 'dist/new.html', '.git/HEAD', 'node_modules/x/y.md', 'content/.hidden.md'])
    site.save(name, 'new')
  await site.settled()
  expect([...new Set(site.paths())].filter((name) => name !== 'everything').sort()).toEqual(['last.md'])
})

test('a link that leads out of the site is not followed, as in a build', async () => {
  const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-elsewhere-'))
  fs.mkdirSync(path.join(elsewhere, 'deep'))
  const site = await watched({ 'content/a.md': 'a', 'shared/b.md': 'b' })
  for (const [link, target] of [
    ['content/out', elsewhere],
    ['content/hidden', path.join(site.folder, '.git')],
    ['content/up', site.folder],
    ['content/in', path.join(site.folder, 'shared')],
  ] as const)
    fs.symlinkSync(target, site.at(link))
  await site.watching()
  fs.writeFileSync(path.join(elsewhere, 'deep/x.md'), 'x')
  fs.mkdirSync(path.join(site.folder, '.git'))
  site.save('shared/b.md', 'new')
  await site.settled()
  expect(site.paths()).toContain('content/in/b.md')
  expect(site.paths().filter((name) => /^content\/(?:out|hidden|up)/.test(name))).toEqual([])
  fs.rmSync(elsewhere, { recursive: true })
})
