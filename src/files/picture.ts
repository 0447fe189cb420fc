import { imageSize } from 'image-size'
import { avifSize, isAvif } from './avif-size.ts'
import { pngOrientation } from './png-orientation.ts'
import { svgSize } from './svg-size.ts'

/** Width and height in CSS pixels. */
export interface PictureSize {
  /** Of the file. */
  readonly bytes: number
  readonly width: number
  readonly height: number
  /** It moves. */
  readonly animated?: boolean
}

/**
 * Width and height of a PNG, JPEG, GIF, WebP, AVIF or SVG as a browser shows it; undefined where they cannot be read. A
 * drawing under another name, or the other way round, is none: browsers tell SVG by its name alone.
 */
export function pictureSize(bytes: Uint8Array, path: string): PictureSize | undefined {
  try {
    const size = path.toLowerCase().endsWith('.svg') ? svgSize(bytes) : rasterSize(bytes)
    if (!size) return undefined
    const [width, height] = [Math.round(size.width), Math.round(size.height)]
    // A drawing may be smaller than a pixel.
    const picture = { bytes: bytes.length, width: Math.max(1, width), height: Math.max(1, height) }
    return isAnimatedPng(bytes) ? { ...picture, animated: true } : picture
  } catch {
    return undefined
  }
}

/** The size of a picture made of pixels; undefined for a drawing. */
function rasterSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  if (isAvif(bytes)) return notEmpty(avifSize(bytes))
  const { width, height, orientation, type } = imageSize(bytes)
  if (type === 'svg') return undefined
  const turn = type === 'png' ? pngOrientation(bytes) : orientation
  // Orientations 5 to 8 of a photo are turned by a quarter.
  return notEmpty(turn !== undefined && turn >= 5 && turn <= 8 ? { width: height, height: width } : { width, height })
}

/** Whether a PNG says before its picture that more of them follow. */
function isAnimatedPng(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x89 || bytes[1] !== 0x50) return false
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 100_000)).toString('latin1')
  const at = start.indexOf('acTL')
  const picture = start.indexOf('IDAT')
  return at >= 0 && (picture < 0 || at < picture)
}

const notEmpty = <Size extends { readonly width: number; readonly height: number }>(
  size: Size | undefined,
): Size | undefined => (size && size.width >= 1 && size.height >= 1 ? size : undefined)
