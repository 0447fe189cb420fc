import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { courseOnDisk, filesOf, PAGES } from './course.ts'

const { site, lectern, output, forget, source } = courseOnDisk()

describe('threads, with the cache of an earlier build,', () => {
  test('that look at files ahead see what somebody touched in the meantime', () => {
    const page = path.join(output('touched'), 'part-1/page-1/index.html')
    const build = () => lectern('build', '--keep-going', '--threads', '2', '--output', output('touched'))
    const changes = [
      () => fs.appendFileSync(page, 'something else'),
      () => fs.rmSync(page),
      () => fs.appendFileSync(source(1), '\nMore.\n'),
      () => fs.writeFileSync(path.join(site, 'content/plot.svg'), '<svg width="41" height="20"/>'),
      () => fs.rmSync(source(5)),
    ]
    forget()
    build()
    for (const change of changes) {
      expect(build().text).toContain(': 0 written')
      change()
      expect(build().text).not.toContain(': 0 written')
    }
    forget()
    lectern('build', '--keep-going', '--threads', '1', '--output', output('clean'))
    expect(filesOf(output('touched'))).toEqual(filesOf(output('clean')))
  })

  test('make what changed and nothing else, on top of a cache of another number of threads', () => {
    forget()
    lectern('build', '--keep-going', '--threads', '1', '--output', output('edited'))
    for (let i = 0; i < PAGES; i += 2) fs.appendFileSync(source(i), '\nMore.\n')
    lectern('build', '--keep-going', '--threads', '4', '--output', output('edited'))
    forget()
    lectern('build', '--keep-going', '--threads', '1', '--output', output('clean'))
    expect(filesOf(output('edited'))).toEqual(filesOf(output('clean')))
  })
})
