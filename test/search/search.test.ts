import { describe, expect, test } from 'vitest'
import { openIndex, type Result } from '../../src/client/search/engine.ts'
import type { Piece } from '../../src/client/search/excerpt.ts'
import type { IndexData } from '../../src/search/format.ts'
import { site, type TestSite } from '../site.ts'

const course = {
  'content/basics/loops.md':
    'title: Loops\n\nWhat repeats is a loop.\n\n## The for statement\n\nA `for` statement visits each item of a list.\n\n## While\n\nIt goes on as long as a condition holds. Jerarquía of conditions.\n',
  'content/basics/functions.md':
    'title: Functions\n\nA function has a name.\n\n## Parameters\n\nParameters are the variables of a function. A list may be one.\n',
  'content/numpy.md': 'title: NumPy\n\n## Broadcasting\n\nShapes are stretched: `np.linspace(0, 1)`.\n',
  'content/ja.md':
    'title: 東京の歴史\nlang: ja\n\n## 江戸時代\n\n江戸は徳川家康によって開かれた。繰り返し処理とループ。\n',
  'content/zh.md': 'title: 循环\nlang: zh\n\n## 条件语句\n\n循环语句重复执行一段代码。\n',
  'content/th.md': 'title: Thai\n\n## x\n\nภาษาไทยไม่มีช่องว่าง\n',
}

const textOf = (pieces: readonly Piece[]): string =>
  pieces.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('')

/** Searches a built site, as a reader's browser does; says which parts were loaded. */
async function search(built: ReturnType<TestSite['build']>, query: string) {
  const loaded: string[] = []
  const parts = new Map<string, Promise<IndexData>>()
  const find = await openIndex((name) => {
    const known = parts.get(name)
    if (known) return known
    loaded.push(name)
    const text = /^lecternSearch\("\w+",(.*)\)$/s.exec(built.page(`lectern/search/${name}.js`).trim())?.[1]
    const part = Promise.resolve<IndexData>(JSON.parse(text ?? '""'))
    parts.set(name, part)
    return part
  })
  const { results } = await find(query, 20)
  return { results, loaded, places: results.map(({ path, id }) => (id ? `${path}#${id}` : path)) }
}

const show = ({ page, heading, text }: Result): string => [page, heading, text].map(textOf).join(' | ')

describe('search', () => {
  const built = site(course).build()

  test.each([
    ['loops', 'basics/loops/'],
    ['LOOPS', 'basics/loops/'],
    ['for statement', 'basics/loops/#the-for-statement'],
    ['condition', 'basics/loops/#while'],
    ['param', 'basics/functions/#parameters'],
    ['paramters', 'basics/functions/#parameters'],
    ['fucntion', 'basics/functions/'],
    ['xfunctions', 'basics/functions/'],
    ['conditions', 'basics/loops/#while'],
    ['jerarquia', 'basics/loops/#while'],
    ['JERARQUÍA', 'basics/loops/#while'],
    ['linspace', 'numpy/#broadcasting'],
    ['np.linspace', 'numpy/#broadcasting'],
    ['numpy broadcasting', 'numpy/#broadcasting'],
    ['list variables', 'basics/functions/#parameters'],
    ['江戸', 'ja/#江戸時代'],
    ['徳川家康', 'ja/#江戸時代'],
    ['東京', 'ja/'],
    ['東', 'ja/'],
    ['史', 'ja/'],
    ['歴史', 'ja/'],
    ['ループ', 'ja/#江戸時代'],
    ['循环语句', 'zh/#条件语句'],
    ['ไทย', 'th/#x'],
  ])('finds %s at %s', async (query, place) => {
    expect((await search(built, query)).places[0]).toBe(place)
  })

  test('shows the words in context, marked, in title, heading and text', async () => {
    const { results } = await search(built, 'statement list')
    expect(results[0] && show(results[0])).toBe(
      'Loops | The for [statement] | A for [statement] visits each item of a [list].',
    )
    const japanese = await search(built, '徳川家康')
    expect(japanese.results[0] && show(japanese.results[0])).toContain('江戸は[徳川家康]によって')
  })

  test('finds nothing for what is nowhere, and for no words at all', async () => {
    expect((await search(built, 'zzzzqqq')).places).toEqual([])
    expect((await search(built, '')).places).toEqual([])
    expect((await search(built, '?! —')).places).toEqual([])
  })

  test('loads what the words need only', async () => {
    expect((await search(built, 'loops')).loaded.sort()).toEqual(['directory', 'p0', 't0'])
    expect((await search(built, 'zzzzqqq')).loaded).not.toContain('t0')
  })

  test('leaves out pages and sites that say so', async () => {
    const one = site({ 'content/a.md': 'search: false\ntitle: A\n\nsecret\n', 'content/b.md': '# B\n' }).build()
    expect((await search(one, 'secret')).places).toEqual([])
    const none = site({ 'content/a.md': '# A\n', 'site.yaml': 'search: false\n' }).build()
    expect(Object.keys(none.outputs()).filter((path) => path.startsWith('lectern/search/'))).toEqual([])
  })

  test('has no markup, contents or permalinks in its texts, and decodes entities', async () => {
    const one = site({
      'content/a.md': '# A\n\n[TOC]\n\n## B & <i>C</i> `x<y`\n\n<script>hidden()</script>\n\nText &copy; *it*alic.\n',
    })
    const { results, places } = await search(one.build(), 'italic')
    expect(places).toEqual(['a/#b-c-xy'])
    expect(results[0] && show(results[0])).toBe('A | B & C x<y | Text © [italic].')
    expect((await search(one.build(), 'hidden')).places).toEqual([])
  })
})

