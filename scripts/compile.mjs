// Bundles the program into lib/, with its declarations and the scripts of a site's pages: `npm run prepare`, which
// `npm ci` calls.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import Handlebars from 'handlebars'
import { bundle as bundleStyles } from 'lightningcss'
import { rolldown } from 'rolldown'
import { libraryPatches } from './library-patches.mjs'
import { noteBundled, noticesOf } from './third-party.mjs'

const root = path.dirname(import.meta.dirname)
const target = path.join(root, 'lib')
// Made beside its place and then renamed: a compile that fails leaves the last good program.
const made = path.join(root, `lib-new-${process.pid}`)
const old = path.join(root, `lib-old-${process.pid}`)

/** What is started of the program: its command, its API, and the threads of a build. */
const entries = { cli: 'src/cli/main.ts', index: 'src/index.ts', worker: 'src/workers/worker.ts' }
/** What is started without the program. */
const small = {
  'code-cache': 'src/speed/code-cache.ts',
  'plugin-host': 'src/plugins/host-worker.ts',
  'picture-process': 'src/files/picture-process.ts',
  'verify-engine': 'src/verify/engine-child.ts',
}

/** The modules of others that are bundled. */
const bundled = noteBundled()

/** The scripts of src/client/ that pages load, each a bundle. */
const clientScripts = ['lectern', 'scheme', 'search', 'found']
/** Those that only some pages load; see src/markdown/client-parts.ts. */
const partScripts = ['exercise', 'exercise-colours', 'exercise-disk', 'languages', 'quiz', 'solved']
/** Those that are workers; see src/client/exercise-disk.ts for why a page can load them, too. */
const workerScripts = ['python', 'javascript', 'sql', 'micropython'].map((engine) => `exercise-engine-${engine}`)
const asWorker = {
  banner: '(function(f){globalThis.document?globalThis.lecternEngineProgram=f:f()})(function(){',
  footer: '})',
}

/** Makes a classic script: browsers load no modules from a disk. */
async function bundleClient(name, folder, around = {}) {
  const bundle = await rolldown({
    input: path.join(root, `src/client/${name}.ts`),
    platform: 'browser',
    plugins: [bundled.plugin],
    logLevel: 'warn',
  })
  await bundle.write({ file: path.join(made, `${folder}/${name}.js`), format: 'iife', minify: true, ...around })
  await bundle.close()
}

/** The modules that `file` imports, and those that these import, without what is imported later; `info` tells of one. */
function importedBy(file, info) {
  const modules = new Set([path.join(root, file)])
  for (const module of modules) for (const imported of info(module)?.importedIds ?? []) modules.add(imported)
  return modules
}

/**
 * Makes CommonJS modules, which Node starts sooner. What every build runs is one of them, the program; of it V8's code is kept
 * when it has run: see src/speed/code-cache.ts.
 */
async function bundleProgram() {
  const bundle = await rolldown({
    input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, path.join(root, file)])),
    platform: 'node',
    plugins: [libraryPatches, bundled.plugin],
    preserveEntrySignatures: 'allow-extension',
    logLevel: 'warn',
  })
  const parts = new Map()
  const partsOf = (file, info) => parts.get(file) ?? parts.set(file, importedBy(file, info)).get(file)
  const { output } = await bundle.write({
    dir: made,
    format: 'cjs',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    banner: (chunk) => (chunk.name === 'cli' && chunk.isEntry ? '#!/usr/bin/env node' : ''),
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        {
          debugName: 'program',
          name(id, context) {
            const isIn = (file) => partsOf(file, (module) => context.getModuleInfo(module)).has(id)
            return isIn('src/cli/build-command.ts') && !isIn(entries.cli) ? 'program' : null
          },
        },
      ],
    },
  })
  await bundle.close()
  for (const [name, file] of Object.entries(small)) {
    const one = await rolldown({
      input: path.join(root, file),
      platform: 'node',
      plugins: [bundled.plugin],
      logLevel: 'warn',
    })
    await one.write({ file: path.join(made, `${name}.js`), format: 'cjs' })
    await one.close()
  }
  fs.writeFileSync(path.join(made, 'package.json'), '{ "type": "commonjs" }\n')
  // The API is a module of the language, with its declarations, as the sources are.
  const api = output.find((chunk) => chunk.fileName === 'index.js')
  fs.writeFileSync(path.join(made, 'index.mjs'), `export { ${api.exports.join(', ')} } from './index.js'\n`)
  fs.mkdirSync(path.join(made, 'types'))
  fs.writeFileSync(path.join(made, 'types/package.json'), '{ "type": "module" }\n')
  const program = output.find((chunk) => chunk.fileName === 'chunks/program.js')
  fs.writeFileSync(
    path.join(made, 'chunks/program-text.js'),
    `(function (exports, require, module, __filename, __dirname) {${ascii(program.code)}\n})`,
  )
  fs.writeFileSync(
    path.join(made, 'chunks/program.js'),
    "require('../code-cache.js').runWithCodeCache(`${__dirname}/program-text.js`, module, require)\n",
  )
}

