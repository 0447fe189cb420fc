import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { compiledFile } from '../../src/files/open-site.ts'

/** Starts an engine, lets it run a program that does not end, and says so. */
const PARENT = `import { fork } from 'node:child_process'
const [program, folder] = process.argv.slice(1)
const child = fork(program, [], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
child.send({ type: 'start', engine: 'javascript', folder, hashSeed: 0 })
child.on('message', ({ type }) => {
  if (type !== 'ready') process.exit(1)
  const request = { code: 'for (;;) {}', limit: 100000, recursion: 200, ask: false, files: {} }
  child.send({ type: 'run', request }, () => console.log('running'))
})`

test('an engine ends when the program that wants its results is killed', async () => {
  const program = compiledFile('verify-engine.js')
  const module = createRequire(pathToFileURL(import.meta.filename)).resolve('quickjs-wasi')
  const parent = spawn(
    process.execPath,
    ['--input-type=module', '-e', PARENT, program ?? '', path.dirname(path.dirname(module))],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const said = await new Promise((resolve) => {
    parent.stdout.once('data', (data) => resolve(String(data)))
    parent.once('close', () => resolve('closed'))
  })
  expect(said).toBe('running\n')
  parent.kill('SIGKILL')
  // The engine holds its output open as long as it lives.
  await new Promise((resolve) => parent.once('close', resolve))
})
