/**
 * Ids that the page around the text has: of its templates, and of what its scripts make. No heading gets one of them, and an author who
 * gives one is told. `*` stands for numbers.
 */
export const THEME_IDS = [
  'lectern-main',
  'lectern-nav',
  'lectern-preview',
  'lectern-progress',
  'lectern-search-results',
  'lectern-search-result-*',
  'lectern-tab-*',
] as const

const PATTERN = new RegExp(`^(?:${THEME_IDS.join('|').replaceAll('*', String.raw`\d+(?:-\d+)?(?:-panel)?`)})$`)

/** Whether an id is one of the page around the text. */
export const isThemeId = (id: string): boolean => id.startsWith('lectern-') && PATTERN.test(id)
