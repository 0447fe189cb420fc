import { describe, expect, test } from 'vitest'
import { bareTheme, site } from '../site.ts'

/** Names that every object of JavaScript has are names like any other, wherever an author writes one. */

const names = ['constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'length']

describe.each(names)('`%s` is a name like any other', (name) => {
  test('of a heading, an id, a label, a constant and a footnote', () => {
    const built = site({
      'content/index.md':
        `# ${name}\n\n[TOC]\n\n# ${name}\n\n%-- constant: {${name}: text} --%\n\n%${name} a[^${name}] [b](#${name.toLowerCase()}) <b id="${name}x">b</b>\n\n` +
        `[^${name}]: note\n\n*[${name}]: long\n\n[c][${name}]\n\n[${name}]: https://example.org\n`,
      'constants.yaml': `${name}: more\n`,
      'content/other.md': `$${name}$\n`,
    }).build({ keepGoing: true })
    built.expect('index.html', '<p>text a<sup', 'href="https://example.org"')
    built.expect('other/index.html', '<p>more</p>')
    expect(built.printed()).not.toMatch(/native code|\[object|undefined/)
    expect(JSON.stringify(built.outputs())).not.toMatch(/native code|\[object|undefined/)
  })

  test('of a language, an element, an entity, a video’s host and a block', () => {
    const built = site({
      'content/index.md': `\`\`\`${name}\nx\n\`\`\`\n\n<${name}>x</${name}> <a href="https://example.org/&${name};">a</a> &${name};\n\n%-- video: {source: ${name}, id: VidA} --%\n\n%-- ${name}: x --%\n\n%-- github: {user: ${name}} --%\n`,
    }).build({ keepGoing: true })
    built.expectCodes('file/missing', 'block/unknown')
    expect(JSON.stringify(built.outputs())).not.toMatch(/native code|\[object|undefined/)
  })

  test('of a page, a file, a setting, an entry of the navigation, a column and a key of front matter', () => {
    const built = site(
      {
        [`content/${name}.md`]: `---\n${name}: {${name}: value of ${name}}\n---\n\n%-- table: {source: x.csv, id: TblA} --%\n\n%link:${name}%\n`,
        'content/x.csv': `${name},${name}\n1,2\n`,
        'sitemap.yaml': `${name}: {${name}: ${name}}\n`,
        'site.yaml': `${name}: x\nwords: {${name}x: <b>x</b>}\nrules: {${name}: off}\ninterface: {${name}: x}\ntheme: {${name}: x}\n`,
      },
      {
        theme: {
          'package.json': '{}',
          'templates/page.hbs': `{{content}}{{#each page}}{{@key}}={{this.${name}}};{{/each}}`,
          'templates/index.hbs': '{{content}}',
          'templates/redirect.hbs': '',
        },
      },
    ).build({ keepGoing: true })
    built.expect(`${name}/index.html`, `<th class="align-right">${name}</th>`, `${name}=value of ${name};`)
    expect(built.printed()).not.toMatch(/native code|\[object|undefined/)
    expect(JSON.stringify(built.outputs())).not.toMatch(/native code|\[object|undefined/)
  })
})

describe('`__proto__` is a name like any other', () => {
  test('of a key of front matter, at any depth', () => {
    const built = site(
      { 'content/a.md': '---\n__proto__: {url: deep, __proto__: deeper}\n---\n\nx\n' },
      {
        theme: {
          ...bareTheme,
          'templates/page.hbs': '{{#each page}}{{@key}}={{this.url}}{{this.length}};{{/each}}',
        },
      },
    ).build()
    built.expectCodes().expect('a/index.html', '__proto__=deep;')
  })

  test('of a column, an entry of the navigation, a setting, a field and a block', () => {
    const built = site({
      'content/a.md':
        '%-- table: {source: x.csv, id: TblA} --%\n\n%-- __proto__: x --%\n\n%-- figure: {__proto__: x} --%\n\n%-- constant: {__proto__: x} --%\n',
      'content/x.csv': '__proto__,b\n1,2\n',
      'sitemap.yaml': '__proto__: a\n',
      'site.yaml': '__proto__: x\nrules: {__proto__: off}\ntheme: {__proto__: x}\ninterface: {__proto__: x}\n',
    }).build({ keepGoing: true })
    built.expect('a/index.html', '<strong>proto</strong></th>')
    expect(built.result().diagnostics.map(({ message }) => message.replaceAll('`', ''))).toEqual([
      'There is no block __proto__.',
      'The block figure lacks its id.',
      'The block figure lacks its source.',
      'The block figure has no field __proto__.',
      '__proto__ cannot be the name of a constant.',
      '__proto__ is not a setting.',
      '__proto__ is not the code of a diagnostic.',
      '__proto__ is not a setting of theme.',
      '__proto__ is not a word of the interface.',
    ])
  })
})
