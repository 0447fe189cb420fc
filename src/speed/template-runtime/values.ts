import type { Sink } from './sink.ts'

/** What values mean in a template, as Handlebars has it. */

/** Where a template stands while it is rendered. Frames never change: each change of context makes another one. */
export interface Frame {
  /** What `this` is. */
  readonly context: unknown
  /** What `../` leads to. */
  readonly above: Frame | undefined
  /** What `@root` and, in a list, `@index` and the like are. */
  readonly data: Readonly<Record<string, unknown>>
  /** What `{{> @partial-block}}` puts in: a template, and where it stands. */
  readonly block: TemplatePart | undefined
  /** Partials that are made in the templates around. */
  readonly inlines: ReadonlyMap<string, TemplatePart>
  /** Where the text of the page goes, piece by piece; undefined where a text is wanted as a whole. */
  readonly sink: Sink | undefined
}

/** The same place, where a text is wanted as a whole. */
export const withoutSink = (frame: Frame): Frame => (frame.sink ? { ...frame, sink: undefined } : frame)

/** A part of a template, and where it was written. */
export interface TemplatePart {
  readonly render: Render
  readonly frame: Frame
}

/** A part of a template, ready to be rendered. Gives its text, which is empty where it went into the sink. */
export type Render = (frame: Frame) => string

/** The place as helpers see it: where there is no context they get an empty one. */
export function withDefaultContext(frame: Frame): Frame {
  if (frame.context === undefined) return within(frame, NOTHING)
  return frame.context === null ? { ...frame, context: NOTHING } : frame
}

const NOTHING = Object.freeze({})

/** The same place with another context, as a whole; the same frame where the context is the same. */
export const within = (frame: Frame, context: unknown, data = frame.data): Frame =>
  context === frame.context && data === frame.data
    ? frame
    : {
        context,
        above: context === frame.context ? frame.above : frame,
        data,
        block: frame.block,
        inlines: frame.inlines,
        sink: undefined,
      }

/** A property of a value: its own ones only, so that no template reaches a prototype. */
export function memberOf(value: unknown, name: string): unknown {
  if (value === undefined || value === null) return value
  if (!Object.hasOwn(value, name)) return undefined
  // What has a property of that name: the compiler cannot know it of a name that is not known before.
  const found = (value as Readonly<Record<string, unknown>>)[name]
  return name === 'constructor' && typeof found === 'function' ? undefined : found
}

/** A value, or what a function gives that stands in its place. */
export const resolved = (value: unknown, context: unknown): unknown =>
  typeof value === 'function' ? value.call(context) : value

/** Whether `{{#if}}` takes its other side. */
export const isFalsy = (value: unknown): boolean => !value || (Array.isArray(value) && value.length === 0)

/** Whether `{{#with}}` takes its other side. */
export const isEmpty = (value: unknown): boolean => value !== 0 && isFalsy(value)

/** HTML in pieces, which is put together only where it is wanted as a whole. */
export class HtmlPieces {
  /** A property of its own, as templates see no others. */
  readonly toHTML: () => string
  readonly #pieces: readonly string[]

  constructor(pieces: readonly string[]) {
    this.toHTML = () => pieces.join('')
    this.#pieces = pieces
  }
  get pieces(): readonly string[] {
    return this.#pieces
  }
}

/** Text for HTML; what is HTML by itself stays. */
export const escapedText = (value: unknown): string =>
  typeof value === 'string'
    ? NEEDS_ESCAPE.test(value)
      ? withEntities(value)
      : value
    : isHtml(value)
      ? value.toHTML()
      : withEntities(displayText(value))

const NEEDS_ESCAPE = /[&<>"'`=]/

/** The characters that Handlebars escapes, as it does. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
  '`': '&#x60;',
  '=': '&#x3D;',
}

const withEntities = (text: string): string => text.replace(/[&<>"'`=]/g, (character) => ENTITIES[character] ?? '')

const isHtml = (value: unknown): value is { readonly toHTML: () => string } =>
  typeof value === 'object' && value !== null && 'toHTML' in value && typeof value.toHTML === 'function'

/** A value as it is. */
export const displayText = (value: unknown): string => (value === undefined || value === null ? '' : String(value))
