/** What a quiz says: it carries it in the language of its page. */
export type QuizWords = (name: string, values?: Readonly<Record<string, string | number>>) => string

/** The words of a quiz. */
export function wordsOf(section: HTMLElement): QuizWords {
  const words: Readonly<Record<string, unknown>> = JSON.parse(section.dataset.words ?? '{}')
  return (name, values = {}) =>
    String(words[name] ?? '').replace(/\{(\w+)\}/g, (all, value: string) => String(values[value] ?? all))
}
