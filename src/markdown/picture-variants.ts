import { digest } from '../files/digest.ts'
import { encodePath, extensionOf, stemOf } from '../files/paths.ts'
import type { PictureSize } from '../files/picture.ts'
import type { Compilation } from './compilation.ts'
import type { PictureChoice } from './picture-choice.ts'

/** Widths of copies, in pixels: for phones, for the column of text, and for screens with two pixels where others have one. */
const WIDTHS = [480, 960, 1440, 1920] as const
/** A picture of fewer bytes is loaded as quickly as a copy. */
const LEAST_BYTES = 10_000

/**
 * The copies of a picture among which browsers choose, where the settings want them; undefined for a drawing, one that moves, and one
 * that is small. `shown` is the width that it is shown with: pixels, or percent of the column.
 */
export function pictureChoice(
  compilation: Compilation,
  path: string,
  size: PictureSize,
  shown: { readonly pixels?: number | undefined; readonly percent?: number | undefined } = {},
): PictureChoice | undefined {
  const format = compilation.settings.pictures
  if (
    format === '' ||
    size.animated ||
    size.bytes < LEAST_BYTES ||
    !/^\.(?:png|jpe?g)$/.test(extensionOf(path).toLowerCase())
  )
    return undefined
  const widths = [...WIDTHS.filter((width) => width < size.width), ...(size.width <= 1920 ? [size.width] : [])]
  const tool = compilation.ask('pictureTool', '')
  const bytes = compilation.ask('bytes', path)
  if (tool === undefined || bytes === undefined || widths.length === 0) return undefined
  const name = digest(`${bytes} ${format} ${tool}`).slice(0, 12)
  const srcset = widths.map((width) => {
    const output = `lectern/pictures/${stemOf(path)}-${name}-${width}.${format}`
    compilation.variants.set(output, { source: path, width, format })
    return `${encodePath(compilation.page.addressOf(output))} ${width}w`
  })
  return { srcset: srcset.join(', '), sizes: sizesOf(shown) }
}

function sizesOf({
  pixels,
  percent,
}: {
  readonly pixels?: number | undefined
  readonly percent?: number | undefined
}): string {
  if (pixels !== undefined) return `${pixels}px`
  const part = (percent ?? 100) / 100
  return `(min-width: 40rem) ${rounded(36 * part)}rem, ${rounded(100 * part)}vw`
}

const rounded = (length: number): number => Math.round(length * 100) / 100
