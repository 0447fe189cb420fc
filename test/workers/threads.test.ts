import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { build } from '../../src/build/build.ts'
import { startThread } from '../../src/files/channel.ts'
import { openSession } from '../../src/open-session.ts'
import { workerPool } from '../../src/workers/pool.ts'
import { courseOnDisk, filesOf } from './course.ts'

const { site, put, run, lectern, output, forget } = courseOnDisk()

describe('threads', () => {
  test('make the same site and tell the same faults, however many there are', () => {
    const json = ['--keep-going', '--quiet', '--format', 'json']
    const one = lectern('build', ...json, '--threads', '1', '--output', output('one'))
    forget()
    const three = lectern('build', ...json, '--threads', '3', '--output', output('three'))
    expect(three.text.replaceAll('three', 'one')).toBe(one.text)
    expect(three.status).toBe(1)
    for (const code of ['block/missing-field', 'link/unknown-page', 'template/unknown'])
      expect(one.text).toContain(code)
    expect(filesOf(output('three'))).toEqual(filesOf(output('one')))
    expect(Object.keys(filesOf(output('one'))).length).toBeGreaterThan(240)
  })

  test('leave a cache with which the next build has nothing to do', () => {
    forget()
    lectern('build', '--keep-going', '--threads', '3', '--output', output('three'))
    const again = lectern('build', '--keep-going', '--threads', '3', '--output', output('three'))
    expect(again.text).toMatch(/files in \S+: 0 written, \d+ unchanged/)
  })

  test('write nothing when they check', () => {
    forget()
    const json = ['--quiet', '--format', 'json']
    const one = lectern('check', ...json, '--threads', '1')
    expect(lectern('check', ...json, '--threads', '3').text).toBe(one.text)
    expect(fs.existsSync(path.join(site, 'dist'))).toBe(false)
    expect(fs.existsSync(path.join(site, '.lectern'))).toBe(false)
  })

  test('write each other’s pages where these fill the files that all of them read', () => {
    put('large/site.yaml', 'title: Large\nsearch: false\n')
    // 12 MB: a thread puts 4 MB into its file at once.
    for (let i = 0; i < 48; i++)
      put(`large/content/page-${i}.md`, `# Page ${i}\n\n${`Much of page ${i}, `.repeat(15_000)}\n`)
    const large = output('large')
    for (const threads of ['1', '2']) {
      const { status, errors } = run(['build', large, '--threads', threads, '--output', output(`large-${threads}`)])
      expect([status, errors]).toEqual([0, ''])
      fs.rmSync(path.join(large, '.lectern'), { recursive: true, force: true })
    }
    expect(filesOf(output('large-2'))).toEqual(filesOf(output('large-1')))
  })

  test('make the same site where texts of pages lie on the disk until these are rendered', () => {
    // The main thread begins when the other one has taken its first pages: else it might have done all before.
    const start = <In, Out>(data: unknown) => {
      const thread = startThread<In, Out>('worker.js', data)
      const taken = data instanceof Object && 'nextToCompile' in data && data.nextToCompile
      if (!(taken instanceof Int32Array)) throw new Error('Threads of a build share a queue.')
      while (Atomics.load(taken, 0) === 0) Atomics.wait(taken, 0, 0, 5)
      return thread
    }
    const threads = { most: 2, start }
    const built = (name: string, mostTexts: number, threadsWanted: number): Record<string, string> => {
      forget()
      const { session } = openSession(site, 'test', { mostTexts })
      const request = { output: output(name), threads: threadsWanted, keepGoing: true }
      expect(build(session, request, workerPool(site, threads)).written.length).toBeGreaterThan(100)
      return filesOf(output(name))
    }
    const one = built('texts-one', 0, 1)
    expect(built('texts-on-disk', 0, 2)).toEqual(one)
    expect(built('texts-in-memory', 1000, 2)).toEqual(one)
  })

  test('say so where a file cannot be written', () => {
    fs.rmSync(path.join(site, 'content/wrong.md'), { force: true })
    const blocked = output('blocked')
    fs.mkdirSync(path.join(blocked, 'part-3/page-3/index.html/inside'), { recursive: true })
    const json = ['--keep-going', '--quiet', '--format', 'json']
    const result = lectern('build', ...json, '--threads', '3', '--output', blocked)
    expect(result.status).toBe(2)
    expect(result.text).toContain('output/cannot-write')
    expect(result.text).toContain('part-3/page-3/index.html')
  })
})
