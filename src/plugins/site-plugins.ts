import { blockTable, builtinBlocks } from '../blocks/blocks.ts'
import type { PluginSetting, Settings } from '../config/settings.ts'
import { isCode } from '../diagnostics/codes.ts'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { digest } from '../files/digest.ts'
import type { Files } from '../files/files.ts'
import type { Block, Rendered } from '../markdown/blocks/block.ts'
import { guardBlock } from '../markdown/blocks/guarded-block.ts'
import type { TransformPage } from '../page/transform.ts'
import type { Article } from '../site/link.ts'
import { admitPlugin, refusedBlocks, unknownRule } from './admission.ts'
import { blockOfPlugin } from './block-of-plugin.ts'
import { type PluginDefinition, readDefinition } from './definitions.ts'
import { placeOfFailure } from './failures.ts'
import { openHost, type PluginHost, type PluginPlace } from './host.ts'
import { faultOfModule } from './module-faults.ts'
import { filesOfPlugins, type PluginFiles, type PluginFilesRequest } from './outputs.ts'
import type { Exported } from './protocol.ts'
import { type RunPlugin, withoutStop } from './run-plugin.ts'
import { transformWith } from './transform.ts'

/** The plugins of a site, and the blocks that a caller of the API brought. */
export interface SitePlugins {
  /** Loads what the settings name, where that is not what is there; gives what is wrong with it. */
  readonly open: (settings: Settings) => readonly Diagnostic[]
  /** Takes over what another thread loaded. */
  readonly adopt: (loaded: LoadedPlugins) => void
  readonly loaded: () => LoadedPlugins
  /** All blocks of the site, by lower-case name. */
  readonly blocks: () => ReadonlyMap<string, Block<Rendered>>
  /** Undefined where no plugin changes pages. */
  readonly transform: () => TransformPage | undefined
  /** The files that plugins make of all pages. */
  readonly files: (articles: () => readonly Article[], request: PluginFilesRequest) => PluginFiles
  /** Whether plugins are made of this file, or name it where nothing is yet. */
  readonly uses: (path: string) => boolean
  /** Whether all plugins that the settings name were loaded. */
  readonly isWhole: () => boolean
  /** Whether a code may be one of a plugin, or of a block that a caller brought. */
  readonly isPluginCode: (code: string) => boolean
  /** Stops the thread of plugins; the next that wants one starts another. */
  readonly close: () => void
}

/** Plugins that were loaded: plain data, for other threads. */
export interface LoadedPlugins {
  /** Equal for plugins that do the same; '' where there are none. */
  readonly digest: string
  readonly plugins: readonly PluginDefinition[]
}

/** What plugins are opened with. */
export interface SitePluginsOptions {
  readonly site: Files
  /** Blocks of a caller of the API. */
  readonly blocks?: readonly Block[] | undefined
  /** Undefined where plugins cannot be run. */
  readonly place?: PluginPlace | undefined
}

/** A plugin that may be loaded, and its files in the site. */
interface WantedPlugin {
  readonly setting: PluginSetting
  readonly files: readonly string[]
}

const NONE: LoadedPlugins = { digest: '', plugins: [] }

