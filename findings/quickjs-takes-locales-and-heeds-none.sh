#!/usr/bin/env bash
# quickjs-wasi 3.7.0, QuickJS-ng as WebAssembly, has the methods of strings, numbers and dates that take a locale, and heeds none: numbers are not
# grouped, dates are written month first whatever the locale is, strings are compared by their codes (so `localeCompare` puts `B` before `a` and `ä` behind `z`),
# and the capital of `i` in Turkish is `I`. There is no `Intl`, which does raise an error.
# One would guess that an engine without Intl lacks these methods, or has those of ECMA-262 with the order of a dictionary.
# Seen on Node 20.20.2, one line each as below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts --save-exact quickjs-wasi@3.7.0
cat >try.mjs <<'JS'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import { QuickJS } from 'quickjs-wasi'

const wasm = fs.readFileSync('node_modules/quickjs-wasi/quickjs.wasm')
const quickjs = await QuickJS.create({ wasm })
const cases = [
  ["(1234567.5).toLocaleString('en')", '1234567.5'],
  ["new Date(2026, 0, 2).toLocaleDateString('de')", '01/02/2026'],
  ["['z', 'ä', 'a', 'B'].sort((a, b) => a.localeCompare(b)).join()", 'B,a,z,ä'],
  ["'i'.toLocaleUpperCase('tr')", 'I'],
  ['typeof Intl', 'undefined'],
]
for (const [program, seen] of cases) {
  const value = quickjs.evalCode(program).toString()
  console.log(`${program}: ${value}`)
  assert.equal(value, seen)
}
JS
node try.mjs