describe('words that are more than letters', () => {
  const languages = site({
    'content/cpp.md': 'title: One\n\nWe write C++ here, built with g++ and clang++.\n',
    'content/cs.md': 'title: Two\n\n- Learn C#, or F#.\n\n`C#`\n',
    'content/c.md': 'title: Three\n\nPlain c is the old one; é C.\n',
    'content/accents.md': 'title: Four\n\nCafé C++ à la carte. Add a+b, page#part, x+++y.\n',
    'content/code.md': 'title: Five\n\n```cpp\ncount++;\n```\n',
  }).build()

  test.each([
    ['C++', ['accents/', 'cpp/']],
    ['c++', ['accents/', 'cpp/']],
    ['g++', ['cpp/']],
    ['clang++', ['cpp/']],
    ['C#', ['cs/']],
    ['f#', ['cs/']],
    ['count', ['code/']],
    ['count++', ['code/']],
    ['part', ['accents/']],
    ['old', ['c/']],
  ])('%s is found where it stands, and nowhere else', async (query, places) => {
    expect((await search(languages, query)).places.sort()).toEqual(places)
  })

  test('are marked as a whole', async () => {
    expect((await search(languages, 'C++')).results.map(show)).toContain(
      'One |  | We write [C++] here, built with g++ and clang++.',
    )
    expect((await search(languages, 'C#')).results.map(show)).toContain('Two |  | Learn [C#], or F#. [C#]')
  })

  test('are found by their letters too', async () => {
    expect((await search(languages, 'c')).places.sort()).toEqual(['accents/', 'c/', 'code/', 'cpp/', 'cs/'])
  })
})

describe('a word with places where it may be divided', () => {
  const hyphens = site({
    'content/a.md':
      'title: "Donau\u00addampf"\n\n## Über&shy;schrift\n\nEin Schiff&shy;fahrts&#173;kapi\u00adtän.\n\n- <b>Silben&shy;trennung</b> wort\u2060ende\n\n| Tabellen&shy;kopf |\n| - |\n| x |\n\n<p>caf&eacute; fraction &frac12;</p>\n',
  }).build()

  test.each([
    'Donaudampf',
    'Überschrift',
    'schifffahrtskapitän',
    'Schiff\u00adfahrtskapitän',
    'Silbentrennung',
    'wortende',
    'Tabellenkopf',
    'café',
  ])('is found as it is read: %s', async (query) => {
    const { results, places } = await search(hyphens, query)
    expect(places[0]).toMatch(/^a\//)
    expect(results.map(show).join()).not.toMatch(/\u00ad|&shy;/)
  })
})

describe('a Korean word', () => {
  const korean = site({
    'content/ml.md': 'title: 하나\nlang: ko\n\n기계학습의 기초를 배운다.\n',
    'content/deep.md': 'title: 둘\nlang: ko\n\n- 심층기계학습은 어렵다.\n',
    'content/apart.md': 'title: 셋\nlang: ko\n\n기계 그리고 학습.\n',
    'content/db.md': 'title: 넷\nlang: ko\n\n관계형데이터베이스와 SQL데이터\n',
  }).build()

  test.each([
    ['학습', ['apart/', 'deep/', 'ml/']],
    ['기계', ['apart/', 'deep/', 'ml/']],
    ['기계학습', ['deep/', 'ml/']],
    ['층기계', ['deep/']],
    ['데이터', ['db/']],
    ['베이스', ['db/']],
    ['기초', ['ml/']],
    ['sql', ['db/']],
  ])('%s is found inside of others', async (query, places) => {
    expect((await search(korean, query)).places.sort()).toEqual(places)
  })

  test('comes first where it stands by itself, and is one mark', async () => {
    expect((await search(korean, '학습')).places[0]).toBe('apart/')
    expect((await search(korean, '기계학습')).results.map(show)).toContain('둘 |  | 심층[기계학습]은 어렵다.')
  })
})

test('the ways back from footnotes are no text', async () => {
  const notes = site({ 'content/a.md': 'title: A\n\nText.[^n]\n\n[^n]: The remark.\n' }).build()
  expect((await search(notes, 'remark')).results.map(show).join()).not.toMatch(/↩/)
})
