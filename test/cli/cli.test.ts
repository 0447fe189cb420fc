import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }

const root = path.resolve(import.meta.dirname, '../..')
const program = path.join(root, 'lib/cli.js')
const folders: string[] = []

function folder(files: Readonly<Record<string, string>>): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
  folders.push(made)
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(made, name)), { recursive: true })
    fs.writeFileSync(path.join(made, name), text)
  }
  return made
}

afterEach(() => {
  for (const made of folders.splice(0)) fs.rmSync(made, { recursive: true, force: true })
})

function lectern(args: readonly string[], cwd: string = root) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe('lectern --format', () => {
  const broken = { 'content/a.md': '# A\n\n[x](%link:nowhere%)\n' }

  test('json prints a report and nothing else to standard output', () => {
    const { status, stdout } = lectern(['check', folder(broken), '--format', 'json'])
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      errors: 1,
      diagnostics: [{ code: 'link/unknown-page', place: { path: 'content/a.md', line: 3, column: 5 } }],
    })
  })

  test('sarif prints a log', () => {
    expect(JSON.parse(lectern(['build', folder(broken), '--format=sarif']).stdout)).toMatchObject({ version: '2.1.0' })
  })

  test('github prints commands with paths of the repository, and writes the summary of the step', () => {
    const root = folder({ 'docs/content/a.md': broken['content/a.md'], 'summary.md': '' })
    const summary = path.join(root, 'summary.md')
    const { stdout } = spawnSync(process.execPath, [program, 'check', 'docs', '--format', 'github'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, GITHUB_WORKSPACE: fs.realpathSync(root), GITHUB_STEP_SUMMARY: summary },
    })
    expect(stdout).toContain(
      '::error file=docs/content/a.md,line=3,endLine=3,col=5,endColumn=19,title=link/unknown-page::',
    )
    expect(fs.readFileSync(summary, 'utf8')).toContain('### content/a.md')
  })

  test('takes no other names', () => {
    expect(lectern(['check', folder(broken), '--format', 'sarf']).stderr).toBe(
      'lectern: There is no format `sarf`. Did you mean `sarif`?\n',
    )
  })
})

describe('lectern', () => {
  test('shows its version', () => {
    expect(lectern(['--version'])).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' })
  })

  test('shows help, for all and for each command', () => {
    expect(lectern(['--help']).stdout).toContain('lectern build [folder]')
    expect(lectern([]).status).toBe(0)
    expect(lectern(['build', '--help']).stdout).toContain('--keep-going')
    expect(lectern(['help', 'check']).stdout).toContain('lectern check [folder]')
    expect(lectern(['check', '--help']).stdout).not.toContain('--output')
  })

  test.each([
    [['bild'], 'There is no command `bild`. Did you mean `build`?'],
    [['build', '--strcit'], 'There is no option `--strcit`. Did you mean `--strict`?'],
    [['--versoin'], 'There is no option `--versoin`. Did you mean `--version`?'],
    [['check', '--keep-going'], '`lectern check` has no option `--keep-going`.'],
    [['build', '--output'], '`--output` needs a value.'],
    [['build', '--strict=yes'], '`--strict` takes no value.'],
    [['build', 'a', 'b'], '`lectern build` takes one folder, not 2.'],
    [['build', 'nowhere'], 'There is no folder `nowhere`.'],
    [['check', 'package.json'], '`package.json` is a file, and `lectern check` takes the folder of a course'],
  ])('answers %j with what is wrong, and exit code 2', (args, message) => {
    const { status, stdout, stderr } = lectern(args)
    expect(stderr).toContain(message)
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })
})

