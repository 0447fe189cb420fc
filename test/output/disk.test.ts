import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { build } from '../../src/build/build.ts'
import { createSession, type Session, textOf } from '../../src/build/session.ts'
import { pretty } from '../../src/diagnostics/pretty.ts'
import type { Files } from '../../src/files/files.ts'
import { LOCK } from '../../src/files/lock.ts'
import { memoryFiles } from '../../src/files/memory.ts'
import { nodeFiles } from '../../src/files/node.ts'
import { openSite } from '../../src/files/open-site.ts'
import { foldPath } from '../../src/files/paths.ts'
import { TEMPORARY } from '../../src/files/temporary.ts'
import { MANIFEST } from '../../src/output/manifest.ts'
import type { OutputPlan } from '../../src/output/plan.ts'
import { writeOutput } from '../../src/output/write.ts'
import { bareTheme, site } from '../site.ts'

const repository = path.resolve(import.meta.dirname, '../..')
const folders: string[] = []
function folder(files: Readonly<Record<string, string>> = {}): string {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
  folders.push(root)
  for (const [name, text] of Object.entries(files)) put(root, name, text)
  return root
}
function put(root: string, name: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
  fs.writeFileSync(path.join(root, name), text)
}
afterEach(() => {
  for (const root of folders.splice(0)) fs.rmSync(root, { recursive: true, force: true })
})

/** A new process, as far as a site on disk can tell: with its cache, however small the site is. */
function session(root: string): Session {
  const { store, ...places } = openSite(root)
  return createSession({
    ...places,
    theme: memoryFiles(bareTheme),
    version: '0.0.0',
    cache: { store, program: () => 'the same', leastPages: 1 },
  })
}
function run(root: string, inSession = session(root)) {
  const result = build(inSession)
  return { ...result, printed: result.diagnostics.map((item) => pretty(item, textOf(inSession))).join('\n\n') }
}
const outputs = (root: string): Record<string, string> =>
  Object.fromEntries(
    nodeFiles(path.join(root, 'dist'))
      .list('')
      .filter((name) => name !== MANIFEST)
      .map((name) => [name, fs.readFileSync(path.join(root, 'dist', name), 'latin1')]),
  )
const pageOf = (root: string, name: string): string => fs.readFileSync(path.join(root, 'dist', name), 'utf8')

const plan = (files: Readonly<Record<string, string>>): OutputPlan =>
  new Map(Object.entries(files).map(([name, text]) => [name, { source: name, content: () => text, digest: text }]))

describe('a build that was killed', () => {
  test('leaves each page old or new, and the next one is right', () => {
    const { stdout } = spawnSync(process.execPath, ['scripts/kills.mjs', '--kills', '5', '--json'], {
      cwd: repository,
      encoding: 'utf8',
    })
    expect(JSON.parse(stdout)).toMatchObject({ kills: 5, faults: [] })
  })

  test('before it wrote its first file is in nobody’s way', () => {
    const root = folder({ 'content/a.md': '# A\n', [`dist/${TEMPORARY}1`]: '{"lectern":', [`dist/${LOCK}`]: '' })
    fs.rmSync(path.join(root, 'dist', LOCK))
    expect(run(root).printed).toBe('')
    expect(Object.keys(outputs(root)).filter((name) => name.includes(TEMPORARY))).toEqual([])
  })

  test('leaves no half file of any folder behind the next one', () => {
    const root = folder({ 'content/a/b.md': '# A\n' })
    run(root)
    const manifest: unknown = JSON.parse(pageOf(root, MANIFEST))
    put(root, `dist/${MANIFEST}`, JSON.stringify({ ...Object(manifest), writing: true }))
    put(root, `dist/a/b/${TEMPORARY}77`, 'half')
    expect(run(root).written).toEqual([])
    expect(fs.readdirSync(path.join(root, 'dist/a/b'))).toEqual(['index.html'])
  })
})

