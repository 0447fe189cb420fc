import type { PluginSetting, Settings } from '../config/settings.ts'
import { codes } from '../diagnostics/codes.ts'
import { type Diagnostic, diagnostic, type Span } from '../diagnostics/diagnostic.ts'
import { didYouMean } from '../diagnostics/nearest.ts'
import type { Files } from '../files/files.ts'
import type { FindPackage } from '../files/packages.ts'
import { isWithin } from '../files/paths.ts'
import type { Block, Rendered } from '../markdown/blocks/block.ts'
import type { PluginDefinition } from './definitions.ts'
import { digestModule, digestPackage } from './modules.ts'

/** What is known of plugins before any is loaded, and why some are not. */

/** A plugin that may be loaded, with the digest of all that it is made of, and its files in the site; or why it may not. */
export function admitPlugin(
  plugin: PluginSetting,
  site: Files,
  settings: Settings,
  findPackage: FindPackage,
):
  | { readonly digest: string; readonly files: readonly string[]; readonly missing: readonly string[] }
  | { readonly refused: Diagnostic } {
  if (plugin.isPackage) {
    const digest = digestPackage(plugin.name, findPackage)
    return digest === undefined ? { refused: missingPackage(plugin) } : { digest, files: [], missing: [] }
  }
  const { digest, files, missing } = digestModule(site, [plugin.name], findPackage)
  const refused = refusal(plugin, files, settings)
  return refused ? { refused } : { digest, files, missing }
}

const missingPackage = ({ name, span }: PluginSetting): Diagnostic =>
  diagnostic('config/missing-file', `The package \`${name}\` is not installed.`, {
    span,
    hint: `run \`npm install ${name}\`, or name a file of the site, as in \`./plugins/note.js\``,
  })

/** Why a plugin is refused in a site whose authors are not trusted: they may write to its files. */
function refusal({ name, span }: PluginSetting, files: readonly string[], settings: Settings): Diagnostic | undefined {
  if (!settings.safe) return undefined
  for (const path of files) {
    const folder = [settings.content, settings.assets, ...settings.include].find((item) => isWithin(path, item))
    if (folder === undefined) continue
    const uses = path === name ? `The plugin \`${name}\`` : `\`${path}\`, which the plugin \`${name}\` uses,`
    return diagnostic(
      'plugin/not-allowed',
      `${uses} lies in \`${folder || '.'}\`, where authors may write: with \`safe\` it is not run.`,
      {
        span,
        hint:
          folder === ''
            ? 'move the pages into a folder `content`'
            : 'move it into a folder of its own, such as `plugins`',
      },
    )
  }
  return undefined
}

/** Says that blocks of a caller are not run in a site whose authors are not trusted. */
export const refusedBlocks = (blocks: readonly Block<Rendered>[]): Diagnostic =>
  diagnostic(
    'plugin/not-allowed',
    `With \`safe\`, blocks that the settings do not name are not run: ${blocks.map(({ name }) => `\`${name}\``).join(', ')}.`,
    { hint: 'put them into a module, and name it in `plugins:`' },
  )

/** Says that the code of a rule is one of no plugin. */
export function unknownRule(code: string, span: Span, plugins: readonly PluginDefinition[]): Diagnostic {
  const [group = '', name = ''] = code.split('/')
  const groups = plugins.map((plugin) => `${plugin.name}/${name}`)
  return diagnostic(
    'config/unknown-key',
    `\`${code}\` is not the code of a diagnostic, and there is no plugin \`${group}\`.`,
    {
      span,
      hint: didYouMean(code, [...groups, ...Object.keys(codes)]),
    },
  )
}
