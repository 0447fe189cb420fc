import { afterEach, describe, expect, test } from 'vitest'
import { build } from '../../src/build/build.ts'
import { createSession, textOf } from '../../src/build/session.ts'
import { prettyAll } from '../../src/diagnostics/pretty.ts'
import { openSite } from '../../src/files/open-site.ts'
import { pluginPlace } from '../../src/plugins/host.ts'
import { type FolderSite, folderSite } from './folder-site.ts'

const sites: FolderSite[] = []
afterEach(() => {
  for (const site of sites.splice(0)) site.remove()
})

/** A good plugin beside the one that is tried: it and other pages must go on. */
const good = `export const plugin = {
  name: 'good',
  blocks: [{ name: 'fine', fields: {}, render: () => ({ type: 'fragment', pieces: ['<p>Fine.</p>'] }) }],
  transform: ({ html }) => html.replace('Fine.', 'Very fine.'),
  outputs: () => [{ path: 'good.txt', content: 'good' }],
}
`

/** A site with a plugin, and a page with some text beside one that uses the good plugin. */
function trying(plugin: string, text = '', settings = ''): FolderSite {
  const site = folderSite({
    'site.yaml': `title: Bad\nplugins:\n  - ./plugins/bad.js\n  - ./plugins/good.js\n${settings}`,
    'plugins/bad.js': plugin,
    'plugins/good.js': good,
    'content/a.md': `# A\n\n${text}\n`,
    'content/b.md': '# B\n\n%-- fine: --%\n',
  })
  sites.push(site)
  return site
}

/** What is told; the good plugin has done its work all the same. */
function told(site: FolderSite): string {
  const errors = site.build()
  expect(site.read('dist/b/index.html')).toContain('<p>Very fine.</p>')
  expect(site.read('dist/good.txt')).toBe('good')
  expect(site.read('dist/a/index.html')).toContain('<h1')
  return errors
}

/** A plugin with one block, \`bad\`. */
const block = (render: string): string =>
  `import { defineBlock, html, raw } from 'lectern'
export default {
  name: 'bad',
  blocks: [
    defineBlock({ name: 'bad', doc: '', fields: { a: { type: 'string', doc: '' } }, example: '', ${render} }),
  ],
}
`
const use = '%-- bad: --%\n\nAnd on.'

