#!/usr/bin/env bash
# image-size 2.1.0 reads an SVG by regular expressions over its first thousand bytes. It refuses a drawing whose root tag is longer
# (diagrams.net writes its source into an attribute), or has blanks around `=`; measures the tag in a comment instead of the root;
# gives undefined for both sizes where a viewBox has commas; and leaves out `width="20rem"`, so that the viewBox is taken for pixels.
# Browsers show all of these drawings. One would guess an error, if anything, and never another size.
# Seen on Node 20.20.2, one line each as below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts --save-exact image-size@2.1.0
cat >try.mjs <<'JS'
import assert from 'node:assert/strict'
import { imageSize } from 'image-size'

const sizeOf = (attributes, before = '') => {
  try {
    const { width, height } = imageSize(new TextEncoder().encode(`${before}<svg xmlns="http://www.w3.org/2000/svg" ${attributes}/>`))
    return `${width}x${height}`
  } catch (error) {
    return `refused: ${error.message}`
  }
}
const cases = [
  [`content="${'x'.repeat(1000)}" width="120" height="60"`, '', 'refused: unsupported file type: undefined'],
  ['width = "120" height = "60"', '', 'refused: Invalid SVG'],
  ['width="120" height="60"', '<!-- <svg width="9" height="9"> -->', '9x9'],
  ['viewBox="0,0,120,60"', '', 'undefinedxundefined'],
  ['width="20rem" viewBox="0 0 4 2"', '', '4x2'],
]
for (const [attributes, before, seen] of cases) {
  console.log(`${before}${attributes.slice(0, 40)}: ${sizeOf(attributes, before)}`)
  assert.equal(sizeOf(attributes, before), seen)
}
assert.equal(sizeOf('width="120" height="60"'), '120x60')
JS
node try.mjs
echo 'as described'
