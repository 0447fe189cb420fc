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