describe('a plugin that cannot be loaded', () => {
  test('is told once, and not again at each of its blocks', () => {
    const errors = told(trying("throw new Error('no')", use))
    expect(errors).toContain('plugin/failed')
    expect(errors).not.toContain('block/unknown')
  })

  test.each([
    ['a file of it', 'export default {\n  blocks: [\n}\n', 'const a = 1', 'plugins/bad.js:3:1'],
    ['a file of it that ends too early', 'export default {\n', '', 'plugins/bad.js:1:16'],
    [
      'a CommonJS file of it',
      "module.exports = require('./helper.cjs')",
      'const a = 1\nlet b = = 2',
      'plugins/helper.cjs:2:9',
    ],
    [
      'a file that it imports',
      "import './helper.mjs'\nexport default { name: 'bad' }",
      '\nexport const = 2',
      'plugins/helper.mjs:2:14',
    ],
  ])('says where %s is no JavaScript', (_, plugin, helper, place) => {
    const site = trying(plugin)
    site.write({ 'plugins/helper.mjs': helper, 'plugins/helper.cjs': helper })
    expect(told(site)).toContain(
      `${place}  error  plugin/failed  The plugin \`plugins/bad.js\` cannot be loaded: SyntaxError:`,
    )
  })

  test.each([
    ["import './none.js'", 'plugins/bad.js:1:9', 'there is no `./none.js`.'],
    ["const a = require('../none')", 'plugins/bad.js:1:20', 'there is no `../none`.'],
    ["import x from 'not-installed'", 'plugins/bad.js:1:16', 'the package `not-installed` is not installed.'],
    ["import x from './good.js/none.js'", 'plugins/bad.js:1:16', 'there is no `./good.js/none.js`.'],
  ])('says where %s is what there is not', (plugin, place, message) => {
    const errors = told(trying(plugin))
    expect(errors).toContain(`${place}  error  plugin/failed`)
    expect(errors).toContain(message)
  })

  test.each(['./plugins/none.js', '../none.js', 'not-installed'])('is told once where it is not there: %s', (name) => {
    const site = trying(good.replace("'good'", "'other'").replace("'fine'", "'finer'"), use)
    site.write({ 'site.yaml': `title: Bad\nplugins:\n  - ${name}\n  - ./plugins/good.js\n` })
    const errors = site.faults()
    expect(errors.match(/ {2}error {2}/g)).toHaveLength(1)
    expect(errors).toMatch(/^site\.yaml:3:5/)
  })

  test('names no other kind of file as the one that was meant', () => {
    const site = trying(good)
    site.write({
      'site.yaml': 'title: Bad\nplugins: [./plugins/not.js]\n',
      'plugins/not.html': '',
      'plugins/note.mjs': good,
    })
    expect(site.faults()).toContain('Did you mean `./plugins/note.mjs`?')
  })

  test('is told without the folder that the site lies in', () => {
    const site = trying("import x from '#none'")
    expect(told(site)).not.toContain(site.root)
  })

  test.each([
    ["{ name: 'x y', render() {} }", 'A block of the plugin `bad` has the name `x y`, which pages cannot write.'],
    [
      "{ name: 'x', numbered: 'fig', render() {} }",
      'The block `x` of the plugin `bad` is `numbered` as what there is not.',
    ],
    [
      "{ name: 'x', shorthand: 'tex', fields: { text: { type: 'string' } }, render() {} }",
      'hint: Did you mean `text`?',
    ],
    ["{ name: 'x', fields: { a: { type: 'text' } }, render() {} }", 'hint: types are `string`, '],
  ])('tells what is wrong with the block %s', (made, message) => {
    expect(told(trying(`export default { name: 'bad', blocks: [${made}] }`))).toContain(message)
  })

  test.each([
    [
      'throws',
      "throw new Error('Not today.')",
      'plugin/failed  The plugin `plugins/bad.js` cannot be loaded: Not today.',
    ],
    [
      'is no JavaScript',
      'export default {',
      'plugin/failed  The plugin `plugins/bad.js` cannot be loaded: SyntaxError:',
    ],
    [
      'imports what there is not',
      "import './none.js'",
      'plugin/failed  The plugin `plugins/bad.js` cannot be loaded: ',
    ],
    ['ends the process', 'process.exit(0)', 'cannot be loaded: it calls `process.exit(0)`.'],
    ['exports nothing', '', 'plugin/bad-result  `plugins/bad.js` exports nothing for a plugin.'],
    ['exports a number', 'export default 5', '`plugins/bad.js` exports a number for a plugin.'],
    [
      'has no name',
      'export default { blocks: [] }',
      'The plugin of `plugins/bad.js` has no name, or one that cannot stand in codes.',
    ],
    ['has a name of Lectern', "export default { name: 'link' }", '`link` cannot be the name of a plugin'],
    [
      'has an unknown key',
      "export default { name: 'bad', block: [] }",
      'The plugin `bad` has a `block`, which plugins do not have.',
    ],
    [
      'has a transform of text',
      "export default { name: 'bad', transform: 'x' }",
      '`transform` of the plugin `bad` is no function.',
    ],
    [
      'has a block without render',
      "export default { name: 'bad', blocks: [{ name: 'x' }] }",
      'has no function `render`.',
    ],
    [
      'has a block of Lectern',
      "export default { name: 'bad', blocks: [{ name: 'Figure', render() {} }] }",
      'The block `Figure` of the plugin `bad` is one of Lectern.',
    ],
    [
      'has a block with a wrong field',
      "export default { name: 'bad', blocks: [{ name: 'x', fields: { a: { type: 'date' } }, render() {} }] }",
      'has a field `a` whose `type` or `default` is none that there is.',
    ],
  ])('since it %s is told, with where it is', (_, plugin, message) => {
    const errors = told(trying(plugin))
    expect(errors).toContain(message)
    expect(errors).toMatch(/^(?:plugins\/bad\.js|site\.yaml):\d+:\d+ {2}error/)
    expect(errors.match(/ {2}error {2}/g)).toHaveLength(1)
  })

  test('has another plugin of its name, or a block of one', () => {
    const site = trying("export default { name: 'first', blocks: [{ name: 'fine', render() {} }] }")
    expect(site.faults()).toContain('The block `fine` of the plugin `good` is one of the plugin `first`.')
    site.write({ 'plugins/bad.js': "export default { name: 'good' }" })
    expect(site.faults()).toContain('Two plugins have the name `good`.')
  })

  test('is not there, or lies elsewhere', () => {
    const site = folderSite({
      'site.yaml': 'plugins: [./plugins/nte.js, ../x.js, lectern-plugin-none]\n',
      'plugins/note.js': good,
      'content/a.md': '# A\n',
    })
    sites.push(site)
    expect(
      site.faults(),
    ).toBe(`site.yaml:1:11  error  config/missing-file  The plugin \`./plugins/nte.js\` does not exist.
   1 │ plugins: [./plugins/nte.js, ../x.js, lectern-plugin-none]
     │           ^^^^^^^^^^^^^^^^
    hint: Did you mean \`./plugins/note.js\`?

site.yaml:1:29  error  file/outside  The plugin \`../x.js\` is outside of the site.
   1 │ plugins: [./plugins/nte.js, ../x.js, lectern-plugin-none]
     │                             ^^^^^^^
    hint: name a file below the folder that holds the settings, or a package

site.yaml:1:38  error  config/missing-file  The package \`lectern-plugin-none\` is not installed.
   1 │ plugins: [./plugins/nte.js, ../x.js, lectern-plugin-none]
     │                                      ^^^^^^^^^^^^^^^^^^^
    hint: run \`npm install lectern-plugin-none\`, or name a file of the site, as in \`./plugins/note.js\``)
  })
})

