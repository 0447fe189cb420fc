import fs from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { createSiteBuild } from '../../src/build/site-build.ts'
import { DEFAULT_RUN } from '../../src/config/run-settings.ts'
import { openSession } from '../../src/open-session.ts'
import { findEngine } from '../../src/run/engine-version.ts'
import { notebookOf } from '../../src/run/export-notebook.ts'
import { removeFolders, siteOnDisk } from './site-on-disk.ts'

/** What is Python's own. Machines without it pass: Lectern wants it for `lectern run` alone. */

const python = DEFAULT_RUN.engines.map((engine) => findEngine(engine, '.'))[0]

afterEach(removeFolders)

const page = (...blocks: readonly string[]): string =>
  `title: A\n\n${blocks.map((code) => `\`\`\`python\n${code}\n\`\`\``).join('\n\n')}\n`
const site = (blocks: readonly string[], files: Readonly<Record<string, string>> = {}) =>
  siteOnDisk({
    'site.yaml': 'run: {limit: 3, files: [data]}\n',
    'data/own.py': 'def half(n):\n    return n / 2\n',
    'data/a.csv': 'a,b\n',
    'content/a.md': page(...blocks),
    ...files,
  })

if (!python) test('Python 3 is not here: what is told of it is not tried', () => expect(python).toBeUndefined())
else
  describe('Python', () => {
    test('shows what is printed, values that are asked for, and exceptions that are announced', async () => {
      const told = site([
        'print("one", end="")',
        '# show-value\n{"b": 1}',
        '# should-raise ZeroDivisionError\nprint("before")\n1 / 0',
        'class Table:\n    def _repr_html_(self):\n        return "<table id=x><tr><td onclick=y>1</td></tr></table><script>2</script>"',
        '# show-value\nTable()',
      ])
      expect(await told.run()).toMatchObject({ changed: ['content/a.md'], printed: '' })
      const built = told.build()
      expect(built.messages).toEqual([])
      expect(built.page('a')).toMatch(/<code>one\n<\/code>[\s\S]*<code>\{'b': 1\}\n/)
      expect(built.page('a')).toContain('<code>before\nZeroDivisionError: division by zero\n</code>')
      expect(built.page('a')).toContain('<table><tr><td>1</td></tr></table>')
      expect(built.page('a')).not.toMatch(/should-raise|show-value|<td onclick|<script>2/)
    })

    test('notes the files and modules of the site that code reads, and tells which has changed', async () => {
      const told = site([
        'import sys; sys.path.insert(0, "data")\nimport own\nprint(own.half(3))',
        'print(open("data/a.csv").read())',
      ])
      await told.run()
      expect(told.build().messages).toEqual([])
      told.edit('data/own.py', 'def half(n):\n    return n // 2\n')
      expect(told.build().printed).toMatch(
        /a\.md:3:1 .*`data\/own\.py`, which this block imports, has changed since it was run\./,
      )
      await told.run()
      told.edit('data/a.csv', 'c,d\n')
      expect(told.build().printed).toMatch(
        /a\.md:9:1 .*`data\/a\.csv`, which this block reads, has changed since it was run\./,
      )
      await told.run()
      expect(told.build().page('a')).toMatch(/<code>1\n[\s\S]*<code>c,d\n/)
    })

    test('gives the same in each run: sets, random numbers, and addresses of folders', async () => {
      const code =
        'import os, random, tempfile\nprint({"a", "b", "c", "d"}, random.random(), os.getcwd(), sorted(os.listdir(".")), sorted(os.environ)[:2])'
      const chance =
        'import os, random, secrets, uuid\nprint(uuid.uuid4(), secrets.token_hex(), os.urandom(4), random.Random().random(), random.SystemRandom().random())\nrandom.seed()\nprint(random.random())'
      const objects = '# show-value\nclass Thing: pass\nthing = Thing()\nprint(thing, Thing(), lambda: 1)\nthing'
      const codes = [code, chance, objects]
      const [one, other] = [site(codes), site(codes)]
      await one.run()
      await other.run()
      expect(one.below('runs')).toEqual(other.below('runs'))
      expect(one.read('runs/a.json')).toMatch(/ \. \['data'\]/)
      expect(one.build().page('a')).toMatch(
        /Thing object at (0x7f\w+)&gt; (?!.*\1)[\s\S]*\n&lt;__main__\.Thing object at \1&gt;\n/,
      )
    })

    test('takes pictures that code puts into the folder of figures', async () => {
      const draw =
        'import os\nfor name in ("x", "x-dark"):\n    with open(os.environ["LECTERN_FIGURES"] + f"/{name}.svg", "w") as file:\n        file.write(f\'<svg xmlns="http://www.w3.org/2000/svg" width="{len(name)}" height="4"/>\')'
      const told = site([draw, draw])
      expect(await told.run()).toMatchObject({ printed: '', changed: ['content/a.md'] })
      expect(
        told
          .build()
          .page('a')
          .match(/<figure class="figure"><img class="light-only" [^>]*><img class="dark-only/g),
      ).toHaveLength(2)
    })

    test('tells of a Python that is too old', async () => {
      const old = siteOnDisk({
        'site.yaml': 'run: {python: ./old}\n',
        old: `#!/bin/sh\nprintf '/usr/bin/python3.6\\0003.6.9\\000'\n`,
        'content/a.md': page('print(1)'),
      })
      fs.chmodSync(`${old.root}/old`, 0o755)
      expect((await old.run()).printed).toContain(
        'run/no-engine  `./old` is Python 3.6.9, and pages need Python 3.8 or later.',
      )
    })

    test('shows values as the pictures and formulas that they say they are', async () => {
      const told = site([
        '# show-value\nclass Half:\n    def _repr_latex_(self):\n        return r"$\\frac{1}{2}$"\nHalf()',
        '# show-value\nclass Drawing:\n    def _repr_svg_(self):\n        return \'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"/>\'\nDrawing()',
        '# show-value\nclass Broken:\n    def _repr_latex_(self):\n        return r"\\begin{tabular}{l}1\\end{tabular}"\n    def __repr__(self):\n        return "in words"\nBroken()',
      ])
      expect(await told.run()).toMatchObject({ printed: '', changed: ['content/a.md'] })
      const html = told.build().page('a')
      expect(html).toMatch(/<figure class="formula output"><figcaption>Output:<\/figcaption><math[\s\S]*<mfrac>/)
      expect(html).toMatch(/<figure class="figure"><img src="\.\.\/runs\/a\/\w{12}\.svg" alt="" width="8" height="4"/)
      expect(html).toContain('<code>in words\n</code>')
      const notebook = notebookOf(createSiteBuild(openSession(told.root, '0.0.0').session, {}), 'content/a.md')
      expect(notebook).toContain('"text/latex"')
    })

    test('keeps what a page writes from the site', async () => {
      const told = site([
        'open("new.txt", "w").write("x")\nopen("data/a.csv", "w").write("x")\nprint(open("new.txt").read())',
      ])
      expect(await told.run()).toMatchObject({ printed: '', changed: ['content/a.md'] })
      expect(told.read('data/a.csv')).toBe('a,b\n')
      expect(told.build().page('a')).toContain('<code>x\n')
      told.edit('content/a.md', page(`open(${JSON.stringify(`${told.root}/data/a.csv`)}, "w").write("x")`))
      expect((await told.run()).printed).toMatch(
        /run\/failed {2}The code raises `PermissionError: code of a page may not write into the site[\s\S]*what a page writes is thrown away/,
      )
      expect(told.read('data/a.csv')).toBe('a,b\n')
    })

    test.each([
      [
        'raises',
        'def f():\n    return [].pop()\n\nf()',
        /a\.md:5:5 {2}error {2}run\/failed {2}The code raises `IndexError: pop from empty list`\.[\s\S]*a\.md:7:1 {2}called here/,
      ],
      [
        'cannot be parsed',
        'x = 1\nif x\n    pass',
        /a\.md:5:1 {2}error {2}run\/failed {2}The code raises `SyntaxError: expected ':'`\./,
      ],
      [
        'waits for somebody to type',
        'name = input("Name: ")',
        /a\.md:4:1 .*`EOFError: [\s\S]*nobody types while a page is run: write `# no-run`/,
      ],
      [
        'does not end',
        'n = 0\nwhile True:\n    n += 1',
        /a\.md:[56]:\d+ {2}error {2}run\/time {2}The code takes longer than 3 seconds\./,
      ],
      [
        'does not end, whatever it is told',
        'while True:\n    try:\n        while True: pass\n    except BaseException: pass',
        /run\/time {2}The code takes longer than 3 seconds\./,
      ],
      ['ends its process', 'import os\nos._exit(7)', /run\/died {2}The code ended its process \(exit status 7\)\./],
      [
        'crashes',
        'import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)',
        /run\/died {2}The code ended its process \(SIGSEGV\)\./,
      ],
      [
        'opens a window',
        'class TclError(Exception): pass\nraise TclError("no display name and no $DISPLAY environment variable")',
        /run\/failed {2}[\s\S]*no window can be opened while a page is run: `# no-run`/,
      ],
      [
        'prints without end',
        'while True: print("x" * 1000)',
        /run\/too-much-output {2}The code prints more than 100000 bytes\./,
      ],
      [
        'reads a file that the site does not have',
        'open("data/none.csv")',
        /run\/failed {2}The code raises `FileNotFoundError[\s\S]*the site has no `data\/none\.csv`/,
      ],
      ['leaves', 'raise SystemExit(1)', /run\/failed {2}The code raises `SystemExit: 1`\./],
      [
        'needs a package',
        'import json\nimport not_a_package.part',
        /a\.md:5:1 {2}error {2}run\/no-package {2}There is no module `not_a_package`\.[\s\S]*-m pip install not_a_package`/,
      ],
      [
        'needs a module of the site',
        'import mine',
        /run\/no-package {2}There is no module `mine`\.[\s\S]*`run: \{files: \[mine\.py\]\}`/,
      ],
      [
        'reads a file that it does not see',
        'open("other/b.csv")',
        /run\/failed {2}The code raises `FileNotFoundError[\s\S]*`run: \{files: \[other\/b\.csv\]\}`/,
      ],
    ])('tells where code %s', async (_, code, printed) => {
      const told = site([code], { 'mine.py': '', 'other/b.csv': '' })
      const run = await told.run()
      expect(run.printed).toMatch(printed)
      expect(run.failed).toEqual(['content/a.md'])
      expect(told.below('runs')).toEqual({})
    })

    test('tells a line of a block as it stands in the page, in a list and in the block `python`, too', async () => {
      const told = site([])
      const at = async (text: string): Promise<string> => {
        told.edit('content/a.md', `title: A\n\n${text}`)
        return /^\S+/.exec((await told.run()).printed)?.[0] ?? ''
      }
      expect(await at('- one\n\n  ```python\n  x = 1\n  x.y\n  ```\n')).toBe('content/a.md:7:3')
      expect(await at('%--\npython: |\n  x = 1\n  x.y\n--%\n')).toBe('content/a.md:6:3')
      expect(await at('%--\npython:\n  fold: code\n  code: |\n    x = 1\n\n    x.y\n--%\n')).toBe('content/a.md:9:5')
      expect(await at('%--\npython: 1 / 0\n--%\n')).toBe('content/a.md:4:9')
    })
  })
