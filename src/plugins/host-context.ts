import type { BlockContext } from '../markdown/blocks/block.ts'
import { type Fragment, raw } from '../markdown/text/html.ts'
import type { OutputContext, ReportDetails, TransformContext } from './plugin.ts'
import type { BlockUse, Effect } from './protocol.ts'

/** Asks the program something, and waits for its answer. */
export type AskHost = (kind: string, parameters: readonly unknown[]) => unknown

/** The contexts of one request: what has an answer is asked at once, the rest is gathered. */
export interface HostContext {
  readonly block: (use: BlockUse) => BlockContext
  readonly transform: TransformContext
  readonly outputs: OutputContext
  readonly effects: readonly Effect[]
  /** The request is answered: who asks now is told that it is too late. */
  readonly close: () => void
}

/** Makes the contexts of a request. */
export function createHostContext(ask: AskHost): HostContext {
  const effects: Effect[] = []
  const state = { isOpen: true }
  const checkOpen = (kind: string): void => {
    if (!state.isOpen) throw new Error(`\`context.${kind}\` is called when all is done: wait for what comes before it`)
  }
  // Both ends are compiled together: an answer has the type of its question.
  const asked = <Answer>(kind: string, ...parameters: readonly unknown[]): Answer => {
    checkOpen(kind)
    return ask(kind, parameters) as Answer
  }
  const effect = (kind: string, ...parameters: readonly unknown[]): void => {
    checkOpen(kind)
    effects.push({ kind, parameters })
  }
  const report = (code: string, message: string, details: ReportDetails = {}): void =>
    effect('report', text(code, 'the code'), text(message, 'the message'), details)
  const context = (use: BlockUse): BlockContext => ({
    label: raw(use.label),
    labelId: use.labelId,
    labelText: use.labelText,
    words: use.words,
    entries: use.entries,
    resource: (path, field) => asked('resource', text(path, 'the path'), text(field, 'the field')),
    text: (path, field, options) => asked('text', text(path, 'the path'), text(field, 'the field'), options),
    picture: (file, field) => asked('picture', { path: text(file?.path, 'the path') }, text(field, 'the field')),
    link: (href, field) => asked('link', text(href, 'the address'), text(field, 'the field')),
    highlight: (code, language, options): Fragment =>
      raw(asked('highlight', text(code, 'the code'), text(language, 'the language'), options)),
    include: (path, field) => effect('include', text(path, 'the path'), text(field, 'the field')),
    toc(options) {
      const { from, to, exclude } = Object(options)
      if (!Number.isInteger(from) || !Number.isInteger(to) || !Array.isArray(exclude))
        throw new TypeError('`context.toc` wants `{ from, to, exclude }`, as in `{ from: 1, to: 3, exclude: [] }`')
      effect('toc', { from, to, exclude: exclude.map(String) })
    },
    define: (name, value) => effect('define', text(name, 'the name'), text(value, 'the text')),
    report,
  })
  return {
    block: context,
    transform: { text: (path) => asked('text', text(path, 'the path')), report },
    outputs: { html: (page) => asked('html', text(page?.address, 'the address of the page')), report },
    effects,
    close: () => {
      state.isOpen = false
    },
  }
}

function text(value: unknown, what: string): string {
  if (typeof value === 'string') return value
  throw new TypeError(`${what} must be a text`)
}