describe('a block of a plugin', () => {
  test.each([
    [
      'throws',
      "render() { throw new TypeError('bang') }",
      'The block `bad` failed: TypeError: bang.',
      'it comes from `plugins/bad.js:5:',
    ],
    [
      'gives a number',
      'render: () => 5',
      'The block `bad` gives a number, which is no HTML.',
      'give what `html` or `raw` makes',
    ],
    ['gives a text', "render: () => 'x'", 'The block `bad` gives a text, which is no HTML.', ''],
    [
      'gives what cannot be handed over',
      'render: () => ({ pieces: [() => 1] })',
      'The block `bad` failed: it gives a function, or something else that is no data.',
      '',
    ],
    [
      'waits, and fails',
      "async render() { await 1; throw new Error('no') }",
      'The block `bad` failed: no.',
      'plugins/bad.js:5:',
    ],
    ['fails with nothing', 'render: () => Promise.reject()', 'The block `bad` failed: it says nothing.', ''],
    [
      'leaves a failure behind',
      "render() { Promise.reject(new Error('lost')); return html`x` }",
      'failed: lost.',
      'plugins/bad.js:5:',
    ],
    [
      'fails in a timer',
      "render: () => new Promise(() => setTimeout(() => { throw new Error('tick') }))",
      'failed: tick.',
      '',
    ],
    ['ends the process', 'render() { process.exit(3) }', 'failed: it calls `process.exit(3)`.', 'plugins/bad.js:5:'],
    [
      'forges a mark',
      "render: () => raw('\\0' + '0' + '\\0')",
      'plugin/bad-result  The block `bad` gives text with NUL in it.',
      '',
    ],
    [
      'asks for what is no path',
      "render(_, context) { context.resource(5, 'a') }",
      'TypeError: the path must be a text.',
      '',
    ],
    [
      'tells a code of another',
      "render(_, context) { context.report('good/x', 'Mine.') }",
      'plugin/bad-result  `good/x` is no code that `bad` may tell: Mine.',
      'name it `bad/…`',
    ],
    [
      'tells a code that Lectern does not have',
      "render(_, context) { context.report('block/x', 'Mine.') }",
      '`block/x` is no code that `bad` may tell: Mine.',
      '',
    ],
  ])('that %s is told there, and the page goes on', (_, render, message, hint) => {
    const site = trying(block(render), use)
    const errors = told(site)
    expect(errors).toContain(`content/a.md:3:5  error  `)
    expect(errors).toContain(message)
    expect(errors).toContain(hint)
    expect(errors.match(/ {2}error {2}/g)).toHaveLength(1)
    expect(site.read('dist/a/index.html')).toContain('<p>And on.</p>')
  })

  test('cannot change what it gets, and prints where reports are not', () => {
    const site = trying(
      block(
        "render(values, context) { console.log('hello'); values.a = 'changed'; context.entries.push(1); return html`<p>${values.a}</p>` }",
      ),
      '%--\nbad:\n  a: x\n--%\n\n%--\nbad:\n  a: y\n--%',
    )
    const { out, errors } = site.run('build', '.', '--format', 'json')
    expect(JSON.parse(out).diagnostics).toEqual([])
    expect(errors).toContain('hello\n')
    expect(site.read('dist/a/index.html')).toContain('<p>changed</p>')
  })

  test('that never answers is told, and takes no other with it', () => {
    const site = trying(block('render: () => new Promise(() => undefined)'), `${use}\n\n${use}`)
    const hasty = { ...pluginPlace(site.root), patience: 1500 }
    const session = createSession({ ...openSite(site.root), pluginPlace: hasty, version: '0.0.0' })
    const { diagnostics } = build(session, { keepGoing: true })
    const printed = prettyAll(diagnostics, textOf(session)).join('\n')
    expect(printed.match(/The block `bad` failed: it gave no answer for 1\.5 s\./g)).toHaveLength(2)
    expect(diagnostics).toHaveLength(2)
    expect(site.read('dist/b/index.html')).toContain('<p>Very fine.</p>')
  })

  test('does what contexts can do', () => {
    const site = trying(
      `import { defineBlock, html } from 'lectern'
export default { name: 'bad', blocks: [
  defineBlock({ name: 'bad', doc: '', numbered: 'figure', open: true, fields: { id: { type: 'string', doc: '', required: true } }, example: '',
    async render({ id }, context) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      const found = context.resource('dot.svg', 'id')
      const size = context.picture(found.file, 'id')
      context.define('sum', 'four')
      context.include('part.md', 'id')
      const listing = context.highlight('let a = 1', 'js', { marked: new Set([1]) })
      return html\`<div id="\${context.labelId}">\${context.label} \${size.width} \${found.address} \${context.link('%link:b%', 'id')} \${context.entries[1][1]} \${listing}</div>\`
    } }) ] }
`,
      '%--\nbad:\n  id: FigA\n  more: 1.10\n--%\n\n%FigA and %sum.',
    )
    site.write({
      'content/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>',
      'content/part.md': 'Of a part: %-- fine: --%\n\n%-- fine: --%\n',
    })
    site.build()
    const page = site.read('dist/a/index.html')
    expect(page).toContain('<div id="FigA"><span class="label">Figure 1.</span> 40 ../dot.svg ../b/ 1.10 ')
    expect(page).toContain('>Figure 1</a> and four.')
    expect(page).toContain('<p>Very fine.</p>')
    expect(page).toContain('hljs-keyword')
  })
})