describe('two builds at once', () => {
  test('into one folder take turns, and both are right', async () => {
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`content/page-${i}.md`, `# Page ${i}\n`]))
    const root = folder(files)
    const lectern = (): Promise<{ status: number | null; errors: string }> =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [path.join(repository, 'lib/cli.js'), 'build', root])
        let errors = ''
        child.stderr.on('data', (data) => {
          errors += data
        })
        child.on('close', (status) => resolve({ status, errors }))
      })
    for (const { status, errors } of await Promise.all([lectern(), lectern(), lectern()])) {
      expect(errors.replace(/^note: Another build.*\n/, '')).toBe('')
      expect(status).toBe(0)
    }
    const together = outputs(root)
    fs.rmSync(path.join(root, 'dist'), { recursive: true })
    await lectern()
    expect(together).toEqual(outputs(root))
  })

  test('are told of where the other one does not end', () => {
    const built = site({ 'content/a.md': '# A\n' })
    Object.assign(built.output, { lock: () => ({ holder: 'process 4711' }) })
    expect(built.build().printed()).toBe(
      'error  output/busy  The output folder `dist` is in use: process 4711 writes to it.\n    hint: wait until the other build is done, or choose another folder with `--output`',
    )
    expect(built.result().fault).toBe('settings')
    expect(built.output.contents.size).toBe(0)
  })

  test('stop where another process has taken over in the meantime', () => {
    const output = memoryFiles()
    const lost: Files = { ...output, lock: () => ({ renew: () => false, release: () => undefined }) }
    expect(writeOutput(lost, plan({ 'a.html': '1' })).diagnostics.map((item) => item.code)).toEqual(['output/busy'])
    expect([...output.contents.keys()]).toEqual([MANIFEST])
    expect(writeOutput(output, plan({ 'a.html': '1' })).written).toEqual(['a.html'])
  })
})

describe('a disk', () => {
  test('that is full leaves what was there, and no half file', () => {
    const root = folder({ 'content/a.md': '# A\n' })
    run(root)
    const before = outputs(root)
    put(root, 'content/a.md', '# B\n')
    const full = session(root)
    const { openOutput } = full
    const noSpace = {
      ...full,
      openOutput: (at: string) => ({ ...openOutput(at), files: withoutSpace(openOutput(at).files) }),
    }
    expect(run(root, noSpace).printed).toBe(
      `error  output/cannot-write  \`dist/${MANIFEST}\` cannot be written: no space is left on the disk.`,
    )
    expect(outputs(root)).toEqual(before)
    expect(run(root).printed).toBe('')
    expect(pageOf(root, 'a/index.html')).toContain('B')
  })

  test.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
    'of little space really: it says so, and the old site stays whole',
    () => {
      const root = folder({ 'content/a.md': '# A\n' })
      const dist = path.join(root, 'dist')
      fs.mkdirSync(dist)
      // Where nothing may be mounted, as in many containers, there is nothing to see.
      if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=144k', 'tmpfs', dist]).status !== 0) return
      try {
        run(root)
        const before = outputs(root)
        for (let i = 0; i < 40; i++) put(root, `content/p${i}.md`, `# P\n\n${'long '.repeat(2000)}\n`)
        expect(run(root).diagnostics.map((item) => item.code)).toEqual(['output/cannot-write'])
        const left = outputs(root)
        expect(left).toMatchObject(before)
        expect(Object.keys(left).filter((name) => name.includes('.lectern-'))).toEqual([])
        for (let i = 0; i < 40; i++) fs.rmSync(path.join(root, `content/p${i}.md`))
        expect(run(root).printed).toBe('')
        expect(outputs(root)).toEqual(before)
      } finally {
        spawnSync('umount', [dist])
      }
    },
  )

  test('that is read-only matters only where something is to be written', () => {
    const output = memoryFiles()
    writeOutput(output, plan({ 'a.html': '1' }))
    const refuse = (): never => {
      throw Object.assign(new Error('no'), { code: 'EROFS' })
    }
    const readOnly: Files = { ...output, name: 'dist', write: refuse, remove: refuse }
    expect(writeOutput(readOnly, plan({ 'a.html': '1' })).diagnostics).toEqual([])
    expect(writeOutput(readOnly, plan({ 'a.html': '2' })).diagnostics.map((item) => item.message)).toEqual([
      `\`dist/${MANIFEST}\` cannot be written: the disk is read-only.`,
    ])
  })

  test('that takes two names for the same keeps a page whose name changes its case', () => {
    const output = foldingFiles()
    writeOutput(output, plan({ 'Loops/index.html': 'loops', 'a.html': '1' }))
    const stamps = new Map()
    const renamed = plan({ 'loops/index.html': 'loops', 'a.html': '1' })
    writeOutput(output, renamed, { stamps })
    expect(output.names()).toEqual([MANIFEST, 'a.html', 'loops/index.html'])
    expect(writeOutput(output, renamed, { stamps })).toMatchObject({ written: [], removed: [], unchanged: 2 })
  })

  test('whose clock goes back, or is ahead, changes nothing', () => {
    const root = folder({ 'content/a.md': '# A\n', 'content/b.md': '# B\n' })
    run(root)
    for (const name of ['content/a.md', 'dist/a/index.html'])
      fs.utimesSync(path.join(root, name), new Date('2199-01-01'), new Date('2199-01-01'))
    expect(run(root)).toMatchObject({ printed: '', written: [] })
    put(root, 'content/a.md', '# Z\n')
    fs.utimesSync(path.join(root, 'content/a.md'), new Date('1980-01-01'), new Date('1980-01-01'))
    expect(run(root).written).toContain('a/index.html')
    expect(pageOf(root, 'a/index.html')).toContain('Z')
  })
})

