import { describe, expect, it } from 'vitest'
import { countWords, minutesOf } from '../../src/page/words.ts'

describe('The length of a text', () => {
  it.each([
    ['nothing', '', 0],
    ['words', '<p>One loop, two loops.</p>', 4],
    ['words that tags stand between', '<p>one</p><p>two</p>', 2],
    ['tags with attributes, and comments', '<img alt="not these words"><!-- nor these -->word', 1],
    ['a tag that does not end', 'word <img alt="no more', 1],
    ['apostrophes and hyphens', 'don’t re-run what’s done', 4],
    ['dashes between words', 'a - b — c', 3],
    ['entities', 'a &lt; b &amp;&amp; c &#x2014; d', 4],
    ['an ampersand that begins no entity', 'AT&T, R & D; a &averyveryveryverylongnamethatisnoentity; b', 7],
    ['digits and letters of other scripts', '3 Äpfel, два яблока', 4],
    ['Chinese and Japanese by character', '循环运行一次十个字符', 4],
    ['Chinese among words', 'Python 循环运行 loops', 4],
  ])('counts %s', (_what, html, words) => {
    expect(countWords(html)).toBe(words)
  })

  it('is at least a minute', () => {
    expect([0, 199, 301, 1000].map(minutesOf)).toEqual([1, 1, 2, 5])
  })
})
