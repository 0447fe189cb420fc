import fs from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { schemaFiles } from '../scripts/schemas.ts'
import { isYamlFault, parseYaml } from '../src/config/yaml.ts'
import { splitFrontMatter } from '../src/markdown/text/front-matter.ts'

const root = path.resolve(import.meta.dirname, '..')
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8')

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true })
const validators = Object.fromEntries(
  Object.entries(schemaFiles).map(([file, text]) => [
    path.basename(file, '.schema.json'),
    ajv.compile(JSON.parse(text)),
  ]),
)

/** What a schema says of a text in YAML: places and what is wrong there. */
function faults(schema: string, yaml: string): readonly string[] {
  const node = parseYaml(yaml)
  if (isYamlFault(node)) throw new Error(node.reason)
  const validate = validators[schema]
  if (!validate) throw new Error(`There is no schema ${schema}.`)
  validate(node.value)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

const pages = fs
  .readdirSync(path.join(root, 'content'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => `content/${name}`)

/** The blocks of a page, outside of fences. */
const blocksOf = (text: string): readonly string[] =>
  [
    ...text.replace(/^([ \t]*)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\2[ \t]*$/gm, '').matchAll(/^%--([\s\S]*?)--%[ \t]*$/gm),
  ].map(([, inside = '']) => inside)

describe('the schemas hold of the repository’s own', () => {
  test.each(['site.yaml', 'src/cli/starter/site.yaml'])('%s', (file) => {
    expect(faults('site', read(file).replaceAll('{{title}}', 'A course'))).toEqual([])
  })

  test.each(['sitemap.yaml', 'src/cli/starter/sitemap.yaml'])('%s', (file) => {
    expect(faults('sitemap', read(file))).toEqual([])
  })

  test('front matter', () => {
    const found = pages.flatMap((page) => {
      const text = read(page)
      const { form, start, end } = splitFrontMatter(text)
      return form === 'fenced' ? faults('front-matter', text.slice(start, end)).map((fault) => `${page} ${fault}`) : []
    })
    expect(found).toEqual([])
  })

  test('blocks', () => {
    const all = pages.flatMap((page) => blocksOf(read(page)).map((block) => ({ page, block })))
    expect(all.length).toBeGreaterThan(40)
    const found = all.flatMap(({ page, block }) => faults('blocks', block).map((fault) => `${page} ${fault}`))
    expect(found).toEqual([])
  })
})

describe('the schemas refuse what Lectern refuses', () => {
  test.each([
    ['site', 'titel: A', / must NOT have additional properties/],
    ['site', 'search: perhaps', /\/search must be boolean/],
    ['site', 'numbering: section', /\/numbering must be equal to one of/],
    ['site', 'toc:\n  depth: 9', /\/toc\/depth must be <= 6/],
    ['site', 'theme:\n  colour: red', /\/theme must NOT have additional properties/],
    ['site', 'theme:\n  width: wide', /\/theme\/width must match pattern/],
    ['site', 'rules:\n  link/unknown-page: quiet', /link~1unknown-page must be equal to one of/],
    ['site', 'rules:\n  nothing: off', /\/rules must match pattern/],
    ['site', 'run:\n  limit: 0', /\/run\/limit must be > 0/],
    ['site', 'external:\n  except: example', /\/external\/except must match pattern/],
    ['sitemap', 'A:\n  - [b]', /\/A/],
    ['sitemap', '- a', / must be object/],
    ['front-matter', 'order: first', /\/order must be number/],
    ['front-matter', 'draft: perhaps', /\/draft must be boolean/],
    ['front-matter', 'tags: {a: b}', /\/tags must be/],
    ['blocks', 'figure:\n  source: a.png', /\/figure must have required property 'id'/],
    ['blocks', 'figure:\n  source: a.png\n  id: FigA\n  captoin: A', /\/figure must NOT have additional properties/],
    ['blocks', 'figur:\n  source: a.png', / must NOT have additional properties/],
    ['blocks', 'figure:\n  source: a.png\n  id: FigA\n  width: wide', /\/figure\/width/],
  ])('%s: %j', (schema, yaml, fault) => {
    expect(faults(schema, yaml).join('\n')).toMatch(fault)
  })
})

test('the files of a new course name the schemas where the package has them', () => {
  const { files }: { readonly files: readonly string[] } = JSON.parse(read('package.json'))
  expect(files).toContain('schemas')
  for (const name of ['site', 'sitemap']) {
    const [, named = ''] =
      /^# yaml-language-server: \$schema=node_modules\/lectern\/(\S+)\n/.exec(read(`src/cli/starter/${name}.yaml`)) ??
      []
    expect(Object.keys(schemaFiles)).toContain(named)
  }
})
