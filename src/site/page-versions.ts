import {
  homeOf,
  isShown,
  type Language,
  languageOfInside,
  languageOfPath,
  sourceLanguage,
  translationKey,
} from '../config/languages.ts'
import type { Settings } from '../config/settings.ts'
import { digest } from '../files/digest.ts'
import type { Document } from '../page/document.ts'
import type { LinkAnswers, PageFact, PageVersion, TranslationsFact } from './facts.ts'

/** The pages of a language. */
export interface LanguagePages {
  readonly language: Language
  readonly documents: readonly Document[]
  readonly generated: readonly { readonly title: string; readonly address: string; readonly output: string }[]
}

/** What a page is found by in all languages. */
export function keyOfPage({ path, address }: Pick<Document, 'path' | 'address'>, settings: Settings): string {
  const found = path === '' ? undefined : languageOfPath(path, settings)
  if (found) return translationKey(found.own)
  const language = languageOfInside(address.slice(1), settings.languages)
  return address.slice(homeOf(language ?? { folder: '' }).length, -1)
}

/** The levels of the headings of a page: two pages of the same ones have the same headings, whatever they are called. */
const levelsOf = ({ headings }: Pick<Document, 'headings'>): string => headings.map(({ level }) => level).join('')

type AnyPage = Document | LanguagePages['generated'][number]

/** The same page in the languages that have it. */
type PageGroup = Map<string, AnyPage>

/** Which pages are the same in other languages. */
export function versionsOf(sites: readonly LanguagePages[], settings: Settings) {
  const groups = new Map<string, PageGroup>()
  const add = (code: string, key: string, page: AnyPage): void => {
    const group = groups.get(key) ?? new Map<string, Document>()
    if (!group.has(code)) group.set(code, page)
    groups.set(key, group)
  }
  for (const { language, documents, generated } of sites) {
    for (const document of documents) add(language.code, keyOfPage(document, settings), document)
    for (const page of generated) add(language.code, keyOfPage({ path: '', ...page }, settings), page)
  }
  const source = sourceLanguage(settings)
  const isDocument = (page: AnyPage): page is Document => 'labels' in page
  const isShownIn = (page: AnyPage): boolean => isDocument(page) && isShown(page.path)
  const byAddress = new Map<string, { readonly code: string; readonly key: string }>()
  for (const [key, group] of groups) for (const [code, { address }] of group) byAddress.set(address, { code, key })
  const homes = new Map(
    settings.languages.map(({ code, folder }) => {
      const address = homeOf({ folder })
      return [code, { address, output: `${address.slice(1)}index.html` }]
    }),
  )
  /** Of the same page in all languages, made once. */
  const digests = new Map<PageGroup | undefined, string>()
  const digestOf = (group: PageGroup | undefined): string => {
    const before = digests.get(group)
    if (before !== undefined) return before
    const rows = Array.from(group ?? [], ([code, page]) =>
      [code, page.address, page.output, isShownIn(page)].join('\n'),
    )
    const made = digest(rows.join('\n'))
    digests.set(group, made)
    return made
  }
  const originalOf = (address: string): AnyPage | undefined => {
    const at = byAddress.get(address)
    return at && source && at.code !== source.code ? groups.get(at.key)?.get(source.code) : undefined
  }
  return {
    translations(address: string): TranslationsFact | undefined {
      const code = byAddress.get(address)?.code ?? languageOfInside(address.slice(1), settings.languages)?.code
      if (code === undefined) return undefined
      const group = groups.get(byAddress.get(address)?.key ?? '\0')
      const original = originalOf(address)
      return {
        code,
        versions: settings.languages.map((language): PageVersion => {
          const page = group?.get(language.code)
          const place = page ?? homes.get(language.code) ?? { address: '/', output: 'index.html' }
          return {
            code: language.code,
            address: place.address,
            output: place.output,
            isThere: page !== undefined,
            isShown: page !== undefined && isShownIn(page),
          }
        }),
        original: original && { address: original.address, output: original.output },
        shared: original?.address ?? address,
        digest: `${code} ${digestOf(group)}`,
      }
    },
    version(name: string): PageFact | undefined {
      const space = name.indexOf(' ')
      const page = groups.get(byAddress.get(name.slice(space + 1))?.key ?? '\0')?.get(name.slice(0, space))
      return page && { address: page.address, output: page.output, ...(isShownIn(page) ? { isShown: true } : {}) }
    },
    original(address: string): LinkAnswers['original'] | undefined {
      const original = originalOf(address)
      return original && isDocument(original)
        ? { path: original.path, ids: original.labels.map(({ id }) => id), counts: original.counts }
        : undefined
    },
    sameHeading(key: string): string | undefined {
      const hash = key.indexOf('#')
      const at = byAddress.get(key.slice(0, hash))
      const group = at && groups.get(at.key)
      const page = at && group?.get(at.code)
      if (!group || !page || !isDocument(page) || isShown(page.path)) return undefined
      const id = key.slice(hash + 1)
      const levels = levelsOf(page)
      for (const other of [...(source ? [group.get(source.code)] : []), ...group.values()]) {
        if (!other || other === page || !isDocument(other) || isShown(other.path)) continue
        const i = other.headings.findIndex((heading) => heading.id === id)
        if (i >= 0 && levelsOf(other) === levels) return page.headings[i]?.id
      }
      return undefined
    },
  }
}
