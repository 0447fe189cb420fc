/** A smaller copy of a picture, made when the site is built. */
export interface PictureVariant {
  /** The picture, by its path from the site's root. */
  readonly source: string
  /** In pixels. */
  readonly width: number
  readonly format: 'webp' | 'avif'
}

/** What a browser chooses from: values of `srcset` and `sizes`. */
export interface PictureChoice {
  readonly srcset: string
  readonly sizes: string
}
