import { describe, expect, test } from 'vitest'
import { theme } from '../publish/theme.ts'
import { site } from '../site.ts'

describe('`template` in front matter', () => {
  test.each(['redirect', 'chapter', '404', 'partials/meta', 'partials/head', 'partials/page-toc', 'layouts/base'])(
    'names no template that shows no page: %s',
    (name) => {
      const built = site({ 'content/a.md': `---\ntemplate: ${name}\n---\n\n# A\n\nText.\n` }, { theme }).build({
        keepGoing: true,
      })
      expect(built.outputs()['a/index.html']).toBeUndefined()
      built.expectCodes('template/not-for-pages')
      expect(built.printed()).toContain(
        `content/a.md:2:11  error  template/not-for-pages  The template \`${name}\` does not show a page.`,
      )
    },
  )

  test.each(['page', 'index'])('names one of the theme that does: %s', (name) => {
    const text = `---\ntemplate: ${name}\n---\n\n# A\n\nText.\n`
    site({ 'content/a.md': text }, { theme }).build().expectCodes().expect('a/index.html', '<p>Text.</p>')
  })

  test('names one of the site, also in the place of such a one, and one without a text', () => {
    const files = {
      'templates/chapter.hbs': '<main>{{content}}</main>',
      'templates/cards/front.hbs': '<main>{{page.hero}}</main>',
      'content/a.md': '---\ntemplate: chapter\n---\n\nText.\n',
      'content/b.md': '---\ntemplate: cards/front\nhero: Hello\n---\n',
    }
    site(files, { theme }).build().expectCodes().expect('a/index.html', '<p>Text.</p>').expect('b/index.html', 'Hello')
  })
})
