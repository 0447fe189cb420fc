// Runs the JavaScript blocks of one page in this process, one after the other, as `lectern run` asks: `node node.cjs job.json`. After
// each block, what became of it is written to standard output as JSON between marks that no other text can hold.
'use strict'
const fs = require('node:fs')
const path = require('node:path')
const vm = require('node:vm')
const { createRequire } = require('node:module')
const { inspect } = require('node:util')

const job = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))
process.argv.length = 1
// What is printed has left the process when the marks are written.
process.stdout._handle?.setBlocking?.(true)
process.env.LECTERN_FIGURES = job.figures
globalThis.require = createRequire(path.join(process.cwd(), 'page.js'))
if (job.seed) Math.random = seeded(1)

/** The same random numbers in each run: the generator mulberry32. */
function seeded(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const failures = []
process.on('uncaughtException', (error) => failures.push(error))
process.on('unhandledRejection', (error) => failures.push(error))

async function main() {
  for (const [i, block] of job.blocks.entries()) {
    const answer = await run(block, `<block ${i + 1}>`)
    fs.writeSync(1, `\0${job.token} ${JSON.stringify({ ...answer, figures: newFigures() })}\0`)
    if (answer.error && !block.raises) break
  }
  process.exit(0)
}

async function run({ code, value }, name) {
  try {
    // In its own lines; names that are declared at the top are those of the blocks below, too.
    const result = await vm.runInThisContext(code, { filename: name })
    await new Promise((resolve) => setTimeout(resolve))
    if (failures.length > 0) throw failures.splice(0)[0]
    return value && result !== undefined ? { value: { text: inspect(result) } } : {}
  } catch (error) {
    failures.length = 0
    return { error: told(error) }
  }
}

function told(error) {
  const isError = error !== null && typeof error === 'object' && 'message' in error
  const kind = isError ? String(error.name ?? 'Error') : 'Error'
  const message = isError ? String(error.message) : inspect(error)
  const frames = Array.from(String(error?.stack ?? '').matchAll(/(<block \d+>):(\d+)/g), ([, file, line]) => ({
    file,
    line: Number(line),
  }))
  const missing = error?.code === 'MODULE_NOT_FOUND' ? /'([^']+)'/.exec(message)?.[1] : undefined
  return {
    name: kind,
    text: `${kind}: ${message.split('\n')[0]}`,
    frames: frames.reverse(),
    ...(missing ? { module: missing } : {}),
  }
}

/** Pictures that the block put into the folder of figures. */
const known = new Set()
function newFigures() {
  const names = fs
    .readdirSync(job.figures)
    .filter((name) => /\.(?:svg|png|jpg|gif|webp)$/.test(name) && !known.has(name))
  for (const name of names) known.add(name)
  return names.sort().map((name) => ({ light: name }))
}

void main()
