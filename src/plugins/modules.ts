import { digest } from '../files/digest.ts'
import type { Files } from '../files/files.ts'
import type { FindPackage } from '../files/packages.ts'
import { folderOf, joinPath } from '../files/paths.ts'

/**
 * What a plugin is made of: its file, the files that it names by relative paths, and those that these name; of packages, name and
 * version. A text in quotes that begins with `./` or `../` and names a file is one that is used, be it imported, required or read.
 * That may be one too many, which costs nothing but pages that are compiled again; one whose name is only made when the plugin runs is
 * not known.
 */
export interface ModuleDigest {
  readonly digest: string
  /** Paths of all files. */
  readonly files: readonly string[]
  /** Paths that its files name, where nothing is yet. */
  readonly missing: readonly string[]
}

const RELATIVE = /(['"`])(\.{1,2}\/[^'"`\n]{1,300})\1/g
const BARE = /\b(?:from|import|require)\s*\(?\s*(['"])([@a-z][^'"\n:]{0,200})\1/gi
/** What may be left out of a name that is required. */
const ENDINGS = ['', '.js', '.cjs', '.mjs', '.json', '/index.js']

/** The digest of a module and of all that it uses. */
export function digestModule(files: Files, entries: readonly string[], findPackage: FindPackage): ModuleDigest {
  const found = new Set(entries)
  const packages = new Set<string>()
  const missing = new Set<string>()
  const parts: string[] = []
  for (const path of found) {
    const bytes = files.read(path)
    parts.push(`${path} ${bytes ? digest(bytes) : ''}`)
    const text = bytes && /\.(?:[cm]?[jt]sx?|json)$/.test(path) ? new TextDecoder().decode(bytes) : ''
    for (const [, , named = ''] of text.matchAll(RELATIVE)) {
      const at = joinPath(folderOf(path), named)
      const used =
        at === undefined ? undefined : ENDINGS.map((ending) => at + ending).find((name) => files.kind(name) === 'file')
      if (used !== undefined) found.add(used)
      else if (at !== undefined) missing.add(at)
    }
    for (const [, , name = ''] of text.matchAll(BARE)) packages.add(packageOf(name))
  }
  for (const name of [...packages].sort()) parts.push(`${name} ${versionOf(findPackage(name)) ?? ''}`)
  return { digest: digest(parts.join('\n')), files: [...found], missing: [...missing] }
}

/** The digest of a package: of its manifest, and of all that this names. Undefined where it is not installed. */
export function digestPackage(name: string, findPackage: FindPackage): string | undefined {
  const files = findPackage(name)
  const manifest = files && manifestOf(files)
  if (!files || !manifest) return undefined
  const main = typeof manifest.main === 'string' ? joinPath(manifest.main) : undefined
  const entries = ENDINGS.map((ending) => (main ?? 'index') + ending).filter((path) => files.kind(path) === 'file')
  return digestModule(files, ['package.json', ...entries], findPackage).digest
}

/** `@scope/name` of `@scope/name/part`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

const versionOf = (files: Files | undefined): string | undefined => {
  const version = files && manifestOf(files)?.version
  return typeof version === 'string' ? version : undefined
}

function manifestOf(files: Files): { readonly main?: unknown; readonly version?: unknown } | undefined {
  try {
    const manifest: unknown = JSON.parse(new TextDecoder().decode(files.read('package.json')))
    return typeof manifest === 'object' && manifest !== null ? manifest : undefined
  } catch {
    // No manifest, or one that is no JSON: Node says more when it loads the package.
    return undefined
  }
}
