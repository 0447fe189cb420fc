import { deserialize, serialize } from 'node:v8'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { digest } from '../files/digest.ts'
import type { FileRecord, InputKind } from '../input/file-stats.ts'
import type { StampedFile } from '../output/stamps.ts'
import type { PackedBrief } from '../page/document.ts'
import { NOWHERE, type Part, type PartsFile } from './blobs.ts'
import {
  type PackedCommon,
  type PackedParts,
  packCommon,
  packParts,
  packSparse,
  packTexts,
  type Sparse,
  type Texts,
  unpackCommon,
  unpackParts,
  unpackTexts,
} from './columns.ts'

/**
 * The index of a cache: what is known of all pages, in one file that is read whole, so it holds little of each. What is
 * long lies in files of parts.
 */
export interface CacheIndex {
  /** Fingerprint of the program that wrote it. */
  readonly key: string
  readonly files: { readonly texts: PartsFile; readonly facts: PartsFile; readonly links: PartsFile }
  /** Fingerprint of the file with the words of pages. */
  readonly search: string | undefined
  /** The site that was made last: what it was made of, and the fingerprint of the file that says what it consists of. */
  readonly made: { readonly key: string; readonly print: string } | undefined
  /** Versions of pages that went: see `Memo.floor`. */
  readonly floors: { readonly compiled: number; readonly linked: number }
  readonly pages: readonly IndexedPage[]
  readonly linked: readonly IndexedLink[]
  readonly laidOut: readonly IndexedLayout[]
  readonly published: PublishedFiles
  readonly output: { readonly folder: string; readonly files: readonly StampedFile[] }
  /** Files that were read. */
  readonly inputs: readonly FileRecord[]
}

/** What is known of one run of a stage. */
export interface IndexedStage {
  readonly input: string
  readonly version: number
  readonly diagnostics: readonly Diagnostic[]
}

/** A page that was compiled. */
export interface IndexedPage extends IndexedStage, PackedBrief {
  /** As JSON: those of many pages are the same. */
  readonly questions: string
  readonly facts: Part
  readonly text: Part
  /** Fingerprint of what other pages can know of it. */
  readonly known: string
}

/** A page that was linked: also one that Lectern made by itself. */
export interface IndexedLink extends IndexedStage {
  readonly name: string
  readonly dependencyDigest: string
  readonly summary: string
  readonly questions: Part
}

export interface IndexedLayout {
  readonly name: string
  readonly version: string
  readonly theme: string
  readonly path: string
  readonly digest: string
  readonly diagnostics: readonly Diagnostic[]
}

/** The files of the whole site that were made last: those about its pages, and those of their texts. */
export interface PublishedFiles {
  readonly about: PublishedGroup | undefined
  readonly texts: PublishedGroup | undefined
}

/** Some of them, and a fingerprint of what they were made of. */
export interface PublishedGroup {
  readonly key: string
  readonly files: readonly (readonly [path: string, digest: string])[]
}

/** The lists of an index, as they are kept. */
interface Packed extends Omit<CacheIndex, 'pages' | 'linked' | 'laidOut' | 'output' | 'inputs'> {
  readonly pages: PackedStages & {
    readonly questions: PackedCommon
    readonly facts: PackedParts
    readonly texts: PackedParts
    readonly known: Texts
    readonly addresses: Texts
    readonly outputs: Texts
    readonly titles: Texts
    readonly words: Float64Array
    readonly rests: PackedCommon
  }
  readonly linked: PackedStages & {
    readonly dependencyDigests: PackedCommon
    readonly summaries: Texts
    readonly questions: PackedParts
  }
  readonly laidOut: {
    readonly names: Texts
    readonly versions: PackedCommon
    readonly themes: PackedCommon
    readonly paths: Texts
    readonly digests: Texts
    readonly diagnostics: Sparse<Diagnostic>
  }
  readonly output: { readonly folder: string; readonly paths: Texts; readonly digests: Texts; readonly stamps: Texts }
  readonly inputs: {
    readonly paths: Texts
    readonly stamps: Texts
    readonly kinds: readonly InputKind[]
    readonly prints: Texts
  }
}

interface PackedStages {
  readonly names: Texts
  readonly inputs: Texts
  readonly versions: Uint32Array
  readonly diagnostics: Sparse<Diagnostic>
}

/** Length of a fingerprint. */
const DIGEST = digest('').length

/** The bytes of an index, with their fingerprint before them. */
export function encodeIndex(index: CacheIndex): Uint8Array {
  const { pages, linked, laidOut, inputs, output } = index
  const packed: Packed = {
    ...index,
    pages: {
      ...packStages(pages, ({ path }) => path),
      questions: packCommon(pages.map(({ questions }) => questions)),
      facts: packParts(pages.map(({ facts }) => facts)),
      texts: packParts(pages.map(({ text }) => text)),
      known: packTexts(pages.map(({ known }) => known)),
      addresses: packTexts(pages.map(({ address }) => address)),
      outputs: packTexts(pages.map((page) => page.output)),
      titles: packTexts(pages.map(({ title }) => title)),
      words: Float64Array.from(pages, ({ words }) => words),
      rests: packCommon(pages.map(({ rest }) => rest)),
    },
    linked: {
      ...packStages(linked, ({ name }) => name),
      dependencyDigests: packCommon(linked.map(({ dependencyDigest }) => dependencyDigest)),
      summaries: packTexts(linked.map(({ summary }) => summary)),
      questions: packParts(linked.map(({ questions }) => questions)),
    },
    laidOut: {
      names: packTexts(laidOut.map(({ name }) => name)),
      versions: packCommon(laidOut.map(({ version }) => version)),
      themes: packCommon(laidOut.map(({ theme }) => theme)),
      paths: packTexts(laidOut.map(({ path }) => path)),
      digests: packTexts(laidOut.map((page) => page.digest)),
      diagnostics: packSparse(laidOut.map(({ diagnostics }) => diagnostics)),
    },
    inputs: {
      paths: packTexts(inputs.map(({ path }) => path)),
      stamps: packTexts(inputs.map(({ stamp }) => stamp)),
      kinds: inputs.map(({ kind }) => kind),
      prints: packTexts(inputs.map(({ print }) => print)),
    },
    output: packOutput(output),
  }
  return sealed(serialize(packed))
}

