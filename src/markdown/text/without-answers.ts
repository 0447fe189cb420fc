const SOLUTION = '<details class="solution">'

/** HTML without the solutions of exercises and the answers of quizzes, which readers unfold when they want them. */
export const withoutSolutions = (html: string): string =>
  html.includes(SOLUTION) ? html.replace(/<details class="solution">[\s\S]*?(?:<\/details>|$)/g, '') : html

/** Also without what their scripts compare with, and what stands below editors. */
export const withoutAnswers = (html: string): string =>
  withoutSolutions(html)
    .replace(/<script type="application\/json"[\s\S]*?<\/script>/g, '')
    .replace(/<div class="exercise-bar">[\s\S]*?<\/div>/g, '')
