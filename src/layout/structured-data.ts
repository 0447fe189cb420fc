import type { SettingsOf } from '../config/settings-by-stage.ts'
import type { Document } from '../page/document.ts'
import { timestampOf } from '../page/timestamp.ts'
import { minutesOf } from '../page/words.ts'
import type { LinkContext } from './context.ts'

/** What structured data says of a page. */
export interface StructuredParts {
  readonly settings: SettingsOf<'layout'>
  readonly siteTitle: string
  readonly document: Document
  readonly isFront: boolean
  /** Address of the front page. */
  readonly home: string
  readonly description: string
  /** Absolute address; '' where the site has no `url`. */
  readonly canonical: string
  readonly image: string
  readonly lang: string
  readonly authors: readonly string[]
  /** The pages above this one, with addresses relative to it. */
  readonly trail: readonly LinkContext[]
}

type Json = string | number | undefined | readonly Json[] | { readonly [key: string]: Json }

/**
 * JSON-LD in the words of https://schema.org: the front page is a Course, a page a LearningResource that is part of it,
 * with the way to it as a BreadcrumbList. It is printed into a script element, so nothing in it may end that element.
 */
export function structuredData(parts: StructuredParts): string {
  const graph: Json[] = [resourceOf(parts), ...breadcrumbList(parts)]
  return forScript({ '@context': 'https://schema.org', '@graph': graph })
}

function resourceOf({
  settings,
  siteTitle,
  document,
  isFront,
  home: start,
  description,
  canonical,
  image,
  lang,
  authors,
}: StructuredParts): Json {
  const home = settings.url === '' ? undefined : `${settings.url}${start}`
  const own = isFront ? home : filled(canonical)
  // What is undefined is left out.
  return {
    '@type': isFront ? 'Course' : 'LearningResource',
    name: isFront ? siteTitle : document.title,
    '@id': own,
    url: own,
    learningResourceType: isFront ? undefined : 'Tutorial',
    isPartOf: isFront ? undefined : { '@type': 'Course', name: siteTitle, '@id': home, url: home },
    description: filled(description),
    inLanguage: lang,
    image: filled(image),
    author: authors.length ? authors.map((name) => ({ '@type': 'Person', name })) : undefined,
    license: filled(settings.license?.url || settings.license?.name),
    timeRequired: document.words > 0 && !isFront ? `PT${minutesOf(document.words)}M` : undefined,
    datePublished: filled(timestampOf(document.front.date)?.replace(/T00:00:00Z$/, '')),
    dateModified: filled(document.changed.replace(/T00:00:00Z$/, '')),
    keywords: filled(document.front.tags?.join(', ')),
  }
}

const filled = (value: string | undefined): string | undefined => (value === '' ? undefined : value)

function breadcrumbList({ document, isFront, canonical, trail }: StructuredParts): Json[] {
  if (canonical === '' || isFront) return []
  const steps = trail
    .filter(({ url }) => url !== '')
    .map(({ title, url }) => ({ name: title, item: new URL(url, canonical).href }))
  return [
    {
      '@type': 'BreadcrumbList',
      itemListElement: [...steps, { name: document.title, item: canonical }].map((step, i) => ({
        '@type': 'ListItem',
        position: i + 1,
        ...step,
      })),
    },
  ]
}

/** JSON in which no text can look like markup: `<` would begin an end tag or a comment. */
const forScript = (data: Json): string =>
  JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
