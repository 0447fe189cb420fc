import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const loader = path.resolve(import.meta.dirname, '../../lib/code-cache.js')
let folder = ''

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-code-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

const program = (answer: string): string =>
  `(function (exports, require, module, __filename, __dirname) { exports.answer = () => '${answer}' })`

/** Runs the program in a process of its own; gives what it answers. */
function run(env: NodeJS.ProcessEnv = {}, node = process.execPath): string {
  const file = path.join(folder, 'program.js')
  const script = `require(${JSON.stringify(loader)}).runWithCodeCache(${JSON.stringify(file)}, module, require)
    console.log(module.exports.answer())`
  const { stdout, stderr } = spawnSync(node, ['-e', script], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return stdout.trim() + stderr
}

const put = (answer: string): void => fs.writeFileSync(path.join(folder, 'program.js'), program(answer))
const kept = (): readonly string[] => fs.readdirSync(folder).filter((name) => name !== 'program.js')

describe('code that the engine made of a program', () => {
  test('is kept beside it, and used by the next process', () => {
    put('old')
    expect(run()).toBe('old')
    const [name = ''] = kept()
    expect(kept()).toEqual([expect.stringMatching(/^program-v[\d.]+-\w+\.code$/)])
    // Who does not use it makes it anew.
    const { ino } = fs.statSync(path.join(folder, name))
    expect(run()).toBe('old')
    expect(kept()).toEqual([name])
    expect(fs.statSync(path.join(folder, name)).ino).toBe(ino)
  })

  test('is not used for another text of the same length', () => {
    put('old')
    run()
    put('new')
    expect(run()).toBe('new')
    expect(run()).toBe('new')
  })

  test('is not used by another Node, even where the engine would take it', () => {
    put('old')
    run()
    const [name = ''] = kept()
    // The same engine, and a program file of another time: as another build of the same version.
    const other = path.join(folder, path.basename(process.execPath))
    fs.copyFileSync(process.execPath, other)
    expect(run({}, other)).toBe('old')
    expect(kept().filter((file) => file.endsWith('.code'))).toHaveLength(2)
    expect(name).toContain(process.version)
  })

  test('is made again where it is damaged', () => {
    put('old')
    run()
    const [name = ''] = kept()
    const whole = fs.readFileSync(path.join(folder, name))
    const flipped = Buffer.from(whole)
    flipped[whole.length >> 1] = 255 - (flipped[whole.length >> 1] ?? 0)
    for (const damaged of [flipped, whole.subarray(0, 200), Buffer.alloc(0), Buffer.alloc(whole.length)]) {
      fs.writeFileSync(path.join(folder, name), damaged)
      expect(run()).toBe('old')
      expect(kept()).toEqual([name])
      expect(fs.readFileSync(path.join(folder, name)).equals(damaged)).toBe(false)
    }
  })

  test('is none where it cannot be kept, and nothing is left of it', () => {
    put('old')
    run()
    const [name = ''] = kept()
    fs.rmSync(path.join(folder, name))
    fs.mkdirSync(path.join(folder, name, 'full'), { recursive: true })
    expect(run()).toBe('old')
    expect(kept()).toEqual([name])
  })

  test('is none where the user wants none', () => {
    put('old')
    expect(run({ NODE_DISABLE_COMPILE_CACHE: '1' })).toBe('old')
    expect(kept()).toEqual([])
  })
})