describe('codes of a plugin', () => {
  const reporting = block("render(_, context) { context.report('odd', 'It is odd.', { severity: 'error' }) }")

  test('have the severity that rules give them, and can be ignored', () => {
    const site = trying(reporting, use)
    expect(site.faults()).toContain('content/a.md:3:5  error  bad/odd  It is odd.')
    const rule = (text: string): void =>
      site.write({ 'site.yaml': `plugins: [./plugins/bad.js, ./plugins/good.js]\nrules:\n  ${text}\n` })
    rule('bad/odd: warning')
    expect(site.faults()).toContain('content/a.md:3:5  warning  bad/odd  It is odd.')
    rule('bad/odd: off')
    expect(site.faults()).toBe('')
    rule('bda/odd: off')
    expect(site.faults()).toContain(
      'config/unknown-key  `bda/odd` is not the code of a diagnostic, and there is no plugin `bda`.',
    )
    expect(site.faults()).toContain('hint: Did you mean `bad/odd`?')
    rule('link/vague-text: off')
    site.write({ 'content/a.md': `# A\n\n<!-- lectern-ignore bad/odd -->\n${use}\n` })
    expect(site.faults()).toBe('')
    site.write({ 'content/a.md': '# A\n\n<!-- lectern-ignore bad/odd, none/odd -->\nText.\n' })
    expect(site.faults()).toContain('ignore/unused  The next block has no `bad/odd` to ignore.')
    expect(site.faults()).toContain('ignore/unknown-code  `none/odd` is not the code of a diagnostic.')
  })

  test('stand in all forms of reports', () => {
    const site = trying(reporting, use)
    expect(JSON.parse(site.run('check', '.', '--format', 'json').out).codes).toEqual([{ code: 'bad/odd', count: 1 }])
    expect(JSON.parse(site.run('check', '.', '--format', 'sarif').out).runs[0].tool.driver.rules[0].id).toBe('bad/odd')
    expect(site.run('check', '.', '--format', 'github').out).toContain('title=bad/odd::It is odd.')
  })
})

