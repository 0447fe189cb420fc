import { deserialize, serialize } from 'node:v8'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { FileRecord } from '../input/file-stats.ts'
import type { StampedFile } from '../output/stamps.ts'
import type { Part } from './blobs.ts'
import {
  type CacheIndex,
  type IndexedLayout,
  type IndexedLink,
  type IndexedPage,
  type IndexedStage,
  sealed,
  unsealed,
} from './index-file.ts'

/**
 * What is different in an index than in the one that was written whole. An edit changes a few entries of many thousands: they
 * go into a file of their own, which says of which index it is, and every further edit writes that file anew.
 */

/** What came of a list: entries in the places of others, places of entries that are gone, and entries that are new. */
interface ListChanges<Item> {
  readonly changed: readonly (readonly [place: number, item: Item])[]
  readonly removed: readonly number[]
  readonly added: readonly Item[]
}

/** The lists of an index. */
interface Lists {
  readonly pages: IndexedPage
  readonly linked: IndexedLink
  readonly laidOut: IndexedLayout
  readonly inputs: FileRecord
  readonly outputFiles: StampedFile
}

type Changes = { readonly [Name in keyof Lists]: ListChanges<Lists[Name]> } & {
  /** Fingerprint of the index that they are changes of. */
  readonly of: string
  readonly rest: Pick<CacheIndex, 'key' | 'files' | 'search' | 'made' | 'floors' | 'published'>
  readonly outputFolder: string
}

/** How the entries of a list are told apart, and whether two of the same name say the same. */
interface Kind<Item> {
  readonly nameOf: (item: Item) => string
  readonly hasSameName: (a: Item, b: Item) => boolean
  readonly isSame: (a: Item, b: Item) => boolean
}

const isSamePart = (a: Part, b: Part): boolean =>
  a === b || (a.start === b.start && a.length === b.length && a.checksum === b.checksum)

