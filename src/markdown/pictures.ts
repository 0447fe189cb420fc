import { isLfsPointer, LFS_HINT } from '../files/lfs-pointer.ts'
import type { PictureSize } from '../files/picture.ts'
import { type Compilation, type Place, report } from './compilation.ts'

const KILOBYTE = 1000
/** Bytes from which a picture is too large for a page… */
const LARGE = 500 * KILOBYTE
/** …and from which it matters that it is larger than shown. */
const WORTH_SHRINKING = 100 * KILOBYTE

/** The size of a picture of the site. Tells of one that is too large to be loaded quickly; `shown` is the width it is given. */
export function measurePicture(
  compilation: Compilation,
  path: string,
  place: Place,
  shown?: () => number | undefined,
): PictureSize | undefined {
  const size = compilation.ask('picture', path)
  // Browsers load a smaller copy of it.
  if (compilation.settings.pictures !== '' && /\.(?:png|jpe?g)$/i.test(path)) return size
  if (!size || size.bytes < WORTH_SHRINKING || compilation.measured.has(path)) return size
  const kilobytes = Math.round(size.bytes / KILOBYTE)
  const width = shown?.()
  const wide = width !== undefined && width > 0 && size.width > 2 * width && !path.toLowerCase().endsWith('.svg')
  if (size.bytes <= LARGE && !wide) return size
  compilation.measured.add(path)
  report(
    compilation,
    'picture/too-large',
    wide
      ? `\`${path}\` is ${size.width} pixels wide and shown with ${width}, and has ${kilobytes} KB.`
      : `\`${path}\` has ${kilobytes} KB.`,
    {
      span: place(),
      hint: wide
        ? `save it with a width of ${2 * width} pixels or less`
        : 'save it with fewer pixels, or as WebP or AVIF; a page loads well with pictures below 500 KB',
    },
  )
  return size
}

/** Tells of a picture whose size cannot be read. */
export function reportUnreadable(compilation: Compilation, path: string, place: Place): void {
  if (isLfsPointer(compilation.ask('text', path)?.text ?? '')) {
    report(compilation, 'picture/unreadable', `\`${path}\` is a pointer of Git LFS, not the picture.`, {
      span: place(),
      hint: LFS_HINT,
    })
    return
  }
  report(compilation, 'picture/unreadable', `The size of \`${path}\` cannot be read.`, {
    span: place(),
    hint: 'is it whole, and of the kind that its name says? Save it again with a picture program',
  })
}

/** Whether a file is a picture by its name. */
export const isPicture = (path: string): boolean => /\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(path)

/** Tells of a picture without words for those who cannot see it. */
export function reportNoAlt(compilation: Compilation, place: Place, hint: string): void {
  report(compilation, 'picture/no-alt', 'The picture has no text alternative.', { span: place(), hint })
}