/** A plugin that changes pages, or makes files. */
const having = (what: string): string => `export default { name: 'bad', ${what} }`

describe('a transform', () => {
  test.each([
    [
      'throws',
      "transform() { throw new Error('bang') }",
      'plugins/bad.js:1:',
      'plugin/failed  The plugin `bad` failed in `transform`: bang.',
    ],
    [
      'waits and fails',
      "async transform() { throw new Error('bang') }",
      'plugins/bad.js:1:',
      'The plugin `bad` failed in `transform`: bang.',
    ],
  ])('that %s is told once, where it is thrown', (_, transform, place, message) => {
    const errors = told(trying(having(transform)))
    expect(errors.startsWith(place)).toBe(true)
    expect(errors).toContain(message)
    expect(errors).toContain('content/a.md:1:1  is the page')
    expect(errors.match(/ {2}error {2}/g)).toHaveLength(1)
  })

  test.each([
    ['gives a number', 'transform: () => 5', 'gives a number for the HTML of a page.'],
    [
      'gives NUL',
      "transform: ({ html }) => html + '\\0' + '0' + '\\0'",
      'gives marks of links that the page does not have.',
    ],
    [
      'makes a mark up',
      "transform: ({ html }) => html.replace(/(lectern-hole-\\w+-)\\d+-/, '$199-')",
      'gives marks of links that the page does not have.',
    ],
  ])('that %s is told at its file, with the page', (_, transform, message) => {
    const errors = told(trying(having(transform), 'See %link:b%.'))
    expect(errors).toContain(`plugins/bad.js:1:1  error  plugin/bad-result  The plugin \`bad\` ${message}`)
    expect(errors).toContain('content/a.md:1:1  is the page')
  })

  test('can move a mark, count on the words and read files; headings that it takes away are gone', () => {
    const transform = `async transform({ html, title, words, front }, context) {
      if (title !== 'A') return undefined
      context.report('seen', 'Seen ' + words + ' ' + front.kind)
      return html.replace(/<h2.*<\\/h2>/, '').replace(/<p>See (.*)\\.<\\/p>/, (_, link) => '<p>' + link + ' first, ' + context.text('notes/a.txt') + ' ' + context.text('none') + '</p>')
    }`
    const site = trying(having(transform), 'See %link:b%.\n\n## Gone\n\n[Gone](#gone) ')
    site.write({ 'notes/a.txt': 'one', 'content/a.md': `---\nkind: x\n---\n${site.read('content/a.md')}` })
    const first = site.build()
    expect(first).toContain('content/a.md:1:1  warning  bad/seen  Seen 5 x')
    expect(first).toContain('link/unknown-anchor  This page has no heading or id `gone`.')
    expect(site.read('dist/a/index.html')).toContain('<p><a href="../b/">B</a> first, one undefined</p>')
    site.write({ 'notes/a.txt': 'two' })
    site.build()
    expect(site.read('dist/a/index.html')).toContain('first, two undefined')
  })
})

