import { describe, expect, test } from 'vitest'
import { createSiteBuild } from '../../src/build/site-build.ts'
import { compileAll } from '../../src/build/stages/compile.ts'
import type { RunRequest, RunResult } from '../../src/exercises/engine.ts'
import type { Verifiable } from '../../src/markdown/verifiable.ts'
import type { AttemptResult } from '../../src/verify/outcomes.ts'
import { type SavedRun, verify } from '../../src/verify/verify.ts'
import { memorySite } from '../memory-site.ts'

const pageWith = (markdown: string): string => `# A\n\n${markdown}\n`

/** What `lectern check --run` runs of a page. */
function verifiablesOf(markdown: string, files: Readonly<Record<string, string>> = {}): readonly Verifiable[] {
  const { session } = memorySite({ ...files, 'content/a.md': pageWith(markdown) })
  const build = createSiteBuild(session, {})
  return compileAll(build.compiler(), ['content/a.md'], undefined).documents.flatMap(
    ({ document }) => document.verifiable,
  )
}

const exercise = (fields: string): string => `%--\nexercise:\n  id: ExA\n  task: Go.\n${fields}\n--%`

const done = (output: string, more: Partial<RunResult> = {}): AttemptResult => ({
  state: 'done',
  output,
  isCut: false,
  milliseconds: 1,
  ...more,
})

/** An engine that answers by the program's text: it prints what `print` would, and knows no Python. */
function told(
  verifiables: readonly Verifiable[],
  answer: (request: RunRequest, hashSeed: number) => AttemptResult = ({ code }) =>
    done(/print\((.*)\)/.exec(code)?.[1] ?? ''),
  known: ReadonlyMap<string, SavedRun> = new Map(),
  sources: Readonly<Record<string, string>> = {},
) {
  const requests: RunRequest[] = []
  const seeds: number[] = []
  const verified = verify({
    verifiables,
    read: () => undefined,
    sourceOf: (path) => sources[path],
    known,
    key: '',
    start(_, hashSeed) {
      seeds.push(hashSeed)
      return {
        run: async (request) => {
          requests.push(request)
          return answer(request, hashSeed)
        },
        end: () => undefined,
      }
    },
  })
  return verified.then((result) => ({
    ...result,
    requests,
    seeds,
    codes: result.diagnostics.map(({ code }) => code),
    hints: result.diagnostics.map(({ hint }) => hint),
    places: result.diagnostics.map(({ span }) => span && sources[span.path]?.slice(span.start, span.end)),
  }))
}

