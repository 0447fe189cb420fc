import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodePostings,
  decodeWords,
  encodeNumber,
  encodeWords,
  POSTING_BYTES,
  writePosting,
} from '../../src/search/format.ts'
import { eachWord, fold, MAX_LENGTH, queryWords, wordsOf } from '../../src/search/words.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 60 })

describe('the format', () => {
  test('gives back all postings of a word', () => {
    const posting = fc.record({
      step: fc.nat({ max: 2_000_000 }),
      section: fc.nat({ max: 65_535 }),
      weight: fc.integer({ min: 1, max: 63 }),
    })
    fc.assert(
      fc.property(fc.array(posting), (postings) => {
        const bytes = new Uint8Array(postings.length * POSTING_BYTES)
        let end = 0
        let page = 0
        const expected = postings.map(({ step, section, weight }) => {
          end = writePosting(bytes, end, step, section, weight)
          page += step
          return { page, section, weight }
        })
        const line = `word ${encodeNumber(postings.length)} ${new TextDecoder('latin1').decode(bytes.subarray(0, end))}`
        expect(decodePostings(line)).toEqual({ word: 'word', count: postings.length, postings: expected })
      }),
    )
  })

  test('gives back all words', () => {
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const words = [...new Set(texts.flatMap((one) => wordsOf(one).map(({ word }) => word)))].sort()
        fc.pre(words.length > 0)
        expect(decodeWords(encodeWords(words))).toEqual(words)
      }),
    )
  })
})

describe('words', () => {
  test('stand where they say, in order, and are folded once and for all', () => {
    fc.assert(
      fc.property(text, (one) => {
        let last = 0
        eachWord(one, (word, start, end) => {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(one.length)
          expect(word).not.toMatch(/[\s<>]/)
          expect(Array.from(word).length).toBeLessThanOrEqual(MAX_LENGTH)
          last = start
        })
      }),
      // Signs that are a space and an accent, and a phrase in one sign.
      { examples: [['\ufe70'], ['\u037a'], ['\ufdfa']] },
    )
  })

  test('of a query are among those of the text that it was copied from', () => {
    fc.assert(
      fc.property(text, (one) => {
        const words = new Set(wordsOf(one).map(({ word }) => word))
        for (const word of queryWords(one)) expect(words).toContain(word)
      }),
    )
  })

  test.each([
    ['Jerarquía', 'jerarquia'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['Éléphant', 'elephant'],
    ['Ёлка', 'елка'],
    ['كِتَاب', 'كتاب'],
    ['Ｌｏｏｐ', 'loop'],
    ['ガイド', 'ガイド'],
    ['\ufc5e', '\u064c\u0651'],
  ])('%s is %s', (word, folded) => expect(fold(word)).toBe(folded))

  test('of scripts without spaces are pairs, and the last letter', () => {
    expect(wordsOf('東京都').map(({ word }) => word)).toEqual(['東京', '京都', '都'])
    expect(queryWords('東京都')).toEqual(['東京', '京都'])
    expect(queryWords('都')).toEqual(['都'])
  })
})