describe('outputs', () => {
  test.each([
    ['throw', "outputs() { throw new Error('bang') }", 'plugin/failed  The plugin `bad` failed in `outputs`: bang.'],
    ['give no list', 'outputs: () => 5', '`outputs` of the plugin `bad` gives a number.'],
    [
      'lead out of the folder',
      "outputs: () => [{ path: '../x', content: '' }]",
      'makes a file `../x`, which is no place for one.',
    ],
    ['are absolute', "outputs: () => [{ path: '/x', content: '' }]", 'makes a file `/x`, which is no place'],
    [
      'are hidden',
      "outputs: () => [{ path: 'a/.htaccess', content: '' }]",
      'makes a file `a/.htaccess`, which is no place',
    ],
    ['have no content', "outputs: () => [{ path: 'x' }]", 'gives nothing for the content of `x`.'],
    [
      'are a page',
      "outputs: () => [{ path: 'a/index.html', content: '' }]",
      'makes a file `a/index.html`, where the site has `a/index.html` already.',
    ],
    [
      'are a file of Lectern',
      "outputs: () => [{ path: 'lectern/style.css', content: '' }]",
      'makes a file `lectern/style.css`, which is no place for one.',
    ],
    [
      'are a file in the place of a folder',
      "outputs: () => [{ path: 'a', content: '' }]",
      'makes a file `a`, where the site has `a/index.html` already.',
    ],
    [
      'are in the place of a file',
      "outputs: () => [{ path: 'llms.txt/a', content: '' }]",
      'where the site has `llms.txt` already.',
    ],
  ])('that %s are told', (_, outputs, message) => {
    const errors = told(trying(having(outputs)))
    expect(errors).toContain(message)
    expect(errors.match(/ {2}error {2}/g)).toHaveLength(1)
  })

  test('get all of the site, and bytes are written as they are', () => {
    const outputs = `async outputs(site, context) {
      const page = site.pages.find(({ address }) => address === '/a/')
      context.report('told', 'All is well.')
      return [{ path: 'x/all.json', content: JSON.stringify([site.title, site.lang, site.base, page, site.navigation, context.html(page)]) }, { path: 'x/bytes', content: new Uint8Array([0, 255]) }]
    }`
    const site = trying(having(outputs), 'A text with %link:b%.\n\n## Part')
    expect(site.build()).toContain('site.yaml:3:5  warning  bad/told  All is well.')
    const [title, lang, base, page, navigation, html] = JSON.parse(site.read('dist/x/all.json'))
    expect([title, lang, base]).toEqual(['Bad', 'en', '/'])
    expect(page).toMatchObject({ path: 'content/a.md', title: 'A', front: {}, summary: 'A text with B.' })
    expect(page.headings).toEqual([
      { level: 1, id: 'a', text: 'A' },
      { level: 2, id: 'part', text: 'Part' },
    ])
    expect(navigation).toEqual([
      { title: 'A', address: '/a/', children: [] },
      { title: 'B', address: '/b/', children: [] },
    ])
    expect(html).toContain('A text with <a href="../b/">B</a>.')
    expect(site.filesOf('dist/x').bytes).toBe('\0\xff')
  })
})

