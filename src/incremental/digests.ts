import type { Settings } from '../config/settings.ts'
import { type PageStage, settingsOf } from '../config/settings-by-stage.ts'
import { digest } from '../files/digest.ts'
import { onceFor } from '../files/once.ts'
import type { CompileAnswers } from '../markdown/ask.ts'
import { type Document, LazyDocument } from '../page/document.ts'
import type { LinkAnswers } from '../site/facts.ts'

/** Digests of what stages depend on: equal for what is equal. Where one is the same as it was, its stage need not run. */

/** What other pages can know of a page. How long it is is not among it: only pages of contents ask for that. */
const publicFacts = ({
  path,
  address,
  output,
  title,
  front,
  labels,
  counts,
  anchors,
  headings,
  broken,
  terms,
  glossary,
  changed,
  solvable,
}: Document) => [
  path,
  address,
  output,
  title,
  front,
  labels.map(({ id, kind, n }) => [id, kind, n]),
  counts,
  anchors,
  // A translation may have the same ones by other ids.
  headings.map(({ level, id }) => `${level}${id}`).join(' '),
  ...(broken.length ? [broken] : []),
  ...(changed === '' ? [] : [changed]),
  ...(solvable ? [{ solvable }] : []),
  ...(terms.length || glossary ? [{ terms, glossary }] : []),
]

/** A digest of what other pages can know of a page, made anew. */
export const computePublicDigest = (document: Document): string => digest(JSON.stringify(publicFacts(document)))

const publicDigestOf = onceFor(computePublicDigest)

/** A digest of what other pages can know of a page. */
export function publicDigest(document: Document): string {
  // Lazy documents are too many for a weak map, over which the collector goes again and again.
  if (!(document instanceof LazyDocument)) return publicDigestOf(document)
  document.publicDigest ??= computePublicDigest(document)
  return document.publicDigest
}

/** A digest of all that linking may ask: the settings, and what other pages can know of each page. */
export const dependencyDigestOf = (
  settings: Settings,
  documents: readonly { readonly document: Document }[],
  drafts: readonly Document[] = [],
): string =>
  digest(
    [
      settingsDigest(settings),
      ...documents.map(({ document }) => publicDigest(document)),
      // That a page is a draft is told where a link names it.
      ...drafts.map(({ path, address }) => `draft ${path} ${address}`),
    ].join('\n'),
  )

/** Settings as JSON. They have maps at the top only. */
const settingsJson = (settings: Partial<Settings>): string =>
  JSON.stringify(Object.entries(settings).map(([name, value]) => [name, value instanceof Map ? [...value] : value]))

/** A digest of all settings. */
export const settingsDigest: (settings: Settings) => string = onceFor(
  ({ nav, languageNavs, ...settings }: Settings) => {
    // A navigation has an entry for each page: the file that it stands in says the same.
    const place = nav && [nav.path, nav.digest, nav.node.start]
    const others = Array.from(languageNavs, ([code, { path, digest }]) => [code, path, digest])
    return digest(JSON.stringify([place, ...others, settingsJson(settings)]))
  },
)

/** Digests of the settings that each stage of a page reads. */
export const stageDigest: { readonly [Stage in PageStage]: (settings: Settings) => string } = {
  compile: onceFor((settings: Settings) => digest(settingsJson(settingsOf('compile', settings)))),
  link: onceFor((settings: Settings) => digest(settingsJson(settingsOf('link', settings)))),
  layout: onceFor((settings: Settings) => digest(settingsJson(settingsOf('layout', settings)))),
}

const digestOfCompileAnswer: { readonly [Kind in keyof CompileAnswers]: (answer: CompileAnswers[Kind]) => string } = {
  text: (file) => file.digest,
  file: ({ output = 'outside', refused }) => (refused === undefined ? output : `${output}\0${refused}`),
  hash: (text) => text,
  there: () => 'there',
  folder: (names) => names.join('/'),
  below: (paths) => paths.join('\n'),
  picture: ({ width, height, bytes, animated }) => `${width}x${height} ${bytes}${animated ? ' moves' : ''}`,
  bytes: (digest) => digest,
  diagrams: ({ version }) => version,
  pictureTool: (version) => version,
  changed: (seconds) => String(seconds),
  constant: (text) => text,
  nearConstant: (name) => name,
}

/** A digest of what compiling a page was answered. */
export const compileAnswerDigest = <Kind extends keyof CompileAnswers>(
  kind: Kind,
  answer: CompileAnswers[Kind],
): string => digestOfCompileAnswer[kind](answer)

/** A digest of what linking a page was answered. */
export function linkAnswerDigest<Kind extends keyof LinkAnswers>(kind: Kind, answer: LinkAnswers[Kind]): string {
  if (typeof answer === 'string') return answer
  if (typeof answer !== 'object') return String(answer)
  if ('digest' in answer) return answer.digest
  // Most questions are for the place of a page.
  if ((kind === 'page' || kind === 'address' || kind === 'source' || kind === 'version') && 'output' in answer)
    return `${answer.address}\n${answer.output}${answer.isShown ? '\nshown' : ''}`
  return JSON.stringify(answer)
}
