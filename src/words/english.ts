import { exerciseScriptWords } from './english/exercise-script.ts'
import { exerciseWords } from './english/exercises.ts'
import { publishedWords } from './english/pages.ts'
import { scriptWords } from './english/scripts.ts'
import { searchWords } from './english/search.ts'
import { solvedWords } from './english/solved.ts'

/**
 * All words that readers see, in English, by name: the one list of them. A new word is a line in the file of what shows it. Other
 * languages have a file each in this folder.
 */
export const english = {
  ...publishedWords,
  ...exerciseWords,
  ...exerciseScriptWords,
  ...solvedWords,
  ...scriptWords,
  ...searchWords,
} as const

/** The words that scripts show: pages in another language hand them over. */
export const namesForScripts: readonly string[] = Object.keys({ ...scriptWords, ...searchWords, digits: '' })

/** The words of scripts that only some pages load, by the part of the client that has them. */
export const namesForParts: Readonly<Record<string, readonly string[]>> = {
  exercise: Object.keys(exerciseScriptWords),
  solved: Object.keys(solvedWords),
}

/** The words that readers see, by name. */
export type InterfaceWords = { readonly [Name in keyof typeof english]: string }

/** The words of a language. One that is not there is shown in English. */
export type WordSet = Partial<InterfaceWords>
