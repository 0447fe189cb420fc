import { scriptWords } from '../words/english/scripts.ts'
import { inPageLanguage } from './page-words.ts'

/** What the script of every page says to readers. */
export const words = inPageLanguage(scriptWords)
