import { baseName } from './paths.ts'
import { svgRefusal } from './svg-refusal.ts'

/**
 * Why a file of an author who is not trusted is not published (`safe: true`), as the rest of a sentence; undefined where it is. Only kinds
 * are published that no browser runs, by all of their endings and by how they begin: some hosts tell the kind of `a.html.gz` by
 * its middle, and of a file whose kind a host does not know browsers look at the first bytes. `read` gives its bytes.
 */
export function refusalOf(path: string, read: () => Uint8Array | undefined): string | undefined {
  const name = baseName(path).toLowerCase()
  if (HOST_FILES.has(name)) return 'hosts take files of this name for their settings'
  const [stem = '', ...endings] = name.split('.')
  const last = endings.at(-1)
  if (last === undefined || stem === '') return 'its name has no ending that says what it is'
  const active = endings.find((ending) => ACTIVE.test(ending))
  if (active !== undefined) return `browsers or hosts run what ends in \`.${active}\``
  if (last !== 'svg' && !HARMLESS.has(last)) return `\`.${last}\` is not on the list of kinds that no browser runs`
  if (last !== 'svg' && endings.includes('svg')) return 'browsers or hosts run what ends in `.svg`'
  const bytes = read()
  // It cannot be read: that is told elsewhere.
  if (!bytes) return undefined
  if (last === 'svg') return svgRefusal(bytes)
  return MARKUP.test(Buffer.from(bytes.subarray(0, SNIFFED)).toString('latin1'))
    ? 'it begins with `<`, as pages do, and browsers look at that'
    : undefined
}

/** Bytes that browsers look at where a host does not say what a file is: https://mimesniff.spec.whatwg.org. */
const SNIFFED = 1445

/** How HTML and XML begin. A mark of the encoding may stand before it, and blanks. */
const MARKUP = /^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?[\s\0]*<[\0]?[!?/a-z]/i

/** Endings of files that browsers run or lay out, and of those that hosts run. */
const ACTIVE =
  /^(?:[sxdpr]?html?\d?|xht|jhtml|mht|mhtml|htc|hta|svgz|xml|xsl|xslt|xsd|rss|atom|rdf|mml|mathml|xul|xbl|[mc]?js|css|wasm|swf|jar|class|jnlp|appcache|manifest|webmanifest|crx|xpi|ph(?:p\d?|ar|tml|ps)|pht|aspx?|ashx|asmx|asa|cer|jspx?|jspf|cfml?|cgi|fcgi|pl|var|htaccess|htpasswd|config|esp|eml)(?![a-z\d])/

/** Files that hosts and crawlers read for themselves. */
const HOST_FILES = new Set(
  [
    'vercel.json now.json netlify.toml firebase.json serve.json static.json staticwebapp.config.json wrangler.toml wrangler.json',
    '_config.yml _redirects.txt app.yaml amplify.yml routes.json manifest.json package.json ads.txt app-ads.txt security.txt',
  ]
    .join(' ')
    .split(' '),
)

/** Kinds that browsers show without running them, or save. */
const HARMLESS = new Set(
  [
    'png jpg jpeg gif webp avif apng bmp ico tif tiff',
    'mp3 m4a aac ogg oga opus wav flac weba mid midi mp4 m4v webm ogv mov vtt srt',
    'pdf epub odt ods odp odg docx xlsx pptx rtf',
    'zip gz tgz tar bz2 xz 7z zst',
    'csv tsv txt text log md rst tex bib json jsonl ndjson geojson ipynb yaml yml toml ini cfg conf dat data sql diff patch',
    'npy npz parquet feather arrow h5 hdf5 nc mat rds rdata sav dta sqlite db pkl pt onnx stl glb gltf obj',
    'py pyi pyx r rmd qmd jl m java kt kts scala groovy clj c h cc cpp cxx hpp hh cu cs fs vb rs go rb ts tsx jsx swift dart lua ex exs',
    'erl hs ml mli elm nim zig f f90 f95 pas adb ads asm s v vhd vhdl sh bash zsh fish ps1 bat awk sed lisp scm rkt pro sas do ado dot gv',
    'mmd puml proto graphql tf nix cmake mk gradle properties env lock woff woff2 ttf otf',
  ]
    .join(' ')
    .split(' '),
)
