import type { Frame } from 'playwright-core'
import { newReader } from '../browser.ts'
import type { Engine } from './engine.ts'

/** The browser of the other tests, as an engine among the others. */
export async function launchChromium(): Promise<Engine> {
  const context = await newReader({ viewport: { width: 1800, height: 1000 } })
  const page = await context.newPage()
  let frame: Frame = page.mainFrame()
  return {
    name: 'Chromium',
    async open(address) {
      frame = page.mainFrame()
      await page.goto(address)
    },
    run: (what, ...values) =>
      frame.evaluate(([source, given]) => new Function(`return (${source})(...arguments[0])`)(given), [
        String(what),
        values,
      ] as const) as never,
    async runAfter(program, what) {
      await frame.evaluate(program)
      return frame.evaluate(what)
    },
    async enter(selector) {
      const found = await (await page.waitForSelector(selector)).contentFrame()
      if (!found) throw new Error(`${selector} is no frame.`)
      frame = found
    },
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key)
    },
    async back() {
      await page.goBack()
    },
    close: () => context.close(),
  }
}
