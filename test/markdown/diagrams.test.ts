import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type LoadPeer, loadPeerFrom } from '../../src/files/load-peer.ts'
import { drawDiagram } from '../../src/markdown/diagrams.ts'
import { site } from '../site.ts'

const loadPeer = loadPeerFrom(path.resolve(import.meta.dirname, '../..'))
const loop = '~~~mermaid title="A *loop*"\nflowchart LR\n  A[Begin] -->|next| B(End)\n~~~'
const withDiagram = (markdown: string, peer: LoadPeer = loadPeer) =>
  site(
    { 'site.yaml': 'url: https://example.org\ndiagrams: true', 'content/a.md': `title: A\n\n${markdown}` },
    { loadPeer: peer },
  ).build()

describe('a diagram', () => {
  test('is drawn, with its words for those who listen and a caption', () => {
    const built = withDiagram(loop)
    built.expectCodes()
    built.expect(
      'a/index.html',
      /<figure class="diagram" data-source="flowchart LR[^>]*><div class="drawing"><svg viewBox="[\d. ]+"/,
    )
    built.expect(
      'a/index.html',
      '<div class="sr-only">next, Begin, End</div><figcaption>A *loop*</figcaption></figure>',
    )
    built.expectNot('a/index.html', '<style', ' style=', 'googleapis', '<script', 'data-id=')
  })

  test('is the same each time, and two on a page share no id', () => {
    const html = withDiagram(`${loop}\n\n- ${loop.replaceAll('\n', '\n  ')}`).page('a/index.html')
    expect(html).toBe(withDiagram(`${loop}\n\n- ${loop.replaceAll('\n', '\n  ')}`).page('a/index.html'))
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1])
    expect(ids.length).toBeGreaterThan(1)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, id] of html.matchAll(/url\(#([^)]*)\)/g)) expect(ids).toContain(id)
  })

  test('is its source in the Markdown of the page', () => {
    expect(withDiagram(loop).outputs()['a/index.html.md']).toContain(
      '```mermaid\nflowchart LR\n  A[Begin] -->|next| B(End)\n```',
    )
  })

  test('has a name and a description where its source says them', () => {
    const source = 'sequenceDiagram\n  accTitle: Hello\n  accDescr: A greets B.\n  A->>B: Hi'
    withDiagram(`~~~mermaid\n${source}\n~~~`).expect(
      'a/index.html',
      '<div class="sr-only">Hello: A greets B.</div></figure>',
    )
  })

  test.each([
    ['all of a line with all others', `flowchart LR\n${'a & '.repeat(40)}a --> ${'b & '.repeat(40)}b`, 'connections'],
    ['a chain on each line', `flowchart LR\n${`${'a-->'.repeat(20)}b\n`.repeat(20)}`, 'connections'],
    ['a long line', `sequenceDiagram\n${'-->'.repeat(2000)}`, 'letters'],
  ])('is not drawn where it would take long: %s', (_, source, what) => {
    const built = withDiagram(`~~~mermaid\n${source}\n~~~`)
    built.expectCodes('diagram/bad')
    expect(built.printed()).toContain(what)
  })

  test.each([
    'stateDiagram-v2\n[*] --> A',
    'classDiagram\nA <|-- B',
    'erDiagram\nA ||--o{ B : has',
    '%% a note\ngraph TD\nA --> B',
  ])('of each kind: %s', (source) => {
    withDiagram(`~~~mermaid\n${source}\n~~~`).expectCodes().expect('a/index.html', '<svg')
  })
})

