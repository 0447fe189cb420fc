import { type Diagnostic, diagnostic, type Span } from '../diagnostics/diagnostic.ts'
import type { RunError, RunResult } from '../exercises/engine.ts'
import { engines } from '../exercises/engines.ts'
import { judge, type Verdict } from '../exercises/verdict.ts'
import type { PlacedText } from '../markdown/verifiable.ts'
import type { Attempt, Candidate } from './attempts.ts'
import { placeOfLine, type SourceOf } from './line-places.ts'

/** What came of an attempt: what its program did, or that it took the engine with it. */
export type AttemptResult = (RunResult & { readonly milliseconds: number }) | { readonly lost: 'late' | 'crash' }

/** Finds the place of code, or of a line of it. */
type PlaceOf = (code: PlacedText, line?: number) => Span

/** What is wrong with something that was verified; `results` belong to its attempts, in their order. */
export function outcomesOf(
  candidate: Candidate,
  results: readonly (AttemptResult | undefined)[],
  sourceOf: SourceOf,
): readonly Diagnostic[] {
  const placeOf: PlaceOf = (code, line) => placeOfLine(code, line, sourceOf)
  const found = candidate.attempts.flatMap((attempt, i): readonly Diagnostic[] => {
    const result = results[i]
    return result ? outcomeOf(candidate, attempt, result, placeOf) : []
  })
  // A fault of the exercise itself meets each attempt: it is told once.
  const missing = found.filter(({ code }) => code === 'exercise/package-missing')
  if (missing.length > 0) return distinct(missing)
  const faulty = found.find(({ code }) => code === 'exercise/check-faulty')
  return faulty ? [faulty] : found
}

/** Each message once. */
const distinct = (found: readonly Diagnostic[]): readonly Diagnostic[] =>
  found.filter(({ message }, i) => found.findIndex((other) => other.message === message) === i)

function outcomeOf(
  candidate: Candidate,
  attempt: Attempt,
  result: AttemptResult,
  placeOf: PlaceOf,
): readonly Diagnostic[] {
  const { verifiable, checks } = candidate
  const { kind, of } = attempt
  const name = `\`${verifiable.id}\``
  const span = placeOf(of)
  if ('lost' in result)
    return kind === 'solution' || kind === 'prediction'
      ? [lostSolution(attempt, name, result.lost, span, languageOf(candidate))]
      : []
  if (kind === 'prediction') return prediction(candidate, attempt, result, placeOf)
  if (kind === 'package') return result.error ? [packageMissing(of.text, verifiable.id, span)] : []
  if (kind === 'syntax')
    return result.error
      ? [
          diagnostic('exercise/check-faulty', `A check of ${name} is no Python: ${result.error.message}.`, {
            span,
            hint: 'mend it: as it is, no answer passes',
          }),
        ]
      : []
  const verdict = judge(checks, of.text, result, verifiable.engine)
  const faulty = faultOfExercise(candidate, attempt, result, verdict, placeOf)
  if (faulty) return [faulty]
  const passed = verdict.state === 'passed'
  switch (kind) {
    case 'solution':
      return passed ? slowSolution(attempt, name, result, span) : [failedSolution(attempt, name, verdict, placeOf)]
    case 'starter':
      return passed
        ? [
            diagnostic('exercise/starter-passes', `What readers of ${name} find to begin with passes already.`, {
              span,
              hint: 'leave something to be done, or write `starter_passes: yes`',
            }),
          ]
        : []
    case 'empty':
      return passed
        ? [
            diagnostic('exercise/empty-passes', `An empty program solves ${name}.`, {
              span,
              hint: 'check something that the solution does, or give it an `output`',
            }),
          ]
        : []
    case 'wrong':
      return passed
        ? [
            diagnostic('exercise/wrong-passes', `An answer of ${name} that is wrong passes.`, {
              span,
              hint: 'add to `check` what tells it from a right one',
            }),
          ]
        : wrongMessage(attempt, name, verdict)
  }
}

