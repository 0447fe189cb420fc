import fc from 'fast-check'
import highlighter, { type Language } from 'highlight.js'
import { describe, expect, test } from 'vitest'
import { createHighlighter } from '../../src/speed/highlighter/highlighter.ts'

const inner = (): Language => ({
  classNameAliases: { renamed: 'built_in' },
  contains: [{ scope: 'renamed', begin: /\d/, end: /x/ }],
})

/** What highlight.js writes for code in a language of its own, and what ours writes. */
function both(code: string, toy: () => Language): { readonly theirs: string; readonly ours: string } {
  const original = highlighter.newInstance()
  original.registerLanguage('inner', inner)
  original.registerLanguage('toy', toy)
  const definitions = new Map([
    ['inner', inner],
    ['toy', toy],
  ])
  const own = createHighlighter((name) => definitions.get(name))
  if (!own.has('toy')) throw new Error('The language is not known.')
  const theirs = original.highlight(code, { language: 'toy', ignoreIllegals: true }).value
  return { theirs, ours: own.html(code, 'toy') }
}

const LETTERS = ['a', 'b', 'c', 'ab', 'abc', 'A', 'x', 'y', 'z', '1', '23', '.', ' ', '\n', '\r\n', '\u2028', '<', '"']
const code = fc
  .array(fc.constantFrom(...LETTERS, 'é', 'ſ', 'K', '😀', '\ud83d', '\ude00'), { maxLength: 40 })
  .map((pieces) => pieces.join(''))

/** Refuses every other match. */
const refuse = (match: RegExpMatchArray, response: { ignoreMatch(): void }): void => {
  if ((match.index ?? 0) % 2 === 0) response.ignoreMatch()
}

