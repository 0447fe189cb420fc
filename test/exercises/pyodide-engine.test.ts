import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { loadPyodide } from 'pyodide'
import { beforeAll, describe, expect, test } from 'vitest'
import { engineFiles } from '../../src/exercises/engine-files.ts'
import { engines, PYTHON_LOCK } from '../../src/exercises/engines.ts'
import { createPyodideEngine, type Pyodide } from '../../src/exercises/pyodide-engine.ts'
import { tryEngine } from './try-engine.ts'

/** The real engine in Node, which cannot wait for promises: `input()` is answered by running again. */
describe('Python', () => {
  const { host, told, answers, state, take, run, check } = tryEngine()
  beforeAll(async () => {
    const pyodide: Pyodide = await loadPyodide({ env: { PYTHONHASHSEED: '0' }, lockFileContents: PYTHON_LOCK })
    take(createPyodideEngine(pyodide, host))
  })
  const shown = (): string => told.join('').replace(/out:\n/g, '\n')

  test('prints', async () => {
    expect(await run('print("São", 1)')).toEqual({ state: 'done', output: 'São 1\n', isCut: false })
    expect(told.join('')).toContain('São')
  })

  test('tells an exception with its line, and with frames of the program only', async () => {
    const { error, output } = await run('print(1)\ndef f():\n    return 1 / 0\nf()')
    expect(output).toBe('1\ndivision by zero')
    expect(error).toMatchObject({ type: 'ZeroDivisionError', message: 'division by zero', line: 3 })
    expect(error?.text.match(/File ".*?"/g)).toEqual(['File "exercise.py"', 'File "exercise.py"'])
  })

  test('tells a wrong syntax with its line', async () => {
    expect((await run('x = 1\ny = (')).error).toMatchObject({
      type: 'SyntaxError',
      line: 2,
      message: "'(' was never closed",
    })
  })

  test('keeps the cause of an exception', async () => {
    const { error } = await run("try:\n    {}['a']\nexcept KeyError as e:\n    raise ValueError('b') from e")
    expect(error?.text).toMatch(/KeyError: 'a'[\s\S]*direct cause[\s\S]*ValueError: b$/)
  })

  test('takes SystemExit for an end, and one with a message for an exception', async () => {
    expect(await run('print(1)\nraise SystemExit')).toEqual({ state: 'done', output: '1\n', isCut: false })
    expect((await run("import sys\nsys.exit('no')")).error).toMatchObject({ type: 'SystemExit', message: 'no' })
  })

  test('leaves prompts out of the output', async () => {
    expect((await run("print(input('Name: '))", { lines: ['Bo'] })).output).toBe('Bo\n')
    expect(shown()).toBe('prompt:Name: answer:Bo\nout:Bo\n')
  })

  test('ends the input where no line is left and the reader is not asked', async () => {
    expect((await run('input()')).error).toMatchObject({ type: 'EOFError', line: 1 })
  })

  test('asks the reader by running again, and shows each line once', async () => {
    answers.push('3', '2', 'add')
    const code = [
      'import random',
      'print("start", random.random() < 2)',
      'total = 0',
      'while True:',
      "    line = input('Number: ')",
      "    if line == 'add': break",
      '    total += float(line)',
      'print(total)',
    ].join('\n')
    expect((await run(code, { ask: true })).output).toBe('start True\n5.0\n')
    expect(shown().match(/prompt:/g)).toHaveLength(3)
    expect(shown().match(/start/g)).toHaveLength(1)
  })

  test('asks also where the program catches everything', async () => {
    answers.push('7')
    expect((await run('try:\n    x = int(input())\nexcept:\n    x = 0\nprint(x)', { ask: true })).output).toBe('7\n')
  })

  test('ends the input where the reader ends it', async () => {
    answers.push('1', undefined)
    expect((await run('while True: print(input())', { ask: true })).error?.type).toBe('EOFError')
  })

  test('reads sys.stdin', async () => {
    expect((await run('import sys\nprint([line for line in sys.stdin])', { lines: ['a', 'b'] })).output).toBe(
      "['a\\n', 'b\\n']\n",
    )
  })

  test('ends endless programs, also those that catch everything but that', async () => {
    expect((await run('while True: pass', { limit: 0.2 })).state).toBe('limit')
    expect(
      (await run('while True:\n  try:\n    while True: pass\n  except Exception: pass', { limit: 0.2 })).state,
    ).toBe('limit')
    expect((await run('import time\ntime.sleep(60)', { limit: 0.2 })).state).toBe('limit')
  })

  test('stops', async () => {
    state.isStopped = true
    expect((await run('while True: pass')).state).toBe('stopped')
    state.isStopped = false
    expect((await run('print(1)')).output).toBe('1\n')
  })

  test('takes an interrupt of the program itself for an exception', async () => {
    expect((await run('raise KeyboardInterrupt')).error?.type).toBe('KeyboardInterrupt')
  })

  test('bounds what is printed', async () => {
    const { output, isCut } = await run('for i in range(5000): print(i)')
    expect(isCut).toBe(true)
    expect(output.split('\n')).toHaveLength(2001)
    expect((await run("print('a' * 10**6)")).output).toHaveLength(200_000)
  })

  test('bounds how deep calls go, and tells it briefly', async () => {
    expect((await run('def f(n): return n and f(n - 1)\nprint(f(150))')).output).toBe('0\n')
    const { error } = await run('def f(n): return n and f(n - 1)\nf(300)')
    expect(error?.type).toBe('RecursionError')
    expect((error?.text ?? '').split('\n').length).toBeLessThan(80)
    expect((await run('def f(n): return n and f(n - 1)\nprint(f(300))', { recursion: 500 })).output).toBe('0\n')
  })

  describe('begins from nothing', () => {
    test.each([
      ['names', 'x = 1', "print('x' in globals(), __name__)", 'False __main__\n'],
      [
        'built-in functions',
        '__builtins__.len = 3\n__builtins__.own = 1',
        "print(len('a'), 'own' in dir(__builtins__))",
        '1 False\n',
      ],
      ['modules', 'import random\nrandom.random = 3', 'import random\nprint(callable(random.random))', 'True\n'],
      [
        'modules that it imported itself',
        'import colorsys\ncolorsys.a = 3',
        "import colorsys\nprint(hasattr(colorsys, 'a'))",
        'False\n',
      ],
      ['files', "open('a.txt', 'w').write('a')", 'import os\nprint(os.listdir())', '[]\n'],
      [
        'random numbers',
        'import random\nprint(random.random())',
        'import random\nprint(random.random())',
        '0.8444218515250481\n',
      ],
    ])('in %s', async (_, before, code, output) => {
      await run(before)
      expect((await run(code)).output).toBe(output)
    })
  })

  test('has the files of the exercise, fresh each time', async () => {
    const files = { 'data/a.txt': 'one\n', 'b.bin': Uint8Array.of(0, 255), 'own.py': 'x = 5' }
    await run("open('data/a.txt', 'w').write('two')", { files })
    expect(
      (await run("import own\nprint(open('data/a.txt').read(), own.x, open('b.bin', 'rb').read())", { files })).output,
    ).toBe("one\n 5 b'\\x00\\xff'\n")
    expect((await run('import own')).error).toMatchObject({ type: 'ModuleNotFoundError' })
  })

  test('runs a setup before, whose output does not count', async () => {
    expect(await run('print(x)', { setup: "x = 1\nprint('s')" })).toEqual({
      state: 'done',
      output: '1\n',
      isCut: false,
    })
    expect(await run('print(x)', { setup: '1 / 0' })).toMatchObject({
      state: 'setup',
      error: { type: 'ZeroDivisionError', line: 1 },
    })
  })

  describe('checks', () => {
    test('by asserting, with words or without', async () => {
      expect(await check('x = 1', 'assert x == 1')).toEqual({ passed: true })
      expect(await check('x = 1', "\nassert x == 2, '`x` should be 2'")).toMatchObject({
        passed: false,
        line: 2,
        message: '`x` should be 2',
      })
      expect(await check('x = 1', 'assert x == 2')).toEqual({ passed: false, line: 1, source: 'assert x == 2' })
    })

    test('and tells where the check itself breaks', async () => {
      expect(await check('x = 1', 'assert y == 2')).toMatchObject({
        passed: false,
        line: 1,
        error: { type: 'NameError' },
      })
      expect(await check('x = 1', 'assert (')).toMatchObject({ passed: false, error: { type: 'SyntaxError', line: 1 } })
      expect(await check('x = 1', 'while True: pass', { limit: 0.2 })).toEqual({ passed: false, isLate: true })
    })

    test('what was printed, the text of the program, and its exception', async () => {
      const source = [
        "assert output == '1\\ndivision by zero'",
        "assert code.startswith('print(1)')",
        'assert isinstance(error, ZeroDivisionError)',
        'def f(): return output',
        'assert f() == output',
      ].join('\n')
      expect(await check('print(1)\n1/0', source)).toEqual({ passed: true })
    })

    test('the program with other input, which leaves its namespace alone', async () => {
      const source = "assert run('4', 5) == '9.0\\n'\nassert run('a') != ''\nassert n == '1'"
      expect(await check('n = input()\nprint(float(n) + float(input()))', source, { lines: ['1', '2'] })).toEqual({
        passed: true,
      })
      expect(await check('while input(): pass', "run(*['a'] * 3)", { lines: [''] })).toEqual({ passed: true })
      expect(await check('if input():\n  while True: pass', "run('a')", { lines: [''], limit: 0.2 })).toEqual({
        passed: false,
        isLate: true,
      })
    })

    test('functions that change names of the program, and names that a check has too', async () => {
      const code = 'n = 0\noutput = []\ndef f():\n  global n\n  n += 1\n  output.append(n)\n  return output'
      expect(await check(code, "assert f() == [1]\nassert n == 1\nassert output == ''")).toEqual({ passed: true })
    })

    test('in the old way, by `correct`', async () => {
      const validate = (code: string, ...validate: string[]) =>
        run(code, { validate }).then(({ validated }) => validated)
      expect(await validate('x = 1', 'correct = x == 1')).toBe(true)
      expect(await validate('x = 1', 'correct = x == 2')).toBe(false)
      expect(await validate('correct = True', 'x = 1')).toBe(false)
      expect(await validate('x = 1', 'correct = y', 'correct = 1')).toBe(true)
      const replaced = "def input():\n  return 'a'\n__builtins__.input = input\ncorrect = f() == 'a'"
      expect(await validate('def f(): return input()', replaced)).toBe(true)
    })

    test('and shows nothing of what checks print', async () => {
      await check('x = 1', "print('secret')")
      expect(told).toEqual([])
    })
  })

  test('is the version whose bytes are known', () => {
    const { version, files = [] } = engineFiles.python ?? {}
    expect(engines.python).toMatchObject({
      folder: `python-${version}`,
      size: files.reduce((total, { size }) => total + size, 0),
      transfer: files.reduce((total, { transfer }) => total + transfer, 0),
    })
    const folder = path.dirname(createRequire(import.meta.url).resolve('pyodide/package.json'))
    for (const { name, size, sha256 } of files) {
      const bytes = fs.readFileSync(path.join(folder, name))
      expect([name, bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([name, size, sha256])
    }
  })
})
