#!/usr/bin/env bash
# STIX Two Math, as @fontsource/stix-two-math 5.3.0 has it: an arrow that points to the right and is stretched is a line and a head, and the head
# says that it joins at its end, where nothing follows, and at its start with 0. So the parts of its GlyphAssembly do not join: Chromium draws
# the arrow of \xrightarrow{…} in its usual length, in the middle of a longer text. Arrows to the left say it rightly.
# One would guess that a font of reference for formulas stretches the commonest arrow, or that left and right are alike.
# See https://learn.microsoft.com/typography/opentype/spec/math, "GlyphAssembly table".
# Seen on Node 20.20.2: U+2192 last part: start 0, end > 0; U+2190 first part: start 0, end > 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts --save-exact @fontsource/stix-two-math@5.3.0 subset-font@2.9.0 fontkit@2.0.4
cat >try.mjs <<'JS'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import * as fontkit from 'fontkit'
import subsetFont from 'subset-font'

const packed = fs.readFileSync('node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff')
// Nothing is taken out: it is just unpacked.
const bytes = await subsetFont(packed, '', { keepAllGlyphs: true, targetFormat: 'sfnt' })
const font = fontkit.create(bytes)
const at = (offset) => bytes.readUInt16BE(offset)
const record = Array.from({ length: at(4) }, (_, i) => 12 + 16 * i).find(
  (record) => bytes.toString('latin1', record, record + 4) === 'MATH',
)
const variants = bytes.readUInt32BE(record + 8) + at(bytes.readUInt32BE(record + 8) + 8)
const [vertical, horizontal] = [at(variants + 6), at(variants + 8)]

/** The glyphs of a coverage table, in its order. */
function covered(table) {
  if (at(table) === 1) return Array.from({ length: at(table + 2) }, (_, i) => at(table + 4 + 2 * i))
  return Array.from({ length: at(table + 2) }, (_, i) => table + 4 + 6 * i).flatMap((range) =>
    Array.from({ length: at(range + 2) - at(range) + 1 }, (_, i) => at(range) + i),
  )
}
const glyphs = covered(variants + at(variants + 4))

/** The parts that a character is made longer with: where they join, and whether they can be repeated. */
function partsOf(character) {
  const place = glyphs.indexOf(font.glyphForCodePoint(character).id)
  assert.ok(place >= 0 && place < horizontal)
  const construction = variants + at(variants + 10 + 2 * (vertical + place))
  const assembly = construction + at(construction)
  return Array.from({ length: at(assembly + 4) }, (_, i) => assembly + 6 + 10 * i).map((part) => ({
    start: at(part + 2),
    end: at(part + 4),
    isExtender: (at(part + 8) & 1) === 1,
  }))
}
const right = partsOf(0x2192)
const left = partsOf(0x2190)
console.log('U+2192', JSON.stringify(right))
console.log('U+2190', JSON.stringify(left))
// The head of an arrow to the right comes last, so it has to join at its start.
assert.ok(right.at(-1).start === 0 && right.at(-1).end > 0 && !right.at(-1).isExtender)
assert.ok(left[0].start === 0 && left[0].end > 0 && !left[0].isExtender)
JS
node try.mjs
echo 'as described'
