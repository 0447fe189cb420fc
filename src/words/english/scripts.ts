/** What the script says that every page loads. Short: it is in that script. */
export const scriptWords = {
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Could not copy',
  copyCode: 'Copy code',
  copyLink: 'Copy link to this section',
  linkCopied: 'Link copied',
  enlarge: 'Enlarge {name}',
  picture: 'picture',
  previousFigure: 'Previous figure',
  nextFigure: 'Next figure',
  figures: 'Figures of this page',
  tableName: 'Table',
  tabs: 'Alternatives',
} as const
