import { type Diagnostic, diagnostic, type Span } from '../diagnostics/diagnostic.ts'
import { digest } from '../files/digest.ts'
import { kindInWords, ownCode } from '../markdown/blocks/guarded-block.ts'
import type { TransformPage } from '../page/transform.ts'
import { inOneLine, toldDetails } from './block-of-plugin.ts'
import type { PluginDefinition } from './definitions.ts'
import type { Effect } from './protocol.ts'
import { type RunPlugin, withoutStop } from './run-plugin.ts'

/** Pages go through the transforms of all plugins, one after the other, as soon as they are compiled. */
export const transformWith =
  (plugins: readonly PluginDefinition[], run: RunPlugin): TransformPage =>
  ({ html, holes, ...page }, { text, report }) => {
    const place: Span = { path: page.path, start: 0, end: 1 }
    const isPage = { span: place, message: 'is the page' }
    const marks = marksOf(page.path, html)
    let shown = marks.show(html)
    for (const plugin of plugins) {
      const wrong = (what: string, hint: string): void =>
        report(
          diagnostic('plugin/bad-result', `The plugin \`${plugin.name}\` ${what}.`, {
            span: fileOf(plugin) ?? place,
            related: fileOf(plugin) && [isPage],
            hint,
          }),
        )
      const request = { type: 'transform', module: plugin.module, page: { ...page, html: shown } } as const
      const result = run(plugin, request, (kind, [path]) => (kind === 'text' ? text(String(path)) : undefined))
      if ('failed' in result) {
        report(failureOf(plugin, 'transform', result, place))
        continue
      }
      for (const item of reported(plugin, result.effects, place)) report(item)
      const { value } = result
      // As with blocks, `condition && html` is fine.
      if (value === undefined || value === null || value === false) continue
      if (value === '' && shown !== '')
        wrong('gives an empty text for the HTML of a page', 'give undefined where the page stays as it is')
      else if (typeof value !== 'string')
        wrong(`gives ${kindInWords(value)} for the HTML of a page`, 'give a text, or undefined')
      else if (value.includes('\0') || marks.hasForgery(value, shown, holes))
        wrong(
          'gives marks of links that the page does not have',
          'keep the words that begin with `lectern-hole-` as they are',
        )
      else shown = value
    }
    return marks.hide(shown)
  }

/** The file of a plugin: what it does on all pages is told there, once. Undefined for packages. */
const fileOf = ({ module }: PluginDefinition): Span | undefined =>
  module.isPackage ? undefined : { path: module.name, start: 0, end: 1 }

/** What a plugin that threw is told as: at the line that threw where that is a file of the site. */
export function failureOf(
  plugin: PluginDefinition,
  what: 'transform' | 'outputs',
  { failed, span }: { readonly failed: string; readonly span: Span | undefined },
  page?: Span,
): Diagnostic {
  const { name, span: setting } = plugin
  return diagnostic('plugin/failed', `The plugin \`${name}\` failed in \`${what}\`: ${withoutStop(failed)}.`, {
    span: span ?? (page && fileOf(plugin)) ?? page ?? setting,
    related: page && (span || fileOf(plugin)) && [{ span: page, message: 'is the page' }],
  })
}

/** What a plugin reported. */
export function reported({ name }: PluginDefinition, effects: readonly Effect[], span: Span | undefined): Diagnostic[] {
  return effects.flatMap(({ kind, parameters: [code, message, details] }) => {
    if (kind !== 'report') return []
    const { hint, severity } = toldDetails(details)
    const whole = ownCode(String(code), { group: name, hasAnyGroup: false })
    if (whole !== undefined) return [diagnostic(whole, inOneLine(String(message)), { span, hint, severity })]
    return [
      diagnostic('plugin/bad-result', `\`${String(code)}\` is no code that \`${name}\` may tell: ${String(message)}`, {
        span,
        hint: `name it \`${name}/…\`, in lower case, or take a code of Lectern`,
      }),
    ]
  })
}

const WORD = 'lectern-hole-'

/**
 * Holes as words that no parser of HTML changes. The page's own text is part of the words, so that no text of an author can be one of
 * them.
 */
function marksOf(path: string, html: string) {
  const key = digest(`${path}\0${html}`)
    .replace(/[^a-zA-Z0-9]/g, '')
    .toLowerCase()
  const word = `${WORD}${key}-`
  const numbered = new RegExp(`${word}(\\d+)-`, 'g')
  return {
    show: (text: string): string => text.replace(/\0(\d+)\0/g, `${word}$1-`),
    hide: (text: string): string => text.replace(numbered, '\0$1\0'),
    /** Whether a text has marks that are none of the page, or parts of them; `before` may speak of such words itself. */
    hasForgery(text: string, before: string, holes: number): boolean {
      const rest = text.replace(numbered, (mark, n: string) =>
        Number(n) < holes && String(Number(n)) === n ? '' : mark,
      )
      return rest.toLowerCase().includes(before.replace(numbered, '').includes(WORD) ? word : WORD)
    },
  }
}
