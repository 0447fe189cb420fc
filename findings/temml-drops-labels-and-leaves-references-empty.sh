#!/usr/bin/env bash
# Temml 0.13.5 outside of a browser: \eqref and \ref give a link without a word in it, for labels that do not exist too and with
# `throwOnError`; a \label in a plain display formula leaves no id at all, so that a link to it leads nowhere; and numbers of
# equations are no text but a CSS counter. Its own post-processing fills them in, in the reader's browser only.
# One would guess that `renderToString` resolves what stands in one formula, or refuses what it cannot resolve, as KaTeX does.
# Seen on Node 20.20.2: <a href='#one' class="tml-ref tml-eqref"></a>
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts --save-exact temml@0.13.5
cat >try.mjs <<'JS'
import assert from 'node:assert/strict'
import temml from 'temml'

const strict = { throwOnError: true }
const reference = temml.renderToString('\\eqref{one}', strict)
console.log(reference)
assert.match(reference, /<a href='#one'[^>]*><\/a>/)
assert.match(temml.renderToString('\\ref{nowhere}', strict), /<a href='#nowhere'[^>]*><\/a>/)

const aligned = temml.renderToString('\\begin{align} a &= b \\label{one} \\end{align}', { displayMode: true })
assert.match(aligned, /id="one"/)
assert.match(aligned, /<span class="tml-eqn"><\/span>/)

const plain = temml.renderToString('a = b \\label{two}', { displayMode: true })
console.log(plain)
assert.doesNotMatch(plain, /two/)
JS
node try.mjs
echo 'as described'
