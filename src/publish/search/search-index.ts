import { isShown } from '../../config/languages.ts'
import { digest } from '../../files/digest.ts'
import type { BytesOutput, Output } from '../../layout/layout.ts'
import { withoutHidden } from '../../markdown/text/without-hidden.ts'
import { isNotFound } from '../../page/address.ts'
import type { Document } from '../../page/document.ts'
import { type Directory, encodeNumber, encodeWords, POSTING_BYTES, writePosting } from '../../search/format.ts'
import { withoutHyphens } from '../../search/words.ts'
import { type Article, wholeText } from '../../site/link.ts'
import { createLexicon, type Lexicon } from './lexicon.ts'
import { pageSections } from './page-sections.ts'
import { pageJson } from './page-text.ts'
import { createWordRoom, type PageWords, pageWords } from './page-words.ts'

/** What one build leaves for the next one in the same process: pages that did not change are not read again. */
export interface SearchMemory {
  readonly lexicon: Lexicon
  /** Keeps the words of a page of a large site with those of others. */
  readonly keepWords: (words: PageWords) => PageWords
  readonly pages: WeakMap<Article, SearchablePage>
  /** The pages that the files of the last build were made of, and those files, by the folder of a language. */
  readonly last: Map<
    string,
    { readonly pages: readonly SearchablePage[]; readonly outputs: readonly (Output | BytesOutput)[] }
  >
}

/** What the index is made of, for one page. */
export interface PageEntry {
  readonly address: string
  /** How many sections it has. */
  readonly sections: number
  /** Of its text as it is published, in bytes. */
  readonly length: number
  readonly words: PageWords
  /** Of its text. */
  readonly digest: string
}

/** A page as the index knows it. */
export interface SearchablePage extends PageEntry {
  /** Its `PageText` as JSON, in UTF-8. */
  readonly text: () => Uint8Array
}

/** A page as it goes from thread to thread: its words have the numbers of that one. */
export interface FoundPage extends PageEntry {
  readonly text: Uint8Array
}

/** Whether a page is in the index. */
export const isSearched = ({ path, front, output }: Pick<Document, 'path' | 'front' | 'output'>): boolean =>
  path !== '' && !isShown(path) && !isNotFound(output) && (front.search ?? true)

export const createSearchMemory = (): SearchMemory => ({
  lexicon: createLexicon(),
  keepWords: createWordRoom(),
  pages: new WeakMap(),
  last: new Map(),
})

/** Below the output folder. */
const FOLDER = 'lectern/search'
/** Sizes of files, in characters: small enough to load for one word, large enough to be few. */
const POSTINGS_SIZE = 24_000
const WORDS_SIZE = 48_000
const TEXTS_SIZE = 24_000
/** A word that is in more sections than this is left out of those where it matters least: it finds nothing by itself. */
const MAX_POSTINGS = 4096