/** Opens the plugins of a site. Nothing starts before a plugin is wanted. */
export function createSitePlugins({ site, blocks = [], place }: SitePluginsOptions): SitePlugins {
  const ofCaller = blocks.map((block) => guardBlock(block, { group: block.name.toLowerCase(), hasAnyGroup: true }))
  const state: {
    loaded: LoadedPlugins
    diagnostics: readonly Diagnostic[]
    host: PluginHost | undefined
    lost: Map<string, string>
    table: ReadonlyMap<string, Block<Rendered>>
    transform: TransformPage | undefined
    /** What was opened last. */
    opened: string
    isSafe: boolean
    isWhole: boolean
    files: ReadonlySet<string>
  } = {
    loaded: NONE,
    diagnostics: [],
    host: undefined,
    lost: new Map(),
    table: blockTable(ofCaller),
    transform: undefined,
    opened: '',
    isSafe: false,
    isWhole: true,
    files: new Set(),
  }

  const run: RunPlugin = ({ module }, request, answer) => {
    const lost = state.lost.get(module.name)
    if (lost !== undefined) return { failed: lost, hint: undefined, span: undefined }
    state.host ??= openHost(place ?? { start: () => undefined, patience: 0 })
    const result = state.host.run(request, answer)
    if (!('failure' in result)) return result
    if (result.isLost) state.lost.set(module.name, result.failure.message)
    const at = place && placeOfFailure(result.failure, site, place.root)
    return { failed: result.failure.message, hint: at && `it comes from \`${at.text}\``, span: at?.span }
  }

  const take = (loaded: LoadedPlugins): void => {
    state.host?.end()
    state.host = undefined
    state.lost = new Map()
    state.loaded = loaded
    const own = loaded.plugins.flatMap((plugin) => plugin.blocks.map((block) => blockOfPlugin(plugin, block, run)))
    state.table = blockTable([...own, ...(state.isSafe ? [] : ofCaller)])
    const transforming = loaded.plugins.filter(({ transforms }) => transforms)
    state.transform = transforming.length ? transformWith(transforming, run) : undefined
  }

  /** Loads plugins one by one: one that fails is told, and the others are there. */
  const load = (wanted: readonly WantedPlugin[], ownDigest: string, found: Diagnostic[]): void => {
    take({ digest: ownDigest, plugins: [] })
    const plugins: PluginDefinition[] = []
    const taken = new Map(builtinBlocks.map(({ name }) => [name, 'Lectern']))
    for (const { setting, files } of wanted) {
      const module = { name: setting.name, isPackage: setting.isPackage }
      const result = run({ module }, { type: 'load', module })
      if ('failed' in result) {
        const fault = place && faultOfModule(result.failed, site, place.root, files)
        const span = fault?.span ?? result.span
        const related = span && [{ span: setting.span, message: 'names the plugin' }]
        found.push(
          diagnostic(
            'plugin/failed',
            `The plugin \`${setting.name}\` cannot be loaded: ${withoutStop(fault?.message ?? result.failed)}.`,
            {
              span: span ?? setting.span,
              related,
            },
          ),
        )
        continue
      }
      // The host describes what the module exports in this form.
      const exported = result.value as Exported
      const definition = readDefinition(
        setting,
        exported,
        { plugins: new Set(plugins.map(({ name }) => name)), blocks: taken },
        found,
      )
      if (!definition) continue
      plugins.push(definition)
      for (const block of definition.blocks) taken.set(block.name.toLowerCase(), `the plugin \`${definition.name}\``)
    }
    const { host } = state
    state.host = undefined
    take({ digest: ownDigest, plugins })
    // It has the modules already.
    state.host = host
  }

  const isPluginCode = (code: string): boolean => {
    const [group = '', name] = code.split('/')
    if (name === undefined || isCode(code)) return false
    // A plugin that could not be loaded is told; what it would have told is not.
    return (
      !state.isWhole ||
      (ofCaller.length > 0 && !state.isSafe) ||
      state.loaded.plugins.some((plugin) => plugin.name === group)
    )
  }

  return {
    open(settings) {
      const { plugins: named, safe } = settings
      const found: Diagnostic[] = []
      if (safe && ofCaller.length > 0) found.push(refusedBlocks(ofCaller))
      const wanted: WantedPlugin[] = []
      const digests: string[] = []
      const files = new Set<string>()
      for (const plugin of named) {
        if (plugin.isMissing) continue
        const admitted = admitPlugin(plugin, site, settings, place?.findPackage ?? (() => undefined))
        if ('refused' in admitted) found.push(admitted.refused)
        else {
          for (const path of [...admitted.files, ...admitted.missing]) files.add(path)
          wanted.push({ setting: plugin, files: admitted.files })
          digests.push(`${plugin.name} ${admitted.digest}`)
        }
      }
      state.files = files
      const ownDigest = wanted.length ? digest(digests.join('\n')) : ''
      // Plugins are told at their places in the settings.
      const opened = JSON.stringify([ownDigest, safe, wanted.map(({ setting }) => setting.span)])
      if (opened !== state.opened) {
        state.opened = opened
        state.isSafe = safe
        const ofLoading: Diagnostic[] = []
        if (wanted.length) load(wanted, ownDigest, ofLoading)
        else take(NONE)
        state.diagnostics = ofLoading
      }
      state.isWhole = state.loaded.plugins.length === named.length
      for (const [code, span] of settings.pluginRules)
        if (!isPluginCode(code)) found.push(unknownRule(code, span, state.loaded.plugins))
      return [...found, ...state.diagnostics]
    },
    adopt: take,
    loaded: () => state.loaded,
    blocks: () => state.table,
    transform: () => state.transform,
    files(articles, request) {
      const plugins = state.loaded.plugins.filter(({ hasOutputs }) => hasOutputs)
      return plugins.length ? filesOfPlugins(plugins, articles(), request, run) : { files: [], diagnostics: [] }
    },
    uses: (path) => state.files.has(path),
    isWhole: () => state.isWhole,
    isPluginCode,
    close: () => state.host?.end(),
  }
}
