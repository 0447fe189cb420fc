import type { Emitter } from 'highlight.js'

/** What highlight.js calls while it reads code; its own types leave most of it out. */
interface Writer extends Emitter {
  addText(text: string): void
  openNode(scope: string): void
  closeNode(): void
  startScope(scope: string): void
  endScope(): void
  __addSublanguage(emitter: Writer, name?: string): void
  finalize(): boolean
  toHTML(): string
}

/**
 * Writes highlighted code as HTML while it is read, the same as highlight.js does. That one makes a tree first, which takes
 * a fifth of all its time. (A class, since highlight.js makes one of it for each piece of code.)
 */
export class HtmlWriter implements Writer {
  private html = ''
  private open = 0

  addText(text: string): void {
    this.html += /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (char) => escapes[char] ?? char) : text
  }

  openNode(scope: string): void {
    this.html += startTag(scope)
    this.open++
  }

  closeNode(): void {
    if (this.open === 0) return
    this.html += '</span>'
    this.open--
  }

  startScope(scope: string): void {
    this.openNode(scope)
  }

  endScope(): void {
    this.closeNode()
  }

  /** Code of another language inside of this one, such as a script in a page. */
  __addSublanguage(emitter: Writer, name?: string): void {
    this.html += name ? `<span class="language-${name}">${emitter.toHTML()}</span>` : emitter.toHTML()
  }

  finalize(): boolean {
    while (this.open > 0) this.closeNode()
    return true
  }

  toHTML(): string {
    return this.html
  }
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
}

/** Start tags by scope: there are few. */
const tags = new Map<string, string>()

function startTag(scope: string): string {
  let tag = tags.get(scope)
  if (tag === undefined) {
    const [first, ...others] = scope.split('.')
    // `title.function.invoke` is of the classes `hljs-title function_ invoke__`.
    const classes = [`hljs-${first}`, ...others.map((part, i) => part + '_'.repeat(i + 1))]
    tag = `<span class="${classes.join(' ')}">`
    tags.set(scope, tag)
  }
  return tag
}
