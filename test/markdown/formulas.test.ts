import { describe, expect, test } from 'vitest'
import { render, site } from '../site.ts'

const formula = (tex: string): string => `data-tex="${tex}"`

describe('a dollar sign', () => {
  test.each([
    ['A licence costs $5 a month; the variable `$HOME` names your folder.', '<code>$HOME</code>'],
    ['Set `$x` to 5, then $y is `$x`.', 'then $y is <code>$x</code>'],
    ['See [price $5](https://example.org/?a=$b) link.', '<a href="https://example.org/?a=$b">price $5</a>'],
    ['Pay $5 [here it is](https://example.org/?a=$b).', 'Pay $5 <a href="https://example.org/?a=$b">'],
    ['It is $1 <b title="a$b">bold</b>.', 'It is $1 <b title="a$b">bold</b>.'],
    ['It is $1 <https://example.org/$b>.', 'It is $1 <a href="https://example.org/$b">'],
    ['It is $1 <!-- in US$ --> more.', 'It is $1 <!-- in US$ --> more.'],
    ['Pay $5 ![a cat](https://example.org/a$b.png)', 'Pay $5 <img'],
    ['| a | b |\n|---|---|\n| $5 `$HOME` | x |', '<td>$5 <code>$HOME</code></td>'],
    ['- $5 ``a `$HOME` b``', '$5 <code>a `$HOME` b</code>'],
    ['> ## $5 and `$PATH`', '$5 and <code>$PATH</code>'],
    ['Text[^1]\n\n[^1]: costs $5, see `$HOME`', 'costs $5, see <code>$HOME</code>'],
  ])('in code, links and tags closes nothing: %s', (written, wanted) => {
    const html = render(written)
    expect(html).toContain(wanted)
    expect(html).not.toContain('<math')
  })

  test.each([
    'In R, df$name and df$age are columns.',
    'Use x$y or x$z, and data$col1+data$col2.',
    'In PHP, function f($a,$b) with $i<$n and $x=$y.',
    "There are $_POST['a'] and $_GET['b'], foreach ($list as $k => $v).",
    'Set PATH=$PATH:$HOME/bin.',
    '费用为$5和$6。设价格$5（约¥35），合计$6。',
    '日本語で$5から$10まで。共$6です。',
    'The shell: $$ is the number of the shell. So echo $$ prints it.',
  ])('of code and prices begins no formula: %s', (written) => {
    for (const text of [written, `- ${written}`, `> ## ${written}`, `| a |\n|---|\n| ${written.replaceAll('|', '')} |`])
      expect(render(text)).not.toContain('<math')
  })

  test.each([
    ['the $n + 1$st and $(n-1)$th', 'n + 1'],
    ['费用为$5和$6。设$x_1$，$y$。', 'x_1'],
    ['共$n$个，$2x$倍', '2x'],
    ['人口$3亿$人', '3亿'],
    ['费用$5，$\\alpha$是', '\\alpha'],
    ['$f(x)$,$g(x)$', 'g(x)'],
    ['$面积 = 长 \\times 宽$', '面积 = 长 \\times 宽'],
    ['text $$a = b$$ text', 'a = b'],
  ])('beside words begins a formula: %s', (written, tex) => {
    expect(render(written)).toContain(formula(tex))
  })

  test.each([
    ['$E[X](t)$', 'E[X](t)'],
    ['$a<b$ and $c>d$', 'c&gt;d'],
    ['$a ` b$', 'a ` b'],
    ['$a\\\\$ b', 'a\\\\'],
    ['$\\text{if $x$}$', '\\text{if $x$}'],
    ['$]0,1](x)$', ']0,1](x)'],
  ])('closes a formula as before: %s', (written, tex) => {
    expect(render(written)).toContain(formula(tex))
  })

  test('two formulas on a line of their own are two', () => {
    expect(render('$$a$$ and $$b$$')).toMatch(/^<p><math display="block".*and <math display="block".*<\/p>$/s)
  })
})

describe('a formula on lines of its own that has no end', () => {
  test.each([
    ['with a blank line', '$$\na = b\n\nc = d\n$$\n', '1:1'],
    ['to the end of the page', '$$\na = b\n', '1:1'],
    ['in a list', '- x\n\n  $$\n  a\n\n  b\n  $$\n', '3:3'],
    ['in a quote', '> $$\n> a\n>\n> b\n> $$\n', '1:3'],
    ['behind text', 'Text\n$$\na\n\nb\n$$\n', '2:1'],
  ])('is told once: %s', (_where, written, place) => {
    const built = site({ 'content/a.md': `# A\n\n${written}` })
      .build()
      .expectCodes('math/bad-tex')
    const [line, column] = place.split(':').map(Number)
    expect(built.printed()).toContain(`content/a.md:${(line ?? 0) + 2}:${column} `)
  })

  test('money is none', () => {
    expect(render('$$ is cheap, fine.')).toBe('<p>$$ is cheap, fine.</p>')
  })
})

describe('a formula that cannot be read', () => {
  const told = (written: string): string =>
    site({ 'content/a.md': `# A\n\n${written}\n` })
      .build()
      .expectCodes('math/bad-tex')
      .printed()

  test.each([
    ['on lines of its own', '$$\nx +\n\\foo y\n$$', '5:1'],
    ['in a list', '- a\n\n  $$\n  x \\foo y\n  $$', '6:5'],
    ['behind a label', '$$\n\\label{first}\nx \\foo\n$$', '5:3'],
    ['in text', 'Text $x \\foo$', '3:9'],
    ['in a table', '| a |\n|---|\n| $x \\foo$ |', '5:6'],
  ])('is told where it is wrong: %s', (_where, written, place) => {
    const printed = told(written)
    expect(printed).toContain(`content/a.md:${place} `)
    expect(printed).toContain('Lectern sets formulas with Temml')
    expect(printed).not.toContain('money')
  })

  test('what may be money gets that hint', () => {
    expect(told('$5 and \\foo$')).toContain('write `\\$` for a dollar sign that is money')
  })

  test('what wants a formula of its own gets that hint, and one full stop', () => {
    const printed = told('Text $x \\tag{1}$')
    expect(printed).toContain('between `$$` and `$$`')
    expect(printed).not.toContain('..')
  })
})