/** The index of some pages, all of a site or those of a language, in files that a reader's browser loads when they are needed: see src/search/format.ts. */
export function searchIndex(
  articles: readonly Article[],
  memory: SearchMemory,
  folder = '',
  mostGathered = MOST_GATHERED,
): readonly (Output | BytesOutput)[] {
  const pages = articles.map((article) => indexedPage(article, memory))
  const last = memory.last.get(folder)
  if (last?.outputs.length && last.pages.length === pages.length && pages.every((page, i) => page === last.pages[i]))
    return last.outputs
  const { lines, words } = postingLines(pages, memory.lexicon, mostGathered)
  const outputs: (Output | BytesOutput)[] = []
  const write = (name: string, version: string, text: () => string): void => {
    outputs.push({
      path: pathOf(folder + name),
      digest: version,
      get text() {
        return `${openingOf(folder + name)}${JSON.stringify(text())})\n`
      },
    })
  }
  const writePages = (name: string, version: string, some: readonly SearchablePage[]): void => {
    outputs.push({
      path: pathOf(folder + name),
      digest: version,
      // Made when it is written: all texts together are as long as the site.
      get bytes() {
        const texts = some.flatMap(({ text }, i) => (i === 0 ? [text()] : [COMMA, text()]))
        return Buffer.concat([Buffer.from(`${openingOf(folder + name)}[`), ...texts, Buffer.from('])\n')])
      },
    })
  }
  /** Names the parts of a list; gives where each begins, and a version that changes with it. */
  const inParts = <Item>(
    letter: string,
    items: readonly Item[],
    parts: Parts<Item>,
    writePart: (name: string, version: string, items: readonly Item[]) => void,
  ) =>
    partsOf(items, parts).map(([from, to], i): readonly [number, string] => {
      const some = items.slice(from, to)
      const version = digest(parts.content(some))
      writePart(`${letter}${i}`, version, some)
      return [from, version.slice(0, 8)]
    })
  const postings: Parts<string> = {
    size: POSTINGS_SIZE,
    sizeOf: (line) => line.length,
    keyOf: (line) => line.slice(0, line.indexOf(' ')),
    content: (some) => some.join('\n'),
  }
  const ownWords: Parts<string> = {
    size: WORDS_SIZE,
    sizeOf: (word) => word.length,
    keyOf: (word) => word,
    content: encodeWords,
  }
  const texts: Parts<SearchablePage> = {
    size: TEXTS_SIZE,
    sizeOf: ({ length }) => length,
    keyOf: ({ address }) => address,
    content: (some) => some.map((page) => page.digest).join(),
  }
  const writeText =
    ({ content }: Parts<string>) =>
    (name: string, version: string, some: readonly string[]): void =>
      write(name, version, () => content(some))
  const byWord = ([from, version]: readonly [number, string]): readonly [string, string] => [words[from] ?? '', version]
  const directory: Directory = {
    sections: pages.reduce((sum, { sections }) => sum + sections, 0),
    postings: inParts('p', lines, postings, writeText(postings)).map(byWord),
    words: inParts('w', words, ownWords, writeText(ownWords)).map(byWord),
    texts: inParts('t', pages, texts, writePages),
  }
  const listed = JSON.stringify(directory)
  write('directory', digest(listed), () => listed)
  memory.last.set(folder, { pages, outputs })
  return outputs
}

/** The first file of an index of so many pages: the words of all, where there are any. */
export const firstSearchFile = (folder: string, pages: number): string =>
  pathOf(`${folder}${pages === 0 ? 'directory' : 'p0'}`)

const pathOf = (name: string): string => `${FOLDER}/${name}.js`
const openingOf = (name: string): string => `lecternSearch(${JSON.stringify(name)},`
const COMMA = Buffer.from(',')

/** What the index knows of a page: found out once. */
function indexedPage(article: Article, { pages, lexicon }: SearchMemory): SearchablePage {
  const known = pages.get(article)
  if (known) return known
  const { text, ...entry } = foundPage(article, lexicon)
  const page = { ...entry, text: () => text }
  pages.set(article, page)
  return page
}

/** Finds out what the index knows of a page. */
export function foundPage(article: Article, lexicon: Lexicon): FoundPage {
  const { address } = article.document
  const title = withoutHyphens(article.document.title)
  const found = pageSections(withoutHidden(wholeText(article)))
  const text = pageJson(address, title, found)
  return {
    address,
    sections: found.sections.length,
    length: text.length,
    words: pageWords(title, found, lexicon),
    digest: digest(text),
    text,
  }
}

/** The text of a page, made again. */
export const textAgain = (article: Article): Uint8Array =>
  pageJson(
    article.document.address,
    withoutHyphens(article.document.title),
    pageSections(withoutHidden(wholeText(article))),
  )

/** The words of a page that another thread found; `numbers` are those of this memory for the words of that one. */
export const wordsHere = ({ words: found }: PageEntry, numbers: readonly number[]): PageWords => ({
  ...found,
  words: found.words.map((word) => numbers[word] ?? 0),
})

/** Postings of so many are gathered at a time: each range of words goes through all pages. */
const MOST_GATHERED = 4_000_000

