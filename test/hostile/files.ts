/** Files beside pages that could run, or be taken for pages or settings, as authors could try them: each by its name and what is in it. */
const XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
const drawing = (inner: string, attributes = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"${attributes && ` ${attributes}`}>${inner}</svg>`

export const hostileFiles: readonly (readonly [name: string, content: string])[] = [
  ...[
    'evil.html EVIL.HTML evil.htm evil.xhtml evil.xht evil.shtml evil.xml evil.xsl evil.rss evil.atom evil.mhtml evil.hta evil.js evil.mjs evil.cjs',
    'evil.css evil.wasm evil.swf evil.jar evil.php evil.phtml evil.asp evil.jsp evil.cgi evil.svgz evil.webmanifest evil.appcache sw.js',
    'evil.html.png evil.php.png evil.html.gz evil.html.de evil.html; evil.asp;.png evil.svg.png evil.unknown evil. evil CNAME',
    'vercel.json netlify.toml staticwebapp.config.json manifest.json web.config ads.txt',
  ]
    .join(' ')
    .split(' ')
    .map((name): readonly [string, string] => [name, 'steal()']),
  ['markup.csv', '<!DOCTYPE html><script>steal()</script>'],
  ['markup.txt', '\ufeff \n<script>steal()</script>'],
  ['markup.py', '<?xml version="1.0"?><x/>'],
  ['markup.png', '<html onload=steal()>'],
  ['script.svg', drawing('<script>steal()</script>')],
  ['prefix.svg', '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>steal()</s:script></s:svg>'],
  ['late-prefix.svg', drawing('<s:script xmlns:s="http://www.w3.org/2000/svg">steal()</s:script>')],
  ['handler.svg', drawing('<g onclick="steal()"/>')],
  ['load.svg', drawing('', 'onload="steal()"')],
  ['foreign.svg', drawing('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>')],
  ['html-prefix.svg', drawing('<h:script xmlns:h="http://www.w3.org/1999/xhtml">steal()</h:script>')],
  ['html-reference.svg', drawing('<h:script xmlns:h="http://www.w3.org/1999/&#120;html">steal()</h:script>')],
  ['link.svg', drawing('<a href="javascript:steal()"><text>x</text></a>')],
  ['xlink.svg', drawing('<a xlink:href="java&#10;script:steal()"><text>x</text></a>', XLINK)],
  ['data-link.svg', drawing('<a href="data:text/html,x"><text>x</text></a>')],
  ['use.svg', drawing('<use href="other.svg#x"/>')],
  ['use-data.svg', drawing('<use href="data:image/svg+xml,x#x"/>')],
  ['image.svg', drawing('<image href="https://evil.example/x.png"/>')],
  ['image-data.svg', drawing('<image href="data:image/svg+xml;base64,PHN2Zz4="/>')],
  ['relative.svg', drawing('<image href="//evil.example/x.png"/>')],
  ['import.svg', drawing('<style>@import "//evil.example/x.css";</style>')],
  ['style-url.svg', drawing('<style>rect { fill: url(//evil.example/x) }</style>')],
  ['style-escape.svg', drawing('<style>rect { fill: \\75rl(//evil.example/x) }</style>')],
  ['style-cdata.svg', drawing('<style><![CDATA[@import "//evil.example/x.css";]]></style>')],
  ['style-parts.svg', drawing('<style>@im<!-- x -->port "//evil.example/x.css";</style>')],
  ['style-attribute.svg', drawing('<rect style="fill: url(https://evil.example/x)"/>')],
  ['fill.svg', drawing('<rect fill="url(https://evil.example/x#y)"/>')],
  ['set.svg', drawing('<a href="#x"><set attributeName="href" to="javascript:steal()"/></a>')],
  ['animate.svg', drawing('<a><animate attributeName="xlink:href" values="javascript:steal()"/></a>', XLINK)],
  ['handler-of-animation.svg', drawing('<animate attributeName="x" onbegin="steal()"/>')],
  ['entity.svg', `<!DOCTYPE svg [<!ENTITY x "<script>steal()</script>">]>${drawing('&x;')}`],
  ['stylesheet.svg', `<?xml-stylesheet href="//evil.example/x.xsl"?>${drawing('')}`],
  ['base.svg', drawing('<a href="x">x</a>', 'xml:base="javascript:"')],
  ['iframe.svg', drawing('<iframe src="x.html"/>')],
  ['handler-element.svg', drawing('<handler type="text/javascript">steal()</handler>')],
  ['page.svg', '<html xmlns="http://www.w3.org/1999/xhtml"><script>steal()</script></html>'],
  ['after.svg', `${drawing('')}<script xmlns="http://www.w3.org/1999/xhtml">steal()</script>`],
  ['encoding.svg', `<?xml version="1.0" encoding="utf-7"?>${drawing('')}`],
  ['wide.svg', Array.from(drawing('<script>steal()</script>'), (sign) => `${sign}\0`).join('')],
  ['unended.svg', '<svg xmlns="http://www.w3.org/2000/svg"><!-- '],
  ['comment.svg', drawing('<!-- --!><script>steal()</script><!-- -->')],
]

/** Files that are published: what drawing programs write, and kinds that no browser runs. */
export const harmlessFiles: readonly (readonly [name: string, content: string])[] = [
  ['plain.svg', drawing('<path d="M0 0h20"/>')],
  [
    'plot.svg',
    '<?xml version="1.0" encoding="utf-8" standalone="no"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n' +
      `<svg ${XLINK} width="460pt" height="345pt" viewBox="0 0 460 345" xmlns="http://www.w3.org/2000/svg" version="1.1">\n<metadata>\n` +
      '<rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
      '<cc:Work><dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/><dc:title>Plot &amp; more</dc:title></cc:Work></rdf:RDF>\n</metadata>\n' +
      '<defs><style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style></defs>\n' +
      '<g id="figure_1" style="fill: none"><use xlink:href="#m1" x="1"/><path d="M 0 1" clip-path="url(#p1)" style="stroke: #1f77b4"/></g>\n' +
      '<image xlink:href="data:image/png;base64,\niVBORw0KGgo=" width="2" height="2"/></svg>\n',
  ],
  [
    'inkscape.svg',
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" ' +
      'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" width="20" height="10"><sodipodi:namedview inkscape:zoom="1"/>' +
      '<g inkscape:label="Layer 1" transform="translate(1,2)"><text style="font-family:sans-serif"><tspan sodipodi:role="line">Größe</tspan></text></g></svg>',
  ],
  ['linked.svg', drawing('<a href="https://example.org/"><text>x</text></a><a href="../loops/">y</a>')],
  ['moving.svg', drawing('<circle r="1"><animate attributeName="r" values="1;2" dur="1s"/></circle>')],
  ['data.csv', 'a,b\n1,2\n'],
  ['notes.v1.2.pdf', '%PDF-1.7'],
  ['loop.py', 'for i in range(3): pass\n'],
  ['archive.tar.gz', '\u001f'],
  ['film.webm', 'x'],
  ['small.PNG', 'x'],
]
