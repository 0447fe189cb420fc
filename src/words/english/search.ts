/** What the search says to readers: in the script that is loaded when a reader opens it. */
export const searchWords = {
  close: 'Close',
  search: 'Search',
  otherLanguages: 'In all languages',
  searchResults: 'Results',
  nothingFound: 'Nothing found for “{query}”.',
  oneFound: '1 result',
  found: '{n} results',
  bestFound: 'The best {n} results',
  keyChoose: 'choose',
  keyOpen: 'open',
  keyClose: 'close',
  notSearched: 'The search cannot be loaded. Is there a connection?',
} as const
