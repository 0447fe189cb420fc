import type { Settings } from '../config/settings.ts'
import { digest } from '../files/digest.ts'
import { type Document, PackedDocument } from '../page/document.ts'

/**
 * Fingerprints of all that linking may ask. Where one is the same as it was, no page need ask its questions again.
 */

/** What other pages can know of a page. How long it is is not among it: only pages of contents ask for that. */
const knownOf = ({ path, address, output, title, front, labels, counts, anchors }: Document) => [
  path,
  address,
  output,
  title,
  front,
  labels.map(({ id, kind, n }) => [id, kind, n]),
  counts,
  anchors,
]

/** A fingerprint of what other pages can know of a page, made anew. */
export const computePublicDigest = (document: Document): string => digest(JSON.stringify(knownOf(document)))

const prints = new WeakMap<Document, string>()

/** A fingerprint of what other pages can know of a page. */
export function publicDigest(document: Document): string {
  // Packed documents are too many for a weak map, over which the collector goes again and again.
  if (document instanceof PackedDocument) {
    document.known ??= computePublicDigest(document)
    return document.known
  }
  const print = prints.get(document) ?? computePublicDigest(document)
  prints.set(document, print)
  return print
}

/** A fingerprint of the settings, and of what other pages can know of each page. */
export const dependencyDigestOf = (settings: Settings, documents: readonly { readonly document: Document }[]): string =>
  digest([settingsDigest(settings), ...documents.map(({ document }) => publicDigest(document))].join('\n'))

const keys = new WeakMap<Settings, string>()

/** Equal for equal settings. */
export function settingsDigest(settings: Settings): string {
  const key = keys.get(settings) ?? digestSettings(settings)
  keys.set(settings, key)
  return key
}

function digestSettings({ nav, ...settings }: Settings): string {
  // A navigation has an entry for each page: the file that it stands in says the same.
  const place = nav && [nav.path, nav.print, nav.node.start]
  return digest(JSON.stringify([place, Object.entries(settings).map(withoutMap)]))
}

/** Settings have maps at the top only. */
const withoutMap = ([name, value]: [string, unknown]): unknown => [name, value instanceof Map ? [...value] : value]
