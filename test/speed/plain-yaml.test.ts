import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseWholeYaml } from '../../src/config/yaml.ts'
import type { YamlNode } from '../../src/config/yaml-node.ts'
import { readPlainYaml } from '../../src/speed/plain-yaml.ts'

const word = fc.constantFrom(
  'figure',
  'source',
  'id',
  'caption',
  'a-b',
  '__proto__',
  'constructor',
  '1',
  'é',
  '',
  'Lesson 1',
  "It's (a), b.",
  'null',
  'a  b ',
  'true',
)
const value = fc.oneof(
  fc.constantFrom(
    'plot.svg',
    'A plot of *time*.',
    '/a/b.png',
    'https://example.org/a',
    'x: y',
    'x #y',
    'x:',
    'a\u00a0',
  ),
  fc.constantFrom(
    '12a',
    '0b1',
    '0b1c',
    '1e5',
    '1e5f',
    '0xa',
    'true',
    'false',
    'FALSE',
    'tRue',
    'Null',
    '~',
    '12',
    '1.5e3',
    '"q"',
    "it's",
    '[a]',
    '{a: b}',
    '|',
    '>-',
    '&a b',
    '*a',
    '- a',
  ),
  fc.constantFrom('🐈', 'naïve – “quoted”', 'a\tb', '-', '?', '%x', '@x', '`x`', '.inf', 'yes', '<<', '!!str a', ''),
  fc.string({ maxLength: 8 }),
)
const line = fc
  .tuple(fc.constantFrom(0, 0, 2, 4, 4, 8), word, fc.constantFrom(': ', ':', ':   ', ' : ', ''), value, fc.nat(2))
  .map(([indent, key, colon, text, blanks]) => `${' '.repeat(indent)}${key}${colon}${text}${' '.repeat(blanks)}`)
const yaml = fc.array(fc.oneof(line, fc.constantFrom('', '   ', '# note', '---', '\t')), { maxLength: 7 })

/** A node as plain data: values of mappings are made when they are asked for. */
const withValues = (node: YamlNode): YamlNode => ({
  ...node,
  value: node.value,
  entries: node.entries.map((entry) => ({ ...entry, node: withValues(entry.node) })),
})

describe('plain YAML', () => {
  test('is read as the whole language reads it', () => {
    fc.assert(
      fc.property(yaml, (lines) => {
        const text = lines.join('\n')
        const node = readPlainYaml(text)
        if (node) expect(withValues(node)).toEqual(parseWholeYaml(text))
      }),
      { numRuns: 5000 },
    )
  })

  test.each([
    'figure:\n    source: plot.svg\n    id: FigPlot\n    caption: A plot of *lesson* 3, see [here](https://example.org/a).\n',
    '\nfigure:\n  source: a.png\n\n  id: FigÉ  \n',
    'include: exercises/basic/syntax.md \n',
    'Chapter 1:\n  Lesson 1: chapter-1/lesson-1\n  Über (2): b\nb: c\n',
    'a: b\nc:\n  d:\n    e: f\n  g: h\n',
    'title: A course\nsearch: false\ndrafts: true \n',
    'hash: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n',
  ])('of the usual kind is taken: %j', (text) => {
    const node = readPlainYaml(text)
    expect(node && withValues(node)).toEqual(parseWholeYaml(text))
    expect(node).toBeDefined()
  })

  test.each([
    'figure:\n  width: 50\n',
    'a: "b"\n',
    'a: True\n',
    'a: null\n',
    'a:\n',
    'a: b\n  c: d\n',
    'a: b\na: c\n',
    'a: b # c\n',
    'a:\n- b\n',
  ])('leaves all else to the whole reader: %j', (text) => expect(readPlainYaml(text)).toBeUndefined())
})
