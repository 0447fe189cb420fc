import { describe, expect, test } from 'vitest'
import type { RunResult } from '../../src/exercises/engine.ts'
import type { ExerciseChecks } from '../../src/exercises/exercise-checks.ts'
import { judge, type Verdict } from '../../src/exercises/verdict.ts'

const ERROR = { type: 'ValueError', message: 'no', text: 'ValueError: no', line: 1 }
const done = (output: string, more: Partial<RunResult> = {}): RunResult => ({
  state: 'done',
  output,
  isCut: false,
  ...more,
})
const raised = (output: string, more: Partial<RunResult> = {}): RunResult => done(output, { error: ERROR, ...more })
/** What a verdict says, in a word. */
const word = (verdict: Verdict): string => (verdict.state === 'failed' ? verdict.reason : verdict.state)

describe('a program', () => {
  test.each<[string, ExerciseChecks, RunResult, string]>([
    ['is not judged where nothing is checked', {}, done('a'), 'ungraded'],
    ['nor where it stopped', { output: ['a'] }, done('a', { state: 'stopped' }), 'stopped'],
    ['nor where its time was up', { output: ['a'] }, done('a', { state: 'limit' }), 'limit'],
    ['is told of a broken setup', { output: ['a'] }, { ...raised(''), state: 'setup' }, 'setup'],
    ['passes by its output', { output: ['b', 'a'] }, done('A\n'), 'passed'],
    ['fails by its output', { output: ['b'] }, done('a'), 'output'],
    ['passes by the message of its exception', { output: ['no'] }, raised('no'), 'passed'],
    ['is told its exception before its output', { output: ['b'] }, raised('no'), 'error'],
    ['passes by its text', { output: ['b'], code: ['x\n# y'] }, done('a'), 'passed'],
    ['fails by its text', { code: ['y'] }, done('a'), 'code'],
    ['passes where `correct` is true', { output: ['b'], validate: ['c'] }, done('a', { validated: true }), 'passed'],
    [
      'passes where `correct` is true, in spite of an exception',
      { validate: ['c'] },
      raised('', { validated: true }),
      'passed',
    ],
    ['fails where `correct` is not', { validate: ['c'] }, done('a', { validated: false }), 'validate'],
    ['needs only one kind of check', { output: ['b'], check: 'c' }, done('a', { check: { passed: true } }), 'passed'],
    [
      'needs all where `every` is set',
      { every: true, output: ['b'], check: 'c' },
      done('a', { check: { passed: true } }),
      'output',
    ],
    [
      'passes all',
      { every: true, output: ['a'], check: 'c', code: ['x'] },
      done('a', { check: { passed: true } }),
      'passed',
    ],
    [
      'fails by its check',
      { every: true, output: ['a'], check: 'c' },
      done('a', { check: { passed: false, message: 'm' } }),
      'check',
    ],
    ['fails by an exception after all', { every: true, check: 'c' }, raised('', { check: { passed: true } }), 'error'],
    [
      'may end in the exception that its check asks for',
      { every: true, check: 'error' },
      raised('', { check: { passed: true } }),
      'passed',
    ],
    ['may end in the exception that is its output', { every: true, output: ['no'] }, raised('no'), 'passed'],
    [
      'is told what the check says of its exception',
      { every: true, check: 'error' },
      raised('', { check: { passed: false, message: 'm' } }),
      'check',
    ],
    ['fails where the check did not run', { check: 'c' }, done('a'), 'check'],
  ])('%s', (_, checks, result, verdict) => {
    expect(word(judge(checks, 'x  # z', result))).toBe(verdict)
  })
})
