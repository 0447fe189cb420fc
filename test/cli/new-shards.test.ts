import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { load } from 'js-yaml'
import { afterEach, describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const program = path.join(root, 'lib/cli.js')
const folders: string[] = []

function temporary(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-shards-'))
  folders.push(made)
  return made
}

afterEach(() => {
  for (const made of folders.splice(0)) fs.rmSync(made, { recursive: true, force: true })
})

const lectern = (...args: readonly string[]) => spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' })

/** A course of some pages that refer to each other. */
function course(): string {
  const at = path.join(temporary(), 'course')
  fs.mkdirSync(path.join(at, 'content/basics'), { recursive: true })
  fs.writeFileSync(path.join(at, 'site.yaml'), 'title: Course\n')
  for (let i = 0; i < 7; i++)
    fs.writeFileSync(path.join(at, `content/basics/p${i}.md`), `# Page ${i}\n\nSee %link:p${(i + 1) % 7}%.\n`)
  return at
}

/** Runs a command of a workflow in a shell, with the program of this repository instead of an installed one. */
function step(command: string, cwd: string, env: Readonly<Record<string, string>> = {}): void {
  if (command === 'npm ci --ignore-scripts') return
  const here = command.replaceAll('npx --no-install lectern', `'${process.execPath}' '${program}'`)
  const { status, stderr } = spawnSync('sh', ['-ec', here], { cwd, encoding: 'utf8', env: { ...process.env, ...env } })
  expect([command, status, stderr]).toEqual([command, 0, expect.any(String)])
}

const at = (value: unknown, ...keys: readonly (string | number)[]): unknown =>
  keys.reduce((part: unknown, key) => Object(part)[key], value)

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

/** The files of a folder with their texts, but for the list of what was written. */
const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.endsWith('manifest.json') && fs.statSync(path.join(folder, name)).isFile())
      .sort()
      .map((name) => [name, fs.readFileSync(path.join(folder, name), 'latin1')]),
  )

/** What one machine builds. */
function builtAlone(site: string, ...options: readonly string[]): Record<string, string> {
  const copy = path.join(temporary(), 'course')
  fs.cpSync(site, copy, { recursive: true })
  expect(lectern('build', copy, ...options).status).toBe(0)
  return filesOf(path.join(copy, 'dist'))
}

describe('lectern new --shards', () => {
  test('writes a workflow for GitHub whose steps give the site that one machine builds', () => {
    const site = course()
    expect(lectern('new', '--shards', '3', site).status).toBe(0)
    const workflow = load(fs.readFileSync(path.join(site, '.github/workflows/publish-shards.yml'), 'utf8'))
    const runs = (job: string): readonly string[] => {
      const steps = at(workflow, 'jobs', job, 'steps')
      return Array.isArray(steps) ? steps.flatMap(({ run }: { run?: string }) => (run === undefined ? [] : [run])) : []
    }
    const parts = texts(at(workflow, 'jobs', 'compile', 'strategy', 'matrix', 'part'))
    expect(parts).toEqual(['1', '2', '3'])
    const merging = path.join(temporary(), 'course')
    fs.cpSync(site, merging, { recursive: true })
    for (const part of parts) {
      const machine = path.join(temporary(), 'course')
      fs.cpSync(site, machine, { recursive: true })
      for (const command of runs('compile')) step(command.replaceAll('$' + '{{ matrix.part }}', part), machine)
      fs.cpSync(path.join(machine, '.lectern'), path.join(merging, `shards/shard-${part}`), { recursive: true })
    }
    for (const command of runs('merge')) step(command, merging, { BASE: '/plants' })
    expect(filesOf(path.join(merging, 'dist'))).toEqual(builtAlone(site, '--base', '/plants/'))
  })

  test('writes a workflow for GitLab whose steps give the site that one machine builds', () => {
    const site = course()
    expect(lectern('new', '--shards', '2', site).status).toBe(0)
    const workflow = load(fs.readFileSync(path.join(site, '.gitlab-ci.yml'), 'utf8'))
    const merging = path.join(temporary(), 'course')
    fs.cpSync(site, merging, { recursive: true })
    const count = Number(at(workflow, 'compile', 'parallel'))
    expect(count).toBe(2)
    for (let index = 1; index <= count; index++) {
      const machine = path.join(temporary(), 'course')
      fs.cpSync(site, machine, { recursive: true })
      const env = { CI_NODE_INDEX: String(index), CI_NODE_TOTAL: String(count) }
      for (const command of texts(at(workflow, 'compile', 'script'))) step(command, machine, env)
      for (const folder of texts(at(workflow, 'compile', 'artifacts', 'paths')))
        fs.cpSync(path.join(machine, folder), path.join(merging, folder), { recursive: true })
    }
    for (const command of texts(at(workflow, 'pages', 'script'))) step(command, merging)
    expect(filesOf(path.join(merging, 'public'))).toEqual(builtAlone(site))
  })

  test('changes nothing that exists, and says what is in the way', () => {
    const site = course()
    fs.writeFileSync(path.join(site, '.gitlab-ci.yml'), 'mine')
    const { status, stderr } = lectern('new', '--shards', '2', site)
    expect([status, stderr]).toEqual([2, expect.stringContaining('.gitlab-ci.yml')])
    expect(fs.readFileSync(path.join(site, '.gitlab-ci.yml'), 'utf8')).toBe('mine')
    expect(fs.existsSync(path.join(site, '.github'))).toBe(false)
  })

  test('names the other workflow that publishes', () => {
    const site = path.join(temporary(), 'course')
    expect(lectern('new', site).status).toBe(0)
    expect(lectern('new', '--shards', '4', site).stdout).toMatch(/publish\.yml` publishes, too: delete one of them/)
  })

  test.each(['0', '1', '257', 'x', '-2', '2.5'])('takes no %s machines', (count) => {
    const { status, stderr } = lectern('new', `--shards=${count}`, course())
    expect([status, stderr]).toEqual([2, expect.stringContaining('from 2 to 256')])
  })

  test('wants a course', () => {
    const { status, stderr } = lectern('new', '--shards', '2', temporary())
    expect([status, stderr]).toEqual([2, expect.stringContaining('There is no course in')])
  })

  test('is what the manual shows', () => {
    const site = course()
    lectern('new', '--shards', '4', site)
    expect(fs.readFileSync(path.join(root, 'content/site/lst/large-courses/shards.yaml'), 'utf8')).toBe(
      fs.readFileSync(path.join(site, '.github/workflows/publish-shards.yml'), 'utf8'),
    )
  })
})
