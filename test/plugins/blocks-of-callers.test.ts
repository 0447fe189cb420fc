import { describe, expect, test } from 'vitest'
import { type BlockContext, defineBlock, type Rendered } from '../../src/markdown/blocks/block.ts'
import { html, raw } from '../../src/markdown/text/html.ts'
import { site } from '../site.ts'

/** A site whose page uses a block that a caller of the API brings. */
const using = (
  render: (values: { readonly text: unknown }, context: BlockContext) => Rendered | Promise<Rendered>,
  settings = '',
) =>
  site(
    { 'content/a.md': '# A\n\n%-- own: Hi --%\n\nAnd on.\n', 'content/b.md': '# B\n', 'site.yaml': settings },
    {
      blocks: [
        defineBlock({
          name: 'own',
          doc: 'A block.',
          shorthand: 'text',
          fields: { text: { type: 'inline', doc: 'A text.' } },
          example: 'own: Hi',
          render,
        }),
      ],
    },
  )

describe('a block of a caller', () => {
  test('may tell codes of its own, whose severity and ignores are the site’s', () => {
    const telling = (settings?: string) =>
      using((_, context) => {
        context.report('my/code', 'Mine.', { field: 'text', hint: 'mend it' })
        context.report('short', 'Mine, too.')
        return html`<p>Told.</p>`
      }, settings)
    expect(
      telling().build().expect('a/index.html', '<p>Told.</p>').printed(),
    ).toBe(`content/a.md:3:5  warning  own/short  Mine, too.
   2 │
   3 │ %-- own: Hi --%
     │     ^^^

content/a.md:3:10  warning  my/code  Mine.
   2 │
   3 │ %-- own: Hi --%
     │          ^^
    hint: mend it`)
    telling('rules: {my/code: off, own/short: error}').build().expectCodes('own/short')
  })

  test.each<[string, () => Rendered | Promise<Rendered>, string]>([
    [
      'throws',
      () => {
        throw new TypeError('bang')
      },
      'The block `own` failed: TypeError: bang.',
    ],
    ['gives a promise', () => Promise.resolve(html`x`), 'The block `own` gives a promise, which is no HTML.'],
    ['gives a promise that fails', () => Promise.reject(new Error('x')), 'gives a promise, which is no HTML.'],
    ['forges a mark', () => raw('\0' + '0\0'), 'The block `own` gives text with NUL in it.'],
  ])('that %s is told there, and other pages go on', (_, render, message) => {
    const built = using(render).build({ keepGoing: true })
    expect(built.printed()).toContain(`content/a.md:3:5  error  `)
    expect(built.printed()).toContain(message)
    built.expect('a/index.html', 'And on.').expect('b/index.html', 'B')
  })

  test('may put its fields and its links into what it gives, and no other inline text', () => {
    using((values, context) => html`<p>${values.text as never} ${context.link('%link:b%', 'text')}</p>`)
      .build()
      .expectCodes()
      .expect('a/index.html', '<p>Hi ../b/</p>')
    const other = { type: 'inline', text: 'x', origin: {} } as const
    expect(
      using(() => html`${other}`)
        .build()
        .printed(),
    ).toContain('gives inline text that is none of its fields')
  })

  test('is refused where authors are not trusted', () => {
    const built = using(() => html`x`, 'safe: true').build()
    expect(built.printed()).toContain(
      'error  plugin/not-allowed  With `safe`, blocks that the settings do not name are not run: `own`.',
    )
    expect(built.printed()).toContain('There is no block `own`.')
  })
})
