import { deflateRawSync } from 'node:zlib'
import { type Diagnostic, diagnostic, type Span } from '../diagnostics/diagnostic.ts'
import { type EngineFiles, engineFiles } from '../exercises/engine-files.ts'
import { engines } from '../exercises/engines.ts'
import { sha256 } from '../files/digest.ts'
import type { Files } from '../files/files.ts'
import type { FindPackage } from '../files/packages.ts'
import { baseName } from '../files/paths.ts'
import type { Document } from '../page/document.ts'
import type { PlannedFile } from './plan.ts'

/**
 * Engines that run code in readers' browsers are packages of the site's own. Where a page needs one, its files are published with the
 * site; their bytes are those that Lectern knows, so that nothing else runs there.
 */
export interface EnginePackages {
  /** The package of an engine in the version that is known, or what is wrong with it. Packages of sites in memory are not known. */
  readonly find: (engine: string) => EnginePackage | undefined
}

export interface EnginePackage {
  /** Why it cannot be published; '' where it can. */
  readonly fault: string
  /** Bytes of a file of the package, by its name there. */
  readonly read: (name: string) => Uint8Array | undefined
}

/** Finds engines, and looks at the bytes of each file once, as long as nothing writes to it. */
export function createEnginePackages(findPackage: FindPackage | undefined): EnginePackages {
  const good = new Map<string, string>()
  return {
    find(engine) {
      const known = engineFiles[engine]
      if (!known || !findPackage) return undefined
      const files = findPackage(known.packageName)
      return { fault: faultOf(known, files, good), read: (name) => files?.read(name) }
    },
  }
}

function faultOf(
  { packageName, version, files: known }: EngineFiles,
  files: Files | undefined,
  good: Map<string, string>,
) {
  if (!files) return `the package \`${packageName}\` is not installed`
  const installed = versionIn(files)
  if (installed !== version)
    return `the package \`${packageName}\` has version ${installed ?? '?'}, and ${version} is the one that Lectern knows`
  for (const { name, size, sha256: wanted } of known) {
    const stamp = files.stamp(name)
    if (stamp !== undefined && good.get(name) === stamp) continue
    const bytes = files.read(name)
    if (!bytes) return `the package \`${packageName}\` has no file \`${name}\``
    if (bytes.length !== size || sha256(bytes) !== wanted)
      return `the file \`${name}\` of the package \`${packageName}\` is not the one that was published with version ${version}`
    if (stamp !== undefined) good.set(name, stamp)
  }
  return ''
}

function versionIn(files: Files): string | undefined {
  try {
    const manifest: unknown = JSON.parse(new TextDecoder().decode(files.read('package.json')))
    const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest
    return isManifest && typeof manifest.version === 'string' ? manifest.version : undefined
  } catch {
    return undefined
  }
}

/** The folder of an engine below the output folder. */
const folderOfEngine = (engine: string): string => `lectern/engine/${engines[engine]?.folder}`

/** Engines that pages need, and the first place that needs each. */
export function enginesOf(documents: readonly Document[]): ReadonlyMap<string, Span> {
  const found = new Map<string, Span>()
  for (const document of documents)
    for (const { name, span } of document.engines) if (!found.has(name)) found.set(name, span)
  return found
}

/** All files of an engine in a script, which is all that pages on a disk can load. */
const DISK_FILE = 'disk.js'

function fileForDisks(packages: EnginePackages, engine: string): PlannedFile {
  const files = engineFiles[engine]?.files ?? []
  return {
    source: `(${engine})`,
    digest: `disk ${files.map(({ sha256: known }) => known).join(' ')}`,
    copyOf: 'engine',
    content() {
      const found = packages.find(engine)
      const packed = files.map(({ name }) => [
        baseName(name),
        deflateRawSync(found?.read(name) ?? new Uint8Array(), { level: 9 }).toString('base64'),
      ])
      return `lecternEngineFiles(${JSON.stringify(Object.fromEntries(packed))})\n`
    },
  }
}

/** A file of an engine, as it is published. Its bytes are known without reading them. */
export function publishedEngineFile(packages: EnginePackages, output: string): PlannedFile | undefined {
  for (const [engine, { files, licence }] of Object.entries(engineFiles)) {
    const folder = folderOfEngine(engine)
    if (!output.startsWith(`${folder}/`)) continue
    const name = output.slice(folder.length + 1)
    if (name === DISK_FILE) return fileForDisks(packages, engine)
    if (name === 'LICENSE.txt')
      return { source: `(${engine})`, content: () => `${licence}\n`, digest: licence, copyOf: 'engine' }
    const file = files.find((one) => baseName(one.name) === name)
    if (!file) return undefined
    return {
      source: `(${engine}) ${file.name}`,
      content: () => packages.find(engine)?.read(file.name),
      digest: file.sha256,
      copyOf: 'engine',
    }
  }
  return undefined
}

/** Puts the engines that pages need into a plan; those of a portable site also as pages on a disk load them. */
export function planEngines(
  packages: EnginePackages,
  documents: readonly Document[],
  portable: boolean,
): {
  readonly files: readonly (readonly [path: string, file: PlannedFile])[]
  readonly diagnostics: readonly Diagnostic[]
} {
  const files: [string, PlannedFile][] = []
  const diagnostics: Diagnostic[] = []
  for (const [engine, span] of enginesOf(documents)) {
    const found = packages.find(engine)
    const known = engineFiles[engine]
    if (!found || !known) continue
    if (found.fault !== '') {
      diagnostics.push(
        diagnostic('exercise/no-engine', `Readers cannot run ${engines[engine]?.language ?? engine}: ${found.fault}.`, {
          span,
          hint: `run \`npm i ${known.packageName}@${known.version}\` in the folder of the site`,
        }),
      )
      continue
    }
    for (const name of [
      ...known.files.map((file) => baseName(file.name)),
      'LICENSE.txt',
      ...(portable ? [DISK_FILE] : []),
    ]) {
      const path = `${folderOfEngine(engine)}/${name}`
      const file = publishedEngineFile(packages, path)
      if (file) files.push([path, file])
    }
  }
  return { files, diagnostics }
}

/** The engines that pages need, and their state. */
export function stateOfEngines(
  packages: EnginePackages,
  documents: readonly Document[],
): { readonly names: readonly string[]; readonly state: string } {
  const names = [...enginesOf(documents).keys()]
  return { names, state: engineState(packages, names) }
}

/** What the engines of a site depend on: changes when one is installed, or is another one. */
export const engineState = (packages: EnginePackages, names: readonly string[]): string =>
  names.map((name) => `${name} ${packages.find(name)?.fault ?? ''}`).join('\n')
