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

const root = fs.realpathSync(process.cwd())
/** Files and folders below the root that a block reads. */
const reads = { files: new Set(), folders: new Set(), written: new Set() }
watchFiles(fs.realpathSync(job.site))

/** Keeps code from writing into the site itself, what it works on is a copy, and notes what it reads of that. */
function watchFiles(site) {
  /** Which arguments are paths that are written to. */
  const writing = {
    appendFile: [0],
    chmod: [0],
    copyFile: [1],
    cp: [1],
    createWriteStream: [0],
    link: [1],
    mkdir: [0],
    mkdtemp: [0],
    rename: [0, 1],
    rm: [0],
    rmdir: [0],
    symlink: [1],
    truncate: [0],
    unlink: [0],
    writeFile: [0],
  }
  const fullPath = (written) => {
    if (typeof written !== 'string' && !Buffer.isBuffer(written) && !(written instanceof URL)) return ''
    return path.resolve(written instanceof URL ? require('node:url').fileURLToPath(written) : String(written))
  }
  const noteWrite = (written) => {
    const full = fullPath(written)
    if (full.startsWith(site + path.sep)) {
      const error = new Error(`code of a page may not write into the site: ${written}`)
      throw Object.assign(error, { name: 'PermissionError' })
    }
    reads.written.add(full)
  }
  const noteRead = (written, kind) => {
    const full = fullPath(written)
    if (full.startsWith(root + path.sep) && !reads.written.has(full)) reads[kind].add(full)
  }
  const guard = (module, name, refuses) => {
    const own = module[name]
    if (typeof own !== 'function') return
    module[name] = function (...args) {
      refuses(args)
      return own.apply(this, args)
    }
  }
  const variants = (name, refuses) => {
    guard(fs, name, refuses)
    guard(fs, `${name}Sync`, refuses)
    guard(fs.promises, name, refuses)
  }
  for (const [name, places] of Object.entries(writing))
    variants(name, (args) => {
      for (const at of places) noteWrite(args[at])
    })
  variants('open', ([written, flags = 'r']) => {
    const isWriting = typeof flags === 'number' ? (flags & 3) !== 0 : typeof flags === 'string' && /[wa+]/.test(flags)
    if (isWriting) noteWrite(written)
    else noteRead(written, 'files')
  })
  for (const name of ['readFile', 'createReadStream', 'copyFile'])
    variants(name, ([written]) => noteRead(written, 'files'))
  for (const name of ['readdir', 'opendir']) variants(name, ([written]) => noteRead(written, 'folders'))
}

/** What was read since it was asked last, by paths from the root with slashes. */
function newReads() {
  for (const file of Object.keys(require.cache)) if (file.startsWith(root + path.sep)) reads.files.add(file)
  const [read, listed] = [reads.files, reads.folders].map((set) =>
    [...set].map((full) => path.relative(root, full).replaceAll(path.sep, '/')).sort(),
  )
  reads.files.clear()
  reads.folders.clear()
  return { read, listed }
}

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
    fs.writeSync(1, `\0${job.token} ${JSON.stringify({ ...answer, ...newReads(), figures: newFigures(i + 1) })}\0`)
    if (answer.error && !block.raises) break
  }
  process.exit(0)
}

async function run({ code, value }, name) {
  try {
    // In its own lines; names that are declared at the top are those of the blocks below, too.
    const importModuleDynamically = vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER
    const result = await vm.runInThisContext(code, { filename: name, importModuleDynamically })
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
    ...(error?.code === 'ENOENT' && typeof error.path === 'string'
      ? { missing: path.relative(root, path.resolve(error.path)).replaceAll(path.sep, '/') }
      : {}),
  }
}

/** Pictures that the block put into the folder of figures. A later block may write one of the same name. */
function newFigures(number) {
  const names = fs.readdirSync(job.figures).filter((name) => /^[^+]*\.(?:svg|png|jpg|gif|webp)$/.test(name))
  return names.sort().map((name) => {
    fs.renameSync(path.join(job.figures, name), path.join(job.figures, `${number}+${name}`))
    return { light: `${number}+${name}` }
  })
}

void main()
