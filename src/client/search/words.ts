import { searchWords } from '../../words/english/search.ts'
import { inPageLanguage } from '../page-words.ts'

/** What the search says to readers. */
export const words = inPageLanguage(searchWords)
