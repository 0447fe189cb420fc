import { describe, expect, test } from 'vitest'
import { render } from '../site.ts'

const fence = (info: string, code: string): string => render(`\`\`\`${info}\n${code}\n\`\`\``)

describe('a fence', () => {
  test('marks lines, shows a title and numbers', () => {
    const html = fence('python {1,3-4} title="loop.py" showLineNumbers', 'a\nb\nc\nd')
    expect(html).toBe(
      '<figure class="code numbered" data-lang="python"><figcaption>loop.py</figcaption><pre><code class="language-python">' +
        '<span class="line marked" data-line="1">a</span>\n<span class="line" data-line="2">b</span>\n' +
        '<span class="line marked" data-line="3">c</span>\n<span class="line marked" data-line="4">d</span>\n' +
        '</code></pre></figure>',
    )
  })

  test.each([
    '~~~ .python {2} title="a"',
    '~~~python{2} title=a',
    "~~~{.python {2} title='a'}",
    '``` python mark={2} title="a"',
  ])('says the same as %s', (opening) => {
    const html = render(`${opening}\na\nb\n${opening.slice(0, 3)}`)
    expect(html).toContain('data-lang="python"><figcaption>a</figcaption>')
    expect(html).toContain('<span class="line">a</span>\n<span class="line marked">b</span>')
  })

  test.each(['startLineNumber=5', 'showLineNumbers=5'])('counts from 5 with %s', (option) => {
    expect(fence(`text ${option}`, 'a\nb')).toContain('data-line="5">a</span>\n<span class="line" data-line="6">b')
  })

  test('needs no language', () => {
    expect(fence(' {2}', 'a\nb')).toContain('<code><span class="line">a</span>\n<span class="line marked">b</span>')
    expect(fence(' title="a.txt"', 'a')).toContain('<figure class="code"><figcaption>a.txt</figcaption><pre><code>a')
  })

  test('closes colours at the end of each line and opens them again', () => {
    expect(fence('python {2}', '"""one\ntwo"""')).toContain(
      '<span class="line"><span class="hljs-string">&quot;&quot;&quot;one</span></span>\n' +
        '<span class="line marked"><span class="hljs-string">two&quot;&quot;&quot;</span></span>\n',
    )
  })

  test('shows changes', () => {
    expect(fence('text ins={1} del={2}', 'a\nb')).toContain(
      '<span class="line ins">a</span>\n<span class="line del">b</span>',
    )
    const diff = fence('diff', '+a\n-b\n c')
    expect(diff).toMatch(/class="line ins">.*\+a.*\n.*class="line del">.*-b.*\n.*class="line"> c/)
    expect(fence('diff lang="python"', '+import a\n-import b\n c')).toMatch(
      /data-lang="python".*class="line ins"><span class="hljs-keyword">import<\/span> a<\/span>\n.*line del.*\n<span class="line">c<\/span>/,
    )
  })

  test('passes over what it does not know, and escapes what it shows', () => {
    expect(fence('python {cmd=true} foo bar="1" {.wide}', 'a')).toContain('<code class="language-python">a\n')
    expect(fence('text title="a <b>"', 'a')).toContain('<figcaption>a &lt;b&gt;</figcaption>')
  })
})

test('a listing marks lines by the numbers of its file', () => {
  const files = { 'content/x.py': 'a\nb\nc\nd\n' }
  const html = render(
    '%--\ncode: {source: x.py, id: LstA, lines: 2-4, mark: "3", ins: "4", numbers: yes, title: x.py}\n--%',
    files,
  )
  expect(html).toContain('<figure class="code numbered" data-lang="py"><figcaption>x.py</figcaption>')
  expect(html).toContain(
    '<span class="line" data-line="2">b</span>\n<span class="line marked" data-line="3">c</span>\n<span class="line ins" data-line="4">d</span>',
  )
})
