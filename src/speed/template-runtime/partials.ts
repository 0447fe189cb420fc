import { asWhole, type Frame, memberOf, type Render, type TemplatePart } from './values.ts'

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
export const put = (
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

/** So many different texts in a row: the part says something else on each page. */
const MOST_MISSES = 20

/** A partial that asks for nothing but these names gives the same text as long as they stand for the same. */
export function remembered(render: Render, names: readonly string[]): Render {
  let values: readonly unknown[] = []
  let text: string | undefined
  let misses = 0
  return (frame) => {
    if (misses > MOST_MISSES) return render(frame)
    const { context } = frame
    if (text !== undefined && names.every((name, i) => memberOf(context, name) === values[i])) {
      misses = 0
      return text
    }
    misses += 1
    values = names.map((name) => memberOf(context, name))
    text = render(asWhole(frame))
    return text
  }
}
