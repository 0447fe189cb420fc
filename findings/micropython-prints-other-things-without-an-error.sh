#!/usr/bin/env bash
# MicroPython 1.27.0, as WebAssembly for PyScript, runs programs of a first course that print something else than Python does, with no error that would
# tell: a dictionary that is written out does not keep its order, letters beyond ASCII have no small or capital form, `bool` is no `int`, rounding is
# done on other digits, and the representation of an exception has a comma that Python lost with 3.7. A list can be turned around by a slice with step -1, but
# for a string or a tuple the same raises NotImplementedError.
# One would guess that what is missing is told, as it is where a method or a module is missing, and that what is there is the same.
# Seen on Node 20.20.2, one line each as below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts --save-exact @micropython/micropython-webassembly-pyscript@1.27.0
cat >try.mjs <<'JS'
import assert from 'node:assert/strict'
import { loadMicroPython } from '@micropython/micropython-webassembly-pyscript/micropython.mjs'

const printed = []
const micropython = await loadMicroPython({ stdout: (line) => printed.push(line), linebuffer: true })
const cases = [
  ["print({'x': 1, 'y': 2})", "{'y': 2, 'x': 1}"],
  ["print('Ä'.lower(), 'Ä'.isalpha())", 'Ä False'],
  ['print(isinstance(True, int))', 'False'],
  ['print(round(2.675, 2))', '2.68'],
  ["print(repr(ValueError('x')))", "ValueError('x',)"],
  ['print([1, 2, 3][::-1])', '[3, 2, 1]'],
  ["print('abc'[::-1])", 'NotImplementedError'],
  ['print((1, 2)[::-1])', 'NotImplementedError'],
]
for (const [program, seen] of cases) {
  printed.length = 0
  try {
    micropython.runPython(program)
  } catch (error) {
    printed.push(/(\w+): [^\n]*\s*$/.exec(error.message)?.[1] ?? error.message)
  }
  console.log(`${program}: ${printed.join()}`)
  assert.equal(printed.join(), seen)
}
JS
node try.mjs
