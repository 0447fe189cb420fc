import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** `lectern check --run` with the real engine, as authors call it. */
const repository = path.resolve(import.meta.dirname, '../..')
const cli = path.join(repository, 'lib/cli.js')

interface Told {
  readonly code: string
  readonly hint?: string
  readonly line: number
}

function check(folder: string): { readonly told: readonly Told[]; readonly status: number | null } {
  const { stdout, status } = spawnSync(process.execPath, [cli, 'check', '--run', '--format', 'json', folder], {
    encoding: 'utf8',
  })
  const { diagnostics }: { diagnostics: readonly (Told & { readonly start: { readonly line: number } })[] } =
    JSON.parse(stdout)
  return { told: diagnostics, status }
}

describe('a site with faulty exercises', () => {
  let root = ''
  beforeAll(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-check-run-'))
    fs.mkdirSync(path.join(root, 'content'))
    fs.copyFileSync(path.join(import.meta.dirname, 'faulty-exercises.txt'), path.join(root, 'content/index.md'))
    fs.mkdirSync(path.join(root, 'node_modules'))
    fs.symlinkSync(path.join(repository, 'node_modules/pyodide'), path.join(root, 'node_modules/pyodide'))
  })
  afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

  const expected = [
    'exercise/solution-fails',
    'exercise/starter-passes',
    'exercise/empty-passes',
    'exercise/wrong-passes',
    'exercise/wrong-message',
    'exercise/check-faulty',
    'exercise/check-faulty',
    'exercise/unsteady',
    'exercise/package-missing',
    'exercise/solution-fails',
    'exercise/solution-fails',
    'quiz/predict-differs',
  ]

  test('is told each at its place; a right one among them, and one that reaches for the machine, tell nothing', () => {
    const { told, status } = check(root)
    expect(told.map(({ code }) => code)).toEqual(expected)
    expect(status).toBe(1)
  })

  test('is told the same again without an engine, since nothing has changed', () => {
    fs.rmSync(path.join(root, 'node_modules'), { recursive: true })
    // What took the engine with it is not kept; nothing here does.
    expect(check(root).told.map(({ code }) => code)).toEqual(['exercise/no-engine', ...expected])
  })

  test('is told how to get an engine where one is needed and is not there', () => {
    fs.rmSync(path.join(root, '.lectern'), { recursive: true })
    const { told, status } = check(root)
    expect(told.map(({ code }) => code)).toEqual(['exercise/no-engine'])
    expect(told[0]?.hint).toMatch(/npm i pyodide@\d/)
    expect(status).toBe(1)
  })
})

test('the exercises of the manual can be solved', () => {
  const out = execFileSync(process.execPath, [cli, 'check', '--run', '--strict', repository], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  expect(out).toContain('pages checked')
})