/** A line for each word in use, in order. */
function postingLines(pages: readonly SearchablePage[], lexicon: Lexicon, mostGathered: number) {
  const counts = new Uint32Array(lexicon.words.length)
  for (const { words: own } of pages)
    for (let i = own.from; i < own.to; i++) {
      const word = own.words[i] ?? 0
      counts[word] = (counts[word] ?? 0) + 1
    }
  const order = lexicon.sorted().filter((word) => counts[word])
  /** Where the next posting of each word goes: those of a word lie side by side. No other range of words has a place. */
  const places = new Int32Array(counts.length).fill(-1)
  let pageOf = new Uint32Array()
  let sectionOf = new Uint16Array()
  let weightOf = new Uint8Array()
  const lines: string[] = []
  const decoder = new TextDecoder('latin1')
  let buffer = new Uint8Array(0)
  for (let first = 0, next = 0; first < order.length; first = next) {
    let size = 0
    for (; next < order.length; next++) {
      const word = order[next] ?? 0
      const count = counts[word] ?? 0
      if (size > 0 && size + count > mostGathered) break
      places[word] = size
      size += count
    }
    if (size > pageOf.length) {
      pageOf = new Uint32Array(size)
      sectionOf = new Uint16Array(size)
      weightOf = new Uint8Array(size)
    }
    pages.forEach(({ words: { words, sections, weights, from, to } }, page) => {
      for (let i = from; i < to; i++) {
        const word = words[i] ?? 0
        const at = places[word] ?? 0
        if (at < 0) continue
        places[word] = at + 1
        pageOf[at] = page
        sectionOf[at] = sections[i] ?? 0
        weightOf[at] = weights[i] ?? 0
      }
    })
    for (const word of order.subarray(first, next)) {
      const count = counts[word] ?? 0
      const to = places[word] ?? 0
      const from = to - count
      places[word] = -1
      const least = count > MAX_POSTINGS ? leastWeight(weightOf, from, to) : 0
      const room = Math.min(count, MAX_POSTINGS) * POSTING_BYTES
      if (buffer.length < room) buffer = new Uint8Array(2 * room)
      let before = 0
      let end = 0
      for (let i = from, kept = 0; i < to && kept < MAX_POSTINGS; i++) {
        const weight = weightOf[i] ?? 0
        if (weight < least) continue
        const page = pageOf[i] ?? 0
        end = writePosting(buffer, end, page - before, sectionOf[i] ?? 0, weight)
        before = page
        kept++
      }
      lines.push(`${lexicon.words[word] ?? ''} ${encodeNumber(count)} ${decoder.decode(buffer.subarray(0, end))}`)
    }
  }
  return { lines, words: Array.from(order, (word) => lexicon.words[word] ?? '') }
}

/** The least weight of the postings that are kept. */
function leastWeight(weights: Uint8Array, from: number, to: number): number {
  const counts = new Uint32Array(64)
  for (let i = from; i < to; i++) {
    const weight = weights[i] ?? 0
    counts[weight] = (counts[weight] ?? 0) + 1
  }
  let sum = 0
  for (let weight = 63; weight > 0; weight--) {
    sum += counts[weight] ?? 0
    if (sum >= MAX_POSTINGS) return weight
  }
  return 0
}

/** How a list is divided. */
interface Parts<Item> {
  readonly size: number
  readonly sizeOf: (item: Item) => number
  readonly keyOf: (item: Item) => string
  /** What is in a part, or what changes with it. */
  readonly content: (items: readonly Item[]) => string
}

/**
 * Divides a list into parts of about a size. Where a part ends depends on what stands there, not on how much stands
 * before it, so that an edit changes the parts around it only.
 */
function partsOf<Item>(items: readonly Item[], { size, sizeOf, keyOf }: Parts<Item>): [from: number, to: number][] {
  const parts: [number, number][] = []
  let from = 0
  let length = 0
  items.forEach((item, i) => {
    const next = sizeOf(item)
    if (i > from && (length + next > 2 * size || (length > size / 2 && isBoundary(keyOf(item))))) {
      parts.push([from, i])
      from = i
      length = 0
    }
    length += next
  })
  if (items.length) parts.push([from, items.length])
  return parts
}

/** True for about one key in sixteen. */
function isBoundary(key: string): boolean {
  let sum = 7
  for (let i = 0; i < key.length; i++) sum = (Math.imul(sum, 31) + key.charCodeAt(i)) | 0
  return ((sum ^ (sum >>> 15)) & 15) === 0
}
