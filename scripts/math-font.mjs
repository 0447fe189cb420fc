// Makes the fonts of formulas from STIX Two Math: `node scripts/math-font.mjs`, after a new version of the font or of Temml.
//
// They have what Temml can write, in two files: what most formulas need, and the rest. Browsers ask for a file when a page has a
// character of its range. The table MATH stays: from it come brackets, roots and braces as tall as what they hold.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import subsetFont from 'subset-font'

const { resolve } = createRequire(import.meta.url)
const folder = path.join(path.dirname(import.meta.dirname), 'assets/lectern/formulas')
const source = '@fontsource/stix-two-math'

/** Code points of ranges such as `20-7E 221A`. */
const pointsOf = (ranges) =>
  ranges.split(/\s+/).flatMap((range) => {
    const [from, to = from] = range.split('-').map((hex) => Number.parseInt(hex, 16))
    return Array.from({ length: to - from + 1 }, (_, i) => from + i)
  })

/** Letters for formulas, bold, script, double-struck and so on, and the root, which browsers draw themselves. */
const ALWAYS = pointsOf('20-7E 221A 1D400-1D7FF')

/** Blocks of what may stand in formulas; letters of other scripts are the page's own font's. */
const BLOCKS = new Set(pointsOf('20-7E A0-17F 237 2B0-3FF 2000-206F 20D0-20FF 2100-2BFF 1D400-1D7FF'))

/** What many formulas have: of arrows and operators those that are taught first, of alphabets the italic and the bold one. */
const USUAL = new Set(
  pointsOf(
    '20-7E A0-FF 131 237 2B0-3FF 2000-206F 2100-214F 2190-2199 21A6-21AA 21BC-21CC 21D0-21D4 2200-222E 2234-2237 ' +
      '223C-223D 2243-2248 2260-2265 226A-226B 2282-228B 2295-2297 22A2-22A8 22C0-22C6 22EE-22F1 2300-230B 239B-23E1 ' +
      '27E6-27EB 2A00-2A06 2A7D-2A7E 2AAF-2AB0 1D400-1D467 1D6E2-1D71B',
  ),
)

/** Each character of a program, as it is or as an escape. */
function charactersOf(program) {
  const written = program.replace(/\\u\{([\da-f]+)\}|\\u([\da-f]{4})/gi, (_, long, short) =>
    String.fromCodePoint(Number.parseInt(long ?? short, 16)),
  )
  return Array.from(written, (character) => character.codePointAt(0))
}

/** The characters in the words of `unicode-range`; a range goes on where `others` have nothing in between. */
function rangesOf(points, others) {
  const isOther = new Set(others)
  const ranges = []
  for (const point of points) {
    const last = ranges.at(-1)
    const between = last ? pointsOf(`${(last[1] + 1).toString(16)}-${(point - 1).toString(16)}`) : []
    if (last && between.length < 512 && !between.some((other) => isOther.has(other))) last[1] = point
    else ranges.push([point, point])
  }
  const hex = (point) => point.toString(16).toUpperCase()
  return ranges.map(([from, to]) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`)).join(', ')
}

/**
 * Mends arrows that point to the right. Their heads say where they join the line at the wrong end, and Chromium stretches nothing
 * whose parts do not join. See https://learn.microsoft.com/typography/opentype/spec/math, "GlyphAssembly table".
 */
function mendArrows(bytes) {
  const at = (offset) => bytes.readUInt16BE(offset)
  const table = Array.from({ length: at(4) }, (_, i) => 12 + 16 * i).find(
    (record) => bytes.toString('latin1', record, record + 4) === 'MATH',
  )
  const math = bytes.readUInt32BE(table + 8)
  const variants = math + at(math + 8)
  const [vertical, horizontal] = [at(variants + 6), at(variants + 8)]
  const mended = []
  for (let i = 0; i < horizontal; i++) {
    const construction = variants + at(variants + 10 + 2 * (vertical + i))
    if (at(construction) === 0) continue
    const assembly = construction + at(construction)
    // Glyph, connector at the start, connector at the end, length, flags.
    const last = assembly + 6 + 10 * (at(assembly + 4) - 1)
    const isExtender = at(last + 8) & 1
    if (isExtender || at(last + 2) > 0 || at(last + 4) === 0) continue
    bytes.writeUInt16BE(at(last + 4), last + 2)
    bytes.writeUInt16BE(0, last + 4)
    mended.push(at(last))
  }
  if (mended.length === 0) throw new Error('No arrow needs mending: leave this out.')
  return bytes
}

const packed = fs.readFileSync(resolve(`${source}/files/stix-two-math-latin-400-normal.woff`))
const font = mendArrows(await subsetFont(packed, '', { keepAllGlyphs: true, targetFormat: 'sfnt' }))
const written = charactersOf(fs.readFileSync(resolve('temml/dist/temml.mjs'), 'utf8'))
const all = [...new Set([...ALWAYS, ...written.filter((point) => BLOCKS.has(point))])].sort((a, b) => a - b)
const parts = {
  math: all.filter((point) => USUAL.has(point)),
  'math-more': all.filter((point) => !USUAL.has(point)),
}
const sheet = path.join(folder, 'formulas.css')
let css = fs.readFileSync(sheet, 'utf8')
for (const [name, points] of Object.entries(parts)) {
  const bytes = await subsetFont(font, String.fromCodePoint(...points), {
    targetFormat: 'woff2',
    keepFeatures: [],
    noHinting: true,
    dropTables: ['GPOS', 'GSUB', 'GDEF'],
  })
  fs.writeFileSync(path.join(folder, `${name}.woff2`), bytes)
  const others = Object.values(parts).flatMap((other) => (other === points ? [] : other))
  const place = new RegExp(`(/${name}\\.woff2"\\)[^}]*?unicode-range:)[^;]*;`)
  if (!place.test(css)) throw new Error(`formulas.css has no place for the range of ${name}.`)
  css = css.replace(place, `$1 ${rangesOf(points, others)};`)
  console.log(`${name}.woff2: ${points.length} characters, ${bytes.length} bytes`)
}
fs.writeFileSync(sheet, css)
fs.copyFileSync(resolve(`${source}/LICENSE`), path.join(folder, 'OFL.txt'))
