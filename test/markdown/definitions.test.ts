import { describe, expect, test } from 'vitest'
import { render } from '../site.ts'

describe('definitions of links', () => {
  test.each([
    ['[ ]: open', '<p>[ ]: open</p>'],
    ['[\\w\\]: word', '<p>[\\w]: word</p>'],
    ['[ref[]: /uri', '<p>[ref[]: /uri</p>'],
    ['[Note]: done)', '<p>[Note]: done)</p>'],
  ])('%s is text', (written, wanted) => {
    expect(render(written)).toBe(wanted)
  })
})

test.each(['&uuml;.txt', '&#252;.txt', '&#xfc;.txt'])(
  'addresses of raw HTML may have character references: %s',
  (written) => {
    expect(render(`<a href="${written}">x</a>`, { 'content/ü.txt': 'x' })).toContain('.txt">x</a>')
  },
)
