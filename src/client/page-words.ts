/** The words of the page's language, where it is not English: a script before this one says them. */
declare global {
  var lecternWords: Readonly<Record<string, string>> | undefined
}

/** English words, but those that the page has others for. */
export const inPageLanguage = <Name extends string>(english: Readonly<Record<Name, string>>): Record<Name, string> => ({
  ...english,
  ...globalThis.lecternWords,
})

/** A number in the digits of the page's language. */
export const numberText = (number: number): string =>
  String(number).replace(/\d/g, (digit) => globalThis.lecternWords?.digits?.[Number(digit)] ?? digit)

/** Puts numbers and texts into a word. */
export const fillWord = (text: string | undefined, values: Readonly<Record<string, string | number>>): string =>
  (text ?? '').replace(/\{(\w+)\}/g, (all, name) => {
    const value = values[name] ?? all
    return typeof value === 'number' ? numberText(value) : value
  })
