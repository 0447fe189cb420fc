// The floor: what no generator that uses markdown-it and highlight.js can do without. Reads all pages of a course, renders
// and highlights them, writes each; nothing else. `node bench/floor.mjs COURSE OUTPUT`.
import fs from 'node:fs'
import path from 'node:path'
import highlighter from 'highlight.js/lib/core'
import python from 'highlight.js/lib/languages/python'
import Parser from 'markdown-it'

const [course, output] = process.argv.slice(2)
if (course === undefined || output === undefined) {
  console.error('usage: node bench/floor.mjs COURSE OUTPUT')
  process.exit(2)
}
highlighter.registerLanguage('python', python)
const md = new Parser({
  html: true,
  highlight: (code, language) =>
    language === 'python' ? highlighter.highlight(code, { language, ignoreIllegals: true }).value : '',
})
const content = path.join(course, 'content')
for (const file of fs.readdirSync(content, { recursive: true }).sort()) {
  if (!file.endsWith('.md')) continue
  const target = path.join(output, file.slice(0, -3))
  fs.mkdirSync(target, { recursive: true })
  fs.writeFileSync(path.join(target, 'index.html'), md.render(fs.readFileSync(path.join(content, file), 'utf8')))
}