describe('a flowchart is drawn as it says, however it is written', () => {
  /** Texts of a drawing, and how many links it has. */
  const drawn = (source: string): string => {
    const built = withDiagram(`~~~mermaid\n${source}\n~~~`)
    built.expectCodes()
    const [, html = ''] = /<div class="drawing">(.*?)<\/div>/s.exec(built.page('a/index.html')) ?? []
    const text = [...html.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map((match) => match[1]?.replace(/<[^>]*>/g, ''))
    return `${text.join(' ')}, ${html.match(/<polyline points="[^"]*" fill="none"/g)?.length ?? 0}`
  }

  test.each([
    ['without blanks and with semicolons', 'graph TD;\n  A-->B;\n  A-->C; C-->D;', 'A B C D, 3'],
    ['without a direction', 'flowchart\nA-->B', 'A B, 1'],
    ['with labels between dashes', 'graph LR\nA--yes-->B\nB -. no .-> C ==so==> D', 'yes no so A B C D, 3'],
    ['with long links', 'graph LR\nA ---> B ----- C -..-> D', 'A B C D, 3'],
    ['with names of other scripts', 'graph LR\nGröße["Die Größe"]-->开始-->Größe', 'Die Größe 开始, 2'],
    ['with brackets in labels', 'graph LR\nA["f(x) [1]"] --> B(["a;b"]) -->|"c|d"| C', 'c|d f(x) [1] a;b C, 2'],
    ['with entities', 'graph LR\nA["#quot;x#quot; &amp; #35;"] --> B', '&quot;x&quot; &amp; # B, 1'],
    ['with several ends', 'graph LR\nA & B --> C & D', 'A B C D, 4'],
  ])('%s', (_, source, seen) => {
    expect(drawn(source)).toBe(seen)
  })

  test('an arrow at the beginning of a link points to it', () => {
    withDiagram('~~~mermaid\ngraph LR\nA <--> B\n~~~').expect(
      'a/index.html',
      /arrowhead-start"[^>]* orient="auto"/,
      'marker-start="url(#diagram-1-arrowhead-start)"',
    )
  })
})

describe('what a drawing would leave out is told at its line', () => {
  test.each([
    ['graph LR\nA --x B', '--x B', 5],
    ['graph LR\nA --> C\nA[open --> B', '[open --> B', 6],
    ['graph LR\nA@{ shape: rect }', '@{ shape: rect }', 5],
    ['graph LR\nA[/text/]', '[/text/]', 5],
    ['---\ntitle: T\n---\ngraph LR\nA ~~~ B', '~~~ B', 8],
    ['sequenceDiagram\nA->>B: Hi\nhello', 'hello', 6],
    ['sequenceDiagram\nNote over A: too early\nA->>B: Hi', 'too', 5],
    ['sequenceDiagram\nA-xB: lost', '-x', 5],
    ['classDiagram\nA <|-- B\nnote "why"', 'why', 6],
    ['erDiagram\nA ||--o{ B', 'A', 5],
    ['stateDiagram-v2\nstate a <<choice>>\na --> B', '<<choice>>', 5],
  ])('%s', (source, lost, line) => {
    const built = withDiagram(`~~~mermaid\n${source}\n~~~`)
    built.expectCodes('diagram/bad').expect('a/index.html', 'language-mermaid')
    expect(built.printed()).toContain(`content/a.md:${line}:1`)
    expect(built.printed()).toContain(`\`${lost}\` cannot be drawn`)
  })

  test('and nothing of it where all is there', () => {
    const class_ = 'classDiagram\nclass List~T~ {\n+int size\n+add(item: T) bool\n}\nA "1" o-- "*" B : has'
    const sequence =
      'sequenceDiagram\ntitle A call\nactor A as Ann\nA->>+B: Hi\nNote over A,B: both\nalt x\nB-->>-A: #quot;yes#quot;\nelse y\nB--)A: no\nend'
    for (const source of [class_, sequence, 'erDiagram\nA ||--o{ B : has\nA {\nint id PK\n}']) {
      withDiagram(`~~~mermaid\n${source}\n~~~`).expectCodes()
    }
    withDiagram(`~~~mermaid\n${sequence}\n~~~`).expect(
      'a/index.html',
      '<figcaption>A call</figcaption>',
      '&quot;yes&quot;',
    )
  })
})

describe('a diagram that is not drawn is shown as its source, and told', () => {
  test('where the package is missing, until it comes', () => {
    const installed: { peer: LoadPeer } = { peer: () => undefined }
    const built = withDiagram(loop, (name) => installed.peer(name))
    built.expectCodes('diagram/no-package').expect('a/index.html', '<code class="language-mermaid">flowchart LR')
    expect(built.printed()).toContain('npm install --save-dev beautiful-mermaid')
    installed.peer = loadPeer
    built.build().expectCodes().expect('a/index.html', '<svg')
  })

  test.each([
    'gantt\ntitle A',
    'pie\n"a": 1',
    '',
    '%% a note',
    'xychart-beta\nbar [1, 2]',
    `graph TD\n${'A --> B\n'.repeat(300)}`,
  ])('%s', (source) => {
    withDiagram(`~~~mermaid\n${source}\n~~~`).expectCodes('diagram/bad').expect('a/index.html', 'language-mermaid')
  })

  test('where the settings do not want the code of a package to be run', () => {
    const run: string[] = []
    const peer: LoadPeer = (name) => {
      run.push(name)
      return undefined
    }
    const page = { 'content/a.md': `title: A\n\n${loop}` }
    const built = site(page, { loadPeer: peer }).build()
    built.expectCodes('diagram/no-package')
    expect(built.printed()).toContain('write `diagrams: true` into `site.yaml`')
    // Pages of authors who are not trusted lie where the packages do.
    const atRoot = { 'site.yaml': 'diagrams: true\nsafe: true\npictures: webp', 'a.md': `title: A\n\n${loop}` }
    site(atRoot, { loadPeer: peer }).build().expectCodes('picture/no-package', 'diagram/no-package')
    expect(run).toEqual([])
    site({ 'site.yaml': 'diagrams: true\nsafe: true', ...page }, { loadPeer })
      .build()
      .expectCodes()
      .expect('a/index.html', '<svg')
  })

  test('where the library fails', () => {
    const failing: LoadPeer = () => ({
      version: '1.0.0',
      exports: {
        renderMermaidSVG() {
          throw new Error('No such arrow')
        },
      },
    })
    const built = withDiagram(loop, failing)
    built.expectCodes('diagram/bad')
    expect(built.printed()).toContain('No such arrow')
  })
})

test('only shapes, text and colours of a drawing come into the page', () => {
  const svg =
    '<svg viewBox="0 0 9 9" style="x" onload="a()"><style>a</style><script>b</script><a href="c"><rect fill="url(http://d)" stroke="red"/></a>' +
    '<foreignObject>e</foreignObject><g class="node"><text fill="var(--_text)" x="1.23456" onclick="f()">1 &lt; 2</text><use href="#g"/></g></svg>'
  expect(drawDiagram(() => svg, 'graph TD', 'p-')).toEqual({
    svg: '<svg viewBox="0 0 9 9" aria-hidden="true"><g><text fill="var(--_text)" x="1.23">1 &lt; 2</text></g></svg>',
    text: ['1 < 2'],
    title: '',
    description: '',
  })
})
