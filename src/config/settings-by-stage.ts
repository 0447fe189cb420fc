import type { Settings } from './settings.ts'

/** The stages of a page whose outcome holds for as long as the settings that they read are the same. */
export type PageStage = 'compile' | 'link' | 'layout'

/**
 * Which stages of a page read a setting. A stage gets no other settings than these, and its digest has all of them. What is
 * read only where all pages are looked at together belongs to none; nor do constants, which pages ask for one by one, and the
 * title and the feed, which the theme has as they are for the whole site.
 */
const stagesOf = {
  title: [],
  description: ['layout'],
  url: ['compile', 'layout'],
  lang: ['compile', 'link', 'layout'],
  languages: ['compile', 'link', 'layout'],
  untranslated: [],
  author: ['layout'],
  theme: ['layout'],
  interface: ['compile', 'link', 'layout'],
  license: ['layout'],
  edit: ['layout'],
  content: ['compile', 'link', 'layout'],
  templates: ['layout'],
  assets: ['compile'],
  output: [],
  include: ['compile'],
  nav: [],
  languageNavs: [],
  constants: [],
  constantSpans: [],
  numbering: ['compile'],
  tocDepth: ['compile', 'layout'],
  words: ['compile'],
  meanings: ['compile'],
  // What compiling depends on is what they are made of: the digest of plugins.
  plugins: [],
  run: ['compile'],
  safe: ['compile', 'layout'],
  exercises: ['compile'],
  externalExcept: [],
  rules: [],
  pluginRules: [],
  base: ['compile', 'link', 'layout'],
  portable: ['link', 'layout'],
  search: ['layout'],
  drafts: [],
  image: ['layout'],
  feed: [],
  lastChanged: ['compile'],
  diagrams: ['compile'],
  pictures: ['compile'],
  markdown: ['layout'],
} as const satisfies { readonly [Name in keyof Settings]: readonly PageStage[] }

type Readers = typeof stagesOf

/** The settings that a stage reads. */
export type SettingsOf<Stage extends PageStage> = Pick<
  Settings,
  { [Name in keyof Readers]: Stage extends Readers[Name][number] ? Name : never }[keyof Readers]
>

/** The settings that a stage reads, and no others. */
export function settingsOf(stage: PageStage, settings: Settings): Partial<Settings> {
  const readers: Readonly<Record<string, readonly PageStage[]>> = stagesOf
  return Object.fromEntries(Object.entries(settings).filter(([name]) => readers[name]?.includes(stage)))
}
