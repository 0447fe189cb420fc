import { describe, expect, test } from 'vitest'
import { matchResults } from '../../src/results/match-results.ts'
import { type CodeResult, formatResults, type PageResults, parseResults } from '../../src/results/page-results.ts'
import type { RunnableBlock } from '../../src/results/runnable-block.ts'

const result = (key: string, more: Partial<CodeResult> = {}): CodeResult => ({
  key,
  output: '',
  error: undefined,
  value: undefined,
  figures: [],
  read: {},
  ...more,
})

const block = (key: string, more: Partial<RunnableBlock> = {}): RunnableBlock => ({
  engine: { language: 'python', kind: 'python', command: 'python3', mark: undefined },
  code: '',
  raises: undefined,
  wantsValue: false,
  limit: undefined,
  key,
  ...more,
})

const whole: PageResults = {
  engines: { python: '3.11.7' },
  packages: { numpy: '2.0.1', matplotlib: '3.9.0' },
  blocks: [
    result('a', { output: 'one\n\ntwo', error: { name: 'KeyError', text: "KeyError: 'x'" } }),
    result('b', {
      value: { text: '[1, 2]', html: '<table>\n</table>', formula: '$x$' },
      figures: [{ file: 'abc.svg', dark: 'def.svg', width: 640, height: 480 }],
      read: { 'data/b.csv': 'x', 'data/a.csv': 'y' },
    }),
  ],
}

describe('a file of results', () => {
  test('gives back what was written, one value a line and in order', () => {
    const text = formatResults('content/a.md', whole)
    expect(parseResults(text)).toEqual(whole)
    expect(text.indexOf('matplotlib')).toBeLessThan(text.indexOf('numpy'))
    expect(text.indexOf('a.csv')).toBeLessThan(text.indexOf('b.csv'))
    expect(text).toContain('   "output": [\n    "one",\n    "",\n    "two"\n   ]')
  })

  test.each([
    ['with the marks of a merge', '{\n<<<<<<< HEAD\n "lectern": "run 1"', 'conflict', 2],
    ['that was cut off', '{\n "lectern": "run 1",\n "blo', 'broken', 27],
    ['of another program', '{"name": "x"}', 'broken', 12],
    ['of another version', '{"lectern": "run 99", "blocks": []}', 'version', 13],
    ['whose blocks are none', '{"lectern": "run 1", "blocks": [1]}', 'broken', 34],
    [
      'with a picture that lies elsewhere',
      '{"lectern": "run 1", "blocks": [{"key": "a", "figures": [{"file": "../x.svg", "width": 1, "height": 1}]}]}',
      'broken',
      105,
    ],
  ])('%s is not taken', (_, text, reason, offset) => {
    expect(parseResults(text)).toEqual({ reason, offset })
  })

  test('holds no character that marks what depends on other pages', () => {
    const text = '{"lectern": "run 1", "blocks": [{"key": "a", "output": ["\\u00000\\u0000"]}]}'
    expect(parseResults(text)).toMatchObject({ blocks: [{ output: '\ufffd0\ufffd' }] })
  })
})

describe('results and blocks', () => {
  const match = (blocks: string, results: string, changed = '') => {
    const matching = matchResults(
      Array.from(blocks, (key) => block(key)),
      Array.from(results, (key) => result(key)),
      ({ key }) => changed.includes(key),
    )
    const told = matching.blocks.map(
      (one) => `${one.result?.key ?? '-'}${one.change === 'changed' ? '*' : ''}${one.isStale ? '!' : ''}`,
    )
    return [told.join(' '), matching.removedBefore]
  }
  test.each([
    ['all as they were', 'abc', 'abc', 'a b c', undefined],
    ['one that changed', 'axc', 'abc', 'a b*! c!', undefined],
    ['one that is new', 'axbc', 'abc', 'a -! b! c!', undefined],
    ['a new one at the end', 'abcx', 'abc', 'a b c -!', undefined],
    ['one that was taken out', 'ac', 'abc', 'a c!', 1],
    ['the last one taken out', 'ab', 'abc', 'a b', 2],
    ['two that changed places', 'acb', 'abc', 'a -! b! -!', undefined],
    ['nothing known', 'ab', '', '-! -!', undefined],
    ['the same code twice', 'aa', 'aa', 'a a', undefined],
  ])('%s', (name, blocks, results, told, removed) => {
    if (name === 'two that changed places') {
      expect(match(blocks, results)[0]).toMatch(/^a /)
      expect(match(blocks, results)[0]).toMatch(/!.*!/)
    } else expect(match(blocks, results)).toEqual([told, removed])
  })

  test('are stale from the block on that read a file which has changed', () => {
    expect(match('abc', 'abc', 'b')).toEqual(['a b! c!', undefined])
  })

  test('are stale where a block says otherwise whether it raises', () => {
    const raised = result('a', { error: { name: 'KeyError', text: 'KeyError' } })
    const isStale = (raises: string | undefined, of = raised) =>
      matchResults([block('a', { raises })], [of], () => false).blocks[0]?.isStale
    expect([isStale(''), isStale('KeyError'), isStale('ValueError'), isStale(undefined)]).toEqual([
      false,
      false,
      true,
      true,
    ])
    expect(isStale('', result('a'))).toBe(true)
  })
})
