import { exerciseScriptWords } from '../../words/english/exercise-script.ts'
import { inPageLanguage } from '../page-words.ts'

/** What the script of exercises says to readers. */
export const words = inPageLanguage(exerciseScriptWords)
