import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { generatedFiles } from '../scripts/reference.ts'
import { settingTable } from '../src/config/settings.ts'
import { frontMatterTable } from '../src/page/front-matter.ts'

const root = path.resolve(import.meta.dirname, '..')

describe('the generated reference', () => {
  test.each(Object.entries(generatedFiles))(
    '%s is what the tables of the code say; else run `npm run docs`',
    (file, text) => {
      expect(fs.readFileSync(path.join(root, file), 'utf8')).toBe(text)
    },
  )
})

describe('the pages of the manual for authors', () => {
  test.each([
    ['content/site/settings.md', settingTable],
    ['content/start/pages.md', frontMatterTable],
  ])('%s names each key', (file, table) => {
    const text = fs.readFileSync(path.join(root, file), 'utf8')
    expect(Object.keys(table).filter((key) => !text.includes(`\`${key}\``) && !text.includes(`${key}:`))).toEqual([])
  })
})

describe('the list of dependencies', () => {
  test('has each one with its exact version', () => {
    const manifest: unknown = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))
    const text = fs.readFileSync(path.join(root, 'docs/dependencies.md'), 'utf8')
    const versions = ['dependencies', 'devDependencies'].flatMap((kind) =>
      Object.entries(Reflect.get(Object(manifest), kind) ?? {}),
    )
    expect(versions.length).toBeGreaterThan(10)
    for (const [name, version] of versions) {
      expect(version).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/)
      expect(text).toContain(name)
      expect(text).toContain(String(version))
    }
  })
})
