import { describe, expect, test } from 'vitest'
import { comparePrinted, compareWithAny, withoutComments } from '../../src/exercises/comparison.ts'
import type { Comparison } from '../../src/exercises/exercise-checks.ts'

describe('what a program printed', () => {
  test.each<[string, Comparison, string, string]>([
    ['the same text', 'exact', 'a\nb', 'a\nb'],
    ['the end of the last line', 'exact', 'a', 'a\n'],
    ['capitals', 'loose', 'True', 'true\n'],
    ['blanks at the ends of lines, and of the text', 'loose', '\n a \t\nb', 'a\nb  \n\n'],
    ['lines of another system', 'loose', 'a\nb', 'a\r\nb\r\n'],
    ['lines of another system, exactly', 'exact', 'a\nb', 'a\r\nb\r\n'],
    ['letters beyond ASCII', 'loose', 'São Paulo', 'são paulo'],
    ['numbers that lie near', 0.01, 'pi is 3.14', 'Pi is 3.1415926'],
    ['signs and powers of ten', 0.5, '-1e3 .5', '-1000.2 0.7'],
  ])('is right in spite of %s', (_, how, expected, printed) => {
    expect(comparePrinted(expected, printed, how)).toBeUndefined()
  })

  test.each<[string, Comparison, string, string, object]>([
    ['another line', 'loose', 'a\nb\nc', 'a\nx\nc', { line: 2, expected: 'b', printed: 'x' }],
    ['a line too few', 'loose', 'a\nb', 'a\n', { line: 2, expected: 'b' }],
    ['a line too many', 'loose', 'a', 'a\nb', { line: 2, printed: 'b' }],
    ['nothing', 'loose', 'a', '', { line: 1, expected: 'a', printed: '' }],
    ['other capitals where they matter', 'exact', 'A', 'a', { line: 1, expected: 'A', printed: 'a', only: 'capitals' }],
    ['blanks inside', 'loose', 'a, b', 'a,b', { line: 1, expected: 'a, b', printed: 'a,b', only: 'blanks' }],
    ['lines broken elsewhere', 'loose', 'a b', 'a\nb', { line: 1, expected: 'a b', printed: 'a', only: 'blanks' }],
    [
      'a blank at the end where it matters',
      'exact',
      'a',
      'a ',
      { line: 1, expected: 'a', printed: 'a ', only: 'blanks' },
    ],
    ['numbers too far apart', 0.01, '3.14', '3.2', { line: 1, expected: '3.14', printed: '3.2' }],
    ['a number too many', 1, '1 2', '1', { line: 1, expected: '1 2', printed: '1' }],
    ['a number where none is', 1, 'one', '1', { line: 1, expected: 'one', printed: '1' }],
  ])('is wrong by %s, and the first such line is told', (_, how, expected, printed, difference) => {
    expect(comparePrinted(expected, printed, how)).toEqual(difference)
  })

  test('may be any of several texts, and is held against the nearest', () => {
    expect(compareWithAny(['a\nb', 'c'], 'C\n')).toBeUndefined()
    expect(compareWithAny(['x', 'a\nb'], 'a\nc')).toEqual({ line: 2, expected: 'b', printed: 'c' })
  })
})

describe('a program without comments', () => {
  test.each<[string, string, string]>([
    ['lines of comments, and empty ones', '# a\n\nx = 1\n\n  # b\n', 'x = 1'],
    ['comments behind code', 'x = 1  # one\ny = 2', 'x = 1\ny = 2'],
    ['but not what stands in quotes', `x = '# a' # b\ny = "it's #1"`, `x = '# a'\ny = "it's #1"`],
    ['nor in texts of several lines', `x = """a\n# b ' "\n"""\n# c`, `x = """a\n# b ' "\n"""`],
    ['nor behind a quote that is escaped', String.raw`x = 'a\'# b' # c`, String.raw`x = 'a\'# b'`],
    ['and blanks at line ends', 'if x:  \n    y\t\n', 'if x:\n    y'],
    ['even if a quote is left open', "x = 'a\n# b\ny", "x = 'a\ny"],
  ])('loses %s', (_, code, bare) => {
    expect(withoutComments(code)).toBe(bare)
  })

  test('has the comments of its own language', () => {
    expect(withoutComments("a = '//' // b\nc # d", '//')).toBe("a = '//'\nc # d")
    expect(withoutComments("SELECT '--', 2 -- b", '--')).toBe("SELECT '--', 2")
  })
})