/** Writes letters beyond ASCII as escapes: V8 reads a text of single bytes in half of the time. */
function ascii(code) {
  if (/\\[^\0-\x7f]|String\.raw`[^`]*[^\0-\x7f][^`]*`/.test(code))
    throw new Error('A letter beyond ASCII cannot be written as an escape.')
  return code.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/**
 * Makes the style sheets of the theme small. Those that each site's own style sheet is made of lie in styles/, and those that
 * some pages load beside the scripts of these: see src/publish/style-sheets.ts. What several of them import lies in shared/.
 */
function minifyStyles() {
  for (const [folder, target] of [
    ['assets/lectern', 'client'],
    ['assets/parts', 'parts'],
  ]) {
    const sources = path.join(root, folder)
    for (const file of fs.readdirSync(sources, { recursive: true }).filter((name) => name.endsWith('.css'))) {
      if (path.dirname(file) === 'shared') continue
      const { code, warnings } = bundleStyles({ filename: path.join(sources, file), minify: true })
      if (warnings.length > 0) throw new Error(`${file}: ${warnings.map(({ message }) => message).join('; ')}`)
      const name = path.basename(file)
      const to = path.join(made, ['style.css', 'formulas.css'].includes(name) ? 'styles' : target, name)
      fs.mkdirSync(path.dirname(to), { recursive: true })
      fs.writeFileSync(to, code)
    }
  }
}

try {
  await bundleProgram()
  minifyStyles()
  fs.chmodSync(path.join(made, 'cli.js'), 0o755)
  for (const name of clientScripts) await bundleClient(name, 'client')
  await bundleClient('font', 'client/formulas')
  for (const name of partScripts) await bundleClient(name, 'parts')
  for (const name of workerScripts) await bundleClient(name, 'parts', asWorker)
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
  fs.writeFileSync(path.join(made, 'THIRD-PARTY.txt'), noticesOf(bundled.modules))
  // The files of a new course.
  for (const folder of ['starter', 'starter-exercises', 'shard-workflows'])
    fs.cpSync(path.join(root, 'src/cli', folder), path.join(made, folder), { recursive: true })
  // The programs that run code of pages.
  fs.cpSync(path.join(root, 'src/run/runners'), path.join(made, 'runners'), { recursive: true })
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
  execFileSync(
    process.execPath,
    [tsc, '-p', path.join(root, 'tsconfig.types.json'), '--outDir', path.join(made, 'types')],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )
  if (fs.existsSync(target)) fs.renameSync(target, old)
  fs.renameSync(made, target)
  execFileSync(process.execPath, [path.join(import.meta.dirname, 'warm-up.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
} finally {
  if (!fs.existsSync(target) && fs.existsSync(old)) fs.renameSync(old, target)
  fs.rmSync(made, { recursive: true, force: true })
  fs.rmSync(old, { recursive: true, force: true })
}
