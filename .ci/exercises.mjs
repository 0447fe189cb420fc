// Types a right program and a wrong one into every graded exercise of a built course, in a real browser under a strict policy, and says
// what came of it: `node .ci/exercises.mjs SITE`. With `--replay` the browser cannot make Python wait for promises.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import chromiumPackage from '@sparticuz/chromium'
import { chromium } from 'playwright-core'
import { solutions } from './solutions.mjs'

const [site = '.', mode] = process.argv.slice(2)
const types = {
  html: 'text/html',
  js: 'text/javascript',
  mjs: 'text/javascript',
  css: 'text/css',
  wasm: 'application/wasm',
}
const withoutPromises = 'delete WebAssembly.Suspending; delete WebAssembly.promising;\n'
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost')
  const file = decodeURIComponent(pathname).replace(/\/$/, '/index.html')
  try {
    let body = readFileSync(path.join(site, file))
    if (mode === '--replay' && file.endsWith('exercise-engine-python.js')) body = withoutPromises + body
    response.setHeader('Content-Type', types[file.split('.').at(-1)] ?? 'application/octet-stream')
    response.setHeader('Content-Security-Policy', "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src *")
    response.setHeader('Cache-Control', 'max-age=600')
    response.end(body)
  } catch {
    response.writeHead(404).end()
  }
}).listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))

const executablePath = process.env.CHROME_PATH ?? (await chromiumPackage.executablePath())
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
})
const count = { right: 0, wrong: 0, tried: 0, plain: 0 }
const faults = []
const context = await browser.newContext()
for (const [address, exercises] of Object.entries({ ...solutions, 'numerical/time-series': {} })) {
  const page = await context.newPage()
  page.on('pageerror', (error) => faults.push(`${address}: ${error.message}`))
  await page.goto(`http://127.0.0.1:${server.address().port}/${address}/`)
  const run = async (exercise, code, lines = []) => {
    await exercise.locator('textarea.code').fill(code)
    const status = exercise.locator('.exercise-status')
    await status.evaluate((element) => {
      element.className = 'exercise-status'
    })
    await exercise.locator('.exercise-run').click()
    for (const line of lines) {
      const field = exercise.locator('.exercise-input input')
      await field.waitFor({ timeout: 120_000 })
      await field.fill(line)
      await field.press('Enter')
      await exercise.locator('.is-answer').filter({ hasText: line }).last().waitFor()
    }
    await exercise
      .locator('.exercise-status:is(.is-right, .is-wrong, .is-rest)')
      .waitFor({ state: 'attached', timeout: 120_000 })
    await exercise.locator('.exercise-run').waitFor()
    return status
  }
  for (const [id, { right, wrong, lines }] of Object.entries(exercises)) {
    const exercise = page.locator(`#${id}`)
    for (const [kind, code] of Object.entries({ wrong, right })) {
      const status = await run(exercise, code, lines)
      const isRight = await status.evaluate((element) => element.classList.contains('is-right'))
      if (isRight === (kind === 'right')) count[kind]++
      else faults.push(`${address}#${id}: the ${kind} program: ${await status.textContent()}`)
    }
  }
  for (const exercise of await page.locator('.exercise').all()) {
    if ((await exercise.locator('textarea').count()) === 0) count.plain++
    else if (await exercise.evaluate((element) => element.classList.contains('no-progress'))) {
      await run(exercise, 'print(6 * 7)')
      const shown = await exercise.locator('.exercise-output').textContent()
      if (shown === '42\n') count.tried++
      else faults.push(`${address}: a place to try something gave ${JSON.stringify(shown)}`)
    }
  }
  await page.close()
}
await browser.close()
server.close()
for (const fault of faults) console.log(fault)
console.log(
  `${count.right} right programs pass, ${count.wrong} wrong ones fail, ${count.tried} places to try something run, ${count.plain} are for paper`,
)
process.exitCode =
  faults.length === 0 && count.right === 35 && count.wrong === 35 && count.tried === 10 && count.plain === 4 ? 0 : 1
