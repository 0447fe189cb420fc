import { causeOf } from '../../diagnostics/cause.ts'
import { codeGroups, type DiagnosticCode, isCode, isDiagnosticCode } from '../../diagnostics/codes.ts'
import type { Fragment } from '../text/html.ts'
import { isForgery, noteMarks } from '../text/marks.ts'
import type { Block, BlockContext } from './block.ts'
import type { OwnBlock } from './own-block.ts'
import { isText, textsIn } from './text-values.ts'

/**
 * Blocks that are not Lectern's own. What they throw, and what they give that is no HTML, is told at the block, and the page goes on
 * without it. Marks of holes that they got may stand in what they give, and no others.
 */

/** What running a block came to. */
export type BlockResult = { readonly given: unknown } | { readonly failed: string; readonly hint?: string | undefined }

/** Runs a block in place of its own `render`. */
export type RunBlock = (values: Readonly<Record<string, unknown>>, context: BlockContext) => BlockResult

/** Who made a block, and the codes that it may tell. */
export interface BlockOwner {
  /** The first part of its own codes. */
  readonly group: string
  /** Other groups are those of others, too: blocks of a caller have no name that would stand for all of them. */
  readonly hasAnyGroup: boolean
}

/** A block that cannot do any harm to the page. */
export function guardBlock<Result>(
  block: Block<Result>,
  owner: BlockOwner,
  run: RunBlock = (values, context) => runHere(block, values, context),
): OwnBlock {
  return {
    ...block,
    // What is Lectern's own to say.
    part: undefined,
    verify: undefined,
    render(values, context) {
      const marks = new Set<string>()
      const fail = (message: string, hint?: string): undefined => {
        context.report('block/failed', `The block \`${block.name}\` ${message}.`, { hint })
        return undefined
      }
      const result = run(values, guardContext(context, owner, marks))
      if ('failed' in result) return fail(`failed: ${result.failed.replace(/[.\s]+$/, '')}`, result.hint)
      const { given } = result
      if (given === undefined || given === null || given === false) return undefined
      if (!isFragment(given)) return fail(`gives ${kindInWords(given)}, which is no HTML`, hintFor(given))
      const texts = textsIn(values)
      const foreign = given.pieces.some(
        (piece) => typeof piece !== 'string' && !texts.some((text) => text.origin === piece.origin),
      )
      if (foreign) return fail('gives inline text that is none of its fields', 'put the field itself into the HTML')
      if (given.pieces.some((piece) => isForgery(typeof piece === 'string' ? piece : piece.text, marks))) {
        context.report('plugin/bad-result', `The block \`${block.name}\` gives text with NUL in it.`, {
          hint: 'take addresses from `context.link` or `context.resource` as they are',
        })
        return undefined
      }
      return given
    },
  }
}

function runHere<Result>(
  block: Block<Result>,
  values: Readonly<Record<string, unknown>>,
  context: BlockContext,
): BlockResult {
  try {
    const given: unknown = block.render(values, context)
    // Nothing waits for it: that it fails is of no interest.
    if (given instanceof Promise) given.catch(() => undefined)
    return { given }
  } catch (error) {
    return { failed: causeOf(error) }
  }
}

/** The same context, which notes the marks that it gives, and looks at the codes that it is told. */
function guardContext(context: BlockContext, owner: BlockOwner, marks: Set<string>): BlockContext {
  const fragment = (value: Fragment): Fragment => {
    for (const piece of value.pieces) if (typeof piece === 'string') noteMarks(piece, marks)
    return value
  }
  noteMarks(context.labelText, marks)
  fragment(context.label)
  return {
    ...context,
    resource(path, field) {
      const found = context.resource(path, field)
      noteMarks(found?.address ?? '', marks)
      return found
    },
    link(href, field) {
      const address = context.link(href, field)
      noteMarks(address, marks)
      return address
    },
    highlight: (code, language, options) => fragment(context.highlight(code, language, options)),
    define(name, text) {
      if (!/[^\p{L}\p{N}_-]/u.test(name) && !text.includes('\0')) context.define(name, text)
      else context.report('plugin/bad-result', `\`${name}\` cannot be a constant, or its text has NUL in it.`)
    },
    report(code, message, details) {
      const whole = ownCode(code, owner)
      if (whole !== undefined) context.report(whole, message, details)
      else
        context.report('plugin/bad-result', `\`${code}\` is no code that \`${owner.group}\` may tell: ${message}`, {
          hint: `name it \`${owner.group}/…\`, in lower case, or take a code of Lectern`,
        })
    },
  }
}

/** A code as it is told; undefined for those of others, and for what is none. */
export function ownCode(code: string, { group, hasAnyGroup }: BlockOwner): DiagnosticCode | undefined {
  const whole = code.includes('/') ? code : `${group}/${code}`
  if (isCode(whole)) return whole
  const [first = '', ...rest] = whole.split('/')
  if (rest.length !== 1 || !isDiagnosticCode(whole) || codeGroups.has(first)) return undefined
  return hasAnyGroup || first === group ? whole : undefined
}

const isFragment = (value: unknown): value is Fragment =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  value.type === 'fragment' &&
  'pieces' in value &&
  Array.isArray(value.pieces) &&
  value.pieces.every(
    (piece: unknown) =>
      typeof piece === 'string' ||
      (isText(piece) && typeof piece.text === 'string' && typeof piece.origin === 'object'),
  )

/** What a value is, in words. */
export function kindInWords(value: unknown): string {
  if (value instanceof Promise) return 'a promise'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  const names: Partial<Record<string, string>> = { object: 'an object', string: 'a text', undefined: 'nothing' }
  return names[typeof value] ?? `a ${typeof value}`
}

const hintFor = (value: unknown): string =>
  value instanceof Promise
    ? 'blocks of a caller of the API give it at once; name a file in `plugins:` for one that waits'
    : 'give what `html` or `raw` makes, or undefined'
