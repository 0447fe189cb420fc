import type { Document } from '../page/document.ts'
import type { Article } from '../site/link.ts'

/**
 * A linked page of which only the document, and mostly the summary, are known: the rest is made when somebody wants it, which of
 * most pages nobody does.
 */
export class LateArticle implements Article {
  readonly document: Document
  readonly #summary: string | undefined
  readonly #make: () => Article
  #made: Article | undefined

  constructor(document: Document, summary: string | undefined, make: () => Article) {
    this.document = document
    this.#summary = summary
    this.#make = make
    this.#made = undefined
  }
  get #whole(): Article {
    this.#made ??= this.#make()
    return this.#made
  }
  get summary() {
    return this.#summary ?? this.#whole.summary
  }
  get pieces() {
    return this.#whole.pieces
  }
  get html() {
    return this.#whole.html
  }
  get headings() {
    return this.#whole.headings
  }
  get previous() {
    return this.#whole.previous
  }
  get next() {
    return this.#whole.next
  }
  get other() {
    return this.#whole.other
  }
  get trail() {
    return this.#whole.trail
  }
  get navigation() {
    return this.#whole.navigation
  }
  get contents() {
    return this.#whole.contents
  }
}
