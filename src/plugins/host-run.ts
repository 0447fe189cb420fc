import { defineBlock } from '../markdown/blocks/block.ts'
import { html, raw } from '../markdown/text/html.ts'
import { type AskHost, createHostContext, type HostContext } from './host-context.ts'
import type { LoadModule } from './host-resolve.ts'
import { definePlugin, type Plugin, type PluginKit } from './plugin.ts'
import {
  BLOCK_KEYS,
  type Effect,
  type Exported,
  type ExportedBlock,
  type HostModule,
  type HostRequest,
} from './protocol.ts'

/** A request that runs. */
export interface HostRun {
  readonly result: Promise<{ readonly value: unknown; readonly effects: readonly Effect[] }>
  /** Nothing is answered any more. */
  readonly close: () => void
}

const kit: PluginKit = { definePlugin, defineBlock, html, raw }

/** Runs requests, each with a context of its own. */
export function createHostRun(load: LoadModule, ask: AskHost): (request: HostRequest) => HostRun {
  const made = new Map<string, Promise<unknown>>()
  const exportOf = (module: HostModule): Promise<unknown> => {
    const known = made.get(module.name) ?? load(module).then(exportedBy)
    made.set(module.name, known)
    return known
  }
  const given = async (request: HostRequest, context: HostContext): Promise<unknown> => {
    const exported = await exportOf(request.module)
    if (request.type === 'load') return describe(exported)
    // It was described before, and is what it was.
    const plugin = exported as Plugin
    if (request.type === 'transform') return textOf(await plugin.transform?.(request.page, context.transform))
    if (request.type === 'outputs') return plugin.outputs?.(request.site, context.outputs)
    const block = plugin.blocks?.find(({ name }) => name === request.block)
    return block?.render(request.values, context.block(request.use))
  }
  return (request) => {
    const context = createHostContext(ask)
    const result = given(request, context).then((value) => ({ value, effects: context.effects }))
    return { result, close: context.close }
  }
}

/** The text of a fragment that `html` made; other values as they are. */
const textOf = (value: unknown): unknown =>
  isObject(value) && value.type === 'fragment' && Array.isArray(value.pieces) ? value.pieces.join('') : value

/** What a module exports for a plugin: its default, or `plugin`; a function is called. */
async function exportedBy(module: unknown): Promise<unknown> {
  const exports = Object(module)
  const given: unknown = exports.plugin ?? exports.default
  // CommonJS of a compiler has its default one step further in.
  const inner: unknown = isObject(given) && given.name === undefined ? (given.plugin ?? given.default) : undefined
  const exported = inner ?? given
  return typeof exported === 'function' ? await exported(kit) : exported
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** What is exported, as data. */
function describe(plugin: unknown): Exported {
  if (!isObject(plugin) || Array.isArray(plugin))
    return {
      instead:
        plugin === undefined || plugin === null ? 'nothing' : Array.isArray(plugin) ? 'a list' : `a ${typeof plugin}`,
    }
  const { name, blocks = [], transform, outputs } = plugin
  // What CommonJS exports where nothing is exported.
  if (Object.keys(plugin).length === 0) return { instead: 'nothing' }
  return {
    keys: Object.keys(plugin),
    name: plain(name),
    blocks: Array.isArray(blocks) ? blocks.map(describeBlock) : undefined,
    transform: typeof transform,
    outputs: typeof outputs,
  }
}

const describeBlock = (block: unknown): ExportedBlock => {
  const of = isObject(block) ? block : {}
  return {
    ...Object.fromEntries(BLOCK_KEYS.flatMap((key) => (of[key] === undefined ? [] : [[key, plain(of[key])]]))),
    renders: typeof of.render === 'function',
  }
}

/** Data as JSON has it: functions and the like are none. */
const plain = (value: unknown): unknown => {
  const json: string | undefined = JSON.stringify(value)
  return json === undefined ? undefined : JSON.parse(json)
}
