import { type Content, decoded } from '../files/encode.ts'
import { onceFor } from '../files/once.ts'
import type { Store } from '../files/store.ts'
import { type Document, LazyDocument, type PackedDocument, packDetails, unpackDocument } from '../page/document.ts'
import { movedBlob, NO_BLOB, openBlobs } from './blobs.ts'
import type { IndexedPage, IndexHead } from './index-file.ts'
import { packText, unpackText } from './packed-text.ts'

/** The documents of pages in a cache: their texts, which are mostly not wanted, and their details, each a blob. */

/** Compiles the page of a path: the same function for all pages, of which there are many thousands. */
export type MakeDocument = (path: string) => Document

/** Where what is long of a document lies. */
type DocumentBlobs = Pick<IndexedPage, 'text' | 'details'>
type DocumentFiles = Pick<IndexHead['files'], 'texts' | 'details'>

/** Opens the documents of a store. */
export function openDocuments(store: Store) {
  const texts = openBlobs<Document>(store, 'text')
  const details = openBlobs<Document>(store, 'details')
  /** Finds what of documents is elsewhere: the same functions for all of them. */
  const readers = onceFor((make: MakeDocument) => ({
    // Read each time, and not kept: of a large site not all texts lie in memory.
    textOf(document: LazyDocument) {
      const blob = texts.of(document)
      const bytes = blob && texts.read(blob)
      if (bytes) return unpackText(bytes)
      texts.forget(document)
      return make(document.path).chunks
    },
    detailsOf(document: LazyDocument) {
      const blob = details.of(document)
      const bytes = blob && details.readAmongMany(blob)
      if (bytes) return decoded(bytes)
      // Made anew each time, until they are kept again.
      details.forget(document)
      return packDetails(make(document.path))
    },
  }))
  return {
    texts,
    details,
    /** The document of a row of the index; `make` compiles it where a blob is lost. */
    document(page: IndexedPage, make: MakeDocument): LazyDocument {
      const { detailsOf, textOf } = readers(make)
      const document = new LazyDocument(page.summary, detailsOf, textOf)
      texts.know(document, page.text)
      details.know(document, page.details)
      document.publicDigest = page.publicDigest
      return document
    },
    /** A document whose packed text is put aside. */
    put(packed: PackedDocument, text: Content, make: MakeDocument): LazyDocument {
      const document = unpackDocument(packed, readers(make).textOf)
      texts.know(document, texts.append(text))
      return document
    },
    /** Keeps these documents and no others; false where the store takes no more. */
    keep: (documents: readonly Document[]): boolean =>
      texts.keep(documents, (document) => packText(document.chunks)) &&
      details.keep(documents, (document) => [packDetails(document)]),
    /** Where a document that was kept lies. */
    blobsOf: (document: Document): DocumentBlobs => ({
      text: texts.of(document) ?? NO_BLOB,
      details: details.of(document) ?? NO_BLOB,
    }),
    /** Takes over the files of another store; gives where its blobs lie then. */
    absorb(other: Store, files: DocumentFiles): ((blobs: DocumentBlobs) => DocumentBlobs) | undefined {
      details.close()
      const textsFrom = texts.absorb(other, files.texts)
      const detailsFrom = details.absorb(other, files.details)
      if (textsFrom === undefined || detailsFrom === undefined) return undefined
      return (blobs) => ({ text: movedBlob(blobs.text, textsFrom), details: movedBlob(blobs.details, detailsFrom) })
    },
  }
}
