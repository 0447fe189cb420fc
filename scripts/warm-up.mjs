// Runs the program that was just compiled, so that V8's code of it is kept beside it: see src/speed/code-cache.ts.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createBuilder } from '../lib/index.mjs'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-warm-up-'))
const build = () => {
  const { fault, text } = createBuilder({ folder }).build()
  if (fault !== 'none') throw new Error(`A new course does not build.\n${text}`)
}
try {
  const program = path.join(import.meta.dirname, '../lib/cli.js')
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' }
  execFileSync(process.execPath, [program, 'new', folder], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  // So many that the course has a cache.
  for (let i = 0; i < 120; i++)
    fs.writeFileSync(path.join(folder, `content/basics/more-${i}.md`), `# More ${i}\n\nText.\n`)
  // As most builds do: all of it, nothing, and a page that was edited.
  build()
  build()
  fs.appendFileSync(path.join(folder, 'content/basics/first-steps.md'), '\nOne more sentence.\n')
  build()
} finally {
  fs.rmSync(folder, { recursive: true, force: true })
}
