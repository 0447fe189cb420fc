import fs from 'node:fs'
import { createRequire } from 'node:module'
import { format } from 'node:util'
import { QuickJS } from 'quickjs-wasi'
import { beforeAll, describe, expect, test } from 'vitest'
import { createJavaScriptEngine, type QuickJsModule } from '../../src/exercises/javascript-engine.ts'
import { tryEngine } from './try-engine.ts'

/** The real engine in Node. */
describe('JavaScript', () => {
  const { host, told, answers, state, take, run, check } = tryEngine()
  beforeAll(async () => {
    const file = createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm')
    // The package has more than is used of it.
    const module = { QuickJS } as unknown as QuickJsModule
    take(createJavaScriptEngine(module, await WebAssembly.compile(fs.readFileSync(file)), host))
  })

  test('prints', async () => {
    expect(await run("console.log('São', 1)")).toEqual({ state: 'done', output: 'São 1\n', isCut: false })
    expect(told).toEqual(['out:São 1\n'])
  })

  test.each([
    ["'a'", 'a'],
    ["['a', 1, null, undefined]", "[ 'a', 1, null, undefined ]"],
    ["{ a: 1, 'b-c': [1, 2] }", "{ a: 1, 'b-c': [ 1, 2 ] }"],
    ['[]', '[]'],
    ['{}', '{}'],
    ['[, 1]', '[ <1 empty item>, 1 ]'],
    ['new Map([["a", 1]])', "Map(1) { 'a' => 1 }"],
    ['new Set([1, 2])', 'Set(2) { 1, 2 }'],
    ['new (class Point { x = 1 })', 'Point { x: 1 }'],
    ['class A {}', '[class A]'],
    ['() => 1', '[Function (anonymous)]'],
    ['{ a: { b: { c: { d: 1 } } } }', '{ a: { b: { c: [Object] } } }'],
    ["new TypeError('no')", 'TypeError: no'],
    ['-0, 10n, Symbol("s"), 0.1 + 0.2', '-0 10n Symbol(s) 0.30000000000000004'],
    ["'%s is %d', 'x', 5, 'more'", 'x is 5 more'],
    ['"it\'s", ["it\'s"]', 'it\'s [ "it\'s" ]'],
    ['new Date(0)', '1970-01-01T00:00:00.000Z'],
  ])('shows %s as Node does', async (value, shown) => {
    expect((await run(`console.log(${value})`)).output).toBe(`${shown}\n`)
  })

  test('shows lists, objects and what is in them as Node does', async () => {
    const lists = Array.from({ length: 40 }, (_, n) =>
      Array.from({ length: n * 3 }, (_, i) => (i * i * 7) % 10 ** (1 + (n % 5))),
    )
    const words = Array.from({ length: 12 }, (_, n) =>
      Array.from({ length: n * 2 }, (_, i) => 'ab'.repeat((i * 5) % 7)),
    )
    const mixed = Array.from({ length: 20 }, (_, n) => ({
      name: 'x'.repeat(n * 4),
      list: [n, [n, [n, [n], []], {}], 'a\nb', null],
      'a-b': { lists: lists.slice(n, n + 2), flag: n % 2 === 0, words: words[n % 12] },
    }))
    for (const value of [...lists, ...words, ...mixed]) {
      const { output } = await run(`console.log(${JSON.stringify(value)})`)
      expect(output).toBe(`${format(value)}\n`)
    }
  })

  test('tells how long something took, by its name', async () => {
    const { output } = await run(
      "console.time('a'); console.timeLog('a', 1); console.timeEnd('a'); console.timeEnd('a')",
    )
    expect(output.replace(/[\d.]+ ms/g, '# ms')).toBe('a: # ms 1\na: # ms\n')
  })

  test('shows what is long on several lines', async () => {
    const { output } = await run("console.log(Array.from({ length: 8 }, (_, i) => 'word number ' + i))")
    expect(output.split('\n').slice(0, 3)).toEqual(['[', "  'word number 0',", "  'word number 1',"])
  })

  test('tells an exception with its line, and with frames of the program only', async () => {
    const { error, output } = await run("console.log(1)\nfunction f() {\n  throw new TypeError('no')\n}\nf()")
    expect(output).toBe('1\nno')
    expect(error).toMatchObject({ type: 'TypeError', message: 'no', line: 3 })
    expect(error?.text).toBe('TypeError: no\n    at f (exercise.js:3:13)\n    at exercise.js:5:1')
  })

  test('tells a wrong syntax with its line, and what is thrown without being an error', async () => {
    expect((await run('let a\nlet = 5 5')).error).toMatchObject({ type: 'SyntaxError', line: 2 })
    expect((await run("throw 'no'")).error?.message).toBe('no')
  })

  test('waits for promises and timers, and tells a rejection that nobody caught', async () => {
    const code = [
      "setTimeout(() => console.log('late'), 20)",
      "const word = await new Promise((done) => setTimeout(() => done('soon'), 5))",
      'console.log(word)',
      'let n = 0',
      'const id = setInterval(() => { console.log(++n); if (n === 2) clearInterval(id) }, 30)',
    ].join('\n')
    expect((await run(code)).output).toBe('soon\nlate\n1\n2\n')
    expect((await run("Promise.reject(new RangeError('r'))\nconsole.log(1)")).error?.type).toBe('RangeError')
    expect((await run('Promise.reject(1).catch(() => console.log(2))')).output).toBe('2\n')
  })

  test('asks the reader by running again, and shows each line once', async () => {
    answers.push('3', '4')
    const code =
      "console.log('start')\nlet sum = 0\nfor (let i = 0; i < 2; i++) sum += Number(prompt('Number:'))\nconsole.log(sum)"
    expect((await run(code, { ask: true })).output).toBe('start\n7\n')
    expect(told.join('')).toBe('out:start\nprompt:Number: answer:3\nprompt:Number: answer:4\nout:7\n')
    answers.push('1')
    const swallowed = 'let x\ntry { x = prompt() } catch { x = 0 }\nconsole.log(x)'
    expect((await run(swallowed, { ask: true })).output).toBe('1\n')
  })

  test('ends the input where no line is left and the reader is not asked', async () => {
    expect((await run('console.log(prompt())')).output).toBe('null\n')
    expect((await run("console.log(prompt('Name'))", { lines: ['Bo'] })).output).toBe('Bo\n')
  })

  test('ends endless programs, also those that catch everything', async () => {
    expect((await run('for (;;) {}', { limit: 0.2 })).state).toBe('limit')
    expect((await run('for (;;) try { for (;;) {} } catch {}', { limit: 0.2 })).state).toBe('limit')
    expect((await run('await new Promise((done) => setTimeout(done, 60000))', { limit: 0.2 })).state).toBe('limit')
    expect((await run('setInterval(() => {}, 1)', { limit: 0.2 })).state).toBe('limit')
    expect((await run("/(a+)+b/.test('a'.repeat(50))", { limit: 0.2 })).state).toBe('limit')
  })

  test('stops', async () => {
    state.isStopped = true
    expect((await run('for (;;) {}')).state).toBe('stopped')
    state.isStopped = false
    expect((await run('console.log(1)')).output).toBe('1\n')
  })

  test('bounds what is printed, how deep calls go, and memory', async () => {
    const { output, isCut } = await run('for (let i = 0; i < 5000; i++) console.log(i)')
    expect([isCut, output.split('\n').length]).toEqual([true, 2001])
    const { error } = await run('function f(n) { return f(n + 1) + 1 }\nf(0)')
    expect(error).toMatchObject({ type: 'RangeError', line: 1 })
    expect(error?.text.split('\n').length).toBeLessThan(20)
    expect((await run("const a = []\nfor (;;) a.push('x'.repeat(1e6) + a.length)")).error?.message).toContain('memory')
    expect((await run('console.log(1)')).output).toBe('1\n')
  })

  test('begins from nothing, with the same random numbers', async () => {
    await run('globalThis.x = 1; Array.prototype.own = 1; Math.random = 3')
    const { output } = await run('console.log(typeof x, [].own, Math.random() === Math.random(), typeof host)')
    expect(output).toBe('undefined undefined false undefined\n')
    const random = 'console.log(Math.random())'
    expect((await run(random)).output).toBe((await run(random)).output)
  })

  test('runs a setup before, whose output does not count', async () => {
    expect((await run('console.log(x)', { setup: "const x = 1; console.log('s')" })).output).toBe('1\n')
    expect(told.join('')).toBe('out:1\n')
    expect(await run('', { setup: 'null.x' })).toMatchObject({ state: 'setup', error: { type: 'TypeError', line: 1 } })
  })

  describe('checks', () => {
    test('by asserting, with words or without', async () => {
      const code = 'const add = (a, b) => a - b'
      expect(await check(code, 'assert(add(2, 3) === 5, "`add(2, 3)` should be 5")')).toEqual({
        passed: false,
        line: 1,
        source: 'assert(add(2, 3) === 5, "`add(2, 3)` should be 5")',
        message: '`add(2, 3)` should be 5',
      })
      expect(await check(code, '\nassert(add(2, 3) === 5)')).toMatchObject({
        line: 2,
        source: 'assert(add(2, 3) === 5)',
      })
      expect(await check(code, 'assert.equal([add(3, 2)], [1])')).toEqual({ passed: true })
      expect((await check(code, 'assert.equal(add(2, 3), 5)'))?.message).toBe('`-1` should be `5`')
    })

    test('what was printed and written, what was thrown, and what other input gives', async () => {
      const code = "const a = Number(prompt())\nconsole.log(a * 2)\nif (a === 3) throw new Error('three')"
      const source = [
        "assert(output === '4\\n' && code.includes('prompt') && error === undefined)",
        "assert(run(5) === '10\\n' && run(6) === '12\\n')",
        "assert(run(3).endsWith('three'))",
      ].join('\n')
      expect(await check(code, source, { lines: ['2'] })).toEqual({ passed: true })
      expect(told.join('')).toBe('answer:2\nout:4\n')
      expect(await check("throw new Error('x')", "assert(error === 'Error: x')")).toEqual({ passed: true })
    })

    test('its own names first, and what is async', async () => {
      expect(
        await check(
          'let output = 5\nasync function load() { return output }',
          'assert(await load() === 5 && output === "")',
        ),
      ).toEqual({ passed: true })
    })

    test('tells its own faults, and where it does not end', async () => {
      expect((await check('', 'assert(missing)'))?.error).toMatchObject({ type: 'ReferenceError', line: 1 })
      expect((await check('', 'assert('))?.error).toMatchObject({ type: 'SyntaxError' })
      expect(await check('', 'for (;;) {}', { limit: 0.2 })).toEqual({ passed: false, isLate: true })
      expect(
        await check('while (prompt() === "a") {}; if (prompt() === "b") for (;;) {}', 'run("b", "b")', { limit: 0.2 }),
      ).toEqual({ passed: false, isLate: true })
    })
  })
})
