import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { createMicroPythonEngine, type MicroPythonModule } from '../../src/exercises/micropython-engine.ts'
import { tryEngine } from './try-engine.ts'

/** The real engine in Node. */
describe('MicroPython', () => {
  const { host, told, answers, state, take, run, check } = tryEngine()
  beforeAll(async () => {
    const manifest = createRequire(import.meta.url).resolve(
      '@micropython/micropython-webassembly-pyscript/package.json',
    )
    const file = (name: string): string => path.join(path.dirname(manifest), name)
    const module: MicroPythonModule = await import(pathToFileURL(file('micropython.mjs')).href)
    take(createMicroPythonEngine(module, file('micropython.wasm'), host))
  })

  test('prints', async () => {
    expect(await run("print('São', 1)\nprint(2, end='')")).toEqual({ state: 'done', output: 'São 1\n2', isCut: false })
    expect(told).toEqual(['out:São 1\n', 'out:2'])
  })

  test('tells an exception with its line, and with frames of the program only', async () => {
    const { error, output } = await run('print(1)\ndef f():\n    return 1 / 0\nf()')
    expect(output).toBe('1\ndivide by zero')
    expect(error).toEqual({
      type: 'ZeroDivisionError',
      message: 'divide by zero',
      line: 3,
      text: 'Traceback (most recent call last):\n  File "exercise.py", line 4, in <module>\n  File "exercise.py", line 3, in f\nZeroDivisionError: divide by zero',
    })
    expect((await run('x = 1\ny = )')).error).toMatchObject({ type: 'SyntaxError', line: 2, message: 'invalid syntax' })
    expect(await run('print(1)\nraise SystemExit')).toEqual({ state: 'done', output: '1\n', isCut: false })
  })

  test('asks the reader by running again, and shows each line once', async () => {
    answers.push('3', '4')
    expect((await run("print('start')\nprint(int(input('a ')) + int(input('b ')))", { ask: true })).output).toBe(
      'start\n7\n',
    )
    expect(told.join('')).toBe('out:start\nprompt:a answer:3\nprompt:b answer:4\nout:7\n')
    answers.push('7')
    expect((await run('try:\n    x = int(input())\nexcept:\n    x = 0\nprint(x)', { ask: true })).output).toBe('7\n')
  })

  test('ends the input where no line is left and the reader is not asked', async () => {
    expect((await run('input()')).error).toMatchObject({ type: 'EOFError', line: 1 })
    expect((await run("print(input('Name: '))", { lines: ['Bo'] })).output).toBe('Bo\n')
  })

  test('ends endless output, stops, and bounds what is printed, how deep calls go, and memory', async () => {
    expect((await run('while True: print(1)', { limit: 0.2 })).state).toBe('limit')
    state.isStopped = true
    expect((await run('while True: print(1)')).state).toBe('stopped')
    state.isStopped = false
    const { isCut, output } = await run('for i in range(5000): print(i)')
    expect([isCut, output.split('\n').length]).toEqual([true, 2001])
    expect((await run('def f(n): return f(n + 1)\nf(0)')).error).toMatchObject({ type: 'RuntimeError', line: 1 })
    expect((await run('x = bytearray(10 ** 10)')).error?.type).toMatch(/MemoryError|OverflowError/)
  })

  test('begins from nothing, twenty times', async () => {
    for (let i = 0; i < 20; i++)
      expect((await run(`print('x' in globals(), __name__)\nx = [${i}] * 1000`)).output).toBe('False __main__\n')
  })

  test('has the files of the exercise, and no way to the machine', async () => {
    const files = { 'data/a.txt': 'one\n', 'own.py': 'x = 5' }
    expect((await run("import own\nprint(open('data/a.txt').read(), own.x)", { files })).output).toBe('one\n 5\n')
    expect((await run('import js\njs.process.exit(1)')).error?.type).toBe('AttributeError')
    expect((await run('import jsffi\njsffi.create_proxy')).error?.type).toBe('AttributeError')
  })

  test('runs a setup before, whose output does not count', async () => {
    expect((await run('print(x)', { setup: "x = 1\nprint('s')" })).output).toBe('1\n')
    expect(await run('', { setup: '1 / 0' })).toMatchObject({
      state: 'setup',
      error: { type: 'ZeroDivisionError', line: 1 },
    })
  })

  test('is checked by asserting, by what was printed, and with other input', async () => {
    const code = 'def add(a, b): return a - b'
    expect(await check(code, "assert add(2, 3) == 5, '`add(2, 3)` should be 5'")).toEqual({
      passed: false,
      line: 1,
      source: "assert add(2, 3) == 5, '`add(2, 3)` should be 5'",
      message: '`add(2, 3)` should be 5',
    })
    expect(await check(code, '\nassert add(2, 3) == 5')).toEqual({
      passed: false,
      line: 2,
      source: 'assert add(2, 3) == 5',
    })
    const asks = 'output = int(input())\nprint(output * 2)'
    const source =
      "assert output == '4\\n' and 'input' in code and error is None\nassert run(5) == '10\\n' and run('6') == '12\\n'"
    expect(await check(asks, source, { lines: ['2'] })).toEqual({ passed: true })
    expect(told.join('')).toBe('answer:2\nout:4\n')
    expect((await check('', 'assert missing'))?.error).toMatchObject({ type: 'NameError', line: 1 })
  })
})