const isSameList = (a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean =>
  a === b || (a.length === 0 && b.length === 0)

/** Whether the records of a stage say the same. */
const isSameStage = (a: IndexedStage, b: IndexedStage): boolean =>
  a.input === b.input && a.version === b.version && isSameList(a.diagnostics, b.diagnostics)

const kinds: { readonly [Name in keyof Lists]: Kind<Lists[Name]> } = {
  pages: {
    nameOf: ({ path }) => path,
    hasSameName: (a, b) => a.path === b.path,
    // What is looked at of every page is a part of its facts.
    isSame: (a, b) =>
      isSameStage(a, b) &&
      a.questions === b.questions &&
      a.known === b.known &&
      isSamePart(a.facts, b.facts) &&
      isSamePart(a.text, b.text),
  },
  linked: {
    nameOf: ({ name }) => name,
    hasSameName: (a, b) => a.name === b.name,
    isSame: (a, b) =>
      isSameStage(a, b) &&
      a.dependencyDigest === b.dependencyDigest &&
      a.summary === b.summary &&
      isSamePart(a.questions, b.questions),
  },
  laidOut: {
    nameOf: ({ name }) => name,
    hasSameName: (a, b) => a.name === b.name,
    isSame: (a, b) =>
      a.version === b.version &&
      a.theme === b.theme &&
      a.path === b.path &&
      a.digest === b.digest &&
      isSameList(a.diagnostics, b.diagnostics),
  },
  inputs: {
    nameOf: ({ kind, path }) => `${kind} ${path}`,
    hasSameName: (a, b) => a.kind === b.kind && a.path === b.path,
    isSame: (a, b) => a.stamp === b.stamp && a.print === b.print,
  },
  outputFiles: {
    nameOf: ({ path }) => path,
    hasSameName: (a, b) => a.path === b.path,
    isSame: (a, b) => a === b || (a.digest === b.digest && a.stamp === b.stamp),
  },
}

/** So many entries that have changed, of all lists together, are few whatever the size of the site. A page has one in each. */
const FEW = 20
/**
 * Of a larger site, so many for each of its pages: with the length of one page, the pages that Lectern makes for chapters
 * change, too.
 */
const SHARE = 1 / 10

/** The bytes of what an index has changed of another one; undefined where that is too much for it to be worthwhile. */
export function encodeChanges(of: string, before: CacheIndex, now: CacheIndex): Uint8Array | undefined {
  let left = Math.max(FEW, SHARE * before.pages.length)
  /** Undefined where there are too many. */
  const changesOf = <Item>(
    { nameOf, hasSameName, isSame }: Kind<Item>,
    old: readonly Item[],
    list: readonly Item[],
  ) => {
    const changed: (readonly [number, Item])[] = []
    /** Entries that do not stand beside their counterparts, by name. */
    const strayed = new Map<string, number>()
    const rest: Item[] = []
    const compare = (place: number, was: Item, is: Item): void => {
      if (!isSame(was, is)) changed.push([place, is])
    }
    for (let i = 0, k = 0; i < old.length || k < list.length; ) {
      const [was, is] = [old[i], list[k]]
      if (was !== undefined && is !== undefined && hasSameName(was, is)) {
        compare(i, was, is)
        i++
        k++
        continue
      }
      // Where an entry is gone, or stands elsewhere now, the next one fits again.
      const following = old[i + 1]
      const isGone = is === undefined || (following !== undefined && hasSameName(following, is))
      if (was !== undefined && isGone) strayed.set(nameOf(was), i++)
      else if (is !== undefined) {
        rest.push(is)
        k++
      }
    }
    const added: Item[] = []
    for (const item of rest) {
      const name = nameOf(item)
      const place = strayed.get(name)
      const was = place === undefined ? undefined : old[place]
      strayed.delete(name)
      if (place === undefined || was === undefined) added.push(item)
      else compare(place, was, item)
    }
    left -= changed.length + strayed.size + added.length
    return left < 0 ? undefined : { changed, removed: [...strayed.values()], added }
  }
  const pages = changesOf(kinds.pages, before.pages, now.pages)
  const linked = pages && changesOf(kinds.linked, before.linked, now.linked)
  const laidOut = linked && changesOf(kinds.laidOut, before.laidOut, now.laidOut)
  const inputs = laidOut && changesOf(kinds.inputs, before.inputs, now.inputs)
  const outputFiles = inputs && changesOf(kinds.outputFiles, before.output.files, now.output.files)
  if (!outputFiles) return undefined
  const { key, files, search, made, floors, published } = now
  const changes: Changes = {
    of,
    rest: { key, files, search, made, floors, published },
    outputFolder: now.output.folder,
    pages,
    linked,
    laidOut,
    inputs,
    outputFiles,
  }
  return sealed(serialize(changes))
}

/**
 * An index with its changes: `damaged` where the bytes are, `foreign` where they are of another index than this one, whose
 * fingerprint is `of`.
 */
export function withChanges<Index extends CacheIndex>(
  of: string,
  before: Index,
  bytes: Uint8Array,
): Index | 'damaged' | 'foreign' {
  const body = unsealed(bytes)
  const changes = body && readChanges(body)
  if (!changes) return 'damaged'
  if (changes.of !== of) return 'foreign'
  const apply = <Item>(list: readonly Item[], { changed, removed, added }: ListChanges<Item>): readonly Item[] => {
    const all = [...list, ...added]
    for (const [place, item] of changed) all[place] = item
    const gone = new Set(removed)
    return gone.size ? all.filter((_, place) => !gone.has(place)) : all
  }
  return {
    ...before,
    ...changes.rest,
    pages: apply(before.pages, changes.pages),
    linked: apply(before.linked, changes.linked),
    laidOut: apply(before.laidOut, changes.laidOut),
    inputs: apply(before.inputs, changes.inputs),
    output: {
      folder: changes.outputFolder,
      files: apply(before.output.files, changes.outputFiles),
    },
  }
}

function readChanges(body: Uint8Array): Changes | undefined {
  try {
    // Its fingerprint says that Lectern wrote it, and the index that it names is of this version.
    return deserialize(body) as Changes
  } catch {
    return undefined
  }
}
