import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { format } from 'node:util'
import vm from 'node:vm'
import { loadPyodide } from 'pyodide'
import { QuickJS } from 'quickjs-wasi'
import { expect, test } from 'vitest'
import type { Engine, EngineHost } from '../../src/exercises/engine.ts'
import { PYTHON_LOCK } from '../../src/exercises/engines.ts'
import { createJavaScriptEngine, type QuickJsModule } from '../../src/exercises/javascript-engine.ts'
import { createMicroPythonEngine, type MicroPythonModule } from '../../src/exercises/micropython-engine.ts'
import { createPyodideEngine, type Pyodide } from '../../src/exercises/pyodide-engine.ts'
import { tryEngine } from './try-engine.ts'

// The manual has tables of what a program prints elsewhere, and in an engine of exercises, or the error that it ends with.
const manual = fs.readFileSync(
  path.resolve(import.meta.dirname, '../../content/write/languages-of-exercises.md'),
  'utf8',
)

/** The rows of a section: program, what it prints elsewhere, what it prints here. */
function rowsOf(section: string): readonly (readonly [program: string, elsewhere: string, here: string])[] {
  const text = manual.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? ''
  const rows = [...text.matchAll(/^\| `(.+?)` \| `(.+?)` \| `(.+?)` \|$/gm)]
  return rows.map(([, program = '', elsewhere = '', here = '']) => [program, elsewhere, here])
}

const packageFile = (name: string, file: string): string => createRequire(import.meta.url).resolve(`${name}/${file}`)

const loaders = {
  async python(host: EngineHost): Promise<Engine> {
    const pyodide: Pyodide = await loadPyodide({ env: { PYTHONHASHSEED: '0' }, lockFileContents: PYTHON_LOCK })
    return createPyodideEngine(pyodide, host)
  },
  async micropython(host: EngineHost): Promise<Engine> {
    const folder = path.dirname(packageFile('@micropython/micropython-webassembly-pyscript', 'package.json'))
    const module: MicroPythonModule = await import(pathToFileURL(path.join(folder, 'micropython.mjs')).href)
    return createMicroPythonEngine(module, path.join(folder, 'micropython.wasm'), host)
  },
  async javascript(host: EngineHost): Promise<Engine> {
    // The package has more than is used of it.
    const module = { QuickJS } as unknown as QuickJsModule
    return createJavaScriptEngine(
      module,
      await WebAssembly.compile(fs.readFileSync(packageFile('quickjs-wasi', 'quickjs.wasm'))),
      host,
    )
  },
}

/** What each program of a section prints in an engine. */
async function printedIn(engine: keyof typeof loaders, section: string): Promise<readonly string[]> {
  const { host, take, run } = tryEngine()
  take(await loaders[engine](host))
  const printed: string[] = []
  for (const [program] of rowsOf(section)) {
    const { error, output } = await run(program)
    printed.push(error?.type ?? output.trim())
  }
  return printed
}

test('Python prints what the table says', async () => {
  expect(rowsOf('MicroPython').length).toBeGreaterThan(10)
  expect(await printedIn('python', 'MicroPython')).toEqual(rowsOf('MicroPython').map(([, elsewhere]) => elsewhere))
})

test('MicroPython prints what the table says', async () => {
  expect(await printedIn('micropython', 'MicroPython')).toEqual(rowsOf('MicroPython').map(([, , here]) => here))
})

test('JavaScript of exercises prints what the table says, and that of browsers too', async () => {
  const rows = rowsOf('JavaScript')
  expect(rows.length).toBeGreaterThan(3)
  expect(await printedIn('javascript', 'JavaScript')).toEqual(rows.map(([, , here]) => here))
  const elsewhere = rows.map(([program]) => {
    const said: string[] = []
    vm.runInNewContext(program, { console: { log: (...values: unknown[]) => said.push(format(...values)) } })
    return said.join('\n')
  })
  expect(elsewhere).toEqual(rows.map(([, there]) => there))
})
