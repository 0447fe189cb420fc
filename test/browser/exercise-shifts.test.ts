import { describe, expect, test } from 'vitest'
import { readerOf } from './browser.ts'

const title =
  'A title of a page that is long enough to fill its lines in the menu of the course to the very end of them'
const quiz = `quiz:
  id: QuizLines
  question: Which order?
  arrange: |
    for i in range(10):
        print(i, 'and some more words, so that the line is a long one on a phone')
    print('done')
`
const choice = `quiz:
  id: QuizChoice
  question: Which of these?
  right: This one
  wrong: [That one, 'Another one, which is longer than the others, and takes two lines on a phone, or three']
`
const page = [
  '# Exercises\n\nText.\n',
  '<div class="exercise" id="old" markdown="1">\n#### Old\n\n<textarea class="code" rows="1">\nprint(1)\nprint(2)\nprint(3)\nprint(4)\nprint(5)\n</textarea>\n<div hidden class="solution_output">1</div>\n</div>\n',
  '<div class="exercise no-progress" id="high">\n<textarea class="code height300"></textarea>\n</div>\n',
  `%--\n${quiz}--%\n`,
  '%--\nexercise:\n  id: ExNew\n  task: Go.\n  starter: |\n    print(1)\n  output: 1\n  solution: print(1)\n--%\n',
  `%--\n${choice}--%\n`,
].join('\n')

const site = (lang: string) => ({
  'site.yaml': `title: Course\nlang: ${lang}\nrules:\n  exercise/no-engine: off\n`,
  'content/basics/a.md': page,
  'content/basics/b.md': page,
  'content/more/c.md': '# C\n\nNothing to solve.\n',
  'sitemap.yaml': `Basics of it all:\n    A: basics/a\n    ${title}: basics/b\nMore:\n    C: more/c\n`,
})
const courses = { en: readerOf(site('en')), fa: readerOf(site('fa')) }

describe.each([
  ['from left to right', 'en'],
  ['from right to left', 'fa'],
] as const)('%s', (_, lang) => {
  const reader = courses[lang]

  test.each([
    ['/basics/a/', false],
    ['/more/c/', true],
    ['/', true],
  ])('what scripts add to %s moves nothing', async (address, isBegun) => {
    for (const width of [360, 768, 1024, 1280, 1600]) {
      const page = await reader.open(address, {
        width,
        before: async (opened) => {
          await opened.addInitScript((begun) => {
            const moved: PerformanceEntry[] = []
            const observer = new PerformanceObserver((list) => moved.push(...list.getEntries()))
            observer.observe({ type: 'layout-shift', buffered: true })
            const shifts = () =>
              [...moved, ...observer.takeRecords()].flatMap((entry) =>
                (entry as PerformanceEntry & { sources: readonly { node: Node | null }[] }).sources.map(({ node }) =>
                  node instanceof Element ? node.outerHTML.slice(0, 100) : String(node?.textContent),
                ),
              )
            Object.assign(window, { shifts })
            if (begun) localStorage.setItem('lectern-work:/:/basics/a/', '{"old":{"code":"x"},"":{"count":[0,4]}}')
          }, isBegun)
          // The scripts come after the first paint, as on a slow line.
          await opened.route('**/lectern/*.js', async (route) => {
            if (!route.request().url().endsWith('scheme.js'))
              await opened.waitForFunction(() => performance.getEntriesByType('paint').length > 0)
            await route.continue()
          })
          await opened.route('**/lectern/solved.css', async (route) => {
            await opened.waitForFunction(() => 'lecternSolvable' in window)
            await route.continue()
          })
        },
      })
      // All that scripts add is there.
      await page.waitForFunction((all) => document.querySelectorAll('.exercise-solved').length === all, 3)
      await page.evaluate(async () => {
        const frame = () => new Promise((done) => requestAnimationFrame(done))
        for (let at = 0; at < document.documentElement.scrollHeight; at += innerHeight / 2) {
          scrollTo({ top: at, behavior: 'instant' })
          await frame()
          await frame()
        }
      })
      expect(await page.evaluate(() => Reflect.get(window, 'shifts')()), `${width}`).toEqual([])
    }
  })
})
