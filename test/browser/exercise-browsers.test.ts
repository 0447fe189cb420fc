import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium } from './engines/chromium-engine.ts'
import { activate, type Engine } from './engines/engine.ts'
import { findFirefox, launchFirefox } from './engines/firefox.ts'
import { serveWatched } from './engines/watched-site.ts'
import { exerciseCourse, POLICY } from './exercise-course.ts'

// The same stories of exercises in Chromium and in Firefox, where it is installed: see CONTRIBUTING.md.

const block = (id: string, engine: string, solution: string): string =>
  `%--\nexercise:\n  id: ${id}\n  engine: ${engine}\n  task: Go.\n  output: Hello Ada\n  solution: ${solution}\n--%\n`
const course = exerciseCourse({
  'site.yaml': 'title: Course\nsearch: false\n',
  'content/a.md': `# A\n\n${block('ExPython', 'python', "print('Hello Ada')")}\n${block('ExJavascript', 'javascript', "console.log('Hello Ada')")}`,
})
const firefox = findFirefox()

const browsers: readonly (readonly [name: string, launch: () => Promise<Engine>])[] = [
  ['Chromium', launchChromium],
  ...(firefox === undefined ? [] : [['Firefox', () => launchFirefox(firefox)] as const]),
]

describe.each(browsers)('in %s', (name, launch) => {
  const state: { engine?: Engine; site?: Awaited<ReturnType<typeof serveWatched>> } = {}
  const engine = (): Engine => {
    if (!state.engine) throw new Error(`${name} was not launched.`)
    return state.engine
  }
  const statusOf = (id: string): Promise<string> =>
    engine().run((id: string) => document.querySelector(`#${id} .exercise-status`)?.textContent ?? '', id)
  const write = (id: string, code: string): Promise<void> =>
    engine().run(
      (id: string, code: string) => {
        const field = document.querySelector<HTMLTextAreaElement>(`#${id} textarea`)
        if (!field) return
        field.value = code
        field.dispatchEvent(new Event('input'))
      },
      id,
      code,
    )
  const isAsked = (id: string): Promise<boolean> =>
    engine().run((id: string) => document.activeElement?.matches(`#${id} .exercise-input input`) === true, id)

  beforeAll(async () => {
    state.site = await serveWatched(course.files, POLICY)
    state.engine = await launch()
    await state.engine.open(`${state.site.origin}/a/`)
  })
  afterAll(async () => {
    await state.engine?.close()
    state.site?.server.closeAllConnections()
    state.site?.server.close()
  })

  test.each([
    ['ExPython', "print('Hello', input('Name: '))", 'while True: pass'],
    ['ExJavascript', "console.log('Hello', prompt('Name:'))", 'for (;;) {}'],
  ])('%s asks, is stopped, and passes', async (id, code, endless) => {
    await write(id, code)
    await activate(engine(), `#${id} .exercise-run`)
    await expect.poll(() => isAsked(id)).toBe(true)
    await engine().press(...'Ada', 'Enter')
    await expect.poll(() => statusOf(id)).toBe('Solved!')
    await write(id, endless)
    await activate(engine(), `#${id} .exercise-run`)
    await activate(engine(), `#${id} .exercise-stop`)
    await expect.poll(() => statusOf(id)).toBe('Stopped.')
    await write(id, endless)
    await activate(engine(), `#${id} .exercise-run`)
    await expect.poll(() => statusOf(id)).toMatch(/more than 5 s/)
  })

  test('a page that is left comes back with what was typed', async () => {
    await write('ExPython', 'print(5)')
    await engine().open(`${state.site?.origin}/frame.html`)
    await engine().back()
    const typed = () => engine().run(() => document.querySelector<HTMLTextAreaElement>('#ExPython textarea')?.value)
    await expect.poll(typed).toBe('print(5)')
    await write('ExPython', "print('Hello Ada')")
    await activate(engine(), '#ExPython .exercise-run')
    await expect.poll(() => statusOf('ExPython')).toBe('Solved!')
  })
})
