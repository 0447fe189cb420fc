// What exercises cost their readers, and what verifying them costs their author: `node bench/exercises.mjs [COURSE]`. In a real browser, each
// time with an empty cache, in turn: from Run to the first output of `print(1)`, against a worker of ten lines; the second Run; and loading a page
// with 20 exercises, against the same page without their script. With the folder of a course: `check --run` of it against one start of Python.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { launchChromium, serveFolder } from '../scripts/served-folder.mjs'

const root = path.dirname(import.meta.dirname)
const [course] = process.argv.slice(2)
const times = Number(process.env.BENCH_TIMES ?? 5)
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-bench-'))
process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }))

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
const shown = (values) => `${median(values).toFixed(0)} ms (${values.map((value) => value.toFixed(0)).join(', ')})`

/** A course with 20 exercises on a page; the page `plain` has the same elements, which nothing brings to life. */
const text = 'A paragraph of a lesson, with words enough to fill some lines of the page that it is on. '.repeat(6)
const exercise = (i, name) =>
  `### Task ${i}\n\n${text}\n\n<div class="${name}" id="x${i}">\n<textarea class="code" rows="4">print(1)</textarea>\n<div hidden class="solution_output">1</div>\n</div>\n`
const page = (title, name) =>
  `# ${title}\n\n## Part\n\n${Array.from({ length: 20 }, (_, i) => exercise(i, name)).join('\n')}`
fs.mkdirSync(path.join(work, 'content'))
fs.writeFileSync(path.join(work, 'site.yaml'), 'title: Course\n')
fs.writeFileSync(path.join(work, 'content/live.md'), page('Page', 'exercise'))
fs.writeFileSync(path.join(work, 'content/plain.md'), page('Page', 'paper'))
fs.symlinkSync(path.join(root, 'node_modules'), path.join(work, 'node_modules'))
const cli = path.join(root, 'lib/cli.js')
const built = spawnSync(process.execPath, [cli, 'build', work], { encoding: 'utf8' })
if (built.status !== 0) throw new Error(built.stderr)
const dist = path.join(work, 'dist')
const engine = fs.readdirSync(path.join(dist, 'lectern/engine'))[0]

// The least that a page can do, and the same bytes for the engine to read.
fs.writeFileSync(
  path.join(dist, 'bare.html'),
  '<!DOCTYPE html><html lang="en"><title>Bare</title><button>Run</button><output></output><script src="bare.js"></script></html>',
)
fs.writeFileSync(
  path.join(dist, 'bare.js'),
  `document.querySelector('button').onclick = () => {
  const worker = new Worker('bare-worker.js', { type: 'module' })
  worker.onmessage = ({ data }) => { document.querySelector('output').textContent = data }
}`,
)
fs.writeFileSync(
  path.join(dist, 'bare-worker.js'),
  `import { loadPyodide } from './lectern/engine/${engine}/pyodide.mjs'
const pyodide = await loadPyodide({
  indexURL: new URL('./lectern/engine/${engine}/', import.meta.url).href,
  lockFileContents: '{"info":{"abi_version":"2026_0","arch":"wasm32","platform":"emscripten_5_0_3","python":"3.14.2"},"packages":{}}',
  stdout: (text) => postMessage(text),
})
pyodide.runPython('print(1)')`,
)

const { origin, server } = await serveFolder(dist)

/** A browser of its own for each reader, since caches of compiled code outlive a page. */
async function read(address, use) {
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    await page.addInitScript(() => {
      window.seen = { paint: 0, blocked: 0 }
      new PerformanceObserver((list) => {
        for (const { startTime } of list.getEntries()) window.seen.paint = startTime
      }).observe({ type: 'largest-contentful-paint', buffered: true })
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) window.seen.blocked += duration - 50
      }).observe({ type: 'longtask', buffered: true })
    })
    await page.goto(origin + address)
    return await use(page)
  } finally {
    await browser.close()
  }
}

