import { imageSize } from 'image-size'

/** Width and height in CSS pixels. */
export interface PictureSize {
  /** Of the file. */
  readonly bytes: number
  readonly width: number
  readonly height: number
}

/**
 * Width and height of a PNG, JPEG, GIF, WebP, AVIF or SVG as a browser shows it; undefined where they cannot be read. A
 * drawing under another name, or the other way round, is none: browsers tell SVG by its name alone.
 */
export function pictureSize(bytes: Uint8Array, path: string): PictureSize | undefined {
  try {
    const { width, height, orientation, type } = imageSize(bytes)
    if ((type === 'svg') !== path.toLowerCase().endsWith('.svg')) return undefined
    // Orientations 5 to 8 of a photo are turned by a quarter.
    const [across, down] = orientation !== undefined && orientation >= 5 ? [height, width] : [width, height]
    return across >= 1 && down >= 1
      ? { bytes: bytes.length, width: Math.round(across), height: Math.round(down) }
      : undefined
  } catch {
    return undefined
  }
}
