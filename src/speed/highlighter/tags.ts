export const END_TAG = '</span>'

/** Start tags by scope: there are few. */
const tags = new Map<string, string>()

/** The start tag of what has a scope of highlight.js: `title.function.invoke` is of `hljs-title function_ invoke__`. */
export function startTag(scope: string): string {
  let tag = tags.get(scope)
  if (tag === undefined) {
    const [first, ...others] = scope.split('.')
    const classes = [`hljs-${first}`, ...others.map((part, i) => part + '_'.repeat(i + 1))]
    tag = `<span class="${classes.join(' ')}">`
    tags.set(scope, tag)
  }
  return tag
}

const escapes = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#x27;'],
])
/** By the codes of characters. */
const entities = Array.from({ length: 128 }, (_, code) => escapes.get(String.fromCharCode(code)))

/** Code as HTML, with the characters escaped that highlight.js escapes. */
export function escapeCode(code: string): string {
  let html = ''
  let done = 0
  for (let at = 0; at < code.length; at++) {
    const char = code.charCodeAt(at)
    const entity = char < 128 ? entities[char] : undefined
    if (entity === undefined) continue
    html += code.slice(done, at) + entity
    done = at + 1
  }
  return done === 0 ? code : html + code.slice(done)
}
