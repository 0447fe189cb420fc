import type { Directory, IndexData, PageText } from '../../search/format.ts'
import { excerpt, markWords, type Piece } from './excerpt.ts'
import { findWords, type Load } from './find-words.ts'
import { rank } from './rank.ts'

/** A place that a search found. */
export interface Result {
  /** Address of the page from the site's root, without the slash it begins with. */
  readonly path: string
  /** The id of the section; empty for the beginning of a page. */
  readonly id: string
  readonly page: readonly Piece[]
  /** The heading of the section; none at the beginning of a page. */
  readonly heading: readonly Piece[]
  readonly text: readonly Piece[]
}

/** What a search found: the best places, whether there are more, and the words that are looked for. */
export interface Found {
  readonly results: readonly Result[]
  readonly more: boolean
  readonly words: readonly string[]
}

/** Finds sections. */
export type Search = (query: string, limit: number) => Promise<Found>

/** Opens the index of a site. `load` must give each part once only. */
export async function openIndex(load: (name: string, version?: string) => Promise<IndexData>): Promise<Search> {
  const directory: Directory = JSON.parse(textOf(await load('directory')))
  const lists = { p: directory.postings, w: directory.words, t: directory.texts }
  const part = (name: string): Promise<IndexData> => {
    const list = name.startsWith('p') ? lists.p : name.startsWith('w') ? lists.w : lists.t
    return load(name, list[Number(name.slice(1))]?.[1])
  }
  const loadText: Load = async (name) => textOf(await part(name))
  const pages = async (page: number): Promise<PageText | undefined> => {
    let at = directory.texts.length - 1
    while (at > 0 && (directory.texts[at]?.[0] ?? 0) > page) at--
    const texts = await part(`t${at}`)
    return typeof texts === 'string' ? undefined : texts[page - (directory.texts[at]?.[0] ?? 0)]
  }
  return async (query, limit) => {
    const meant = await findWords(query, directory, loadText)
    const { hits, more } = rank(meant, directory.sections, limit)
    const wanted = new Set(meant.flatMap((words) => words.map(({ word }) => word)))
    const results = await Promise.all(
      hits.map(async ({ page, section }): Promise<Result | undefined> => {
        const text = await pages(page)
        const found = text?.[2][section]
        if (!text || !found) return undefined
        const [id, heading, body] = found
        return {
          path: text[0].slice(1),
          id,
          page: markWords(text[1], wanted),
          heading: markWords(heading, wanted),
          text: excerpt(body, wanted),
        }
      }),
    )
    return { results: results.filter((result) => result !== undefined), more, words: [...wanted] }
  }
}

const textOf = (part: IndexData): string => (typeof part === 'string' ? part : '')
