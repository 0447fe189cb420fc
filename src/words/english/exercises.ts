/** What exercises say to readers. */
export const exerciseWords = {
  exercise: 'Exercise {n}',
  yourProgram: '{label}: your program',
  numberedHint: 'Hint {n}',
  solution: 'Solution',
  /** Of quizzes. */
  quiz: 'Quiz {n}',
} as const
