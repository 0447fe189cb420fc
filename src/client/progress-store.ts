import { decoded } from './addresses.ts'

/** What a reader has read of a course, as it is kept in the browser and in a file. */
export interface Progress {
  readonly lectern: 'progress'
  /** Address of a page from the site's root, and of the chapter that it counts for. */
  readonly read: Readonly<Record<string, string>>
  /** The page to go on with. */
  readonly next?: { readonly address: string; readonly title: string } | undefined
}

/** The site's root, so that pages have the same names wherever the site is served from. */
export const siteRoot = new URL(document.documentElement.dataset.root ?? './', location.href)

const KEY = `lectern-progress:${siteRoot.pathname}`
const NOTHING: Progress = { lectern: 'progress', read: {} }

/** Where a link leads to, from the site's root; undefined where it leaves the site. */
export function addressOf(link: HTMLAnchorElement): string | undefined {
  const { href } = siteRoot
  const path = link.href.replace(/[?#].*$/, '')
  if (!path.startsWith(href)) return undefined
  return sharedAddress(decoded(`/${path.slice(href.length)}`).replace(/index\.html$/, ''))
}

const { folder = '', source = '' } = document.documentElement.dataset

/** A page in the language of this one as it is in the source language: what is read in the one is read in the other. */
export const sharedAddress = (address: string): string =>
  folder !== source && address.startsWith(`/${folder}`) ? `/${source}${address.slice(1 + folder.length)}` : address

/** The other way round. */
export const addressHere = (shared: string): string =>
  folder !== source && shared.startsWith(`/${source}`) ? `/${folder}${shared.slice(1 + source.length)}` : shared

const isTexts = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' && value !== null && Object.values(value).every((item) => typeof item === 'string')

/** Reads what was kept, or a file; undefined where it is something else. */
export function parseProgress(text: string): Progress | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('lectern' in value) || value.lectern !== 'progress')
      return undefined
    if (!('read' in value) || !isTexts(value.read)) return undefined
    const next = 'next' in value && isTexts(value.next) ? value.next : {}
    const { address = '', title = '' } = next
    const isAddress = /^\/(?!\/)/.test(address)
    return { lectern: 'progress', read: value.read, next: isAddress ? { address, title } : undefined }
  } catch {
    return undefined
  }
}

export function loadProgress(): Progress {
  try {
    return parseProgress(localStorage.getItem(KEY) ?? '') ?? NOTHING
  } catch {
    return NOTHING
  }
}

/** Keeps the progress; nothing at all where it is undefined. */
export function keepProgress(progress: Progress | undefined): void {
  try {
    if (progress) localStorage.setItem(KEY, JSON.stringify(progress))
    else localStorage.removeItem(KEY)
  } catch {
    // The browser keeps nothing.
  }
}

/** Whether a storage event is about this site. */
export const isOurs = (event: StorageEvent): boolean => event.key === KEY || event.key === null