/** Bytes with their fingerprint before them. */
export const sealed = (body: Uint8Array): Uint8Array => Buffer.concat([Buffer.from(digest(body)), body])

/** The fingerprint that stands before some bytes. */
export const digestOf = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, DIGEST)).toString()

/** The bytes behind their fingerprint; undefined where it is that of others. */
export function unsealed(bytes: Uint8Array): Uint8Array | undefined {
  const body = bytes.subarray(DIGEST)
  return bytes.length > DIGEST && digestOf(bytes) === digest(body) ? body : undefined
}

const packOutput = ({ folder, files }: CacheIndex['output']): Packed['output'] => ({
  folder,
  paths: packTexts(files.map(({ path }) => path)),
  digests: packTexts(files.map((file) => file.digest)),
  stamps: packTexts(files.map(({ stamp }) => stamp)),
})

function packStages<Stage extends IndexedStage>(
  stages: readonly Stage[],
  nameOf: (stage: Stage) => string,
): PackedStages {
  return {
    names: packTexts(stages.map(nameOf)),
    inputs: packTexts(stages.map(({ input }) => input)),
    versions: Uint32Array.from(stages, ({ version }) => version),
    diagnostics: packSparse(stages.map(({ diagnostics }) => diagnostics)),
  }
}

/**
 * The index in some bytes: `damaged` where they are not those that were written, `foreign` where another program than
 * that of `key` wrote them.
 */
export function decodeIndex(bytes: Uint8Array, key: () => string): CacheIndex | 'damaged' | 'foreign' {
  const body = unsealed(bytes)
  if (!body) return 'damaged'
  try {
    // Its fingerprint says that this program, or another one, wrote it: of another one nothing but the key is looked at.
    const packed = deserialize(body) as Packed
    return packed.key === key() ? unpackIndex(packed) : 'foreign'
  } catch {
    return 'damaged'
  }
}

function unpackIndex(packed: Packed): CacheIndex {
  const { pages, linked, laidOut, output, inputs } = packed
  const none: readonly Diagnostic[] = []
  // Mostly the same pages, in the same order: a name that is there once is looked at once when it is looked up.
  const linkedNames = unpackTexts(linked.names)
  const laidOutNames = laidOut.names === linked.names ? linkedNames : unpackTexts(laidOut.names)
  const [compiledOf, linkedOf] = [unpackTexts(pages.inputs), unpackTexts(linked.inputs)]
  const questions = unpackCommon(pages.questions)
  const facts = unpackParts(pages.facts)
  const texts = unpackParts(pages.texts)
  const known = unpackTexts(pages.known)
  const [addresses, outputs] = [unpackTexts(pages.addresses), unpackTexts(pages.outputs)]
  const titles = unpackTexts(pages.titles)
  const rests = unpackCommon(pages.rests)
  const dependencyDigests = unpackCommon(linked.dependencyDigests)
  const summaries = unpackTexts(linked.summaries)
  const asked = unpackParts(linked.questions)
  const [versions, themes] = [unpackCommon(laidOut.versions), unpackCommon(laidOut.themes)]
  const [paths, digests] = [unpackTexts(laidOut.paths), unpackTexts(laidOut.digests)]
  const [fileDigests, fileStamps] = [unpackTexts(output.digests), unpackTexts(output.stamps)]
  const [stamps, prints] = [unpackTexts(inputs.stamps), unpackTexts(inputs.prints)]
  return {
    ...packed,
    pages: unpackTexts(pages.names).map((path, i) => ({
      path,
      input: compiledOf[i] ?? '',
      version: pages.versions[i] ?? 0,
      diagnostics: pages.diagnostics.get(i) ?? none,
      questions: questions[i] ?? '[]',
      facts: facts[i] ?? NOWHERE,
      text: texts[i] ?? NOWHERE,
      known: known[i] ?? '',
      address: addresses[i] ?? '',
      output: outputs[i] ?? '',
      title: titles[i] ?? '',
      words: pages.words[i] ?? 0,
      rest: rests[i] ?? '',
    })),
    linked: linkedNames.map((name, i) => ({
      name,
      input: linkedOf[i] ?? '',
      version: linked.versions[i] ?? 0,
      diagnostics: linked.diagnostics.get(i) ?? none,
      dependencyDigest: dependencyDigests[i] ?? '',
      summary: summaries[i] ?? '',
      questions: asked[i] ?? NOWHERE,
    })),
    laidOut: laidOutNames.map((name, i) => ({
      name,
      version: versions[i] ?? '',
      theme: themes[i] ?? '',
      path: paths[i] ?? '',
      digest: digests[i] ?? '',
      diagnostics: laidOut.diagnostics.get(i) ?? none,
    })),
    output: {
      folder: output.folder,
      files: unpackTexts(output.paths).map((path, i) => ({
        path,
        digest: fileDigests[i] ?? '',
        stamp: fileStamps[i] ?? '',
      })),
    },
    inputs: unpackTexts(inputs.paths).map((path, i) => ({
      path,
      stamp: stamps[i] ?? '',
      kind: inputs.kinds[i] ?? 'text',
      print: prints[i] ?? '',
    })),
  }
}
