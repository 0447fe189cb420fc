import type { Emitter } from 'highlight.js'

/** Writes HTML as the engine of highlight.js goes along, where its own emitter makes a tree of objects first. */
export class HtmlEmitter implements Emitter {
  private html = ''
  private openTags = 0

  addText(text: string): void {
    this.html += escapeCode(text)
  }

  startScope(scope: string): void {
    this.html += startTag(scope)
    this.openTags++
  }

  endScope(): void {
    if (this.openTags === 0) return
    this.html += END_TAG
    this.openTags--
  }

  // The engine calls both by either name.
  openNode(scope: string): void {
    this.startScope(scope)
  }

  closeNode(): void {
    this.endScope()
  }

  /** Adds code in another language; where none was recognized, without a name. */
  __addSublanguage(emitter: Emitter, name?: string): void {
    const html = emitter.toHTML()
    this.html += name ? `<span class="language-${name}">${html}${END_TAG}` : html
  }

  finalize(): void {
    while (this.openTags > 0) this.endScope()
  }

  toHTML(): string {
    // Code that an expression failed on has not come to its end.
    this.finalize()
    return this.html
  }
}

const END_TAG = '</span>'

/** Start tags by scope: there are few. */
const tags = new Map<string, string>()

/** The start tag of a scope: that of `title.function.invoke` has the class `hljs-title function_ invoke__`. */
function startTag(scope: string): string {
  let tag = tags.get(scope)
  if (tag === undefined) {
    const [first, ...others] = scope.split('.')
    const classes = [`hljs-${first}`, ...others.map((part, i) => part + '_'.repeat(i + 1))]
    tag = `<span class="${classes.join(' ')}">`
    tags.set(scope, tag)
  }
  return tag
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
}

/** Code as HTML, with the characters escaped that highlight.js escapes. */
const escapeCode = (code: string): string =>
  /[&<>"']/.test(code) ? code.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '') : code
