import fc from 'fast-check'
import Handlebars from 'handlebars'
import { describe, expect, test } from 'vitest'
import { readTemplates } from '../../src/layout/templates.ts'
import { markShared } from '../../src/speed/template-runtime/shared-entries.ts'
import { HtmlPieces } from '../../src/speed/template-runtime/values.ts'

/** What Handlebars itself makes of templates. */
function byHandlebars(sources: Readonly<Record<string, string>>, context: object): string {
  const environment = Handlebars.create()
  environment.registerHelper('log', () => '')
  for (const [name, text] of Object.entries(sources)) environment.registerPartial(name, text)
  const template: Handlebars.TemplateDelegate<object> = environment.compile(sources.page ?? '', { preventIndent: true })
  try {
    return template(context, { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false })
  } catch {
    return 'failed'
  }
}

function byLectern(sources: Readonly<Record<string, string>>, context: object): string {
  const { templates, diagnostics } = readTemplates(
    Object.entries(sources).map(([name, text]) => ({ name, path: `templates/${name}.hbs`, text })),
  )
  if (diagnostics.some(({ code }) => code === 'template/unknown-partial')) return 'faulty'
  const pieces = templates.render('page', context)
  return 'code' in pieces ? 'failed' : pieces.join('')
}

const html = (text: string) => new HtmlPieces([text.slice(0, 4), text.slice(4)])
const lesson = { title: 'Loops & "lists"', url: '../loops/', active: true, children: [{ title: 'For', children: [] }] }
const context = {
  page: {
    title: '<b>',
    date: '',
    tags: ['a', "b'"],
    count: 0,
    none: null,
    deep: { er: { est: 7 } },
    constructor: 'own',
  },
  title: 'root',
  content: html('<p>1 = 1</p>'),
  list: [lesson, { title: 'While', children: [] }, { title: '', url: '', children: [lesson] }],
  empty: [],
  facts: { one: 1, two: 'zwei', three: [3, 4] },
  numbers: [0, 1, 1, 2],
  pairs: new Map([['k', 'v']]),
  yes: true,
  no: false,
  name: 'two',
}
/** The same with texts so long that each is a piece of the page by itself. */
const longTexts = {
  ...context,
  title: 'root '.repeat(500),
  content: html(`<p>${'é“” '.repeat(700)}</p>`),
  list: [
    { ...lesson, title: 'L'.repeat(3000) },
    { title: 'While', children: [lesson] },
  ],
}

describe('what templates say is what Handlebars says:', () => {
  test.each([
    '{{title}} {{page.title}} {{{page.title}}} {{page.none}} {{page.count}} {{no}} {{{no}}} {{page.tags}} {{facts}} {{missing.x.y}}',
    '{{content}}{{{content}}}{{content.toHTML}}{{page.constructor}}{{page.tags.length}}{{title.length}}{{list.0.title}}{{list.[1].title}}',
    '{{this.title}}{{./title}}{{this}}{{"title"}}{{@root.title}}{{@index}}{{@root.page.deep.er.est}}',
    '{{#if page.count}}a{{else if yes}}b{{else}}c{{/if}}{{#unless empty}}d{{/unless}}{{#if list}}e{{/if}}{{#if missing}}f{{^}}g{{/if}}',
    '{{#each list}}{{@index}}{{@key}}{{@first}}{{@last}}{{title}}{{../title}}{{#each children}}{{../../title}}{{@../index}}{{/each}}{{else}}none{{/each}}',
    '{{#each facts}}{{@key}}{{@index}}{{@last}}={{this}};{{/each}}{{#each empty}}x{{else}}none{{/each}}{{#each pairs}}{{this}}{{/each}}{{#each numbers}}{{this}}{{../title}}{{#if this}}!{{/if}}{{/each}}',
    '{{#with page}}{{title}}{{#with deep}}{{er.est}}{{../title}}{{../../title}}{{/with}}{{/with}}{{#with page.none}}x{{else}}y{{/with}}{{#with page.count}}{{this}}{{/with}}',
    '{{lookup facts name}}{{lookup page "title"}}{{#each (lookup facts "three")}}{{this}}{{/each}}{{lookup missing "x"}}{{lookup numbers 3}}{{log title}}',
    '{{#each list as |item i|}}{{i}}{{item.title}}{{/each}}{{#with page as |p|}}{{p.title}}{{/with}}',
    '{{#page}}{{title}}{{/page}}{{#list}}{{title}}{{/list}}{{^missing}}not{{/missing}}',
    '{{> entry}}{{> entry page}}{{> entry list.[0] more="x"}}{{> entry title=page.title n=3}}{{#each list}}{{> entry}}{{> entry more=@index}}{{/each}}',
    '  {{> entry}}\n{{> (lookup . "which")}}',
    '{{#> around}}in {{title}}{{#*inline "side"}}side {{title}}{{/inline}}{{/around}}|{{#> around page}}{{title}}{{/around}}|{{#> missing}}instead {{title}}{{/missing}}',
    '{{> side}}',
    '{{#*inline "side"}}[{{title}}{{> @partial-block}}]{{/inline}}{{#> side}}x{{/side}}{{#> side page}}y{{../title}}{{/side}}{{#each list}}{{#> side}}{{@index}}{{/side}}{{/each}}{{> around}}',
    '{{#> around}}{{#> around}}deep{{/around}}{{/around}}{{> @partial-block}}',
    '{{> tree list=list}}{{#each list}}{{#if children}}{{> tree list=children}}{{/if}}{{/each}}',
    '{{> footer}}{{> footer page}}{{#with page}}{{> footer}}{{/with}}{{> footer}}',
    '{{~title~}} x {{~#if yes~}} y {{~/if~}} z\n{{!-- no --}}\n{{#if yes}}\n  a\n{{/if}}\n\\{{raw}}',
    '{{#if}}x{{/if}}',
    '{{> entry a b}}',
  ])('%s', (page) => {
    const sources = {
      page,
      entry: '({{title}}{{#if more}}{{more}}{{/if}}{{@index}}{{../title}})',
      around: '<{{> side}}{{#if @partial-block}}{{> @partial-block}}{{/if}}>',
      side: 'usual side {{title}}',
      tree: '<ul>{{#each list}}<li>{{title}}{{#if children}}{{> tree list=children}}{{/if}}</li>{{/each}}</ul>',
      footer: '{{title}} {{#each tags}}{{this}}{{/each}}{{page.title}}',
    }
    const wanted = byHandlebars(sources, { ...context, which: 'side' })
    expect(byLectern(sources, { ...context, which: 'side' })).toBe(wanted)
    expect(byLectern(sources, longTexts)).toBe(byHandlebars(sources, longTexts))
  })

  test('a partial with values of its own shows the content that it is given', () => {
    const sources = { page: '{{> box content x=1}}', box: '<i>{{this}}</i>' }
    expect(byLectern(sources, context)).toBe('<i><p>1 = 1</p></i>')
    expect(byHandlebars(sources, context)).toBe('<i><p>1 = 1</p></i>')
  })

  test('random templates', () => {
    // Partials `a` to `c` call those behind them only, so that none calls itself.
    const sources = fc.record({
      page: templateOf(['a', 'b', 'c', 'own']),
      a: templateOf(['b', 'c']),
      b: templateOf(['c']),
      c: fc.constantFrom('{{#each children}}{{title}}{{url}}{{/each}}{{title}}', '<{{> @partial-block}}>'),
    })
    const rendered = { count: 0 }
    fc.assert(
      fc.property(sources, (texts) => {
        for (const values of [context, longTexts]) {
          const got = byLectern(texts, values)
          // Faults that Lectern tells before it renders anything: Handlebars waits until it comes by.
          if (got === 'faulty') return
          const wanted = byHandlebars(texts, values)
          if (wanted !== 'failed') rendered.count += 1
          expect(got).toBe(wanted)
        }
      }),
      { seed: 2026, numRuns: Number(process.env.LECTERN_RUNS ?? 400) },
    )
    expect(rendered.count).toBeGreaterThan(200)
  })
})

