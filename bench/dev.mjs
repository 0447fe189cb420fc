// Measures `lectern dev` on a generated course: `node bench/dev.mjs [PAGES]`. A real browser shows a page; the file is
// saved with other words; the time runs from before the save to the first frame after the page has them
// (MutationObserver, then requestAnimationFrame). The clock is that of the machine, the same for both processes.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { rolldown } from 'rolldown'
import { writeCourse } from './course.mjs'

const root = path.dirname(import.meta.dirname)
const pages = Number(process.argv[2] ?? 1000)
const folder = path.join(root, 'bench/out', `course-${pages}`)
writeCourse(pages, folder)

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

/** Starts the server; gives its address when it says it, and the text it prints. */
function start() {
  const child = spawn(process.execPath, [path.join(root, 'lib/cli.js'), 'dev', folder, '--port', '0'])
  const said = { text: '' }
  const until = (pattern) =>
    new Promise((resolve) => {
      const look = () => {
        const found = pattern.exec(said.text)
        if (found) resolve(found[0])
      }
      child.stdout.on('data', look)
      look()
    })
  child.stdout.on('data', (data) => {
    said.text += data
  })
  return { child, until }
}
const end = (child) =>
  new Promise((resolve) => {
    const started = performance.now()
    child.once('exit', () => resolve(performance.now() - started))
    child.kill('SIGINT')
  })

const firsts = []
for (let i = 0; i < 5; i++) {
  const started = performance.now()
  const { child, until } = start()
  const address = await until(/http:\S+/)
  await (await fetch(`${address}chapter-1/lesson-2/`)).text()
  firsts.push(performance.now() - started)
  await end(child)
}
console.log(`${pages} pages, Node ${process.version}`)
console.log(`start to first page       ${median(firsts).toFixed(0)} ms (median of 5)`)

const { child, until } = start()
const started = performance.now()
const address = await until(/http:\S+/)
await until(/\d+ pages?, /)
console.log(`start to all pages known  ${(performance.now() - started).toFixed(0)} ms`)
// Two folders below the root, as its source is.
const finder = path.join(root, 'bench/out/chromium.mjs')
const bundle = await rolldown({ input: path.join(root, 'test/browser/chromium.ts'), platform: 'node' })
await bundle.write({ file: finder, format: 'esm' })
const { findChromium } = await import(pathToFileURL(finder).href)
const { executablePath, env } = findChromium()
const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env }, args: ['--no-sandbox'] })
const page = await browser.newPage()
await page.goto(`${address}chapter-1/lesson-2/`)
const file = path.join(folder, 'content/chapter-1/lesson-2.md')
const text = fs.readFileSync(file, 'utf8')
const measure = async (edit) => {
  const times = []
  for (let i = 0; i < 20; i++) {
    const mark = `mark-${i}-${process.pid}`
    const painted = page.evaluate(
      (wanted) =>
        new Promise((resolve) => {
          const look = () => {
            if (!document.documentElement.textContent.includes(wanted)) return
            observer.disconnect()
            requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())))
          }
          const observer = new MutationObserver(look)
          observer.observe(document, { childList: true, subtree: true, characterData: true })
        }),
      mark,
    )
    await new Promise((resolve) => setTimeout(resolve, 700))
    const saved = performance.timeOrigin + performance.now()
    fs.writeFileSync(file, edit(mark))
    times.push((await painted) - saved)
  }
  return `${median(times).toFixed(0)} ms (median of 20, worst ${Math.max(...times).toFixed(0)})`
}
console.log(
  `save to paint, text       ${await measure((mark) => text.replace('## A closer look', `${mark}\n\n## A closer look`))}`,
)
console.log(`save to paint, title      ${await measure((mark) => text.replace(/^title: .*/, `title: ${mark}`))}`)
fs.writeFileSync(file, text)
await browser.close()
console.log(`Ctrl C to the end         ${(await end(child)).toFixed(0)} ms`)
