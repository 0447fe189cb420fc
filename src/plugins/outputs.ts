import type { Settings } from '../config/settings.ts'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { digest } from '../files/digest.ts'
import { foldPath, isPublic, isWithin, joinPath } from '../files/paths.ts'
import { kindInWords } from '../markdown/blocks/guarded-block.ts'
import type { Article } from '../site/link.ts'
import type { NavigationNode } from '../site/navigation.ts'
import type { PluginDefinition } from './definitions.ts'
import type { PluginSite, SiteEntry, SitePage } from './plugin.ts'
import type { RunPlugin } from './run-plugin.ts'
import { failureOf, reported } from './transform.ts'

/** What of a site is not in its pages. */
export interface PluginFilesRequest {
  readonly title: string
  readonly settings: Settings
  readonly navigation: readonly NavigationNode[]
}

/** A file that a plugin made. */
export interface PluginOutput {
  readonly path: string
  readonly content: string | Uint8Array
  readonly digest: string
  readonly plugin: PluginDefinition
}

/** What plugins made of all pages. */
export interface PluginFiles {
  readonly files: readonly PluginOutput[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Bytes that file systems take for a name. */
const LONGEST_NAME = 255

/** The files that plugins make of all pages. */
export function filesOfPlugins(
  plugins: readonly PluginDefinition[],
  articles: readonly Article[],
  request: PluginFilesRequest,
  run: RunPlugin,
): PluginFiles {
  const site = siteOf(articles, request)
  const byAddress = new Map(articles.map((article) => [article.document.address, article]))
  const files: PluginOutput[] = []
  const diagnostics: Diagnostic[] = []
  for (const plugin of plugins) {
    const result = run(plugin, { type: 'outputs', module: plugin.module, site }, (kind, [address]) =>
      kind === 'html' ? (byAddress.get(String(address))?.pieces.join('') ?? '') : undefined,
    )
    if ('failed' in result) {
      diagnostics.push(failureOf(plugin, 'outputs', result))
      continue
    }
    diagnostics.push(...reported(plugin, result.effects, plugin.span))
    const { value } = result
    const wrong = (message: string, hint: string): void => {
      diagnostics.push(diagnostic('plugin/bad-result', message, { span: plugin.span, hint }))
    }
    if (value === undefined || value === null) continue
    if (!Array.isArray(value)) {
      wrong(
        `\`outputs\` of the plugin \`${plugin.name}\` gives ${kindInWords(value)}.`,
        'give a list of `{ path, content }`',
      )
      continue
    }
    for (const item of value) {
      const { path, content }: { readonly path?: unknown; readonly content?: unknown } = Object(item)
      if (
        typeof path !== 'string' ||
        path === '' ||
        joinPath(path) !== path ||
        !isPublic(path) ||
        isWithin(foldPath(path), 'lectern') ||
        /\p{Cs}/u.test(path) ||
        path.split('/').some((name) => Buffer.byteLength(name) > LONGEST_NAME)
      )
        wrong(
          `The plugin \`${plugin.name}\` makes a file \`${typeof path === 'string' ? path : kindInWords(path)}\`, which is no place for one.`,
          'give a path below it, as in `lists/figures.json`; hidden files and the folder `lectern` are not for plugins',
        )
      else if (typeof content !== 'string' && !(content instanceof Uint8Array))
        wrong(
          `The plugin \`${plugin.name}\` gives ${kindInWords(content)} for the content of \`${path}\`.`,
          'give a text, or bytes',
        )
      else files.push({ path, content, digest: digest(content), plugin })
    }
  }
  return { files, diagnostics }
}

const siteOf = (articles: readonly Article[], { title, settings, navigation }: PluginFilesRequest): PluginSite => ({
  title,
  url: settings.url,
  lang: settings.lang,
  base: settings.base,
  pages: articles.map(pageOf),
  navigation: entriesOf(navigation),
})

const pageOf = ({ document, headings, other, summary }: Article): SitePage => ({
  path: document.path,
  address: document.address,
  title: document.title,
  front: { ...document.front, ...other },
  headings,
  labels: document.labels.map(({ id, kind, n }) => ({ id, kind, n })),
  words: document.words,
  summary,
})

const entriesOf = (nodes: readonly NavigationNode[]): readonly SiteEntry[] =>
  nodes
    .filter(({ hidden, separator }) => !hidden && !separator)
    .map(({ title, address, external, contents, children }) => ({
      title,
      address: address ?? external ?? contents,
      children: entriesOf(children),
    }))
