import fs from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { packageFolder } from '../files/open-site.ts'
import { byCodeUnits } from '../files/paths.ts'

/**
 * Packs Lectern itself as `npm pack` does, so that a course can be installed anywhere with the program that made it: from a file
 * beside it, and not by a name that others may have on a registry.
 */

/** What of the package's folder belongs to the package, beside what `files` in its manifest names. */
const ALWAYS = ['package.json', 'README.md', 'LICENSE']
/** V8's code of the program is made anew wherever it runs. */
const isMadeAnew = (file: string): boolean => file.endsWith('.code')

/** The bytes of the package: the same for the same program. */
export function packProgram(): Uint8Array {
  const root = packageFolder()
  const { named, manifest } = readManifest(root)
  const listed = [...ALWAYS, ...named.filter((name) => !name.startsWith('!'))].flatMap((name) => filesAt(root, name))
  const files = [...new Set(listed)].filter((file) => !isMadeAnew(file)).sort(byCodeUnits)
  const parts = files.flatMap((file) => {
    const bytes = file === 'package.json' ? Buffer.from(manifest) : fs.readFileSync(path.join(root, file))
    return [headerOf(`package/${file}`, bytes.length), bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]
  })
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]), { level: 9 })
}

/** What the package's manifest names, and its text without what is only for who works on the package. */
function readManifest(root: string): { readonly named: readonly string[]; readonly manifest: string } {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(
    JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')),
  )
  const named = entries.find(([key]) => key === 'files')?.[1]
  const kept = entries.filter(([key]) => key !== 'scripts' && key !== 'devDependencies')
  return {
    named: Array.isArray(named) ? named.map(String) : [],
    manifest: `${JSON.stringify(Object.fromEntries(kept), undefined, 2)}\n`,
  }
}

/** A file, or all files below a folder, by their paths from the root; nothing where nothing is there. */
function filesAt(root: string, name: string): readonly string[] {
  const stat = fs.statSync(path.join(root, name), { throwIfNoEntry: false })
  if (!stat?.isDirectory()) return stat?.isFile() ? [name] : []
  return fs
    .readdirSync(path.join(root, name), { recursive: true, encoding: 'utf8' })
    .map((inside) => `${name}/${inside.split(path.sep).join('/')}`)
    .filter((file) => fs.statSync(path.join(root, file)).isFile())
}

/** What sizes of a tar file are a multiple of. */
const BLOCK = 512
/** The longest name of a file, and of the folders before it. */
const NAME = 100
const PREFIX = 155

/** The header of a file in the format ustar: no owner, and no time but the beginning of it. */
function headerOf(file: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK)
  const cut = file.length <= NAME ? -1 : file.indexOf('/', file.length - NAME - 1)
  const [prefix, name] = cut < 0 ? ['', file] : [file.slice(0, cut), file.slice(cut + 1)]
  if (name.length > NAME || prefix.length > PREFIX) throw new Error(`The path ${file} is too long for a package.`)
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0')
  const fields: readonly (readonly [at: number, text: string])[] = [
    [0, name],
    [100, octal(0o644, 7)],
    [108, octal(0, 7)],
    [116, octal(0, 7)],
    [124, octal(size, 11)],
    [136, octal(0, 11)],
    [148, ' '.repeat(8)],
    [156, '0'],
    [257, 'ustar\u000000'],
    [345, prefix],
  ]
  for (const [at, text] of fields) header.write(text, at, 'latin1')
  header.write(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
    148,
    'latin1',
  )
  return header
}
