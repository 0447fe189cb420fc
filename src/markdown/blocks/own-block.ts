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
  /** Its field `code` is run by `lectern run`: what it gave is put below it. */
  readonly runs?: true
  /** What of it `lectern check --run` runs. It is asked where `render` gave something. */
  readonly verify?:
    | ((
        values: Readonly<Record<string, unknown>>,
        context: BlockContext,
        spanOf: (field: string) => Span,
      ) => readonly Verifiable[])
    | undefined
}

/** Defines such a block. */
export function defineOwnBlock<const F extends Fields>(
  definition: BlockDefinition<F, Rendered> & {
    readonly part: ClientPart
    readonly verify?: (
      values: Values<F>,
      context: BlockContext,
      spanOf: (field: string) => Span,
    ) => readonly Verifiable[]
  },
): OwnBlock {
  const { part, verify } = definition
  return {
    ...defineBlock(definition),
    part,
    // As in `defineBlock`: `values` are filled from the same table.
    verify: verify && ((values, context, spanOf) => verify(values as Values<F>, context, spanOf)),
  }
}
