import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-threads-'))
const site = path.join(folder, 'site')

/** Runs the compiled program; gives its exit code and what it printed. */
function run(args: readonly string[], cwd = folder) {
  const program = path.join(root, 'lib/cli.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8' })
  return { status, text: stdout, errors: stderr }
}

/** Runs it on the site. */
const lectern = (command: string, ...options: readonly string[]) => run([command, site, ...options])

/** Every file of a folder with its content. */
function filesOf(at: string): Record<string, string> {
  const files = fs.readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const names = files.map((entry) => path.relative(at, path.join(entry.parentPath, entry.name))).sort()
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(at, name), 'latin1')]))
}

const write = (name: string, text: string): void => {
  fs.mkdirSync(path.dirname(path.join(site, name)), { recursive: true })
  fs.writeFileSync(path.join(site, name), text)
}
const forget = (): void => fs.rmSync(path.join(site, '.lectern'), { recursive: true, force: true })
const output = (name: string): string => path.join(folder, name)

beforeAll(() => {
  write('site.yaml', 'title: Many\nurl: https://example.org\nnumbering: chapter\nconstants: {school: Ours}\n')
  write('content/plot.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>')
  for (let i = 0; i < 120; i++) {
    const name = `content/part-${i % 7}/page-${i}.md`
    const next = `part-${(i + 1) % 7}/page-${i + 1}`
    const links = i === 119 ? '' : `[next](%link:${next}%), %ref:${next}#FigPlot%, %link:${next}%#details.`
    const draft = i % 40 === 39 ? 'draft: true\n' : ''
    const text = `title: Page ${i} é\n${draft}date: 2026-01-0${(i % 9) + 1}\n\nOf $school$. ${links}\n\n## Details\n\n\`\`\`python\nprint(${i})\n\`\`\`\n\n%--\nfigure:\n  source: /plot.svg\n  id: FigPlot\n  caption: Plot *${i}* with unusual${i % 50} words\n--%\n`
    write(name, text)
  }
  // A page of every fault that is found at a different time: when it is compiled, linked, laid out.
  write('content/wrong.md', 'template: none\n\n%nothing: %link:nowhere%\n\n%--\nfigure:\n  id: FigA\n--%\n')
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

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

  test('that look at files ahead see what somebody touched in the meantime', () => {
    const page = path.join(output('touched'), 'part-1/page-1/index.html')
    const build = () => lectern('build', '--keep-going', '--threads', '2', '--output', output('touched'))
    const changes = [
      () => fs.appendFileSync(page, 'something else'),
      () => fs.rmSync(page),
      () => fs.appendFileSync(path.join(site, 'content/part-1/page-1.md'), '\nMore.\n'),
      () => fs.writeFileSync(path.join(site, 'content/plot.svg'), '<svg width="41" height="20"/>'),
      () => fs.rmSync(path.join(site, 'content/part-5/page-5.md')),
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
    for (let i = 0; i < 120; i += 2)
      fs.appendFileSync(path.join(site, `content/part-${i % 7}/page-${i}.md`), '\nMore.\n')
    lectern('build', '--keep-going', '--threads', '4', '--output', output('edited'))
    forget()
    lectern('build', '--keep-going', '--threads', '1', '--output', output('clean'))
    expect(filesOf(output('edited'))).toEqual(filesOf(output('clean')))
  })

  test('write each other’s pages where these fill the files that all of them read', () => {
    const large = path.join(folder, 'large')
    fs.mkdirSync(path.join(large, 'content'), { recursive: true })
    fs.writeFileSync(path.join(large, 'site.yaml'), 'title: Large\nsearch: false\n')
    // 12 MB: a thread puts 4 MB into its file at once.
    for (let i = 0; i < 100; i++)
      fs.writeFileSync(
        path.join(large, `content/page-${i}.md`),
        `# Page ${i}\n\n${`Much of page ${i}.\n\n`.repeat(5000)}`,
      )
    for (const threads of ['1', '2']) {
      const { status, errors } = run(['build', large, '--threads', threads, '--output', output(`large-${threads}`)])
      expect([status, errors]).toEqual([0, ''])
      fs.rmSync(path.join(large, '.lectern'), { recursive: true, force: true })
    }
    expect(filesOf(output('large-2'))).toEqual(filesOf(output('large-1')))
  })

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

  test('write nothing when they check', () => {
    forget()
    const json = ['--quiet', '--format', 'json']
    const one = lectern('check', ...json, '--threads', '1')
    expect(lectern('check', ...json, '--threads', '3').text).toBe(one.text)
    expect(fs.existsSync(path.join(site, 'dist'))).toBe(false)
    expect(fs.existsSync(path.join(site, '.lectern'))).toBe(false)
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