/** Clicks, and gives the milliseconds until a text is in an element. */
const clickUntil = (page, button, output, text) =>
  page.evaluate(
    ([button, output, text]) =>
      new Promise((resolve) => {
        const begun = performance.now()
        const look = () => {
          if (document.querySelector(output)?.textContent !== text) return
          observer.disconnect()
          resolve(performance.now() - begun)
        }
        const observer = new MutationObserver(look)
        observer.observe(document.body, { childList: true, subtree: true, characterData: true })
        document.querySelector(button).click()
      }),
    [button, output, text],
  )

/** Loads a page and goes down it, a screen at a time. */
const scrolled = async (page) => {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    for (let at = 0; at < document.documentElement.scrollHeight; at += innerHeight) {
      scrollTo({ top: at, behavior: 'instant' })
      await frame()
    }
    await new Promise((done) => setTimeout(done, 300))
  })
  return page.evaluate(() => window.seen)
}

const first = { ours: [], bare: [] }
const second = []
for (let i = 0; i < times; i++) {
  await read('/live/', async (page) => {
    first.ours.push(await clickUntil(page, '#x0 .exercise-run', '#x0 .exercise-output', '1\n'))
    await page.locator('#x0 .is-right').waitFor()
    await page.locator('#x0 textarea').fill('print(2)')
    second.push(await clickUntil(page, '#x0 .exercise-run', '#x0 .exercise-output', '2\n'))
  })
  await read('/bare.html', async (page) => first.bare.push(await clickUntil(page, 'button', 'output', '1')))
}
const ratio = median(first.ours) / median(first.bare)
const inTurn = median(first.ours.map((value, i) => value / first.bare[i]))
console.log(
  `first Run  ${shown(first.ours)}; bare worker ${shown(first.bare)}; ratio ${ratio.toFixed(2)}, in turn ${inTurn.toFixed(2)}`,
)
console.log(`second Run ${shown(second)}`)

const loads = { live: [], plain: [] }
for (let i = 0; i < times * 3; i++)
  for (const name of i % 2 ? ['live', 'plain'] : ['plain', 'live']) loads[name].push(await read(`/${name}/`, scrolled))
for (const measure of ['paint', 'blocked']) {
  const [live, plain] = ['live', 'plain'].map((name) => median(loads[name].map((load) => load[measure])))
  console.log(
    `${measure === 'paint' ? 'LCP       ' : 'blocking  '} 20 exercises ${live.toFixed(0)} ms, none ${plain.toFixed(0)} ms; ${plain > 0 ? `ratio ${(live / plain).toFixed(2)}` : `${(live - plain).toFixed(0)} ms more`}`,
  )
}
server.close()

if (course !== undefined) {
  const site = path.join(work, 'course')
  fs.cpSync(course, site, { recursive: true })
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(site, 'node_modules'))
  const start = `import { loadPyodide } from ${JSON.stringify(path.join(root, 'node_modules/pyodide/pyodide.mjs'))}\n;(await loadPyodide()).runPython('print(1)')`
  const timed = (args) => {
    const begun = performance.now()
    spawnSync(process.execPath, args, { stdio: 'ignore' })
    return performance.now() - begun
  }
  const all = { verify: [], check: [], start: [] }
  for (let i = 0; i < times; i++) {
    fs.rmSync(path.join(site, '.lectern'), { recursive: true, force: true })
    all.check.push(timed([cli, 'check', site]))
    fs.rmSync(path.join(site, '.lectern'), { recursive: true, force: true })
    all.verify.push(timed([cli, 'check', '--run', site]))
    all.start.push(timed(['--input-type=module', '-e', start]))
  }
  const verifying = median(all.verify) - median(all.check)
  console.log(
    `verifying  ${shown(all.verify)}, ${verifying.toFixed(0)} ms more than checking ${shown(all.check)}; one start of Python ${shown(all.start)}; ratio ${(verifying / median(all.start)).toFixed(2)}`,
  )
}
