import type { Span } from '../../diagnostics/diagnostic.ts'
import type { ClientPart } from '../client-parts.ts'
import type { Verifiable } from '../verifiable.ts'
import {
  type Block,
  type BlockContext,
  type BlockDefinition,
  defineBlock,
  type Fields,
  type Rendered,
  type Values,
} from './block.ts'

/** A block of Lectern itself: it may have a script, and something that `lectern check --run` runs. */
export interface OwnBlock extends Block<Rendered> {
  /** The script and the styles that pages with it load. */
  readonly part?: ClientPart | undefined
  /** Code of its author that runs in readers' browsers unseen: `safe` does without it. */
  readonly hiddenCode?: HiddenCode<Readonly<Record<string, unknown>>> | undefined
  /** Its field `code` is run by `lectern run`: what it gave is put below it. */
  readonly runs?: true
  /** Whether it counts in "3 of 8 solved". */
  readonly counts?: ((values: Readonly<Record<string, unknown>>) => boolean) | undefined
  /** What of it `lectern check --run` runs. It is asked where `render` gave something. */
  readonly verify?:
    | ((
        values: Readonly<Record<string, unknown>>,
        context: BlockContext,
        spanOf: (field: string) => Span,
      ) => readonly Verifiable[])
    | undefined
}

/** Code of an author in a block that readers do not see before it runs in their browsers. */
export interface HiddenCode<V> {
  /** The field with it, if the block has one. */
  readonly fieldOf: (values: V) => string | undefined
  /** What is shown in place of the block where that code may not run. */
  readonly renderWithout: (values: V, context: BlockContext, field: string) => Rendered | undefined
}

/** Defines such a block. */
export function defineOwnBlock<const F extends Fields>(
  definition: BlockDefinition<F, Rendered> & {
    readonly part: ClientPart
    readonly hiddenCode?: HiddenCode<Values<F>>
    readonly counts: (values: Values<F>) => boolean
    readonly verify?: (
      values: Values<F>,
      context: BlockContext,
      spanOf: (field: string) => Span,
    ) => readonly Verifiable[]
  },
): OwnBlock {
  const { part, counts, verify, hiddenCode } = definition
  return {
    ...defineBlock(definition),
    part,
    // As in `defineBlock`: `values` are filled from the same table.
    hiddenCode: hiddenCode && {
      fieldOf: (values) => hiddenCode.fieldOf(values as Values<F>),
      renderWithout: (values, context, field) => hiddenCode.renderWithout(values as Values<F>, context, field),
    },
    counts: (values) => counts(values as Values<F>),
    verify: verify && ((values, context, spanOf) => verify(values as Values<F>, context, spanOf)),
  }
}
