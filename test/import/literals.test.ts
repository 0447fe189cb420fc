import { describe, expect, test } from 'vitest'
import { readLiterals } from '../../src/import/literals.ts'

describe('literals of a program that is never run', () => {
  test('texts, lists, mappings, names, and what stands between them', () => {
    const program = `
      import * as cheerio from 'cheerio'
      const prod = !!process.env.NETLIFY
      const headers: [string, string][] = [['/assets/*', 'a, b']]
      export const locales = { root: { label: 'English' }, "de": { label: 'Deutsch', }, }
      const site = 'https://plants.example/';
      export default defineConfig({
        title: "Plant's \\"course\\"",
        site,
        rewrites: { 'en/:rest*': ':rest*' },
        markdown: {
          math: true,
          config(md) { const fence = md.renderer.rules.fence!; md.use({ a: '}' }) },
          after: (md) => { md.use(1) },
        },
        // A comment with { and ' in it.
        head: [['meta', { content: site + 'og.jpg' }], ['link', { rel: \`icon\` }]],
        css: process.env.X ? [] : ['./a.css'],
        locales,
        ...common,
        transform: prod ? (a, b) => { return \`\${a}\` } : undefined,
        order: [1, -2, 0x10],
      } satisfies Config)
      function toLink([_, { href }]: Head): string { return href }
    `
    const read = readLiterals(program)
    expect(read.default).toEqual({
      title: 'Plant\'s "course"',
      site: 'https://plants.example/',
      rewrites: { 'en/:rest*': ':rest*' },
      markdown: { math: true },
      head: [
        ['meta', {}],
        ['link', { rel: 'icon' }],
      ],
      locales: { root: { label: 'English' }, de: { label: 'Deutsch' } },
      order: [1, -2, 16],
    })
    expect(read.headers).toEqual([['/assets/*', 'a, b']])
    expect(read.prod).toBeUndefined()
  })

  test('functions without arguments, and what other files export', () => {
    const program = `
      import type { Item } from './types'
      import { guide as own } from './guide'
      import more from './more'
      const list = (): Item[] => [{ text: 'A' }]
      function items(): Item[] { return [{ text: 'B' }] }
      module.exports = { a: list(), b: items(), own, more }
    `
    const read = readLiterals(program, {
      load: (path) => ({ './guide': { guide: ['C'] }, './more': { default: ['D'] } })[path],
    })
    expect(read.default).toEqual({ a: [{ text: 'A' }], b: [{ text: 'B' }], own: ['C'], more: ['D'] })
  })

  test('what is wrong, or turns in a circle, ends', () => {
    expect(readLiterals('const a = b; const b = a; const c = [1, [2, {')).toEqual({ c: [1, [2, {}]] })
    expect(readLiterals(`${'['.repeat(20_000)}`)).toEqual({})
  })

  test('Python', () => {
    const program = `
# AUTHOR = 'Nobody'
AUTHOR = 'Ada'  # Gardener
TITLE = ('A ' 'course')
PLUGINS = ['a', "b",]
LINKS = (('Seeds', 'https://seeds.example/'),)
PATH = os.path.join('a', 'b')
TEXT = """It's
long"""
`
    expect(readLiterals(program, { isPython: true })).toEqual({
      AUTHOR: 'Ada',
      TITLE: 'A course',
      PLUGINS: ['a', 'b'],
      LINKS: [['Seeds', 'https://seeds.example/']],
      TEXT: "It's\nlong",
    })
  })
})
