import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldOf, type JsonNode, parseJson, placeInString } from '../../src/notebook/json-nodes.ts'

/** The value of a node. */
function plainOf(node: JsonNode): unknown {
  if (node.kind === 'array') return node.items.map(plainOf)
  if (node.kind === 'object')
    return Object.fromEntries(Array.from(node.entries, ([name, item]) => [name, plainOf(item)]))
  return node.value
}

test('JSON is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(0, 1), (text, indent) => {
      const written = indent ? JSON.stringify(JSON.parse(text), undefined, 1) : text
      const node = parseJson(written)
      // A key of this name is a prototype for the one and a key for the other.
      if (written.includes('__proto__')) return
      expect('offset' in node ? node : plainOf(node)).toEqual(JSON.parse(written))
    }),
  )
})

test('what is no JSON is told with its place', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), fc.nat(), (text, at) => {
      const cut = text.slice(0, at % Math.max(1, text.length))
      const node = parseJson(cut)
      const isJson = (() => {
        try {
          JSON.parse(cut)
          return true
        } catch {
          return false
        }
      })()
      expect('offset' in node).toBe(!isJson)
    }),
  )
  const faults: readonly (readonly [string, number])[] = [
    ['{"a": 1,}', 8],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{"a": "b', 6],
    ['[1] x', 4],
    ['', 0],
    ['{"a": nul}', 6],
    [`${'['.repeat(200)}`, 101],
  ]
  for (const [text, offset] of faults) expect([text, parseJson(text)]).toEqual([text, { offset }])
})

test('a long string is read whole', () => {
  const long = 'A'.repeat(20_000_000)
  const node = parseJson(JSON.stringify({ data: long }))
  const field = 'offset' in node ? undefined : fieldOf(node, 'data')
  expect(field?.kind === 'string' && field.value.length).toBe(long.length)
})

test('a letter of a string is found where it is written', () => {
  const value = 'a"b\\c\nd\u0001é\u{1F600}z'
  const text = `[${JSON.stringify(value)}]`
  const node = parseJson(text)
  const first = 'offset' in node || node.kind !== 'array' ? undefined : node.items[0]
  for (const letter of 'abcdéz') expect(first && text[placeInString(text, first, value.indexOf(letter))]).toBe(letter)
})

test('and in a long string, whatever was looked for before', () => {
  const value = Array.from({ length: 3000 }, (_, i) => (i % 3 === 0 ? '\n' : String.fromCharCode(97 + (i % 26)))).join(
    '',
  )
  const text = `[${JSON.stringify(value)}]`
  const node = parseJson(text)
  const first = 'offset' in node || node.kind !== 'array' ? undefined : node.items[0]
  const naive = (index: number): number => 2 + JSON.stringify(value.slice(0, index)).length - 2
  for (const index of [2999, 0, 256, 255, 257, 1500, 512, 3000, 9999, 1])
    expect(first && placeInString(text, first, index)).toBe(naive(index))
})
