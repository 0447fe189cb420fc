import type { SettingsOf } from '../config/settings-by-stage.ts'
import type { Document } from '../page/document.ts'
import { type Article, linkPage } from '../site/link.ts'
import type { Site } from '../site/site.ts'

/**
 * A linked page of which only the document, and mostly the summary, are known: the rest is made when it is first asked for, which of
 * most pages it never is. There are many thousands: a function for each would take more memory than its fields.
 */
export class LazyArticle implements Article {
  readonly document: Document
  readonly #summary: string | undefined
  readonly #settings: SettingsOf<'link'>
  readonly #site: Pick<Site, 'answer'>
  #made: Article | undefined

  constructor(
    document: Document,
    summary: string | undefined,
    settings: SettingsOf<'link'>,
    site: Pick<Site, 'answer'>,
  ) {
    this.document = document
    this.#summary = summary
    this.#settings = settings
    this.#site = site
    this.#made = undefined
  }
  get #whole(): Article {
    this.#made ??= linkPage(this.document, this.#settings, this.#site.answer).value
    return this.#made
  }
  get summary() {
    return this.#summary ?? this.#whole.summary
  }
  get pieces() {
    return this.#whole.pieces
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
  get translations() {
    return this.#whole.translations
  }
  get contents() {
    return this.#whole.contents
  }
}
