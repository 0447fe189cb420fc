/** What readers are told of how much they have solved: of each page and chapter with exercises or quizzes. */
export const solvedWords = {
  count: 'Exercises: {n} of {m} solved',
  countOf: '{n} of {m} solved',
  resetAll: 'Reset all',
  resetAllSure: 'Reset all exercises of this page?',
} as const
