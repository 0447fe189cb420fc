import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { describe, expect, test } from 'vitest'
import { balanceHtml } from '../../src/markdown/raw-html/balance.ts'
import { site } from '../site.ts'

/** With `safe: true`, nothing that an author writes leaves its place on the page: a browser reads all of it as children of `<main>`. */

type Element = DefaultTreeAdapterMap['element']

function* elementsOf(node: DefaultTreeAdapterMap['node']): Generator<Element> {
  if ('tagName' in node) yield node
  if ('childNodes' in node) for (const child of node.childNodes) yield* elementsOf(child)
}

/** What of a page with this text stands somewhere else than with no text; the page around it is much like the theme's. */
function misplacedBy(text: string): string[] {
  const outline = (inner: string): string[] => {
    const page = parse(
      `<!DOCTYPE html><body><div><article><nav>n</nav><main>${inner}</main><section>end</section></article></div><footer>f</footer></body>`,
    )
    return [...elementsOf(page)]
      .filter((element) => {
        for (
          let at: DefaultTreeAdapterMap['parentNode'] | null = element.parentNode;
          at;
          at = 'parentNode' in at ? at.parentNode : null
        )
          if ('tagName' in at && at.tagName === 'main') return false
        return true
      })
      .map((element) => {
        const parent = element.parentNode
        return `${parent && 'tagName' in parent ? parent.tagName : ''} > ${element.tagName}`
      })
  }
  const usual = outline('')
  const found = outline(text)
  return found.length === usual.length && found.every((line, i) => line === usual[i]) ? [] : found
}

/** Random numbers that are the same each time. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const NAMES =
  'a b i u s em p div section article blockquote ul ol li dl dt dd table caption colgroup thead tbody tr td th h1 h2 pre details summary figure figcaption ruby rt rp center br hr img col span kbd address header footer'.split(
    ' ',
  )

describe('what an author who is not trusted leaves open, or closes', () => {
  test.each([
    ['an end tag alone', 'a</div>b', 'ab'],
    ['of the page', 'a</main></body></html>b', 'ab'],
    ['a link', '<a href="x">y', '<a href="x">y</a>'],
    ['inside of a paragraph', '<p><b>x</p> y', '<p><b>x</b></p> y'],
    ['inside of a cell', '<table><tr><td><div>x</td></tr></table>', '<table><tr><td><div>x</div></td></tr></table>'],
    [
      'an end tag in a cell',
      '<div><table><tr><td></div>x</td></tr></table></div>',
      '<div><table><tr><td>x</td></tr></table></div>',
    ],
    ['an item that ends another', '<ul><li><div><li>x</li></div></li></ul>', '<ul><li><div></div></li><li>x</li></ul>'],
    [
      'a table that ends another',
      '<table><div><table></table></div></table>',
      '<table><div></div></table><table></table>',
    ],
    ['attributes with brackets', '<a title="</div>">x', '<a title="</div>">x</a>'],
  ])('%s', (_name, written, balanced) => {
    expect(balanceHtml(written)).toBe(balanced)
    expect(misplacedBy(balanced)).toEqual([])
  })

  test('takes time that grows with its length', () => {
    const deep = `${'<div>'.repeat(60_000)}${'<section><table><tr><td>'.repeat(10)}`
    expect(balanceHtml(`${deep}${'</section>'.repeat(60_000)}${'<li></li>'.repeat(60_000)}`)).toContain('</div></div>')
  })

  test('stays inside of the text, whatever tags it is made of', () => {
    const next = random(7)
    const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(next() * items.length)]
    for (let round = 0; round < 8000; round++) {
      const names = Array.from({ length: 2 + Math.floor(next() * 5) }, () => pick(NAMES))
      const soup = Array.from(
        { length: 1 + Math.floor(next() * 14) },
        () => `<${next() < 0.45 ? '/' : ''}${pick(names)}>${next() < 0.4 ? 'x' : ''}`,
      ).join('')
      expect(misplacedBy(balanceHtml(soup)), `${soup}\n${balanceHtml(soup)}`).toEqual([])
    }
  })

  test.each([
    'Last words.\n\n<a href="https://evil.example/">Last words.',
    'x\n\n</div>\n\ny',
    'x </div></main></body> y',
    '- <div>\n\nafter\n\n</div></div>',
    '- a\n  </ul></div>\n- b',
    '| a </div> | <b> |\n| --- | --- |\n| <div> | </td></table></div> |\n',
    '> <div>\n\n</div>\n\n</div>',
    'x[^1]\n\n[^1]: <div> </div></section></div>',
    '# A <b> </h1></div>\n\n[TOC]\n',
    '<div markdown="1">\n</div></div>\n\nx\n\n</div>',
    '%-- figure: {source: x.png, id: FigA, alt: x, caption: "<b> </figure></div>"} --%',
    '<pre><code>',
    'Term\n:   <dd></dd></dl></div>',
    '- [ ] <label></li></div>',
    '> [!NOTE] <b></div>\n> </div></aside></div>',
    'HTML </div> $x$ <div> $$y$$ </div></div>',
  ])('on a page with %j', (text) => {
    const built = site({
      'site.yaml': 'safe: true\nwords:\n  HTML: "<b>x</div>"\n',
      'content/a.md': `# A\n\n${text}\n`,
      'content/x.png': new Uint8Array(),
    }).build({ keepGoing: true })
    expect(misplacedBy(built.page('a/index.html'))).toEqual([])
  })
})
