import { describe, expect, test } from 'vitest'
import { blockRules, coreRules, createParser, inlineRules } from '../../src/markdown/parser.ts'

const { block, inline, core } = createParser()
const namesOf = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name)

describe('the tables of rules', () => {
  test('have all rules, in the order in which they run', () => {
    expect(block.ruler.__rules__.map(({ name }) => name)).toEqual(namesOf(blockRules))
    expect(inline.ruler.__rules__.map(({ name }) => name)).toEqual(namesOf(inlineRules))
    expect(core.ruler.__rules__.map(({ name }) => name)).toEqual(namesOf(coreRules))
  })

  test('say which blocks end where another begins', () => {
    expect(block.ruler.__rules__.map(({ name, alt }) => [name, alt])).toEqual(
      blockRules.map(({ name, interrupts = [] }) => [name, interrupts]),
    )
  })
})
