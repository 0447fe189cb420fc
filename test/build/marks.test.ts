import { expect, test } from 'vitest'
import { site } from '../site.ts'

/** `\0n\0` marks a hole, and stands for what another page says: no text of an author may hold a NUL. */

const written = ['\\0', '\\x00', '\\u0000', '\\U00000000']

test.each(written)('a NUL that YAML writes as %s is no mark of a hole', (nul) => {
  const forged = `"${nul}0${nul}"`
  const built = site({
    'content/a.md': `---\ntitle: ${forged}\nx: {${forged}: [${forged}]}\ntags: [${forged}]\n---\n\n%link:b% $name$ %word %FigA\n\n%-- constant: {word: ${forged}} --%\n\n%-- figure: {source: x.svg, id: FigA, alt: ${forged}, caption: ${forged}} --%\n`,
    'content/b.md': `# Secret\n`,
    'content/x.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>',
    'constants.yaml': `name: ${forged}\n`,
    'sitemap.yaml': `${forged}: a\nB: b\n`,
    'site.yaml': `title: ${forged}\nwords: {H2O: ${forged}}\n`,
    'templates/page.hbs': '{{site.title}}|{{page.title}}|{{#each page.x}}{{@key}}{{this}}{{/each}}|{{content}}',
  }).build({ keepGoing: true })
  for (const [path, text] of Object.entries(built.outputs())) expect(text, path).not.toContain('\0')
  // The page is named once, by the reference to it; what was forged stands there as text.
  expect(built.page('a/index.html').split('Secret')).toHaveLength(2)
  built.expect('a/index.html', '\ufffd0\ufffd</figcaption>', 'alt="\ufffd0\ufffd"')
})

test.each(['&#0;', '&#x0;', '\0', '%00'])('neither is %j in Markdown', (nul) => {
  const forged = `${nul}0${nul}`
  const built = site({
    'content/a.md': `# ${forged} %link:b%\n\n${forged} [x](${forged}) <b title="${forged}">${forged}</b> \`${forged}\` $${forged}$\n\n[TOC]\n`,
    'content/b.md': '# Secret\n',
  }).build({ keepGoing: true })
  for (const [path, text] of Object.entries(built.outputs())) expect(text, path).not.toContain('\0')
})
