import { describe, expect, test } from 'vitest'
import { readCsv } from '../../src/blocks/csv.ts'
import { site } from '../site.ts'

const block = (source: string, more = '') =>
  `%--\ntable:\n  source: ${source}\n  id: TblA\n  caption: Data.\n${more}--%`
const build = (csv: string | Uint8Array, { name = 'x.csv', more = '', page = block(name, more) } = {}) =>
  site({ [`content/${name}`]: csv, 'content/a.md': `# A\n\n${page}\n` }).build()
/** The cells of the first table, row by row. */
const rows = (built: ReturnType<typeof build>) =>
  [...built.page('a/index.html').matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<t([dh])(?: [^>]*)?>(.*?)<\/t[dh]>/g)].map((cell) => cell[2]),
  )

describe('the cells of a CSV file', () => {
  test.each([
    ['a mark inside of a cell', '2,5" disk', ['2', '5" disk']],
    ['degrees', '40°42\'46"N,74°00\'21"W', ['40°42\'46"N', '74°00\'21"W']],
    ['a mark behind a space', '1 , "x"', ['1 ', ' "x"']],
    ['a comma between such marks', 'a "b,c" d', ['a "b', 'c" d']],
    ['text behind the closing mark', '"x" y,2', ['x y', '2']],
    ['a mark written twice', '"say ""hi""",2', ['say "hi"', '2']],
    ['marks written twice in a cell without', 'x""y,2', ['x""y', '2']],
    ['an empty cell in marks', '"",2', ['', '2']],
    ['a line end between marks', '"x\ny",2', ['x\ny', '2']],
  ])('are those of Python’s reader: %s', (_, line, cells) => {
    expect(readCsv(`${line}\n`, ',')).toMatchObject([{ cells }])
  })

  test('have the line that their row ends in', () => {
    expect(readCsv('a,b\n\n"x\ny",2\n3,4', ',')).toMatchObject([{ line: 1 }, { line: 4 }, { line: 5 }])
    expect(readCsv('a,b\n1,2\n3,"4\n5', ',')).toEqual({ unclosed: 3 })
  })

  test('show their marks in a table', () => {
    const built = build('name,size\n2,5" disk\n')
    built.expectCodes()
    expect(rows(built)).toEqual([
      ['name', 'size'],
      ['2', '5&quot; disk'],
    ])
  })
})

describe('what divides the cells', () => {
  test('is a tab in a file of that name', () => {
    const built = build('a\tb\n1,5\t2\n', { name: 'x.tsv' })
    built.expectCodes()
    expect(rows(built)).toEqual([
      ['a', 'b'],
      ['1,5', '2'],
    ])
  })

  test.each([
    ['sep=;\na;b\n1;2\n'],
    ['sep=;\r\na;b\r\n1;2\r\n'],
    ['"sep=;"\na;b\n1;2\n'],
    ['\ufeffSEP=;\na;b\n1;2\n'],
    ['sep=\t\na\tb\n1\t2\n'],
    ['sep=,\na,b\n1,2\n'],
  ])('is said by the first line: %j', (csv) => {
    const built = build(csv)
    built.expectCodes()
    expect(rows(built)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })

  test('is what the block says, whatever the file says', () => {
    const built = build('sep=;\na|b\n1|2\n', { name: 'x.tsv', more: '  delimiter: "|"\n' })
    built.expectCodes()
    expect(rows(built)[1]).toEqual(['1', '2'])
  })

  test('places faults behind such a line where they are', () => {
    expect(build('sep=;\na;b\n1\n').expectCodes('table/bad-csv').printed()).toContain('content/x.csv:3:1')
  })

  test.each([
    [';', 'a;b\n1;2\n', '";"'],
    ['a tab', 'a\tb\n1\t2\n', '"\\t"'],
    ['a bar', 'a|b\n1|2\n', '"|"'],
  ])('is told where each row of the one column has %s in it, and the hint holds', (_, csv, written) => {
    for (const page of [
      block('x.csv'),
      `- in a list\n\n  ${block('x.csv').replaceAll('\n', '\n  ')}`,
      `> ${block('x.csv').replaceAll('\n', '\n> ')}`,
    ]) {
      const built = build(csv, { page }).expectCodes('table/one-column')
      expect(built.printed()).toContain(`hint: write \`delimiter: ${written}\` into the block`)
    }
    const mended = build(csv, { more: `  delimiter: ${written}\n` }).expectCodes()
    expect(rows(mended)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })

  test('is told in a file of tabs that has commas', () => {
    expect(build('a,b\n1,2\n', { name: 'x.tsv' }).expectCodes('table/one-column').printed()).toContain('delimiter: ","')
  })

  test('is told beside rows that have different lengths for that reason', () => {
    const built = build('a;b\n1,5;2\n').expectCodes('table/bad-csv')
    expect(built.printed()).toContain('`delimiter: ";"`')
  })

  test('is not told of one column that is meant', () => {
    build('a\nfirst; second\n').expectCodes()
    build('a;b\n1;2\n', { more: '  delimiter: ","\n' }).expectCodes()
  })
})

describe('numbers', () => {
  const numbers = (...cells: readonly string[]) =>
    rows(build(`n\n${cells.join('\n')}\n`))
      .flat()
      .slice(1)

  test('that are whole stay as they are written, with a power of ten too', () => {
    expect(numbers('1e3', '2E+06', '1.5e3', '6.02e23', '7', '0.5')).toEqual([
      '1e3',
      '2E+06',
      '1.5e3',
      '6.02e23',
      '7',
      '0.5000',
    ])
    expect(numbers('1e-3', '2e-9', '1e999')).toEqual(['0.0010', '&lt; 0.0001', '1e999'])
  })

  test.each(['NA', 'N/A', 'NaN', 'nan', '#N/A', 'NULL', '-', '–', '—', ''])(
    'keep their column where a row has %j',
    (missing) => {
      const built = build(`name,n\na,0.123456\nb,${missing}\n`)
      built.expectCodes().expect('a/index.html', '<td class="align-right">0.1235</td>')
      built.expect('a/index.html', `<td class="align-right">${missing}</td>`)
    },
  )

  test('are none in a column of words, or of nothing known', () => {
    build('n\n1.23456\nnorth\n').expectNot('a/index.html', 'align-right')
    build('n,m\nNA,1\nNA,2\n').expect('a/index.html', '<td>NA</td><td class="align-right">1</td>')
  })
})

describe('a CSV file', () => {
  test.each([
    ['with a mark', Buffer.from('\ufeffa,b\n1,2\n3,4\n', 'utf16le')],
    ['without one', Buffer.from('a,b\n1,2\n3,4\n', 'utf16le')],
    ['with the high byte first', Buffer.from('a,b\n1,2\n3,4\n', 'utf16le').swap16()],
    ['with tabs', Buffer.from('\ufeffa\tb\n1\t2\n', 'utf16le')],
  ])('in UTF-16 is told once, with its name: %s', (_, bytes) => {
    expect(build(bytes).expectCodes('page/not-utf8').printed()).toContain('`content/x.csv` has bytes')
  })

  test('that Git LFS did not fetch is told with what to do', () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n'
    expect(build(pointer).expectCodes('file/unreadable').printed()).toContain('git lfs pull')
    const included = site({ 'part.md': pointer, 'content/a.md': '# A\n\n%-- include: part.md --%\n' }).build()
    expect(included.expectCodes('file/unreadable').printed()).toContain('git lfs pull')
  })
})