describe('what cannot be shown', () => {
  test.each([
    ['an object without a prototype', 'throw Object.create(null)', 'it throws what cannot be shown.'],
    [
      'an object that throws when it is looked at',
      "throw new Proxy({}, { get() { throw new Error('x') } })",
      'it throws',
    ],
    [
      'an error with a message that throws',
      "throw Object.defineProperty(new Error(), 'message', { get() { throw 1 } })",
      'it throws',
    ],
    ['an object', 'throw { code: 5 }', 'it throws an object that is no error.'],
    ['an object with a message', "throw { message: 'No ink.' }", 'failed: No ink.'],
    ['a function as HTML', 'return () => 1', 'it gives a function, or something else that is no data.'],
    ['a truth', 'return html`${true}`', '`html` cannot print `true`: put a text, a number, or HTML into it.'],
    ['an object in HTML', 'return html`${{ a: 1 }}`', '`html` cannot print an object'],
    ['a promise in HTML', 'return html`${Promise.resolve(1)}`', '`html` cannot print a promise'],
    ['a function in HTML', 'return html`${() => 1}`', '`html` cannot print a function'],
    ['a wrong `toc`', 'c.toc({ from: 1 })', '`context.toc` wants `{ from, to, exclude }`'],
  ])('is told at the block: %s', (_, body, message) => {
    const errors = told(trying(block(`render(v, c) { ${body} }`), use))
    expect(errors).toMatch(/content\/a\.md:3:5 {2}error {2}block\/failed {2}The block `bad` failed: /)
    expect(errors).toContain(message)
  })

  test.each([
    ["{ source: { path: 'nowhere.txt' }, start: 5 }", 'content/a.md:3:5'],
    ["{ source: { path: '../../etc/passwd' }, start: 0 }", 'content/a.md:3:5'],
    ["{ source: { path: 'plugins/good.js' }, start: 1.5 }", 'content/a.md:3:5'],
    ["{ source: { path: 'plugins/good.js' }, start: 7 }", 'plugins/good.js:1:8'],
  ])('is no place: a report with %s stands where the block read', (details, place) => {
    const errors = told(
      trying(
        block(`render(v, c) { c.text('/plugins/good.js', 'a'); c.report('hm', 'Two\\n lines.', ${details}) }`),
        use,
      ),
    )
    expect(errors).toContain(`${place}  warning  bad/hm  Two lines.`)
  })
})

describe('what a transform gives', () => {
  const transforming = (body: string, text = 'See [b](b.md).'): string =>
    trying(`export default { name: 'bad', transform(page) { ${body} } }`, text).build()

  test('that gives what is no HTML is told once, at its file', () => {
    const errors = transforming('return 5')
    expect(errors.match(/ {2}error {2}/g)).toHaveLength(1)
    expect(errors).toContain('plugins/bad.js:1:1  error  plugin/bad-result  The plugin `bad` gives a number')
  })

  test('that throws a text is told once', () => {
    expect(transforming("throw 'no'").match(/ {2}error {2}/g)).toHaveLength(1)
  })

  test('may say `condition && html`', () => {
    expect(transforming('return false')).toBe('')
  })

  test('that empties pages is told', () => {
    expect(transforming("return ''")).toContain('gives an empty text for the HTML of a page')
  })

  test.each([
    'page.html.toUpperCase()',
    "page.html.replace(/(lectern-hole-)\\w+/, '$1')",
    'page.html.slice(0, page.html.indexOf("-hole-") + 20)',
  ])('that breaks the marks of links is told: %s', (value) => {
    expect(transforming(`return page.html.includes('hole') ? ${value} : undefined`)).toContain(
      'gives marks of links that the page does not have',
    )
  })

  test('may write in small letters, and speak of marks where the page does', () => {
    expect(transforming('return page.html.toLowerCase()')).toBe('')
    expect(transforming('return page.html', 'A word `lectern-hole-` and [b](b.md).')).toBe('')
  })
})

test.each(['Lectern/a.js', 'LECTERN/a.js', `${'a'.repeat(256)}.txt`, `a/${'ü'.repeat(128)}`])(
  'a file that not every disk can have beside the others is told: %s',
  (name) => {
    expect(told(trying(`export default { name: 'bad', outputs: () => [{ path: '${name}', content: '' }] }`))).toContain(
      'which is no place for one',
    )
  },
)
