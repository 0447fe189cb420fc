#!/usr/bin/env bash
# gray-matter 4.0.3 ends front matter at any line that begins with `---`, not at a line that is `---`. A key such as
# `---draft: true`, or a rule of four dashes in a block scalar, ends it: the keys behind it become text of the page, without an error.
# One would guess that the closing line is compared as a whole, as the opening one is (`----` does not open front matter).
# Seen on Node 20.20.2: {"title":"Ages"} and the content "draft: true\nauthor: Ada\n---\nText.\n".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts --save-exact gray-matter@4.0.3
cat >try.mjs <<'JS'
import assert from 'node:assert/strict'
import matter from 'gray-matter'

const { data, content } = matter('---\ntitle: Ages\n---draft: true\nauthor: Ada\n---\nText.\n')
console.log(JSON.stringify(data), JSON.stringify(content))
assert.deepEqual(data, { title: 'Ages' })
assert.equal(content, 'draft: true\nauthor: Ada\n---\nText.\n')

const rule = matter('---\nnote: >\n  a\n----\nauthor: Ada\n---\nText.\n')
assert.deepEqual(rule.data, { note: 'a\n' })
assert.equal(rule.content, '-\nauthor: Ada\n---\nText.\n')

// The opening line is compared as a whole.
assert.deepEqual(matter('----\ntitle: Ages\n----\n').data, {})
JS
node try.mjs
echo 'as described'
