import { imageSize } from 'image-size'
import type { PictureSize } from './ask.ts'

/** Width and height of a PNG, JPEG, GIF, WebP, AVIF or SVG as a browser shows it; undefined where they cannot be read. */
export function pictureSize(bytes: Uint8Array): PictureSize | undefined {
  try {
    const { width, height, orientation } = imageSize(bytes)
    // Orientations 5 to 8 of a photo are turned by a quarter.
    const [across, down] = orientation !== undefined && orientation >= 5 ? [height, width] : [width, height]
    return across >= 1 && down >= 1
      ? { bytes: bytes.length, width: Math.round(across), height: Math.round(down) }
      : undefined
  } catch {
    return undefined
  }
}
