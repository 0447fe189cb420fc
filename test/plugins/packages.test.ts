import { afterEach, describe, expect, test } from 'vitest'
import { type FolderSite, folderSite } from './folder-site.ts'

const sites: FolderSite[] = []
afterEach(() => {
  for (const site of sites.splice(0)) site.remove()
})
const make = (files: Readonly<Record<string, string>>): FolderSite => {
  const site = folderSite(files)
  sites.push(site)
  return site
}

const page = { 'content/a.md': '# A\n\n%-- fine: --%\n' }
const plugin = (name: string, text: string): string =>
  `import { html } from 'lectern'\nexport default { name: '${name}', blocks: [{ name: 'fine', fields: {}, render: () => html\`<p>${text}</p>\` }] }\n`

describe('a package', () => {
  test('is found from the folder of the site, as a module or as CommonJS', () => {
    const site = make({
      ...page,
      'site.yaml': 'plugins: ["@ours/fine"]\n',
      'node_modules/@ours/fine/package.json':
        '{ "name": "@ours/fine", "version": "1.0.0", "type": "module", "exports": { "import": "./main.js" } }',
      'node_modules/@ours/fine/main.js': plugin('fine', 'Of a module.'),
    })
    expect(site.run('build', '.').errors).toBe('')
    expect(site.read('dist/a/index.html')).toContain('<p>Of a module.</p>')
    site.write({
      'node_modules/@ours/fine/package.json': '{ "name": "@ours/fine", "version": "1.0.1", "main": "main.cjs" }',
      'node_modules/@ours/fine/main.cjs':
        "const { html } = require('lectern')\nmodule.exports = { name: 'fine', blocks: [{ name: 'fine', fields: {}, render: () => html`<p>Of CommonJS.</p>` }] }\n",
    })
    expect(site.run('build', '.').errors).toBe('')
    expect(site.read('dist/a/index.html')).toContain('<p>Of CommonJS.</p>')
  })

  test('that a plugin uses makes pages again when it has another version', () => {
    const pages = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`content/more/p${i}.md`, `# Page ${i}\n`]))
    const dependency = (version: string): Readonly<Record<string, string>> => ({
      'node_modules/words/package.json': `{ "name": "words", "version": "${version}", "main": "main.js" }`,
      'node_modules/words/main.js': `module.exports = 'Version ${version}.'`,
    })
    const site = make({
      ...page,
      ...pages,
      ...dependency('1.0.0'),
      'site.yaml': 'plugins: [./plugins/fine.mjs]\n',
      'plugins/fine.mjs': `import words from 'words'\n${plugin('fine', '$' + '{words}')}`,
    })
    site.run('build', '.')
    expect(site.read('dist/a/index.html')).toContain('<p>Version 1.0.0.</p>')
    site.write(dependency('2.0.0'))
    site.run('build', '.')
    expect(site.read('dist/a/index.html')).toContain('<p>Version 2.0.0.</p>')
  })
})

test('a plugin beside the pages is not published', () => {
  const site = make({
    'a.md': '%-- fine: --%\n',
    'fine.mjs': plugin('fine', 'Run.'),
    'site.yaml': 'plugins: ./fine.mjs\n',
  })
  expect(site.build()).toBe('')
  expect(site.read('dist/a/index.html')).toContain('<p>Run.</p>')
  expect(site.read('dist/fine.mjs')).toBe('')
})

describe('a site whose authors are not trusted', () => {
  test.each([
    ['content/fine.js', '', '`content`'],
    ['assets/fine.js', '', '`assets`'],
    ['parts/fine.js', 'include: parts\n', '`parts`'],
  ])('does not run %s', (file, settings, folder) => {
    const site = make({
      ...page,
      [file]: plugin('fine', 'Run.'),
      'site.yaml': `${settings}plugins: [${file}]\nsafe: true\n`,
    })
    const errors = site.faults()
    expect(errors).toContain(`plugin/not-allowed  The plugin \`${file}\` lies in ${folder}, where authors may write`)
    site.write({ 'site.yaml': `${settings}plugins: [${file}]\n` })
    expect(site.faults()).toBe('')
  })

  test('does not run what uses such a file, and runs what does not', () => {
    const text = `import '../content/x.js'\n${plugin('fine', 'Run.')}`
    const site = make({
      ...page,
      'content/x.js': '',
      'plugins/fine.mjs': text,
      'site.yaml': 'plugins: [plugins/fine.mjs]\nsafe: true\n',
    })
    expect(site.faults()).toContain('`content/x.js`, which the plugin `plugins/fine.mjs` uses, lies in `content`')
    site.write({ 'plugins/fine.mjs': plugin('fine', 'Run.') })
    // The file itself is still one that is not published.
    expect(site.faults().match(/ (?:error|warning) {2}\S+/g)).toEqual([' warning  file/not-published'])
  })
})
