#!/usr/bin/env bash
# csv-spectrum 2.0.0, the files that readers of CSV are tried on: for one of its twelve, location_coordinates, the value that it wants
# in the first column does not stand in the CSV at all, and neither file is UTF-8 (a degree sign of one byte is U+FFFD in both, when
# decoded). A reader that passes all twelve has been fitted to the suite. One would guess that each JSON is what its CSV says.
# Seen on Node 20.20.2: location_coordinates
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts --save-exact csv-spectrum@2.0.0
cat >try.cjs <<'JS'
const assert = require('node:assert/strict')
const suite = require('csv-spectrum')

suite((error, files) => {
  assert.equal(error, null)
  assert.equal(files.length, 12)
  // Quotes are doubled in CSV: values are looked for without them.
  const plain = (text) => text.replaceAll('"', '').replaceAll('\r\n', '\n')
  const lacking = files.filter(({ csv, json }) =>
    [JSON.parse(json)].flat().some((row) => Object.values(row).some((value) => !plain(String(csv)).includes(plain(value)))),
  )
  console.log(lacking.map(({ name }) => name).join())
  assert.deepEqual(lacking.map(({ name }) => name), ['location_coordinates'])
  assert.ok(String(lacking[0].csv).includes('\ufffd') && String(lacking[0].json).includes('\ufffd'))
})
JS
node try.cjs
echo 'as described'
