import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runProcess } from '../../src/run/run-process.ts'
import { startProcess } from '../../src/run/running-process.ts'

test.skipIf(process.platform === 'win32')(
  'what a program wrote before it ended is read, however long this process was busy with something else',
  async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
    onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
    const written = path.join(folder, 'written')
    /** Waits without reading anything, as compiling a page does, until all is written and the patience is over. */
    const isBusy = (): void => {
      const until = performance.now() + 300
      while (performance.now() < until || !fs.existsSync(written))
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
    const outcome = await runProcess(
      {
        command: '/bin/sh',
        // The program ends at once; what it wrote comes a little later.
        args: ['-c', `(sleep 0.1; printf 'one<{}>two<{}>'; : >'${written}') & exit 0`],
        folder,
        env: { PATH: process.env.PATH ?? '' },
        begin: '<',
        end: '>',
        limits: [60_000, 60_000],
        deadline: performance.now() + 60_000,
        outputLimit: 1000,
      },
      async (wanted) => {
        const started = await startProcess(wanted)
        return {
          ...started,
          ended: started.ended.then((how) => {
            process.nextTick(isBusy)
            return how
          }),
        }
      },
    )
    expect(outcome.blocks.map(({ output }) => output)).toEqual(['one', 'two'])
    expect(outcome.end).toEqual({ type: 'done', code: 0, signal: undefined })
  },
)