/** The answer of a question what code prints. */
function prediction(
  { verifiable, checks }: Candidate,
  { of, request }: Attempt,
  result: RunResult,
  placeOf: PlaceOf,
): readonly Diagnostic[] {
  if (verifiable.type !== 'prediction') return []
  const [written = ''] = checks.output ?? []
  const isSame = judge({ output: [written], compare: 'exact' }, of.text, result).state === 'passed'
  const bare = (text: string): string => text.replace(/[ \t]+$/gm, '').trim()
  if (result.state === 'limit')
    return [
      diagnostic('quiz/predict-differs', `The code of \`${verifiable.id}\` does not end.`, {
        span: placeOf(of),
        hint: `it has ${request.limit} s: ask what code prints that ends`,
      }),
    ]
  if (isSame || bare(written) === bare(result.output)) return []
  if (result.error)
    return [
      diagnostic('quiz/predict-differs', `The code of \`${verifiable.id}\` ends with ${inWords(result.error)}.`, {
        span: placeOf(of, result.error.line),
        hint: 'mend it; where that is meant, the message of the exception is the last line of `output`',
      }),
    ]
  return [
    diagnostic(
      'quiz/predict-differs',
      `The code of \`${verifiable.id}\` prints something else than its \`output\` says.`,
      {
        span: placeOf(verifiable.printed),
        hint: `it prints ${shown(result.output)}`,
      },
    ),
  ]
}

/** What is wrong with the checks of an exercise, whatever is answered; undefined where they work. */
function faultOfExercise(
  candidate: Candidate,
  { kind, of }: Attempt,
  result: RunResult,
  verdict: Verdict,
  placeOf: PlaceOf,
): Diagnostic | undefined {
  const { verifiable } = candidate
  if (verifiable.type !== 'exercise') return undefined
  const { id, setup, check, span } = verifiable
  const placeIn = (code: PlacedText | undefined, line: number | undefined): Span => (code ? placeOf(code, line) : span)
  if (verdict.state === 'failed' && verdict.reason === 'setup') {
    const place = placeIn(setup, verdict.error.line)
    return (
      missingPackage(verdict.error, place, id) ??
      diagnostic('exercise/check-faulty', `\`setup\` of \`${id}\` fails: ${inWords(verdict.error)}.`, {
        span: place,
        hint: 'it runs before each program of a reader: mend it',
      })
    )
  }
  if (kind === 'solution' && result.check?.isLate)
    return diagnostic('exercise/check-faulty', `\`check\` of \`${id}\` does not end on the solution.`, {
      span: placeIn(check, undefined),
      hint: 'it has as long as the program: let it do less, or give both more with `limit`',
    })
  const error = result.check?.error
  const isSyntax =
    error !== undefined &&
    (/^(?:SyntaxError|IndentationError|TabError)$/.test(error.type) || /: syntax error$/.test(error.message))
  if (error && (kind === 'solution' || isSyntax)) {
    const place = placeIn(check, error.line)
    return (
      missingPackage(error, place, id) ??
      diagnostic(
        'exercise/check-faulty',
        isSyntax
          ? `\`check\` of \`${id}\` is no ${languageOf(candidate)}: ${error.message}.`
          : `\`check\` of \`${id}\` breaks on the solution: ${inWords(error)}.`,
        {
          span: place,
          hint: isSyntax
            ? 'mend it: as it is, no answer passes'
            : 'let it fail by `assert` alone, with a message for the reader',
        },
      )
    )
  }
  if (kind === 'solution' && result.error) return missingPackage(result.error, placeOf(of, result.error.line), id)
  return undefined
}

function missingPackage({ type, message }: RunError, span: Diagnostic['span'], id: string): Diagnostic | undefined {
  const name = /^(?:ModuleNotFound|Import)Error$/.test(type)
    ? /^no module named '([\w.]+)'/i.exec(message)?.[1]
    : undefined
  return name === undefined ? undefined : packageMissing(name, id, span)
}

