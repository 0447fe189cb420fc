import { describe, expect, test } from 'vitest'
import { DEFAULT_RUN } from '../../src/config/run-settings.ts'
import { memoryStore } from '../../src/files/store.ts'
import { type CodeResult, formatResults } from '../../src/results/page-results.ts'
import { runKey } from '../../src/results/runnable-block.ts'
import { site } from '../site.ts'

/** The file of results of a page of Python, as `lectern run` would write it. */
function results(...blocks: readonly (Partial<CodeResult> & { readonly code: string })[]): string {
  const [engine] = DEFAULT_RUN.engines
  if (!engine) throw new Error('There is no engine for Python.')
  return formatResults('content/a.md', {
    engines: { python: '3.11.7' },
    packages: {},
    blocks: blocks.map(({ code, ...more }) => ({
      key: runKey(engine, `${code}\n`, /show-value/.test(code), true),
      output: '',
      error: undefined,
      value: undefined,
      figures: [],
      read: {},
      ...more,
    })),
  })
}

const fence = (code: string): string => `\`\`\`python\n${code}\n\`\`\`\n`
const page = (...codes: readonly string[]): string => `title: A\n\n${codes.map(fence).join('\n')}`
const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"/>'

describe('a page with results', () => {
  test('depends on its file of results, and on no other page’s', () => {
    const built = site({
      'site.yaml': 'run: true',
      'content/a.md': page('print(1)'),
      'content/b.md': page('print(1)'),
      'runs/a.json': results({ code: 'print(1)', output: 'one\n' }),
      'runs/b.json': results({ code: 'print(1)', output: 'one\n' }),
    }).build()
    built.expectCodes().expect('a/index.html', '<code>one\n</code>')
    built.build().rebuilt()
    built
      .edit('runs/a.json', results({ code: 'print(1)', output: 'two\n' }))
      .build()
      .rebuilt('content/a.md')
      .expect('a/index.html', '<code>two\n</code>')
    built.remove('runs/a.json').build().rebuilt('content/a.md').expectCodes('run/missing')
    built.expectNot('a/index.html', 'two')
  })

  test('has those of the page that it translates, as long as its code is the same', () => {
    const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"/>'
    const built = site({
      'site.yaml': 'run: true\nlanguages: {en: English, fr: Français, de: Deutsch}\n',
      'content/a.md': page('print(1)'),
      'content/fr/a.md': page('print(1)'),
      'content/de/b.md': 'title: B\n\nText.\n',
      'runs/a.json': results({
        code: 'print(1)',
        output: 'one\n',
        figures: [{ file: '1.svg', dark: undefined, width: 8, height: 4 }],
      }),
      'runs/a/1.svg': picture,
    }).build()
    built.expectCodes()
    for (const output of ['a', 'fr/a', 'de/a'])
      built.expect(`${output}/index.html`, '<code>one\n</code>', 'runs/a/1.svg')
    built
      .edit('content/fr/a.md', page('print(2)'))
      .build()
      .expectCodes('run/missing')
      .expectNot('fr/a/index.html', 'one')
    built.edit('runs/fr/a.json', results({ code: 'print(2)', output: 'deux\n' })).build()
    built.expect('fr/a/index.html', 'deux').expectCodes()
  })

  test('depends on what its code read, from process to process', () => {
    const store = memoryStore()
    const built = site(
      {
        'site.yaml': 'run: {files: data}',
        'content/a.md': page('print(1)'),
        'data/a.csv': '1\n',
        'runs/a.json': results({ code: 'print(1)', read: { 'data/a.csv': 'other', 'data/b.csv': '' } }),
      },
      { store },
    ).build()
    built.expectCodes('run/stale')
    const again = site(
      { ...Object.fromEntries(built.files.contents), 'data/b.csv': '2\n' },
      { store, output: built.output },
    ).build()
    again.rebuilt('content/a.md').expectCodes('run/stale', 'run/stale')
    expect(again.printed()).toContain('`data/b.csv`, which this block looked for when it was run, is there now.')
  })

  test('has figures at their place: numbered among all figures, with caption and text alternative, one for each scheme', () => {
    const code = 'plt.plot(x)\nplt.show()'
    const block = (more: string): string => `%--\npython:\n  code: |\n    ${code.replace('\n', '\n    ')}\n${more}--%\n`
    const built = site({
      'site.yaml': 'run: true',
      'content/a.md': `title: A\n\nSee %FigWave and %FigLast.\n\n%--\nfigure:\n  source: /runs/a/aaaaaaaaaaaa.svg\n  id: FigFirst\n  caption: One.\n--%\n\n%FigFirst\n\n${block('  id: FigWave\n  caption: A *wave*.\n  alt: Up and down.\n')}\n%--\nfigure:\n  source: /runs/a/aaaaaaaaaaaa.svg\n  id: FigLast\n  caption: Last.\n--%\n`,
      'runs/a/aaaaaaaaaaaa.svg': picture,
      'runs/a/bbbbbbbbbbbb.svg': picture,
      'runs/a.json': results({
        code,
        figures: [{ file: 'aaaaaaaaaaaa.svg', dark: 'bbbbbbbbbbbb.svg', width: 8, height: 4 }],
      }),
    }).build()
    built.expectCodes()
    built.expect(
      'a/index.html',
      'See <a class="reference" href="#FigWave">Figure 2</a> and <a class="reference" href="#FigLast">Figure 3</a>.',
      /<figure class="figure" id="FigWave"><img class="light-only" src="\.\.\/runs\/a\/aaaaaaaaaaaa\.svg" alt="Up and down\." width="8" height="4"[^>]*><img class="dark-only again" src="\.\.\/runs\/a\/bbbbbbbbbbbb\.svg"[^>]*><figcaption><span class="label">Figure 2\.<\/span> A <em>wave<\/em>\.<\/figcaption><\/figure>/,
    )
    expect(built.paths()).toEqual(expect.arrayContaining(['runs/a/aaaaaaaaaaaa.svg', 'runs/a/bbbbbbbbbbbb.svg']))
  })

  test('folds and hides what its author wants, and shows no word that is for those who run it', () => {
    const codes = [
      '# hidden\nsetup = 1',
      '# folded\nprint(1)',
      '# fold-output\nprint(2)',
      '# hide-output\nprint(3)',
      '# no-run\nprint(4)',
    ]
    const built = site({
      'site.yaml': 'run: true',
      'content/a.md': page(...codes),
      'runs/a.json': results(...codes.slice(0, 4).map((code, i) => ({ code, output: `out ${i}\n` }))),
    }).build()
    built.expectCodes()
    const html = built.page('a/index.html').replace(/<span[^>]*>|<\/span>/g, '')
    expect(html).not.toMatch(/hidden|setup|folded|no-run|out 0|out 3/)
    expect(html).toMatch(
      /<details><summary>Code<\/summary>\s*<div class="code"[^>]*><pre><code[^>]*>print\(1\)[\s\S]*<\/details>\s*<figure class="code output"><figcaption>Output:<\/figcaption><pre><code>out 1/,
    )
    expect(html).toMatch(/<details><summary>Output<\/summary>\s*<figure class="code output"><pre><code>out 2/)
    expect(html).toContain('print(4)')
  })

  test('runs no fence of tildes, with another name, or of a site that does not say so', () => {
    const text =
      'title: A\n\n~~~ .python\nprint(1)\n~~~\n\n~~~python\nprint(1)\n~~~\n\n```{.python}\nprint(1)\n```\n\n```javascript\n1\n```\n'
    site({ 'site.yaml': 'run: true', 'content/a.md': text }).build().expectCodes()
    site({ 'content/a.md': page('# hidden\nprint(1)') })
      .build()
      .expectCodes()
      .expect('a/index.html', 'hidden')
  })

  test('has in its Markdown twin what code gave, and one picture of each', () => {
    const built = site({
      'site.yaml': 'url: https://example.org\nrun: true',
      'content/a.md': page('# show-value\ndf'),
      'runs/a/aaaaaaaaaaaa.svg': picture,
      'runs/a/bbbbbbbbbbbb.svg': picture,
      'runs/a.json': results({
        code: '# show-value\ndf',
        output: 'x\n',
        value: {
          text: '1',
          html: '<table><tr><th>a</th></tr><tr><td>1</td></tr></table><script>x()</script>',
          formula: undefined,
        },
        figures: [{ file: 'aaaaaaaaaaaa.svg', dark: 'bbbbbbbbbbbb.svg', width: 8, height: 4 }],
      }),
    }).build()
    expect(built.outputs()['a/index.html.md']).toBe(
      '# A\n\n```python\ndf\n```\n\nOutput:\n\n```\nx\n```\n\n| a |\n| --- |\n| 1 |\n\n![](../runs/a/aaaaaaaaaaaa.svg)\n',
    )
  })

  test('is the same where it does not lie in memory as a whole', () => {
    const files = {
      'site.yaml': 'run: true',
      'content/a.md': page('print(1)'),
      'content/b.md': '# B\n',
      'runs/a.json': results({ code: 'print(1)', output: 'one\n' }),
    }
    expect(site(files, { large: true }).build().outputs()).toEqual(site(files).build().outputs())
  })

  test('shows results as text: no mark of a page can be forged, and markup is none', () => {
    const built = site({
      'site.yaml': 'run: true',
      'content/a.md': page('print(1)'),
      'runs/a.json': results({ code: 'print(1)', output: '<b>\u00000\u0000 %link:x% $x$\n' }),
    }).build()
    built.expectCodes().expect('a/index.html', '<code>&lt;b&gt;\ufffd0\ufffd %link:x% $x$\n</code>')
  })
})
