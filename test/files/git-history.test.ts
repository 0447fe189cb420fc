import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gitHistory, readLog } from '../../src/files/git-history.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
const root = path.join(folder, 'course')
afterAll(() => fs.rmSync(folder, { recursive: true }))

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000

function git(day: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
    cwd: root,
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      GIT_COMMITTER_DATE: `${day}T00:00:00Z`,
      GIT_AUTHOR_DATE: `${day}T00:00:00Z`,
    },
  })
}
const write = (file: string, text: string): void => {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  fs.writeFileSync(path.join(root, file), text)
}

beforeAll(() => {
  fs.mkdirSync(root)
  git('2024-01-01', 'init', '-q', '-b', 'main')
  write('site/content/a.md', 'A page.\n')
  write('site/content/b.md', 'Another one, that is long enough.\n')
  write('elsewhere.md', 'x')
  git('2024-01-01', 'add', '-A')
  git('2024-01-01', 'commit', '-qm', 'one')
  git('2024-02-01', 'mv', 'site/content/b.md', 'site/content/bé "x".md')
  git('2024-02-01', 'commit', '-qm', 'two')
  write('site/content/a.md', 'A page, changed.\n')
  git('2024-03-01', 'commit', '-qam', 'three')
  git('2024-04-01', 'mv', 'site/content/bé "x".md', 'site/content/c.md')
  git('2024-04-01', 'commit', '-qm', 'four')
  write('site/content/a.md', 'Not committed.\n')
  write('site/content/new.md', 'Not committed.\n')
})

describe('git tells when files were changed', () => {
  test('by their paths from the folder, without those that were never committed', () => {
    const { changed, isCut, fault } = gitHistory(path.join(root, 'site'))
    expect([isCut, fault]).toEqual([false, undefined])
    expect(Object.fromEntries(changed)).toEqual({ 'content/a.md': at('2024-03-01'), 'content/c.md': at('2024-01-01') })
  })

  test('of submodules too, and nothing of one that was not fetched', () => {
    const outer = path.join(folder, 'outer')
    const run = (cwd: string, ...args: readonly string[]) =>
      execFileSync(
        'git',
        ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'protocol.file.allow=always', ...args],
        {
          cwd,
          stdio: 'ignore',
          env: { PATH: process.env.PATH, HOME: folder, GIT_COMMITTER_DATE: '2024-06-01T00:00:00Z' },
        },
      )
    fs.mkdirSync(path.join(outer, 'docs'), { recursive: true })
    run(outer, 'init', '-q', '-b', 'main')
    fs.writeFileSync(path.join(outer, 'docs/own.md'), 'x')
    run(outer, 'submodule', '--quiet', 'add', root, 'docs/part')
    run(outer, 'add', '-A')
    run(outer, 'commit', '-qm', 'one')
    const { changed } = gitHistory(path.join(outer, 'docs'))
    expect(changed.get('own.md')).toBe(at('2024-06-01'))
    expect(changed.get('part/site/content/a.md')).toBe(at('2024-03-01'))
    run(folder, 'clone', '-q', outer, 'unfetched')
    expect([...gitHistory(path.join(folder, 'unfetched/docs')).changed.keys()].sort()).toEqual(['own.md', 'part'])
  })

  test('in a clone with the latest commits only of those that these change', () => {
    execFileSync('git', ['clone', '-q', '--depth', '2', `file://${root}`, path.join(folder, 'cut')], {
      stdio: 'ignore',
    })
    const { changed, isCut } = gitHistory(path.join(folder, 'cut', 'site'))
    expect(isCut).toBe(true)
    expect([...changed]).toEqual([])
    execFileSync('git', ['fetch', '-q', '--unshallow'], { cwd: path.join(folder, 'cut'), stdio: 'ignore' })
    expect(gitHistory(path.join(folder, 'cut', 'site')).changed.size).toBe(2)
  })

  test('and runs nothing that the repository wants to have run', () => {
    const sign = path.join(folder, 'ran')
    const program = path.join(folder, 'program.sh')
    fs.writeFileSync(program, `#!/bin/sh\ntouch '${sign}'\n`, { mode: 0o755 })
    for (const name of [
      'core.fsmonitor',
      'core.pager',
      'gpg.program',
      'diff.external',
      'core.sshCommand',
      'core.editor',
    ])
      git('2024-05-01', 'config', name, program)
    git('2024-05-01', 'config', 'log.showSignature', 'true')
    git('2024-05-01', 'config', 'core.hooksPath', folder)
    expect(gitHistory(path.join(root, 'site')).changed.size).toBe(2)
    expect(fs.existsSync(sign)).toBe(false)
  })

  test('and fetches nothing that a clone has left out', () => {
    const partial = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
    const sign = path.join(folder, 'fetched')
    const inPartial = (...args: readonly string[]): string =>
      execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
        cwd: partial,
        encoding: 'utf8',
      }).trim()
    inPartial('init', '-q')
    for (const text of ['one', 'two']) {
      fs.writeFileSync(path.join(partial, 'a.md'), text)
      inPartial('add', '-A')
      inPartial('commit', '-qm', text)
    }
    const tree = inPartial('rev-parse', 'HEAD~1^{tree}')
    for (const [name, value] of [
      ['core.repositoryformatversion', '1'],
      ['extensions.partialClone', 'origin'],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.url', `ext::sh -c touch% ${sign}`],
      ['protocol.ext.allow', 'always'],
    ] as const)
      inPartial('config', name, value)
    fs.rmSync(path.join(partial, '.git/objects', tree.slice(0, 2), tree.slice(2)))
    expect(gitHistory(partial).fault).toBe('failed')
    expect(fs.existsSync(sign)).toBe(false)
    fs.rmSync(partial, { recursive: true })
  })

  test('not where there is no repository, or no commit', () => {
    const lonely = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
    expect(gitHistory(lonely).fault).toBe('no-repository')
    execFileSync('git', ['init', '-q', lonely])
    expect(gitHistory(lonely)).toEqual({ changed: new Map(), isCut: false })
    fs.rmSync(lonely, { recursive: true })
  })
})

test('a file that takes the name of another one has its own changes', () => {
  const log = '\x01c 30\0\nR100\0b\0c\0\x01b 20\0\nA\0b\0M\0a\0\x01a 10\0\nR100\0a\0b\0A\0x\0'
  expect(Object.fromEntries(readLog(log, new Set()))).toEqual({ c: 20, a: 20, x: 10 })
  expect([...readLog('', new Set())]).toEqual([])
})
