import { describe, expect, test } from 'vitest'
import { addToNavigation } from '../../src/site/add-to-navigation.ts'

const add = (text: string, path = 'basic/loops', key?: string): string | undefined =>
  addToNavigation(text, { title: 'Loops', path }, (written) => (/^https?:/.test(written) ? undefined : written), key)
    ?.text

describe('a new page comes behind', () => {
  test.each([
    [
      'the last entry of its folder, comments and blank lines kept',
      '# Order\nBasic:\n  Syntax: basic/syntax   # first\n\n  # more to come\nMore: more/x\n',
      '# Order\nBasic:\n  Syntax: basic/syntax   # first\n  Loops: basic/loops\n\n  # more to come\nMore: more/x\n',
    ],
    ['an entry without a line end', 'A:\n  B: basic/b', 'A:\n  B: basic/b\n  Loops: basic/loops\n'],
    [
      'an entry with quotes',
      'A:\n  "B: b": "basic/b"\nC: c\n',
      'A:\n  "B: b": "basic/b"\n  Loops: basic/loops\nC: c\n',
    ],
    [
      'an entry that is a list',
      'A:\n  B:\n    - basic/b\n  C: c\n',
      'A:\n  B:\n    - basic/b\n  Loops: basic/loops\n  C: c\n',
    ],
    ['an entry between braces', 'A: {B: basic/b, C: c}\n', 'A: {B: basic/b, Loops: basic/loops, C: c}\n'],
    ['lines of Windows', 'A:\r\n  B: basic/b\r\nC: c\r\n', 'A:\r\n  B: basic/b\r\n  Loops: basic/loops\r\nC: c\r\n'],
    ['a sibling of the same title', 'A:\n  Loops: basic/b\n', 'A:\n  Loops: basic/b\n  Loops 2: basic/loops\n'],
    [
      'entries deeper in the tree',
      'A:\n    B:\n        C: basic/c\n    D: d\n',
      'A:\n    B:\n        C: basic/c\n        Loops: basic/loops\n    D: d\n',
    ],
  ])('%s', (_name, text, expected) => {
    expect(add(text)).toBe(expected)
  })
})

describe('a page of a new folder gets a chapter', () => {
  test.each([
    ['at the end', 'A: a\n', 'A: a\nBasic:\n  Loops: basic/loops\n'],
    ['of an empty file', '', 'Basic:\n  Loops: basic/loops\n'],
    ['of a file of comments', '# none yet\n', '# none yet\nBasic:\n  Loops: basic/loops\n'],
    ['that is there with other pages', 'Basic:\n  X: x\nA: a\n', 'Basic:\n  X: x\n  Loops: basic/loops\nA: a\n'],
    ['that is there and empty', 'Basic:\nA: a\n', 'Basic:\n  Loops: basic/loops\nA: a\n'],
    [
      'behind all that its last entry holds',
      'A:\n  B:\n    C: c # see\n# end\n',
      'A:\n  B:\n    C: c # see\nBasic:\n  Loops: basic/loops\n# end\n',
    ],
  ])('%s', (_name, text, expected) => {
    expect(add(text)).toBe(expected)
  })
})

test('a page of the content folder itself stands on the first level', () => {
  expect(add('A: a\nB:\n  C: b/c\n', 'loops')).toBe('A: a\nLoops: loops\nB:\n  C: b/c\n')
  expect(add('B:\n  C: b/c\n', 'loops')).toBe('B:\n  C: b/c\nLoops: loops\n')
})

test('a navigation in the settings is changed in its place', () => {
  expect(add('title: T\nnav:\n  A:\n    B: basic/b\nlang: en\n', 'basic/loops', 'nav')).toBe(
    'title: T\nnav:\n  A:\n    B: basic/b\n    Loops: basic/loops\nlang: en\n',
  )
  expect(add('nav:\n  A: a\nlang: en\n', 'basic/loops', 'nav')).toBe(
    'nav:\n  A: a\n  Basic:\n    Loops: basic/loops\nlang: en\n',
  )
})

test('a page that is in it already changes nothing', () => {
  const text = 'A:\n  Any title: basic/loops\n'
  expect(add(text)).toBe(text)
})

test.each([
  ['a list', '- a\n- b\n'],
  ['no YAML', 'A: [\n'],
  ['an entry of its name that is a page', 'Basic: b\n'],
])('%s is left alone', (_name, text) => {
  expect(add(text)).toBeUndefined()
})
