/** A browser that is installed, driven by the commands of WebDriver: https://www.w3.org/TR/webdriver2/ */
export interface Engine {
  readonly name: string
  /** Loads a page; it has loaded then. */
  open(address: string): Promise<void>
  /** Runs a function in the page, which sees nothing of the test but its arguments. */
  run<Value, Arguments extends readonly unknown[]>(
    what: (...values: Arguments) => Value | Promise<Value>,
    ...values: Arguments
  ): Promise<Value>
  /** Runs a program in the page, and then a function. */
  runAfter<Value>(program: string, what: () => Value | Promise<Value>): Promise<Value>
  /** Goes on with commands in the frame of that selector. */
  enter(selector: string): Promise<void>
  /** Presses keys, one after another: letters, and names such as `Enter`. */
  press(...keys: readonly string[]): Promise<void>
  back(): Promise<void>
  close(): Promise<void>
}

/** Sends a command of WebDriver, such as `POST element` with its parameters, and gives its value. */
export type Send = (command: string, parameters?: Readonly<Record<string, unknown>>) => Promise<unknown>

/** Focuses the first element that is found, and presses Enter: no pointer has to find it while something moves. */
export async function activate(engine: Engine, selector: string): Promise<void> {
  await engine.run((selector: string) => document.querySelector<HTMLElement>(selector)?.focus(), selector)
  await engine.press('Enter')
}

/** What keys are called in commands. */
const KEYS: Readonly<Record<string, string>> = {
  Escape: '\ue00c',
  Enter: '\ue007',
  Tab: '\ue004',
  ArrowLeft: '\ue012',
  ArrowUp: '\ue013',
  ArrowRight: '\ue014',
  ArrowDown: '\ue015',
}

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** An engine that takes these commands. `end` stops its program. */
export function engineOf(name: string, send: Send, end: () => Promise<void>): Engine {
  const script = async (body: string, values: readonly unknown[]): Promise<unknown> => {
    const answer = await send('POST execute/async', {
      script: `const done = arguments[arguments.length - 1]; const values = Array.from(arguments).slice(0, -1);
        (async () => { ${body} })().then((value) => done({ value }), (error) => done({ error: String(error?.stack ?? error) }))`,
      args: values,
    })
    if (typeof answer !== 'object' || answer === null) throw new Error(`${name} gave no answer.`)
    if ('error' in answer) throw new Error(`${name}: ${answer.error}`)
    return 'value' in answer ? answer.value : undefined
  }
  const find = async (selector: string): Promise<Readonly<Record<string, unknown>>> => {
    const element = await send('POST element', { using: 'css selector', value: selector })
    if (typeof element !== 'object' || element === null || !(ELEMENT in element)) throw new Error(`No ${selector}.`)
    return { [ELEMENT]: element[ELEMENT] }
  }
  return {
    name,
    async open(address) {
      await send('POST url', { url: address })
    },
    run: async (what, ...values) => (await script(`return (${what})(...values)`, values)) as never,
    runAfter: async (program, what) => (await script(`${program}; return (${what})()`, [])) as never,
    async enter(selector) {
      await send('POST frame', { id: null })
      await send('POST frame', { id: await find(selector) })
    },
    async press(...keys) {
      const actions = keys.flatMap((key) => {
        const value = KEYS[key] ?? key
        return [
          { type: 'keyDown', value },
          { type: 'keyUp', value },
        ]
      })
      await send('POST actions', { actions: [{ type: 'key', id: 'keyboard', actions }] })
    },
    async back() {
      await send('POST back')
    },
    async close() {
      await send('DELETE ').catch(() => undefined)
      await end()
    },
  }
}