describe('an exercise is tried', () => {
  test('with its solution, nothing, its starter and its wrong answers, each with its input', async () => {
    const { requests, codes } = await told(
      verifiablesOf(
        exercise(
          '  output: 3\n  input: [1, 2]\n  starter: print(0)\n  solution: print(3)\n  wrong: [print(4)]\n  limit: 2',
        ),
      ),
    )
    expect(codes).toEqual([])
    expect(requests.map(({ code }) => code)).toEqual(['print(3)', '', 'print(0)', 'print(4)'])
    for (const { lines, limit } of requests) expect({ lines, limit }).toEqual({ lines: ['1', '2'], limit: 2 })
  })

  test('not at all where nothing decides', async () => {
    const { seeds, ran } = await told(verifiablesOf(exercise('  progress: no\n  starter: print(1)')))
    expect({ seeds, ran }).toEqual({ seeds: [], ran: 0 })
  })

  test('once where two pages have it, and told at both', async () => {
    const verifiables = verifiablesOf(exercise('  output: 3\n  solution: print(4)'))
    const { codes, ran } = await told([...verifiables, ...verifiables])
    expect({ codes, ran }).toEqual({ codes: ['exercise/solution-fails', 'exercise/solution-fails'], ran: 1 })
  })

  test.each([
    ['a solution that fails', '  output: 3\n  solution: print(4)', 'exercise/solution-fails'],
    ['a starter that passes', '  output: 3\n  starter: print(3)\n  solution: print(3)', 'exercise/starter-passes'],
    ['a wrong answer that passes', '  output: 3\n  solution: print(3)\n  wrong: [print(3)]', 'exercise/wrong-passes'],
    [
      'a wrong answer that is told something else',
      '  output: 3\n  solution: print(3)\n  wrong:\n    - code: print(4)\n      says: five',
      'exercise/wrong-message',
    ],
    ['an empty program that passes', "  output: ''\n  solution: x = 1", 'exercise/empty-passes'],
  ] as const)('and told: %s', async (_, fields, code) => {
    expect((await told(verifiablesOf(exercise(fields)))).codes).toEqual([code])
  })

  test('and a starter may pass where that is meant', async () => {
    const fields = '  output: 3\n  starter: print(3)\n  starter_passes: yes\n  solution: print(3)'
    expect((await told(verifiablesOf(exercise(fields)))).codes).toEqual([])
  })

  test('and a check that breaks is told once, however many answers meet it', async () => {
    const { codes } = await told(
      verifiablesOf(exercise('  check: assert (\n  starter: x\n  solution: y\n  wrong: [z]')),
      () => done('', { check: { passed: false, error: { type: 'SyntaxError', message: 'never closed', text: '' } } }),
    )
    expect(codes).toEqual(['exercise/check-faulty'])
  })

  test('and a package that is not there is told as that', async () => {
    const error = { type: 'ModuleNotFoundError', message: "No module named 'numpy'", text: '' }
    const { codes } = await told(verifiablesOf(exercise('  output: 3\n  solution: import numpy')), () =>
      done('', { error }),
    )
    expect(codes).toEqual(['exercise/package-missing'])
  })

  test('and a slow solution is told', async () => {
    const { codes } = await told(verifiablesOf(exercise('  output: 3\n  solution: print(3)')), ({ code }) => ({
      ...done(code === '' ? '' : '3'),
      milliseconds: 2600,
    }))
    expect(codes).toEqual(['exercise/slow'])
  })

  test.each(['late', 'crash'] as const)(
    'and a solution that takes the engine with it (%s) is told, and nothing is kept of it',
    async (lost) => {
      const other = exercise('  output: 4\n  solution: print(4)').replace('ExA', 'ExB')
      const { codes, keep } = await told(
        verifiablesOf(`${exercise('  output: 3\n  solution: endless')}\n\n${other}`),
        ({ code }) => (code === 'endless' ? { lost } : done(/\d/.exec(code)?.[0] ?? '')),
      )
      expect(codes).toEqual(['exercise/solution-fails'])
      expect(keep.size).toBe(1)
    },
  )

  test('in a second engine where sets have another order, and only where there are some', async () => {
    const plain = verifiablesOf(exercise("  output: 3\n  solution: |\n    print({'a': 3}['a'])"))
    expect((await told(plain, () => done('3'))).seeds).toEqual([0])
    const withSet = verifiablesOf(exercise('  output: 3\n  solution: print(list({3, 4})[0])'))
    const { codes, seeds } = await told(withSet, ({ code }, seed) => done(code === '' ? '' : seed === 0 ? '3' : '4'))
    expect(seeds).toEqual([0, 1])
    expect(codes).toEqual(['exercise/unsteady'])
  })
})

