import type { Verdict } from '../../exercises/verdict.ts'
import { element } from '../element.ts'
import { fillWord as fill } from '../page-words.ts'
import { words } from './words.ts'

/** Inline Markdown as checks write it: `code`, *emphasis*, **strong**. */
export function inlineMarkdown(text: string): (string | HTMLElement)[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/).map((piece, i) => {
    if (i % 2 === 0) return piece
    if (piece.startsWith('`')) return element('code', {}, piece.slice(1, -1))
    return piece.startsWith('**') ? element('strong', {}, piece.slice(2, -2)) : element('em', {}, piece.slice(1, -1))
  })
}

/** A line with its blanks made visible where they matter. */
const visible = (line: string | undefined, blanks: boolean): HTMLElement =>
  line === undefined || line === ''
    ? element('em', {}, words.nothing)
    : element('code', {}, blanks ? line.replace(/ /g, '·').replace(/\t/g, '→') : line)

/** What is said of a verdict: a sentence, and what stands below it. */
export function verdictText(
  verdict: Verdict,
  about: { readonly limit: number; readonly language: string },
): (string | HTMLElement)[] {
  if (verdict.state === 'passed') return [words.solved]
  if (verdict.state === 'ungraded') return [words.ended]
  const notYet = (reason: string): (string | HTMLElement)[] => inlineMarkdown(fill(words.notYet, { reason }))
  switch (verdict.reason) {
    case 'stopped':
      return [words.stopped]
    case 'limit':
      return [fill(words.tooLong, { n: about.limit })]
    case 'setup':
      return [fill(words.faulty, { message: `${verdict.error.type}: ${verdict.error.message}` })]
    case 'error': {
      const { type: name, message, line: n } = verdict.error
      const missing = name === 'ModuleNotFoundError' ? /'([^']+)'/.exec(message)?.[1] : undefined
      const said = fill(n === undefined ? words.error : words.errorIn, { name, message, n: n ?? 0 }).replace(/: $/, '.')
      return missing ? [said, ' ', fill(words.noPackage, { name: missing, language: about.language })] : [said]
    }
    case 'output': {
      const { line, expected, printed, only } = verdict.difference
      const reason =
        only === 'capitals'
          ? words.onlyCapitals
          : only === 'blanks'
            ? words.onlyBlanks
            : fill(words.differs, { n: line })
      const isAboutBlanks = only === 'blanks'
      return [
        ...notYet(reason),
        element(
          'dl',
          { className: 'exercise-difference' },
          element('dt', {}, words.expected),
          element('dd', {}, visible(expected, isAboutBlanks)),
          element('dt', {}, words.printed),
          element('dd', {}, visible(printed, isAboutBlanks)),
        ),
      ]
    }
    case 'check': {
      const { message, line, source, error, isLate } = verdict.check
      if (message !== undefined) return inlineMarkdown(message)
      if (isLate) return notYet(words.checkLate)
      if (error) return notYet(fill(words.error, { name: error.type, message: error.message }))
      if (line !== undefined) return notYet(fill(words.checkFailed, { n: line, code: `\`${source ?? ''}\`` }))
      return notYet(words.wrong)
    }
    default:
      return notYet(words.wrong)
  }
}
