import type { Settings } from '../config/settings.ts'
import type { Document } from '../page/document.ts'
import { timestampOf } from '../page/publication.ts'
import { minutesOf } from '../page/words.ts'
import type { LinkContext } from './context.ts'

/** What structured data says of a page. */
export interface StructuredParts {
  readonly settings: Settings
  readonly siteTitle: string
  readonly document: Document
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
  description,
  canonical,
  image,
  lang,
  authors,
}: StructuredParts): Json {
  const isFront = document.address === '/'
  const people: readonly Json[] = authors.map((name) => ({ '@type': 'Person', name }))
  const course: Json = {
    '@type': 'Course',
    name: siteTitle,
    ...(settings.url === '' ? {} : { '@id': `${settings.url}/`, url: `${settings.url}/` }),
  }
  return {
    ...(isFront
      ? course
      : {
          '@type': 'LearningResource',
          name: document.title,
          ...given('@id', canonical),
          ...given('url', canonical),
          learningResourceType: 'Tutorial',
          isPartOf: course,
        }),
    ...given('description', description),
    inLanguage: lang,
    ...given('image', image),
    ...(people.length ? { author: people } : {}),
    ...given('license', settings.license?.url || settings.license?.name),
    ...(document.words > 0 && !isFront ? { timeRequired: `PT${minutesOf(document.words)}M` } : {}),
    ...given('datePublished', timestampOf(document.front.date)?.replace(/T00:00:00Z$/, '')),
    ...given('keywords', document.front.tags?.join(', ')),
  }
}

const given = (key: string, value: string | undefined): { readonly [key: string]: Json } =>
  value === undefined || value === '' ? {} : { [key]: value }

function breadcrumbList({ document, canonical, trail }: StructuredParts): Json[] {
  if (canonical === '' || document.address === '/') return []
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
