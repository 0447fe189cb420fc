import { didYouMean } from '../diagnostics/nearest.ts'
import type { OptionValues } from './arguments.ts'
import { newCourse } from './new-course.ts'
import { newPage, pathLike } from './new-page.ts'
import { newShards } from './new-shards.ts'
import { newTranslation } from './new-translation.ts'

/**
 * `lectern new <folder> [--exercises]`, `lectern new page <path> [folder] [--lang fr]`,
 * `lectern new --shards 4 [folder]`.
 */
export function newCommand(words: readonly string[], values: OptionValues): 0 | 1 | 2 {
  const lang = values.text('lang')
  const fault = (message: string): 2 => {
    process.stderr.write(`lectern: ${message}\n`)
    return 2
  }
  const [first, second, third] = words
  const withExercises = values.flag('exercises')
  const shards = values.text('shards')
  if (shards !== undefined)
    return words.length > 1
      ? fault(`\`lectern new --shards\` takes one folder, not ${words.length}.`)
      : newShards(first ?? '.', shards)
  if (first === undefined) return fault('Name a folder for the course: `lectern new my-course`.')
  if (first === 'page') {
    if (withExercises) return fault('`--exercises` is for a new course; a page may have exercises without it.')
    if (second === undefined)
      return fault(
        'Name the page, as in `lectern new page basics/loops`. A course of that name is `lectern new ./page`.',
      )
    if (words.length > 3)
      return fault(
        `\`lectern new page\` takes one path, and paths have no spaces. Did you mean \`${pathLike(words.slice(1).join(' '))}\`?`,
      )
    return lang === undefined ? newPage(second, third) : newTranslation(lang, second, third)
  }
  if (lang !== undefined) return fault('`--lang` goes with `page`, as in `lectern new page --lang fr basics/loops`.')
  if (second !== undefined)
    return fault(
      didYouMean(first, ['page'])
        ? `There is no \`lectern new ${first}\`. Did you mean \`lectern new page ${words.slice(1).join(' ')}\`?`
        : `\`lectern new\` takes one folder, not ${words.length}.`,
    )
  return newCourse(first, withExercises)
}
