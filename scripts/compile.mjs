// Bundles the program into lib/, with its declarations and the scripts of a site's pages: `npm run prepare`, which
// `npm ci` calls.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import Handlebars from 'handlebars'
import { rolldown } from 'rolldown'

const root = path.dirname(import.meta.dirname)
const target = path.join(root, 'lib')
// Made beside its place and then renamed: a compile that fails leaves the last good program.
const made = path.join(root, `lib-new-${process.pid}`)
const old = path.join(root, `lib-old-${process.pid}`)

/** The scripts of src/client/ that pages load, each a bundle. */
const clientScripts = ['lectern', 'scheme', 'search']

/**
 * markdown-it comes with its class fields written for old engines: a call of a function for each field of each token. As
 * plain assignments they take a tenth less of the time of parsing.
 */
const plainFields = {
  name: 'plain-fields',
  transform(code, id) {
    if (!/[\\/]markdown-it[\\/]dist[\\/]/.test(id)) return undefined
    const plain = code.replace(/\b_defineProperty\(\s*this,\s*(?:\/\*[\s\S]*?\*\/\s*)?"(\w+)",/g, '(this.$1 =')
    if (plain === code)
      throw new Error('markdown-it has no class fields for old engines any more: take plainFields out.')
    return { code: plain, map: null }
  },
}

/**
 * markdown-it notes how far it may skip by place in the text. In an array with one entry, far behind, that takes kilobytes
 * for each link: a map takes what is in it, and few texts need one.
 */
const sparseCache = {
  name: 'sparse-cache',
  transform(code, id) {
    if (!/[\\/]markdown-it[\\/]dist[\\/]/.test(id)) return undefined
    const plain = [
      ['_defineProperty(this, "cache", {});', '_defineProperty(this, "cache", undefined);'],
      ['const cache = state.cache;', 'const cache = (state.cache ??= new Map());'],
      ['typeof cache[pos] !== "undefined"', 'cache.has(pos)'],
      ['state.pos = cache[pos];', 'state.pos = cache.get(pos);'],
      ['cache[pos] = state.pos;', 'cache.set(pos, state.pos);'],
    ]
    for (const [slow] of plain)
      if (!code.includes(slow)) throw new Error(`markdown-it has no \`${slow}\` any more: look at sparseCache.`)
    return { code: plain.reduce((text, [slow, fast]) => text.replace(slow, fast), code), map: null }
  },
}

/**
 * gray-matter comes with parsers of its own: a second js-yaml, which takes longer to load than a small site to build, and
 * one that evaluates what a page says. The program gives it parsers for all languages and never calls these.
 */
const noEngines = {
  name: 'no-engines',
  transform(_code, id) {
    if (!/[\\/]gray-matter[\\/]lib[\\/]engines\.js$/.test(id)) return undefined
    return { code: 'module.exports = {}', map: null }
  },
}

/** Makes a classic script: browsers load no modules from a disk. */
async function bundleClient(name, folder) {
  const bundle = await rolldown({
    input: path.join(root, `src/client/${name}.ts`),
    platform: 'browser',
    logLevel: 'warn',
  })
  await bundle.write({ file: path.join(made, `${folder}/${name}.js`), format: 'iife', minify: true })
  await bundle.close()
}

try {
  const bundle = await rolldown({
    input: {
      cli: path.join(root, 'src/cli/main.ts'),
      index: path.join(root, 'src/index.ts'),
      thread: path.join(root, 'src/build/thread.ts'),
      'look-thread': path.join(root, 'src/build/look-thread.ts'),
    },
    platform: 'node',
    plugins: [sparseCache, plainFields, noEngines],
    logLevel: 'warn',
  })
  await bundle.write({
    dir: made,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    banner: (chunk) => (chunk.name === 'cli' && chunk.isEntry ? '#!/usr/bin/env node' : ''),
  })
  await bundle.close()
  fs.chmodSync(path.join(made, 'cli.js'), 0o755)
  for (const name of clientScripts) await bundleClient(name, 'client')
  // What `lectern dev` puts into pages lies apart: everything in client/ is published with every site.
  await bundleClient('dev', 'dev')
  // The theme's templates as Handlebars parses them: see src/layout/parsed-templates.ts.
  const templates = fs
    .readdirSync(path.join(root, 'templates'), { recursive: true })
    .filter((file) => file.endsWith('.hbs'))
  const texts = templates.sort().map((file) => fs.readFileSync(path.join(root, 'templates', file), 'utf8'))
  fs.writeFileSync(
    path.join(made, 'templates.json'),
    JSON.stringify(texts.map((text) => [text, Handlebars.parse(text)])),
  )
  // The files of a new course.
  fs.cpSync(path.join(root, 'src/cli/starter'), path.join(made, 'starter'), { recursive: true })
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
  execFileSync(
    process.execPath,
    [tsc, '-p', path.join(root, 'tsconfig.types.json'), '--outDir', path.join(made, 'types')],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )
  if (fs.existsSync(target)) fs.renameSync(target, old)
  fs.renameSync(made, target)
} finally {
  if (!fs.existsSync(target) && fs.existsSync(old)) fs.renameSync(old, target)
  fs.rmSync(made, { recursive: true, force: true })
  fs.rmSync(old, { recursive: true, force: true })
}