/** Texts of templates that call these partials. */
function templateOf(partials: readonly string[]): fc.Arbitrary<string> {
  const path = fc.constantFrom(
    ...['title', 'page.title', 'this', 'page', 'url', 'no', 'content', '../title', '@index', '@key', '@root.title'],
    ...['page.tags', 'children', 'list', 'this.title', '../../list', 'empty', 'facts', 'numbers', '@root.list'],
  )
  const partial = fc.constantFrom(...partials)
  const given = fc.constantFrom('', ' page', ' this', ' x=title', ' list=children title=url')
  const { program } = fc.letrec<{ program: string; piece: string }>((tie) => ({
    program: fc.array(tie('piece'), { maxLength: 5 }).map((pieces) => pieces.join('')),
    piece: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(' ', '<a "b">', '\n', 'x', '\n  '),
      path.map((name) => `{{${name}}}`),
      path.map((name) => `{{{${name}}}}`),
      fc.tuple(partial, given).map(([name, values]) => `{{> ${name}${values}}}`),
      fc.tuple(path, tie('program'), tie('program')).map(([name, a, b]) => `{{#if ${name}}}${a}{{else}}${b}{{/if}}`),
      fc.tuple(path, tie('program')).map(([name, a]) => `{{#unless ${name}}}${a}{{/unless}}`),
      fc.tuple(path, tie('program'), tie('program')).map(([name, a, b]) => `{{#each ${name}}}${a}{{^}}${b}{{/each}}`),
      fc.tuple(path, tie('program')).map(([name, a]) => `{{#with ${name}}}${a}{{/with}}`),
      fc.tuple(partial, given, tie('program')).map(([name, values, a]) => `{{#> ${name}${values}}}${a}{{/${name}}}`),
      fc
        .tuple(fc.constantFrom('own', 'b'), tie('program'))
        .map(
          ([name, a]) =>
            `{{#*inline "${name}"}}${a.replace(/\{\{#?> (?:own|b)\b[^}]*\}\}|\{\{\/(?:own|b)\}\}/g, '')}{{/inline}}`,
        ),
    ),
  }))
  return program
}

test('entries that many pages show are rendered once, in lists of any kind', () => {
  const entry = (n: number) => markShared({ title: `${n}`, url: `../${n}/` })
  const all = Array.from({ length: 40 }, (_, n) => entry(n))
  const lists = [
    all,
    all.slice(1),
    [...all.slice(0, 20), { title: 'own', url: '' }, ...all.slice(21)],
    all.slice(0, 30),
    all.toReversed(),
    [],
  ]
  const sources = {
    page: '{{#each list}}{{> entry}}{{else}}none{{/each}}',
    entry: '{{title}} {{url}},',
  }
  const { templates } = readTemplates(
    Object.entries(sources).map(([name, text]) => ({ name, path: `templates/${name}.hbs`, text })),
  )
  for (const list of [...lists, ...lists])
    expect([templates.render('page', { list })].flat().join('')).toBe(byHandlebars(sources, { list }))
})