describe('lectern build', () => {
  test('builds a folder and says what it did', () => {
    const made = folder({ 'content/a.md': '# A\n' })
    const { status, stdout, stderr } = lectern(['build', made])
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^1 page in \d+ ms; files in .*dist: \d+ written, 0 unchanged\n$/)
    expect(status).toBe(0)
    expect(lectern(['build'], made).stdout).toMatch(/: 0 written, \d+ unchanged\n$/)
  })

  test('names the folder of its output from where one stands', () => {
    const made = folder({ 'site/content/a.md': '# A\n', 'wrong/content/a.md': '# A\n\n[x](no.md)\n' })
    expect(lectern(['build', 'site'], made).stdout).toContain('; files in site/dist: ')
    expect(lectern(['build', 'wrong'], made).stdout).toContain('; nothing was written to wrong/dist')
  })

  test('says that a site has drafts only, and how they are built', () => {
    const made = folder({ 'content/a.md': '---\ndraft: true\n---\n# A\n' })
    const { status, stdout, stderr } = lectern(['check', made])
    expect(stdout + stderr).toContain('Its only page is a draft: `--drafts` builds drafts too.')
    expect(status).toBe(0)
    expect(lectern(['check', made, '--drafts']).stdout).toMatch(/^1 page checked/)
  })

  test('takes --output from where one stands', () => {
    const made = folder({ 'site/content/a.md': '# A\n' })
    expect(lectern(['build', 'site', '--output', 'public'], made).status).toBe(0)
    expect(fs.existsSync(path.join(made, 'public/a/index.html'))).toBe(true)
  })

  test('prints diagnostics to standard error, writes nothing, and exits with 1', () => {
    const made = folder({ 'content/a.md': '# A\n\n%link:b%\n' })
    const { status, stdout, stderr } = lectern(['build', made])
    expect(stderr).toBe(
      'content/a.md:3:1  error  link/unknown-page  There is no page `b`.\n   2 │\n   3 │ %link:b%\n     │ ^^^^^^^^\n\n',
    )
    expect(stdout).toMatch(/1 error; nothing was written/)
    expect(status).toBe(1)
    expect(fs.existsSync(path.join(made, 'dist'))).toBe(false)
  })

  test('exits with 2 for wrong settings', () => {
    const made = folder({ 'content/a.md': '# A\n', 'site.yaml': 'numbering: often\n' })
    expect(lectern(['build', made]).status).toBe(2)
    expect(lectern(['build', made, '--config', 'other.yaml']).stderr).toContain('other.yaml')
  })

  test.each(['1', '2'])('leaves the exit codes that its help names, with %s threads', (threads) => {
    const pages = Object.fromEntries(Array.from({ length: 130 }, (_, i) => [`content/p${i}.md`, `# P ${i}\n\nText.\n`]))
    const run = (files: Readonly<Record<string, string>>) =>
      lectern(['build', folder({ ...pages, ...files }), '--threads', threads])
    expect(run({}).status).toBe(0)
    expect(run({ 'content/wrong.md': '# A\n\n[x](%link:nowhere%)\n' }).status).toBe(1)
    expect(run({ 'site.yaml': 'safe: perhaps\n' }).status).toBe(2)
    expect(run({ 'dist/of-others.txt': 'x' }).status).toBe(2)
    // Nothing can be written below a file.
    expect(run({ dist: 'x' }).status).toBe(2)
    expect(lectern(['--help']).stdout).toContain('2 wrong usage or settings, or nothing can be written.')
  })

  test('counts warnings as errors with --strict', () => {
    const made = folder({ 'content/a.md': '# A\n\n%--\ntoc:\n  colour: red\n--%\n' })
    expect(lectern(['check', made]).status).toBe(0)
    expect(lectern(['check', made, '--strict']).status).toBe(1)
    expect(lectern(['build', made, '--strict']).status).toBe(1)
    expect(fs.existsSync(path.join(made, 'dist'))).toBe(false)
  })

  test('tells with --timings how long each stage took, as a table and in the report for programs', () => {
    const stages = ['start', 'read', 'compile', 'link', 'layout', 'write']
    const root = folder({ 'content/a.md': '# A\n\nText.\n' })
    const { status, stderr } = lectern(['build', root, '--timings'])
    expect(status).toBe(0)
    for (const stage of stages) expect(stderr).toMatch(new RegExp(`^${stage} +\\d+ ms +\\d+ % +\\d+ ms  \\S`, 'm'))
    expect(stderr).toMatch(/^whole +\d+ ms +\d+ ms$/m)
    const report: unknown = JSON.parse(lectern(['check', root, '--timings', '--format', 'json']).stdout)
    const told = Object(report).timings.map(({ stage }: { stage: string }) => stage)
    expect(told).toEqual(expect.arrayContaining(stages.slice(0, -1)))
    expect(JSON.parse(lectern(['check', root, '--format', 'json']).stdout)).not.toHaveProperty('timings')
  })

  test('is silent with --quiet, but for diagnostics', () => {
    const made = folder({ 'content/a.md': '# A\n' })
    expect(lectern(['build', made, '--quiet'])).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  test('makes links for a disk with --portable, and drafts with --drafts', () => {
    const made = folder({ 'content/a.md': '# A\n\n%link:b%\n', 'content/b.md': 'title: B\ndraft: true\n\ntext\n' })
    expect(lectern(['build', made]).status).toBe(1)
    expect(lectern(['build', made, '--drafts', '--portable']).status).toBe(0)
    expect(fs.readFileSync(path.join(made, 'dist/a/index.html'), 'utf8')).toContain('href="../b/index.html"')
  })
})

describe('lectern check', () => {
  test('tells the same and writes nothing', () => {
    const made = folder({ 'content/a.md': '# A\n\n%link:b%\n' })
    const { status, stderr } = lectern(['check', made])
    expect(stderr).toBe(lectern(['build', made]).stderr)
    expect(status).toBe(1)
    expect(fs.readdirSync(made)).toEqual(['content'])
  })
})

describe('lectern check --accept', () => {
  test('writes what is wrong, which is counted from then on, and takes out what is gone', () => {
    const root = folder({ 'content/a.md': '# A\n\n[x](%link:nowhere%)\n' })
    const list = path.join(root, 'lectern-accepted.json')
    expect(lectern(['check', root, '--accept'])).toMatchObject({
      status: 0,
      stdout: '1 error accepted in lectern-accepted.json; what is new is told\n',
    })
    expect(JSON.parse(fs.readFileSync(list, 'utf8'))).toMatchObject([{ code: 'link/unknown-page', count: 1 }])
    const known = lectern(['check', root])
    expect(known).toMatchObject({ status: 0, stderr: '' })
    expect(known.stdout).toMatch(/^1 page checked in .*, 1 accepted$/m)
    fs.writeFileSync(path.join(root, 'content/b.md'), '# B\n\n[x](%link:new%)\n')
    expect(lectern(['build', root])).toMatchObject({ status: 1, stderr: expect.stringContaining('`new`') })
    fs.rmSync(path.join(root, 'content/b.md'))
    fs.writeFileSync(path.join(root, 'content/a.md'), '# A\n')
    expect(lectern(['check', root]).stderr).toBe(
      'note: 1 accepted fault is gone; `lectern check --accept` takes it out.\n',
    )
    expect(lectern(['check', root, '--accept']).status).toBe(0)
    expect(fs.existsSync(list)).toBe(false)
  })

  test('accepts no faults of the settings', () => {
    const root = folder({ 'content/a.md': '# A\n', 'site.yaml': 'search: maybe\n' })
    const { status, stderr } = lectern(['check', root, '--accept'])
    expect([status, fs.existsSync(path.join(root, 'lectern-accepted.json'))]).toEqual([2, false])
    expect(stderr).toContain('config/wrong-type')
  })
})

describe('the package', () => {
  test('packed and installed elsewhere, builds a site', () => {
    const npm = (args: readonly string[], cwd: string) =>
      spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd,
        encoding: 'utf8',
        shell: process.platform === 'win32',
      })
    const made = folder({
      'package.json': '{"private":true}',
      'course/content/a.md': 'title: A\n\n~~~python\nx = 1\n~~~\n\n$a+b$\n',
    })
    const packed = npm(['pack', '--ignore-scripts', '--pack-destination', made], root)
    expect(packed.stderr).toBe('')
    const installed = npm(
      ['install', '--ignore-scripts', '--prefer-offline', `./lectern-${manifest.version}.tgz`],
      made,
    )
    expect(installed.status, installed.stderr).toBe(0)
    const built = spawnSync(process.execPath, [path.join(made, 'node_modules/lectern/lib/cli.js'), 'build', 'course'], {
      cwd: made,
      encoding: 'utf8',
    })
    expect(built.stderr).toBe('')
    expect(built.status).toBe(0)
    const html = fs.readFileSync(path.join(made, 'course/dist/a/index.html'), 'utf8')
    expect(html).toContain('hljs-number')
    expect(html).toContain('<math')
  })
})