describe('a file that changes without a new time or size', () => {
  /** Writes as `rsync --times` and `tar` do. */
  function replace(file: string, text: string): void {
    const { atime, mtime, size } = fs.statSync(file)
    expect(Buffer.byteLength(text)).toBe(size)
    fs.writeFileSync(file, text)
    fs.utimesSync(file, atime, mtime)
  }

  test('is seen, whether it is a page, a picture, an included file or a template', () => {
    const svg = (width: number): string => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="1"/>`
    const root = folder({
      'content/a.md': '# Old\n\n%-- include: part.txt --%\n\n![A](a.svg)\n',
      'content/part.txt': 'old part\n',
      'content/a.svg': svg(3),
      'templates/page.hbs': 'old {{content}}',
    })
    run(root)
    replace(path.join(root, 'content/a.md'), '# New\n\n%-- include: part.txt --%\n\n![A](a.svg)\n')
    replace(path.join(root, 'content/part.txt'), 'new part\n')
    replace(path.join(root, 'content/a.svg'), svg(4))
    replace(path.join(root, 'templates/page.hbs'), 'new {{content}}')
    run(root)
    const page = pageOf(root, 'a/index.html')
    for (const part of ['new ', 'New', 'new part', 'width="4"']) expect(page).toContain(part)
    expect(pageOf(root, 'a.svg')).toBe(svg(4))
  })

  test('is made again where it is one of the output, also in the moment after it was written', () => {
    const root = folder({ 'content/a.md': '# Old\n' })
    const file = path.join(root, 'dist/a/index.html')
    for (const next of [session(root), undefined]) {
      run(root, next ?? session(root))
      const page = fs.readFileSync(file, 'utf8')
      replace(file, page.replace('Old', 'Bad'))
      run(root, next ?? session(root))
      expect(fs.readFileSync(file, 'utf8')).toBe(page)
    }
  })

  test('is not trusted while the clock of the disk has not moved on', () => {
    const output = { ...memoryFiles(), stamp: () => 'the same', isSettled: () => false }
    const built = site({ 'content/a.md': '# A\n' }, { output })
    built.build()
    output.contents.set('a/index.html', 'changed')
    built.build().expect('a/index.html', 'A')
  })
})

describe('what is no plain file', () => {
  test('links in a loop, and links that lead nowhere', () => {
    const root = folder({ 'content/a.md': '# A\n' })
    const link = (to: string, at: string): void => fs.symlinkSync(to, path.join(root, at))
    fs.mkdirSync(path.join(root, 'content/b'))
    link('../b', 'content/b/loop')
    link('..', 'content/b/up')
    expect(run(root).printed).toBe('')
    link('two.md', 'content/one.md')
    link('one.md', 'content/two.md')
    link('gone.md', 'content/c.md')
    expect(run(root).printed).toBe(
      ['c', 'one', 'two']
        .map(
          (name) =>
            `error  file/unreadable  \`content/${name}.md\` is a link that leads nowhere.\n    hint: mend the link, or remove it`,
        )
        .join('\n\n'),
    )
    expect(fs.existsSync(path.join(root, 'dist/a/index.html'))).toBe(true)
  })

  test.skipIf(process.platform === 'win32')('a pipe, which nobody ever writes to, is left alone', () => {
    const root = folder({ 'content/a.md': '# A\n\n[x](pipe.md)\n' })
    spawnSync('mkfifo', [path.join(root, 'content/pipe.md')])
    expect(run(root).printed).toContain('link/unknown-page')
  })

  test('a folder with the name of a page holds pages', () => {
    const root = folder({ 'content/a.md/b.md': '# B\n' })
    expect(run(root).printed).toBe('')
    expect(fs.existsSync(path.join(root, 'dist/a.md/b/index.html'))).toBe(true)
  })

  test('a folder of others where a file should be written: nothing is, and it says so', () => {
    const root = folder({ 'content/a.md': '# A\n' })
    run(root)
    put(root, 'content/b.md', '# B\n')
    put(root, 'content/a.md', '# Other\n')
    put(root, 'dist/b/index.html/thesis.txt', 'mine')
    expect(run(root).printed).toBe(
      'error  output/cannot-write  `dist/b/index.html` cannot be written: a folder of that name is in the way.',
    )
    expect(pageOf(root, 'a/index.html')).not.toContain('Other')
    expect(pageOf(root, 'b/index.html/thesis.txt')).toBe('mine')
  })
})

