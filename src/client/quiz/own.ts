/** Of a question, what Lectern wrote: its text may hold elements of any class, and other questions and exercises. */
export const own = <Found extends Element>(question: Element, selector: string): Found[] =>
  Array.from(question.querySelectorAll<Found>(`:scope > ${selector}`))

/** Whether something happened to a control of a question, and not to one of a question or an exercise in it. */
export const isOwn = (question: Element, { target }: Event): boolean =>
  target instanceof Element && target.closest('.quiz-question, .exercise') === question