describe('lectern build --watch', () => {
  test('builds again when a file, a folder or the settings change, and ends with Ctrl C', async () => {
    const made = folder({ 'content/a.md': '# A\n', 'site.yaml': 'title: One\n' })
    const child = spawn(process.execPath, [program, 'build', made, '--watch'], { stdio: ['ignore', 'pipe', 'pipe'] })
    const output = { text: '' }
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      output.text += part
    })
    /** Waits until the program has said something, and forgets what it said. */
    const said = async (pattern: RegExp): Promise<void> => {
      while (!pattern.test(output.text)) await new Promise((resolve) => child.stdout.once('data', resolve))
      output.text = ''
    }
    const read = (file: string): string => fs.readFileSync(path.join(made, 'dist', file), 'utf8')
    await said(/watching/)
    fs.writeFileSync(path.join(made, 'content/a.md'), '# Other\n')
    await said(/\d+ pages? in .*\n/)
    expect(read('a/index.html')).toContain('>Other<')
    fs.mkdirSync(path.join(made, 'content/more'))
    fs.writeFileSync(path.join(made, 'content/more/b.md'), '# B\n')
    await said(/2 pages in .*\n/)
    expect(read('more/b/index.html')).toContain('>B<')
    fs.rmSync(path.join(made, 'content/more'), { recursive: true })
    await said(/1 page in .*\n/)
    expect(fs.existsSync(path.join(made, 'dist/more'))).toBe(false)
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGINT')
    expect(await ended).toBe(0)
  })
})
