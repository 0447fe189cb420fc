import { parseFragment, serialize } from 'parse5'
import { build } from '../src/build/build.ts'
import { createSession } from '../src/build/session.ts'
import { isYamlFault, parseYaml } from '../src/config/yaml.ts'
import { memoryFiles } from '../src/files/memory.ts'

/** What the program makes of cases of other people's test suites; scripts/conformance.mjs compares. */

const theme = {
  'package.json': '{}',
  'templates/page.hbs': '{{content}}',
  'templates/index.hbs': '{{content}}',
  'templates/redirect.hbs': '',
}

/** What comes of one page. */
export interface PageRun {
  readonly html: string
  readonly codes: readonly string[]
}

/** Builds a site of one page, and of the files beside it. */
export function runPage(markdown: string, files: Readonly<Record<string, string | Uint8Array>> = {}): PageRun {
  const output = memoryFiles({}, 'dist')
  const session = createSession({
    site: memoryFiles({
      ...files,
      'content/page.md': `---\ntitle: Page\n---\n\n${markdown}`,
      'site.yaml': 'search: false\n',
    }),
    theme: memoryFiles(theme),
    openOutput: () => ({ files: output, path: 'dist', holdsSite: false }),
    folderName: 'conformance',
    version: '0.0.0',
  })
  const { diagnostics } = build(session, { keepGoing: true })
  const bytes = output.read('page/index.html')
  return { html: bytes ? new TextDecoder().decode(bytes) : '', codes: diagnostics.map(({ code }) => code) }
}

/** The value of YAML as the program reads it, or why it does not. */
export function runYaml(text: string): { readonly value: unknown } | { readonly reason: string } {
  const node = parseYaml(text)
  return isYamlFault(node) ? { reason: node.reason } : { value: node.value }
}

/**
 * HTML as a browser reads it, without what Lectern adds on purpose: ids of headings, elements around code and tables, colours of
 * code, attributes of pictures for loading.
 */
export function plainHtml(html: string): string {
  const plain = html
    .replace(/ (?:loading|decoding|tabindex|role|aria-[a-z]+|data-[a-z-]+)="[^"]*"/g, '')
    .replace(/<(h[1-6]) id="[^"]*"/g, '<$1')
    .replace(/<a class="anchor"[^>]*>#<\/a>/g, '')
    .replace(/<div class="code[^"]*">(<pre>[\s\S]*?<\/pre>)<\/div>/g, '$1')
    .replace(/<div class="table-scroll[^"]*">([\s\S]*?)<\/div>/g, '$1')
    .replace(/<span class="hljs[^"]*">|<span class="language-[^"]*">/g, '<hl>')
  const withoutColours = plain.replace(/<pre>[\s\S]*?<\/pre>/g, (code) => code.replace(/<hl>|<\/span>/g, ''))
  return serialize(parseFragment(withoutColours))
    .replace(/>\s+</g, '><')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
}
