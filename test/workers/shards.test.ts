import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { courseOnDisk, filesOf } from './course.ts'

const { site, run, lectern, output, forget } = courseOnDisk()

describe('shards', () => {
  test('of other machines, which compile in shards, make the same site', () => {
    forget()
    const json = ['--keep-going', '--quiet', '--format', 'json']
    const whole = lectern('build', ...json, '--output', output('whole'))
    for (const part of ['1', '2', '3']) {
      forget()
      expect(lectern('build', '--shard', `${part}/3`).text).toMatch(/^\d+ pages compiled in /)
      fs.cpSync(path.join(site, '.lectern'), output(`shard-${part}`), { recursive: true })
    }
    forget()
    const shards = ['1', '2', '3'].map((part) => output(`shard-${part}`))
    const merged = run(['merge', ...shards, ...json, '--output', output('merged')], site)
    expect(merged.text.replaceAll('merged', 'whole')).toBe(whole.text.replaceAll(site, '.'))
    expect(filesOf(output('merged'))).toEqual(filesOf(output('whole')))
  })

  test('of another version have nothing to merge', () => {
    const foreign = output('foreign')
    fs.mkdirSync(foreign, { recursive: true })
    fs.writeFileSync(path.join(foreign, 'index'), 'of another version')
    const merged = run(['merge', foreign], site)
    expect(merged.status).toBe(2)
    expect(merged.errors).toContain('holds no pages that this version of Lectern compiled')
    expect(run(['merge'], site).errors).toContain('Name the folders of the shards')
    expect(run(['build', '--shard', '4/3'], site).errors).toContain('not `4/3`')
  })
})
