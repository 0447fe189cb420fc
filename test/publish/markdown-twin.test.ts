import { describe, expect, test } from 'vitest'
import { site } from '../site.ts'

const twin = (text: string): string =>
  site({ 'site.yaml': 'url: https://example.org\n', 'content/a.md': `# A\n\n${text}\n` })
    .build()
    .expectCodes()
    .page('a/index.html.md')

describe('Markdown for machines keeps', () => {
  test.each([
    ['Formula $\\frac{a}{b}$ here', 'Formula $\\frac{a}{b}$ here'],
    ['$$\n\\sum_{i=1}^n x_i\n$$', '$$\n\\sum_{i=1}^n x_i\n$$'],
    ['- a\n\n  $$\n  x\n  $$', '- a\n\n  $$\n  x\n  $$'],
    ['Text $$ x $$ more', 'Text $$x$$ more'],
    ['| a |\n|---|\n| $a_1$ |', '| $a_1$ |'],
    ['## By $x^2$', '## By $x^2$'],
    ['10<sup>6</sup>, x<sub>2</sub>', '10<sup>6</sup>, x<sub>2</sub>'],
    ['- [x] done\n- [ ] todo', '- [x] done\n- [ ] todo'],
    ['- [x] done\n\n- [ ] todo', '- [x] done\n- [ ] todo'],
    ['> [!WARNING]\n> Mind the gap.', '> [!WARNING]\n> Mind the gap.'],
    ['> [!NOTE]\n> - a\n> - b', '> [!NOTE]\n> - a\n> - b'],
    ['Costs \\$5 or $x$', 'Costs \\$5 or $x$'],
    ['Costs $5.', 'Costs $5.'],
  ])('%s', (written, wanted) => {
    expect(twin(written)).toContain(wanted)
  })
})

describe('descriptions', () => {
  const description = (text: string): string =>
    /name="description" content="([^"]*)"/.exec(
      site({
        'content/a.md': `# A\n\n${text}\n`,
        'templates/page.hbs': '<meta name="description" content="{{meta.description}}">',
      })
        .build()
        .page('a/index.html'),
    )?.[1] ?? ''

  test.each([
    ['> [!TIP]\n> Begin here.', 'Begin here.'],
    ['> [!TIP]\n> - Begin here.\n\nText.', 'Text.'],
    ['Formula $\\frac{a}{b}$, 10<sup>6</sup>', 'Formula \\frac{a}{b}, 10^6'],
  ])('%s', (written, wanted) => {
    expect(description(written)).toBe(wanted)
  })
})
