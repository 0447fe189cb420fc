#!/usr/bin/env bash
# beautiful-mermaid 1.1.3 throws for a kind of diagram that it does not know, and for nothing else: valid Mermaid that it cannot read is
# left out of the drawing without an error. `A-->B`, the first example of Mermaid's manual, is one node that is called `A--`; behind `;` nothing is
# read; a name ends at its first letter that is not ASCII, and its link is gone; a note before the first message is not there; and the head of `<-->` at the
# beginning points away from its node, below it, for its shape is turned around by `orient` once more.
# One would guess that a source which it cannot draw throws, as other kinds do, and as Mermaid's own parser does.
# Seen on Node 20.20.2, one line each as below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts --save-exact beautiful-mermaid@1.1.3
cat >try.mjs <<'JS'
import assert from 'node:assert/strict'
import { renderMermaidSVG } from 'beautiful-mermaid'

const drawn = (source) => {
  const svg = renderMermaidSVG(source)
  const text = [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map((match) => match[1])
  return `${text.join(' ')}, ${svg.match(/class="(?:edge|message)"/g)?.length ?? 0}`
}
const cases = [
  ['graph LR\nA --> B', 'A B, 1'],
  ['graph LR\nA-->B', 'A--, 0'],
  ['graph LR\nA --> B; B --> C', 'A B, 1'],
  ['graph LR\nGröße --> Länge', 'Gr, 0'],
  ['graph LR\nA --x B', 'A, 0'],
  ['sequenceDiagram\nNote over A: before\nA->>B: Hi', 'Hi A B, 1'],
  ['classDiagram\nA <|-- B\nnote "why"', 'A B, 0'],
]
for (const [source, seen] of cases) {
  console.log(`${source.replaceAll('\n', ' / ')}: ${drawn(source)}`)
  assert.equal(drawn(source), seen)
}
const both = renderMermaidSVG('graph LR\nA <--> B')
assert.match(both, /id="arrowhead-start"[^>]*orient="auto-start-reverse"[^>]*>\s*<polygon points="8 0, 0 2.5, 8 5"/)
assert.throws(() => renderMermaidSVG('pie\n"a": 1'))
JS
node try.mjs
echo 'as described'
