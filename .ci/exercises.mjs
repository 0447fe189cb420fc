// Types a right program and a wrong one into every graded exercise of a built course, in a real browser under a strict policy, and says
// what came of it: `node .ci/exercises.mjs SITE`. With `--replay` the browser cannot make Python wait for promises.
import { launchChromium, serveFolder } from '../scripts/served-folder.mjs'
import { solutions } from './solutions.mjs'

const [site = '.', mode] = process.argv.slice(2)
const withoutPromises = 'delete WebAssembly.Suspending; delete WebAssembly.promising;\n'
const { origin, server } = await serveFolder(site, {
  headers: { 'Content-Security-Policy': "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src *" },
  bodyOf: (file, bytes) =>
    mode === '--replay' && file.endsWith('exercise-engine-python.js') ? withoutPromises + bytes : bytes,
})
const browser = await launchChromium()
const count = { right: 0, wrong: 0, tried: 0, plain: 0 }
const faults = []
const context = await browser.newContext()
for (const [address, exercises] of Object.entries({ ...solutions, 'numerical/time-series': {} })) {
  const page = await context.newPage()
  page.on('pageerror', (error) => faults.push(`${address}: ${error.message}`))
  await page.goto(`${origin}/${address}/`)
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
