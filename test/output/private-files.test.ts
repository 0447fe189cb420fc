import { expect, test } from 'vitest'
import { site } from '../site.ts'

const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"/>\n'

test('a file whose name begins with an underscore is published where a page leads to it, and only there', () => {
  const built = site({
    'content/a.md': 'title: A\n\n![A line](_static/line.svg)\n\n%-- code: {source: _lst/loop.py, id: LstLoop} --%\n',
    'content/_static/line.svg': picture,
    'content/_static/other.svg': picture,
    'content/_lst/loop.py': 'x = 1\n',
  }).build()
  built.expectCodes().expect('a/index.html', 'src="../_static/line.svg"')
  expect(Object.keys(built.outputs()).filter((name) => name.startsWith('_'))).toEqual(['_static/line.svg'])
})
