import type { Frame, Render, TemplatePart } from './values.ts'

/** What partials do when they are rendered. */

/** The name of what a template encloses, for the partial around it. */
export const PARTIAL_BLOCK = '@partial-block'

/** Partials that are made in the block of a partial are there for the partial, too. */
export function withBlock(frame: Frame, blockInlines: ReadonlyMap<string, Render>): ReadonlyMap<string, TemplatePart> {
  const inlines = new Map(frame.inlines)
  for (const [name, render] of blockInlines) inlines.set(name, { render, frame })
  return inlines
}

/** Renders a part of a template that was written elsewhere. */
export const renderPart = (
  { render, frame: written }: TemplatePart,
  context: unknown,
  frame: Frame,
  block: TemplatePart | undefined,
): string =>
  render({
    context,
    above: context === written.context ? written.above : written,
    data: frame.data,
    block,
    inlines: written.inlines,
    sink: frame.sink,
  })
