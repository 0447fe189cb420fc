import { afterEach, describe, expect, test } from 'vitest'
import { DEFAULT_RUN } from '../../src/config/run-settings.ts'
import { findEngine } from '../../src/run/engine-version.ts'
import { canServe } from '../../src/run/python-server.ts'
import { removeFolders, siteOnDisk } from './site-on-disk.ts'

/** Pages that run together start sooner, and give what they give alone. */

afterEach(removeFolders)

const python = DEFAULT_RUN.engines.map((engine) => findEngine(engine, '.'))[0]
const page = (code: string): string => `title: A\n\n\`\`\`python\n${code}\n\`\`\`\n`

const whole = [
  'import os, sys\nprint(os.getcwd(), sys.argv, sys.path[0], sorted(os.environ), os.environ["HOME"] == os.path.expanduser("~"))',
  'import random, sys\nprint(random.random(), {"a", "b", "c"}, sys.stdin.read(), list(sys.modules)[-1])',
  'def deeper(n):\n    try:\n        return deeper(n + 1)\n    except RecursionError:\n        return n\nprint(deeper(0))',
  'shared = 1\nprint("x" * 70_000)',
  'import subprocess\nsubprocess.Popen(["sleep", "30"])\nprint(subprocess.run(["echo", "child"], capture_output=True, text=True).stdout)',
  '# should-raise NameError\nshared',
]
const failing = [
  ['import os\nos._exit(7)', 'run/died  The code ended its process (exit status 7).'],
  ['import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)', 'run/died  The code ended its process (SIGSEGV).'],
  ['n = 0\nwhile True:\n    n += 1', 'run/time  The code takes longer than 2 seconds.'],
  ['while True: print("x" * 1000)', 'run/too-much-output  The code prints more than 100000 bytes.'],
  ['input()', 'run/failed  The code raises `EOFError: EOF when reading a line`.'],
] as const

if (!python || !canServe) test('there is no Python that is started once', () => expect(python && canServe).toBeFalsy())
else
  describe('pages that run together', () => {
    const siteOf = (codes: readonly string[]) =>
      siteOnDisk({
        'site.yaml': 'run: {limit: 2}\n',
        ...Object.fromEntries(codes.map((code, i) => [`content/p${i}.md`, page(code)])),
      })

    test('give the same bytes as each by itself', async () => {
      const together = siteOf(whole)
      const { failed, printed } = await together.run()
      expect([failed, printed]).toEqual([[], ''])
      const alone: Record<string, string> = {}
      for (const [i, code] of whole.entries()) {
        const site = siteOf([code])
        await site.run()
        alone[`p${i}.json`] = site.read('runs/p0.json').replace('content/p0.md', `content/p${i}.md`)
      }
      expect(together.below('runs')).toEqual(alone)
    })

    test('fail each for itself', async () => {
      const site = siteOf([...failing.map(([code]) => code), 'print("well")'])
      const { changed, printed } = await site.run()
      expect(changed).toEqual([`content/p${failing.length}.md`])
      for (const [, message] of failing) expect(printed).toContain(message)
      expect(printed).toMatch(/p2\.md:[56]:\d+ {2}error {2}run\/time/)
    })
  })
