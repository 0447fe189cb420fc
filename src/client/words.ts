/** What the scripts say to readers. */
export const words = {
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Could not copy',
  copyCode: 'Copy code',
  copyLink: 'Copy link to this section',
  linkCopied: 'Link copied',
  enlarge: 'Enlarge',
  picture: 'picture',
  close: 'Close',
  previous: 'Previous figure',
  next: 'Next figure',
  figures: 'Figures of this page',
  table: 'Table',
  tabs: 'Alternatives',
} as const
