// What pages with a quiz load: checks answers in the page, says why, and keeps them in this browser.
import { openQuiz } from './quiz/open-quiz.ts'

for (const section of document.querySelectorAll<HTMLElement>('section.quiz[id]')) openQuiz(section)