describe('a file', () => {
  test('that becomes a folder, and a folder that becomes a file', () => {
    const root = folder({ 'content/a.md': '# A\n', 'assets/turn': 'file', 'content/back.md': '# B\n' })
    run(root)
    fs.rmSync(path.join(root, 'assets/turn'))
    fs.rmSync(path.join(root, 'content/back.md'))
    put(root, 'content/turn.md', '# T\n')
    put(root, 'assets/back', 'file')
    expect(run(root).printed).toBe('')
    expect(pageOf(root, 'back')).toBe('file')
    expect(pageOf(root, 'turn/index.html')).toContain('T')
  })

  test.each([
    ['turn', 'turn/index.html'],
    ['turn/index.html', 'turn'],
  ])('whose build was killed when %s had become %s', (before, after) => {
    const output = nodeFiles(folder())
    writeOutput(output, plan({ [before]: 'before' }))
    const killed: Files = {
      ...output,
      write(at, bytes) {
        output.write(at, bytes)
        if (at === after) throw new Error('killed')
      },
    }
    expect(() => writeOutput(killed, plan({ [after]: 'after' }))).toThrow('killed')
    expect(writeOutput(output, plan({ [after]: 'after' })).diagnostics).toEqual([])
    expect(output.list('')).toEqual([MANIFEST, after])
  })

  test('that vanishes between scan and read is told, and nothing is written', () => {
    for (const [gone, message] of [
      ['content/b.md', '`content/b.md` cannot be read.'],
      ['content/b.png', '`content/b.png` cannot be read.'],
      ['assets/b.css', '`assets/b.css` cannot be read.'],
    ] as const) {
      const built = site({ 'content/a.md': '# A\n' })
      const { list } = built.files
      const seen = (at: string, skip?: (path: string) => boolean): string[] =>
        gone.startsWith(at) ? [...list(at, skip), gone] : list(at, skip)
      Object.assign(built.files, { list: seen })
      built.build().expectCodes('file/unreadable')
      expect(built.printed()).toContain(message)
      expect(built.output.contents.size).toBe(0)
      Object.assign(built.files, { list })
      built.build().expectCodes().expect('a/index.html', 'A')
    }
  })

  test.each(['site.yaml', 'sitemap.yaml', 'constants.yaml', 'templates/page.hbs'])(
    'that cannot be read is never taken for one that is not there: %s',
    (name) => {
      const text = name === 'templates/page.hbs' ? '{{content}}' : name === 'sitemap.yaml' ? 'A: a\n' : '{}\n'
      const built = site({ 'content/a.md': '# A\n', [name]: text })
      const { read, readStamped } = built.files
      Object.assign(built.files, {
        read: (at: string) => (at === name ? undefined : read(at)),
        readStamped: (at: string) => (at === name ? undefined : readStamped(at)),
      })
      expect(built.build().printed()).toContain(`error  file/unreadable  \`${name}\` cannot be read.`)
      expect(built.output.contents.size).toBe(0)
    },
  )

  test('in the place of the cache: then there is none', () => {
    const root = folder({ 'content/a.md': '# A\n', '.lectern': 'mine' })
    expect(run(root).printed).toBe('')
    expect(run(root)).toMatchObject({ printed: '', written: [] })
    expect(fs.readFileSync(path.join(root, '.lectern'), 'utf8')).toBe('mine')
  })

  test('in a folder that cannot be read: its pages are not taken for removed', () => {
    const built = site({ 'content/a.md': '# A\n', 'content/sub/b.md': '# B\n' }).build()
    const { list } = built.files
    const closed: Files['list'] = (at, skip, onTrouble) => {
      if (at === 'content') onTrouble?.('content/sub', 'unreadable')
      return list(at, (child) => child === 'content/sub' || (skip?.(child) ?? false))
    }
    Object.assign(built.files, { list: closed })
    expect(built.build().printed()).toBe(
      'error  file/unreadable  The folder `content/sub` cannot be read.\n    hint: look at its permissions',
    )
    built.expect('sub/b/index.html', 'B')
  })
})

/** A disk on which nothing more can be written. */
function withoutSpace(files: Files): Files {
  return {
    ...files,
    write: () => {
      throw Object.assign(new Error('no'), { code: 'ENOSPC' })
    },
  }
}

/** A disk that keeps the case of names, and finds files by any: as on Windows and macOS. */
function foldingFiles(): Files & { readonly names: () => readonly string[] } {
  const files = memoryFiles()
  const held = (at: string): string => [...files.contents.keys()].find((name) => foldPath(name) === foldPath(at)) ?? at
  return {
    ...files,
    kind: (at) => files.kind(held(at)),
    read: (at) => files.read(held(at)),
    readStamped: (at) => files.readStamped(held(at)),
    stamp: (at) => files.stamp(held(at)),
    write: (at, bytes) => files.write(held(at), bytes),
    remove: (at) => files.remove(held(at)),
    names: () => [...files.contents.keys()].sort(),
  }
}