/** A language for each thing that a grammar can say; made anew, since highlight.js changes what it compiles. */
const languages: Readonly<Record<string, () => Language>> = {
  'a mode within itself': () => ({
    contains: [{ scope: 'string', begin: 'a', end: 'z', contains: ['self', { scope: 'number', begin: /\d+/ }] }],
  }),
  'rules that refuse matches': () => ({
    contains: [
      { scope: 'string', begin: 'ab?', end: 'b|$', 'on:begin': refuse },
      { scope: 'number', begin: '[a-c]', 'on:begin': refuse },
      { scope: 'title', begin: 'a|x', end: 'y' },
      { scope: 'comment', begin: 'ab|\\.', 'on:begin': refuse },
      { scope: 'tag', begin: 'y', end: 'a|z', contains: [{ scope: 'number', begin: '[a-z]', 'on:begin': refuse }] },
    ],
  }),
  'ends that are refused': () => ({
    contains: [
      { scope: 'string', begin: '(a|b)', end: '(a|b)|z', 'on:end': refuse, contains: [{ begin: 'c', end: 'a' }] },
    ],
  }),
  'an end that is the same as the begin': () => ({
    contains: [
      highlighter.END_SAME_AS_BEGIN({ scope: 'string', begin: /(a|b|c)x?/, end: /y?(a|b|c)/ }),
      { scope: 'comment', begin: /x(.)\1/ },
    ],
  }),
  'ends with and of a parent': () => ({
    contains: [
      {
        scope: 'string',
        begin: 'a',
        end: '$|z',
        contains: [
          {
            scope: 'number',
            begin: 'b',
            endsWithParent: true,
            contains: [{ scope: 'tag', begin: 'c', end: 'y', endsParent: true }],
          },
          { scope: 'title', begin: 'x', end: 'y', endsWithParent: true },
        ],
      },
    ],
  }),
  'ends that look back, and see nothing before them': () => ({
    contains: [
      { scope: 'string', begin: 'a', end: '\\bb|^c|(?<=b)x|\\By' },
      { scope: 'number', begin: 'x', end: '(?<!\\d)z' },
    ],
  }),
  'what is left out and given back': () => ({
    contains: [
      { scope: 'string', begin: 'a', end: 'z', excludeBegin: true, excludeEnd: true },
      { scope: 'number', begin: 'b', end: '(?=c)', returnEnd: true },
      { begin: 'x+', end: 'y', returnBegin: true, contains: [{ scope: 'tag', begin: 'x', endsParent: true }] },
      { scope: 'title', begin: 'c', end: '1', skip: true },
      { begin: '2', end: '3', returnEnd: true, contains: [{ scope: 'comment', begin: 'c' }] },
    ],
  }),
  'what starts afterwards': () => ({
    contains: [
      {
        scope: 'tag',
        begin: 'a',
        end: '(b)|(c)',
        starts: { scope: 'string', end: 'z', starts: { scope: 'number', end: /\d/ } },
      },
      { beginScope: 'keyword', begin: 'x', end: 'y', endScope: 'meta', starts: { end: '$', subLanguage: 'inner' } },
    ],
  }),
  'scopes of groups': () => ({
    classNameAliases: { renamed: 'built_in' },
    keywords: { keyword: 'ab abc' },
    contains: [
      {
        begin: ['a', '(b)?(c)?', 'x*'],
        beginScope: { 1: 'keyword', 3: 'renamed' },
        end: ['y', '(z)|\\.'],
        endScope: { 2: 'renamed' },
      },
      { begin: ['b', '[^]'], beginScope: { 1: 'title.function' }, end: 'z', endScope: 'renamed', scope: 'renamed' },
    ],
  }),
  'keywords that begin a mode': () => ({
    keywords: 'x',
    contains: [{ scope: 'class', beginKeywords: 'ab abc', end: 'z', contains: [{ scope: 'title', begin: /\w+/ }] }],
  }),
  'keywords of all kinds': () => ({
    case_insensitive: true,
    classNameAliases: { renamed: 'built_in' },
    keywords: { $pattern: /[a-c]\w+|\d|K/, keyword: 'ab a23 K', renamed: '1 abc', _hidden: 'b23' },
    contains: [
      { scope: 'string', begin: '"', end: '"', keywords: 'a b é ſ' },
      { scope: 'comment', begin: '<', end: 'z', keywords: { $pattern: /\b.(?=b)|[.<"]/, literal: 'a < .' } },
    ],
  }),
  'all of Unicode': () => ({
    case_insensitive: true,
    unicodeRegex: true,
    keywords: 's k',
    contains: [
      { scope: 'string', begin: '\\bs|\\p{Lu}', end: '[^]$' },
      { scope: 'number', begin: /[^\x00-\x7f]/ },
      { scope: 'tag', begin: /[a-cé]/, 'on:begin': refuse },
      { scope: 'title', begin: /\u{1f600}|\ud83d/u },
    ],
  }),
  'other languages in it': () => ({
    contains: [
      { begin: 'a', end: 'z', subLanguage: 'inner' },
      { begin: 'b', end: 'z', subLanguage: ['inner', 'toy'], excludeBegin: true, excludeEnd: true },
      { begin: 'c', end: 'z', subLanguage: 'unknown' },
    ],
  }),
  'what is illegal': () => ({
    illegal: /$/,
    contains: [{ scope: 'string', begin: 'a', end: 'z', illegal: [/\n/, /b/] }],
  }),
  'modes that are empty': () => ({
    contains: [
      { scope: 'string', begin: /(?=a)/ },
      { scope: 'number', begin: /(?=b)/, end: /(?=b)|x/ },
      { scope: 'title', begin: /x/ },
    ],
  }),
  nothing: () => ({ contains: [] }),
}

describe('highlighted code', () => {
  test.each(Object.entries(languages))('writes what highlight.js writes, in a language with %s', (_, language) => {
    fc.assert(
      fc.property(code, (text) => {
        const { theirs, ours } = both(text, language)
        expect(ours).toBe(theirs)
      }),
      { numRuns: Number(process.env.LECTERN_RUNS ?? 200), examples: [['a1 az.a2 xz'], ['ab\r\nabc x1y']] },
    )
  })
})
