import { describe, expect, test } from 'vitest'
import { site, type TestSite } from '../site.ts'

const theme = {
  'package.json': '{}',
  'templates/page.hbs': '{{#each navigation}}{{title}}({{#each children}}{{title}}={{url}};{{/each}}){{/each}}',
  'templates/index.hbs': '{{page.title}}',
  'templates/redirect.hbs': '{{url}}',
}
const files = {
  'content/home.md': '# Home\n',
  'content/basics/measuring.md': '# Measuring things\n',
  'content/basics/mean.md': '# The mean\n',
}
const built = (sitemap: string): TestSite =>
  site({ ...files, 'sitemap.yaml': sitemap }, { theme, advice: true }).build()

describe('a list in the navigation', () => {
  test('of pages is a chapter, as in other tools', () => {
    built('Home: home\nBasics:\n  - basics/measuring\n  - basics/mean.md\n')
      .expectCodes()
      .expect('basics/mean/index.html', 'Home()Basics(Measuring things=../measuring/;The mean=./;)')
    built('- Home: home.md\n- Basics:\n    - Rulers: basics/measuring.md\n    - basics/mean.md\n')
      .expectCodes()
      .expect('basics/mean/index.html', 'Home()Basics(Rulers=../measuring/;The mean=./;)')
  })

  test('may stand in the settings', () => {
    site({ ...files, 'site.yaml': 'nav:\n  - home\n  - basics/measuring\n  - basics/mean\n' }, { theme, advice: true })
      .build()
      .expectCodes()
      .expect('home/index.html', 'Home()Measuring things()The mean()')
  })

  test('with a page first and other things behind it is a link to that page', () => {
    built('Home: [home, star]\nM: basics/measuring\nN: basics/mean\n')
      .expectCodes()
      .expect('home/index.html', 'Home()M()N()')
  })

  test('tells of a page that is not there, also behind the first', () => {
    expect(
      built('Home: home\nBasics:\n  - basics/measuring\n  - basics/men\n  - maen\n')
        .result()
        .diagnostics.map(({ code, hint }) => `${code} ${hint}`),
    ).toEqual([
      'nav/unlisted-page add it to `sitemap.yaml`; with `<nodoc> ` before its title the menu does not show it',
      'nav/unknown-page Did you mean `basics/mean` or `basics/measuring`?',
      'nav/unknown-page Did you mean `mean`?',
    ])
  })

  test('tells of what is no entry', () => {
    built('- home\n- [basics/mean]\n- basics/measuring\n- basics/mean\n').expectCodes('nav/bad-entry')
  })
})

describe('a README.md', () => {
  test('is told where its folder has no index.md', () => {
    const readme = { ...files, 'content/basics/README.md': '# Basics\n' }
    site(readme).build().expectCodes('page/readme')
    site({ ...readme, 'content/basics/index.md': '# Basics\n' })
      .build()
      .expectCodes()
  })
})