describe('an exercise is told at the line that is wrong', () => {
  const failing = (line: number, type = 'SyntaxError'): Partial<RunResult> => ({
    error: { type, message: 'no', text: '', line },
  })
  const brokenCheck = (line: number): Partial<RunResult> => ({
    check: { passed: false, error: { type: 'NameError', message: 'no', text: '', line } },
  })
  test.each([
    ['of its solution', '  output: 3\n  solution: |\n    x = 1\n    print(', failing(2), 'print('],
    ['of its check', '  check: |\n    x = 1\n\n    assert y\n  solution: y = 2', brokenCheck(3), 'assert y'],
    ['of a check on one line', '  check: assert y\n  solution: y = 2', brokenCheck(1), 'assert y'],
    ['of a file', '  check: check.py\n  solution: y = 2', brokenCheck(2), 'assert y'],
    ['of a solution that is folded', '  output: 3\n  solution: "x = 1\\nprint("', failing(2), '"x = 1\\nprint("'],
  ])('%s', async (_, fields, result, place) => {
    for (const within of [
      exercise(fields),
      exercise(fields).replace(/^/gm, '> '),
      exercise(fields).replace(/^/gm, '  ').replace(/^ {2}/, '- '),
    ]) {
      const files = { 'content/check.py': 'x = 1\nassert y\n' }
      const { places } = await told(verifiablesOf(within, files), () => done('', result), new Map(), {
        ...files,
        'content/a.md': pageWith(within),
      })
      expect(places).toEqual([place])
    }
  })

  test('and one that names packages that its engine does not have, at each of them', async () => {
    const fields = '  packages: [numpy, sci-kit]\n  progress: no'
    const { places, codes } = await told(
      verifiablesOf(exercise(fields)),
      ({ code }) =>
        done('', code.includes('sci_kit') || code.includes('numpy') ? failing(1, 'ModuleNotFoundError') : {}),
      new Map(),
      { 'content/a.md': pageWith(exercise(fields)) },
    )
    expect({ codes, places }).toEqual({
      codes: ['exercise/package-missing', 'exercise/package-missing'],
      places: ['numpy', 'sci-kit'],
    })
  })

  test('and a check that imports what is not there, or never ends', async () => {
    const verifiables = verifiablesOf(exercise('  check: import pandas\n  solution: x = 1'))
    const error = { type: 'ModuleNotFoundError', message: "No module named 'pandas'", text: '', line: 1 }
    expect((await told(verifiables, () => done('', { check: { passed: false, error } }))).codes).toEqual([
      'exercise/package-missing',
    ])
    expect((await told(verifiables, () => done('', { check: { passed: false, isLate: true } }))).codes).toEqual([
      'exercise/check-faulty',
    ])
  })
})

describe('a question what code prints', () => {
  const quiz = (output: string): string =>
    `%--\nquiz:\n  id: QuizA\n  question: Q\n  predict: print(2)\n  output: ${output}\n--%`
  test('is told where its output is another', async () => {
    const { codes, hints } = await told(verifiablesOf(quiz('3')))
    expect(codes).toEqual(['quiz/predict-differs'])
    expect(hints).toEqual(['it prints `2`'])
  })
  test('is told where its code does not end, or ends with an exception that its output does not have', async () => {
    const limit = await told(verifiablesOf(quiz('3')), () => ({ ...done(''), state: 'limit' }))
    expect([limit.codes, limit.hints]).toEqual([
      ['quiz/predict-differs'],
      ['it has 5 s: ask what code prints that ends'],
    ])
    const error = { type: 'ValueError', message: 'no', text: '', line: 1 }
    const raised = await told(verifiablesOf(quiz('3')), () => done('no', { error }))
    expect(raised.diagnostics[0]?.message).toBe('The code of `QuizA` ends with ValueError: no.')
    expect((await told(verifiablesOf(quiz("'no'")), () => done('no', { error }))).codes).toEqual([])
  })
  test('is in order where it is that', async () => {
    expect((await told(verifiablesOf(quiz('2')))).codes).toEqual([])
  })
})

describe('what was run', () => {
  const source = `${exercise('  output: 3\n  solution: print(3)')}\n\n${exercise('  output: 4\n  solution: print(5)').replace('ExA', 'ExB')}`
  test('is not run again, and what was told is told again', async () => {
    const first = await told(verifiablesOf(source))
    expect(first.ran).toBe(2)
    const second = await told(verifiablesOf(`Text before.\n\n${source}`), undefined, first.keep)
    expect({ ran: second.ran, seeds: second.seeds, codes: second.codes }).toEqual({
      ran: 0,
      seeds: [],
      codes: ['exercise/solution-fails'],
    })
    expect(second.diagnostics[0]?.span?.start).toBe(
      (first.diagnostics[0]?.span?.start ?? 0) + 'Text before.\n\n'.length,
    )
  })
  test.each([
    ['its solution', '  output: 3\n  solution: print(3 )'],
    ['what decides', '  output: [3, 4]\n  solution: print(3)'],
    ['a wrong answer', '  output: 3\n  solution: print(3)\n  wrong: [print(1)]'],
    ['what a wrong answer is told', '  output: 3\n  solution: print(3)\n  wrong: [{code: print(1), says: x}]'],
    ['its time', '  output: 3\n  solution: print(3)\n  limit: 4'],
  ])('is run again where %s is another', async (_, fields) => {
    const { keep } = await told(verifiablesOf(exercise('  output: 3\n  solution: print(3)')))
    expect((await told(verifiablesOf(exercise(fields)), undefined, keep)).ran).toBe(1)
  })
})
