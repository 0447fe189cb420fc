import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

/** The workflows of this repository, of new courses and of the manual. */
const root = path.resolve(import.meta.dirname, '..')
const workflows = [
  '.github/workflows/check.yml',
  '.github/workflows/publish.yml',
  '.github/workflows/release.yml',
  'src/cli/starter/dot-github/workflows/publish.yml',
  'content/start/lst/publish/pages.yaml',
  'src/cli/shard-workflows/dot-github/workflows/publish-shards.yml',
  'content/site/lst/large-courses/shards.yaml',
]

const INSTALLS = /\bnpm (?:ci|cit|install)\b/

describe.each(workflows)('%s', (file) => {
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  const start = text.indexOf('jobs:')
  const jobs = text
    .slice(start)
    .split(/\n(?= {2}\w+:\n)/)
    .slice(1)
  const commands = [...text.matchAll(/run: (.+)/g)].map(([, command = '']) => command)

  test('names each action by its commit', () => {
    const actions = [...text.matchAll(/uses: (.+)/g)].map(([, action = '']) => action)
    expect(actions.length).toBeGreaterThan(0)
    for (const action of actions) expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('gives no rights to publish where packages are installed or programs run', () => {
    expect(text.slice(0, start)).toContain('permissions:\n  contents: read\n')
    expect(text.slice(0, start)).not.toContain(': write')
    expect(jobs.some((job) => INSTALLS.test(job))).toBe(true)
    // What publishes a package may run npm alone, on an archive that another job made.
    for (const job of jobs)
      if (/: write/.test(job))
        expect(job.replace(/run: npm publish \S+\.tgz --provenance [-\w ]+--ignore-scripts$/m, '')).not.toMatch(
          /run:|checkout/,
        )
  })

  test('installs what is locked, and asks no registry for a program by its name', () => {
    for (const command of commands) {
      expect(command).not.toMatch(/npm install|npx (?!--no-install )/)
      // What comes from outside stands in no command, where it could be one itself.
      expect(command).not.toMatch(/\$\{\{ (?:github\.event|steps)\./)
    }
  })
})

test('a release is published with its provenance, by a job that may do nothing else', () => {
  const text = fs.readFileSync(path.join(root, '.github/workflows/release.yml'), 'utf8')
  const publish = text.slice(text.indexOf('\n  publish:'))
  expect(publish).toContain('--provenance')
  expect(publish.match(/^ {6}[\w-]+: write$/gm)).toEqual(['      id-token: write'])
  expect(text).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/)
})

test('nothing that authors are told to type asks a registry for a package of the name', () => {
  const texts = ['README.md', 'content', 'src/cli/starter'].flatMap((name) => {
    const at = path.join(root, name)
    return fs.statSync(at).isFile()
      ? [at]
      : fs
          .readdirSync(at, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.join(entry.parentPath, entry.name))
  })
  const asking = texts.filter((file) =>
    /\bnpm (?:i|install|add|exec|init|create)\b[^\n]*\blectern\b|\bnpx (?:-y|--yes|-p)\b|\blectern@/.test(
      fs.readFileSync(file, 'utf8'),
    ),
  )
  expect(asking.map((file) => path.relative(root, file))).toEqual([])
})