const packageMissing = (name: string, id: string, span: Diagnostic['span']): Diagnostic =>
  diagnostic('exercise/package-missing', `\`${id}\` needs \`${name}\`, which its engine does not have.`, {
    span,
    hint: 'exercises have the standard library; write this one without the package',
  })

/** An exception in words. */
const inWords = ({ type, message }: RunError): string =>
  (message === '' ? type : `${type}: ${message}`).replace(/[.\s]+$/, '')

const shown = (text: string): string => {
  const [first = '', ...rest] = text.replace(/\n+$/, '').split('\n')
  if (text.trim() === '') return 'nothing'
  return rest.length > 0 ? `\`${first}\` and ${rest.length} more line${rest.length > 1 ? 's' : ''}` : `\`${first}\``
}

/** What a reader is told of an answer that does not pass. */
function toldTo(verdict: Verdict): string {
  if (verdict.state !== 'failed') return ''
  switch (verdict.reason) {
    case 'check':
      return verdict.check.message ?? verdict.check.source ?? ''
    case 'error':
    case 'setup':
      return inWords(verdict.error)
    case 'output':
      return `${verdict.difference.expected ?? ''}\n${verdict.difference.printed ?? ''}`
    default:
      return ''
  }
}

function failedSolution({ of, request }: Attempt, name: string, verdict: Verdict, placeOf: PlaceOf): Diagnostic {
  const reason = verdict.state === 'failed' ? verdict.reason : ''
  const hint =
    verdict.state !== 'failed'
      ? undefined
      : reason === 'limit'
        ? `it takes more than ${request.limit} s: make it quicker, or give it more with \`limit\``
        : verdict.reason === 'output'
          ? `line ${verdict.difference.line} should be ${quoted(verdict.difference.expected)}, and is ${quoted(verdict.difference.printed)}`
          : toldTo(verdict) === ''
            ? undefined
            : `it is told: ${toldTo(verdict).split('\n')[0]}`
  const line = verdict.state === 'failed' && verdict.reason === 'error' ? verdict.error.line : undefined
  return diagnostic('exercise/solution-fails', `The solution of ${name} does not pass.`, {
    span: placeOf(of, line),
    hint,
  })
}

const quoted = (line: string | undefined): string => (line === undefined ? 'missing' : `\`${line}\``)

/** A solution that is right and takes nearly all of its time: on a phone it would not be. */
const slowSolution = (
  { request }: Attempt,
  name: string,
  { milliseconds }: { readonly milliseconds: number },
  span: Span,
): readonly Diagnostic[] =>
  milliseconds > request.limit * 500
    ? [
        diagnostic('exercise/slow', `The solution of ${name} takes more than half of its ${request.limit} s.`, {
          span,
          hint: 'readers have slower machines: give it more with `limit`',
        }),
      ]
    : []

/** The language of what is verified, as readers know it. */
const languageOf = ({ verifiable }: Candidate): string => engines[verifiable.engine]?.language ?? ''

function lostSolution(
  { kind, request }: Attempt,
  name: string,
  how: 'late' | 'crash',
  span: Span,
  language: string,
): Diagnostic {
  const what = kind === 'prediction' ? `The code of ${name}` : `The solution of ${name}`
  return diagnostic(
    'exercise/solution-fails',
    how === 'late' ? `${what} does not end, and cannot be stopped.` : `${what} ends ${language} itself.`,
    {
      span,
      hint: how === 'late' ? `it has ${request.limit} s` : 'calls that are too deep do this: lower `recursion`',
    },
  )
}

function wrongMessage({ says }: Attempt, name: string, verdict: Verdict): readonly Diagnostic[] {
  const told = toldTo(verdict)
  if (!says || told.toLowerCase().includes(says.text.trim().toLowerCase())) return []
  return [
    diagnostic('exercise/wrong-message', `A wrong answer of ${name} is told something else.`, {
      span: says.span,
      hint:
        told === ''
          ? 'it is told nothing in particular: give its `assert` a message'
          : `it is told: ${told.split('\n')[0]}`,
    }),
  ]
}
