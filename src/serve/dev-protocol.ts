/** What the development server and the script of its pages say to each other. */

/** Where the server's own addresses begin, below the site's base. */
export const DEV_PATH = 'lectern/dev/'

/** A fault as a page shows it. */
export interface ShownFault {
  readonly severity: 'error' | 'warning'
  readonly code: string
  readonly message: string
  readonly hint: string
  /** The lines it is about; '' where it has no place. */
  readonly frame: string
  /** From the site's root; '' where it has no place, or none that can be opened. */
  readonly file: string
  readonly line: number
  readonly column: number
}

/** What a tab is told. */
export type DevEvent =
  /** Its page is another one now. */
  | { readonly type: 'page'; readonly version: string }
  /** Files that pages load have changed: their addresses, from the host's root. */
  | { readonly type: 'files'; readonly addresses: readonly string[] }
  /** All faults to show on the page; none when they are mended. */
  | { readonly type: 'faults'; readonly faults: readonly ShownFault[] }
