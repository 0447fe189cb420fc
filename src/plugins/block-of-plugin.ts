import type { Block, BlockContext, Rendered } from '../markdown/blocks/block.ts'
import { type BlockResult, guardBlock } from '../markdown/blocks/guarded-block.ts'
import { isText, mapTexts } from '../markdown/blocks/text-values.ts'
import type { Fragment } from '../markdown/text/html.ts'
import type { PluginBlock, PluginDefinition } from './definitions.ts'
import type { AnswerHost } from './host.ts'
import type { Effect, HostRequest, ToldDetails } from './protocol.ts'
import type { RunPlugin } from './run-plugin.ts'

/** A block of a plugin, as the engine calls it: its function runs in the thread of plugins. */
export function blockOfPlugin(plugin: PluginDefinition, data: PluginBlock, run: RunPlugin): Block<Rendered> {
  const { module } = plugin
  const runThere = (values: Readonly<Record<string, unknown>>, context: BlockContext): BlockResult => {
    const request: HostRequest = {
      type: 'render',
      module,
      block: data.name,
      values: sent(values),
      use: {
        label: textOf(context.label),
        labelId: context.labelId,
        labelText: context.labelText,
        words: context.words,
        entries: context.entries,
      },
    }
    const texts = new Set<string>()
    const result = run(plugin, request, answerWith(context, texts))
    if ('failed' in result) return result
    for (const effect of result.effects) apply(effect, context, texts)
    return { given: received(result.value, values) }
  }
  const block: Block<Rendered> = { ...data, render: () => undefined }
  return guardBlock(block, { group: plugin.name, hasAnyGroup: false }, runThere)
}

/** Values as the plugin gets them: Markdown knows its field, and nothing of the page's source. */
const sent = (values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      mapTexts(value, ({ type, text }, field) => ({ type, text, origin: { field } }), name),
    ]),
  )

/** What a plugin gave, with the Markdown of its fields in it. */
function received(value: unknown, values: Readonly<Record<string, unknown>>): unknown {
  if (typeof value !== 'object' || value === null || !('pieces' in value) || !Array.isArray(value.pieces)) return value
  const texts = new Map<string, unknown>()
  mapTexts(values, (text, field) => texts.set(field, text))
  const pieces = value.pieces.map((piece: unknown): unknown => {
    if (!isText(piece) || typeof piece.origin !== 'object' || piece.origin === null) return piece
    const field: unknown = Reflect.get(piece.origin, 'field')
    return (typeof field === 'string' ? texts.get(field) : undefined) ?? piece
  })
  return { ...value, pieces }
}

/** The text of a fragment without inline text, such as a label. */
const textOf = ({ pieces }: Fragment): string => pieces.filter((piece) => typeof piece === 'string').join('')

/** Answers what a block asks, and notes the files that it read. The other end has looked at the types: see host-context.ts. */
const answerWith =
  (context: BlockContext, texts: Set<string>): AnswerHost =>
  (kind, parameters) => {
    const [first, second, third] = parameters
    switch (kind) {
      case 'resource':
        return context.resource(String(first), String(second))
      case 'text': {
        const found = context.text(String(first), String(second), {
          isProse: Reflect.get(Object(third), 'isProse') === true,
        })
        if (found) texts.add(found.path)
        return found && { path: found.path, text: found.text, offset: 0, isUtf8: found.isUtf8 }
      }
      case 'picture':
        return context.picture({ path: String(Reflect.get(Object(first), 'path')), output: undefined }, String(second))
      case 'link':
        return context.link(String(first), String(second))
      case 'highlight':
        return textOf(context.highlight(String(first), String(second), codeOptions(third)))
      default:
        return undefined
    }
  }

/** Options as they came; those of another type are left out. */
function codeOptions(options: unknown): Parameters<BlockContext['highlight']>[2] {
  const given = Object(options)
  const lines = (key: string) => (given[key] instanceof Set ? { [key]: given[key] } : {})
  return {
    ...lines('marked'),
    ...lines('ins'),
    ...lines('del'),
    ...(typeof given.title === 'string' ? { title: given.title } : {}),
    ...(typeof given.firstNumber === 'number' ? { firstNumber: given.firstNumber } : {}),
    ...(typeof given.inner === 'string' ? { inner: given.inner } : {}),
  }
}

/** Does what a block wants done; it may tell of places in `texts`, the files that it read. */
function apply({ kind, parameters }: Effect, context: BlockContext, texts: ReadonlySet<string>): void {
  const [first, second, third] = parameters
  if (kind === 'include') context.include(String(first), String(second))
  else if (kind === 'toc') context.toc(first as Parameters<BlockContext['toc']>[0])
  else if (kind === 'define') context.define(String(first), String(second))
  else if (kind === 'report') {
    const { source, ...details } = toldDetails(third)
    const isRead = source !== undefined && texts.has(source.path)
    context.report(String(first), inOneLine(String(second)), isRead ? { ...details, source } : details)
  }
}

/** A message or a hint is one line. */
export const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Details of a report: what is none of them is left out. */
export function toldDetails(details: unknown): NonNullable<Parameters<BlockContext['report']>[2]> {
  const { field, key, source, start, hint, severity }: ToldDetails = Object(details)
  return {
    ...(typeof field === 'string' ? { field } : {}),
    ...(typeof key === 'string' ? { key } : {}),
    ...(typeof source?.path === 'string' && typeof start === 'number' && Number.isInteger(start) && start >= 0
      ? { source: { path: source.path }, start }
      : {}),
    ...(typeof hint === 'string' ? { hint: inOneLine(hint) } : {}),
    ...(severity === 'error' || severity === 'warning' ? { severity } : {}),
  }
}
