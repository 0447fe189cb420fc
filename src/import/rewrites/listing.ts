import { attribute } from './alerts.ts'
import { indented } from './lines.ts'
import type { Rewrite } from './rewrite.ts'

/** Listings of the Rust book and books like it, which a program of their own numbers. */
export const listingRewrite: Rewrite = {
  name: 'a listing',
  tools: ['mdbook'],
  from: '<Listing number="1-1" file-name="src/main.rs" caption="A `main` function">\n\n```rust\nfn main() {}\n```\n\n</Listing>',
  to: '```rust title="src/main.rs"\nfn main() {}\n```\n\n*A `main` function*',
  block(lines, at, context) {
    const [, indent = '', attributes] = /^([ \t]*)<Listing((?:\s[^<>]*)?)>[ \t]*$/.exec(lines[at] ?? '') ?? []
    if (attributes === undefined) return undefined
    const end = lines.findIndex((line, i) => i > at && /^[ \t]*<\/Listing>[ \t]*$/.test(line))
    if (end < 0) return undefined
    const inside = context.lines(
      lines.slice(at + 1, end).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line)),
    )
    const text = inside.join('\n').trim().split('\n')
    const title = attribute(attributes, 'file-name')
    const caption = context.inline(attribute(attributes, 'caption'))
    const isBlock = text[0] === '%--' && text[1] === 'code:' && text.indexOf('--%') === text.length - 1
    if (isBlock) {
      const fields = [
        ...(title === '' ? [] : [`    title: '${title.replaceAll("'", "''")}'`]),
        ...(caption === '' ? [] : ['    caption: |', `        ${caption}`]),
      ]
      return { lines: indented([...text.slice(0, -1), ...fields, '--%'], indent), next: end + 1 }
    }
    const isFence = /^(?:`{3,}|~{3,})[\w+-]+$/.test(text[0] ?? '')
    const [first = '', ...rest] = text
    const titled = isFence && title !== '' ? `${first} title="${title}"` : first
    return {
      lines: indented([titled, ...rest, ...(caption === '' ? [] : ['', `*${caption}*`])], indent),
      next: end + 1,
    }
  },
}
