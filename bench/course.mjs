// Generates a course of N pages: `node bench/course.mjs N FOLDER`. Each page has about 6 KB of text, three highlighted
// Python blocks, two figures, a table, and links to other pages. The same N gives the same bytes.
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'

const PAGES_PER_CHAPTER = 25
const WORDS =
  'a loop runs its body once for each item of the list and then goes on with what follows while the value of a name may change at every turn so that a program of few lines can do much work in little time which is why people who learn to write code meet it early and use it often'.split(
    ' ',
  )

/** A small generator of pseudo-random numbers in [0, 1), seeded by a whole number (mulberry32). */
function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const chapterOf = (i) => `chapter-${Math.floor(i / PAGES_PER_CHAPTER) + 1}`
const nameOf = (i) => `lesson-${i + 1}`

const SYLLABLES = 'ba ce di fo gu la me ni po ru sa te vi xo zu bra cle dro fli gre pla sto tri'.split(' ')

/** The n-th of many made-up words. */
function madeUp(n) {
  let word = ''
  for (let rest = n + SYLLABLES.length; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length]
  return word
}

/** How pages choose their words: all from a few, or half of them from `vocabulary` others, the n-th 1/n times as often. */
const choice = (vocabulary) => (next) =>
  vocabulary && next() < 0.5 ? madeUp(Math.floor(vocabulary ** next())) : WORDS[Math.floor(next() * WORDS.length)]

function sentence(next, words) {
  const text = Array.from({ length: words }, () => next.word(next)).join(' ')
  return `${text[0].toUpperCase()}${text.slice(1)}.`
}

const paragraph = (next) => Array.from({ length: 10 }, () => sentence(next, 11 + Math.floor(next() * 8))).join(' ')

const code = (next, n) => `~~~python
# Example ${n}: adds up what is left of the list
import math
from dataclasses import dataclass

@dataclass
class Item${n}:
    name: str = 'item ${Math.floor(next() * 100)}'
    weight: float = ${(next() * 10).toFixed(2)}

def total(items, start=${Math.floor(next() * 10)}):
    """Returns the weight of all items."""
    return start + sum(item.weight for item in items if item.weight > ${Math.floor(next() * 5)})
print(f'total: {total([Item${n}()]):.2f}', math.pi)
~~~
`

function page(i, count, word) {
  const next = Object.assign(random(i + 1), { word })
  const to = (step) => (i + step) % count
  const link = (step) => `[lesson ${to(step) + 1}](%link:${nameOf(to(step))}%)`
  const file = (step) => `[lesson ${to(step) + 1}](../${chapterOf(to(step))}/${nameOf(to(step))}.md)`
  const rows = Array.from(
    { length: 6 },
    (_, row) => `| row ${row + 1} | ${Math.floor(next() * 1000)} | ${(next() * 10).toFixed(3)} |`,
  ).join('\n')
  return `title: Lesson ${i + 1}: ${sentence(next, 4).slice(0, -1)}

[TOC]

## First steps

${paragraph(next)} See ${link(1)} and %FigPlot.

${code(next, 1)}
${paragraph(next)}

%--
figure:
    source: plot.svg
    id: FigPlot
    caption: A plot of *lesson* ${i + 1}.
--%

## A closer look

${paragraph(next)} More of it is in ${file(7)}.

- ${sentence(next, 8)}
- ${sentence(next, 9)} Look at ${link(13)}.
- ${sentence(next, 7)}

${code(next, 2)}
| name | count | mean |
|------|------:|-----:|
${rows}

${paragraph(next)}

### Details

${paragraph(next)} As in %FigPhoto, \`total()\` takes a list; ${file(29)} says why.

%--
figure:
    source: photo.png
    id: FigPhoto
    caption: A photo, see ${link(3)}.
--%

${code(next, 3)}
${paragraph(next)} Go on with ${link(2)}.
`
}

/** A PNG of one colour. */
function png(width, height, shade) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const out = Buffer.alloc(body.length + 8)
    out.writeUInt32BE(data.length, 0)
    body.copy(out, 4)
    out.writeUInt32BE(zlib.crc32 ? zlib.crc32(body) : crc32(body), body.length + 4)
    return out
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc((width + 1) * height, shade)
  for (let y = 0; y < height; y++) rows[y * (width + 1)] = 0
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', zlib.deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc32(bytes) {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

/** The first words of a course's settings, by which it is known as one. */
const MARK = 'title: A course of '

/** Whether a folder can be replaced: there is nothing in it, or a course that was generated before. */
function isReplaceable(folder) {
  if (!fs.existsSync(folder)) return true
  const settings = path.join(folder, 'site.yaml')
  if (fs.existsSync(settings)) return fs.readFileSync(settings, 'utf8').startsWith(MARK)
  return fs.readdirSync(folder).length === 0
}

/** Writes a course; pictures are shared by the pages of a chapter. `vocabulary`: how many rare words it has. */
export function writeCourse(count, folder, { vocabulary = 0 } = {}) {
  const word = choice(vocabulary)
  if (!isReplaceable(folder)) throw new Error(`${folder} holds something other than a generated course`)
  fs.rmSync(folder, { recursive: true, force: true })
  const content = path.join(folder, 'content')
  fs.mkdirSync(content, { recursive: true })
  // First, so that a course half written is known as one, too.
  fs.writeFileSync(path.join(folder, 'site.yaml'), `${MARK}${count} pages\n`)
  let navigation = ''
  for (let i = 0; i < count; i++) {
    const chapter = path.join(content, chapterOf(i))
    if (i % PAGES_PER_CHAPTER === 0) {
      fs.mkdirSync(chapter, { recursive: true })
      fs.writeFileSync(path.join(chapter, 'photo.png'), png(640, 400, 120 + ((i / PAGES_PER_CHAPTER) % 100)))
      fs.writeFileSync(
        path.join(chapter, 'plot.svg'),
        `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="240"><path d="M0 240 L480 ${i % 240}" stroke="#888"/></svg>\n`,
      )
      navigation += `Chapter ${i / PAGES_PER_CHAPTER + 1}:\n`
    }
    fs.writeFileSync(path.join(chapter, `${nameOf(i)}.md`), page(i, count, word))
    navigation += `  Lesson ${i + 1}: ${chapterOf(i)}/${nameOf(i)}\n`
  }
  fs.writeFileSync(path.join(folder, 'sitemap.yaml'), navigation)
}

if (process.argv[1] === import.meta.filename) {
  const [count, folder] = process.argv.slice(2)
  if (!(Number(count) > 0) || folder === undefined) {
    console.error('usage: node bench/course.mjs N FOLDER')
    process.exitCode = 2
  } else writeCourse(Number(count), folder)
}
