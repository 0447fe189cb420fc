// What pages with a quiz load: checks answers in the page, says why, and keeps them in this browser.
import { openQuiz } from './quiz/open-quiz.ts'
import { showSolved } from './show-solved.ts'
import { startEach } from './start-each.ts'
import { takeOverWork } from './work-store.ts'

takeOverWork()
startEach(Array.from(document.querySelectorAll<HTMLElement>('section.quiz[id]'), (section) => () => openQuiz(section)))
showSolved()
