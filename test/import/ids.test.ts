import { describe, expect, test } from 'vitest'
import { keepIds, oldId } from '../../src/import/ids.ts'

describe('ids of headings', () => {
  test.each([
    ['github', 'Seeds & soil', 'seeds--soil'],
    ['github', "What's `new` in **v2**?", 'whats-new-in-v2'],
    ['vitepress', '`--configPlugin <plugin>`', 'configplugin-plugin'],
    ['vitepress', '1. Begin', '_1-begin'],
    ['pandoc', '2. Loops: for and while', 'loops-for-and-while'],
    ['same', 'Jerarquía & orden', 'jerarquia-orden'],
  ] as const)('%s: %j', (style, heading, id) => {
    expect(oldId(heading, style)).toBe(id)
  })

  test('are written where Lectern would make others, outside of code', () => {
    const lines = ['## Seeds & soil', '', '```', '## Seeds & soil', '```', '', '## Seeds & soil', '', '## Water {#w}']
    expect(keepIds(lines, 'github')).toEqual([
      '## Seeds & soil {#seeds--soil}',
      '',
      '```',
      '## Seeds & soil',
      '```',
      '',
      '## Seeds & soil {#seeds--soil-1}',
      '',
      '## Water {#w}',
    ])
  })
})
