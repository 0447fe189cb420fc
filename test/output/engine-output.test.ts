import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { engineFiles } from '../../src/exercises/engine-files.ts'
import { engines } from '../../src/exercises/engines.ts'
import { memoryFiles } from '../../src/files/memory.ts'
import { findPackageFrom } from '../../src/files/packages.ts'
import { createEnginePackages, planEngines, stateOfEngines } from '../../src/output/engine-output.ts'
import { generatedPage } from '../../src/page/document.ts'

const folder = path.dirname(createRequire(import.meta.url).resolve('pyodide/package.json'))
const { version = '', files = [] } = engineFiles.python ?? {}
const whole = Object.fromEntries(
  ['package.json', ...files.map(({ name }) => name)].map((name) => [name, fs.readFileSync(path.join(folder, name))]),
)
const span = { path: 'content/a.md', start: 3, end: 8 }
const page = generatedPage({ title: 'A', address: '/a/', output: 'a/index.html' })
const documents = [page, { ...page, engines: [{ name: 'python', span }] }]
const plan = (installed: Record<string, string | Uint8Array> | undefined, of = documents) =>
  planEngines(
    createEnginePackages(() => installed && memoryFiles(installed)),
    of,
    false,
  )

describe('the engine of a site with exercises', () => {
  test('is published with its licence, under an address with its version', () => {
    const { files, diagnostics } = plan(whole)
    expect(diagnostics).toEqual([])
    expect(files.map(([output]) => output)).toEqual(
      ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip', 'LICENSE.txt'].map(
        (name) => `lectern/engine/python-${version}/${name}`,
      ),
    )
    expect(files.map(([, file]) => file.content()?.length)).not.toContain(undefined)
  })

  test('of a portable site is published for disks as well, in one script', () => {
    const { files } = planEngines(
      createEnginePackages(() => memoryFiles(whole)),
      documents,
      true,
    )
    const script = String(files.find(([path]) => path === `lectern/engine/python-${version}/disk.js`)?.[1].content())
    const packed: Record<string, string> = JSON.parse(/^lecternEngineFiles\((.*)\)\n$/.exec(script)?.[1] ?? '{}')
    for (const { name } of engineFiles.python?.files ?? [])
      expect(inflateRawSync(Buffer.from(packed[name] ?? '', 'base64')).equals(whole[name] ?? Buffer.of()), name).toBe(
        true,
      )
  })

  test('is not looked for where no page needs it', () => {
    const never = createEnginePackages(() => {
      throw new Error('It was looked for.')
    })
    expect(planEngines(never, [page], true)).toEqual({ files: [], diagnostics: [] })
    expect(stateOfEngines(never, [page])).toEqual({ names: [], state: '' })
  })

  test.each<[string, Record<string, string | Uint8Array> | undefined, string]>([
    ['that is not installed', undefined, 'the package `pyodide` is not installed'],
    [
      'of another version',
      { ...whole, 'package.json': '{"version":"0.1.0"}' },
      `the package \`pyodide\` has version 0.1.0, and ${version} is the one that Lectern knows`,
    ],
    [
      'without a file',
      { 'package.json': whole['package.json'] ?? '' },
      'the package `pyodide` has no file `pyodide.mjs`',
    ],
    [
      'with other bytes',
      { ...whole, 'pyodide.mjs': 'x' },
      `the file \`pyodide.mjs\` of the package \`pyodide\` is not the one that was published with version ${version}`,
    ],
  ])('%s is told at the first exercise, with the command that brings it', (_, installed, fault) => {
    const { files, diagnostics } = plan(installed)
    expect(files).toEqual([])
    expect(diagnostics).toMatchObject([
      {
        code: 'exercise/no-engine',
        message: `Readers cannot run Python: ${fault}.`,
        span,
        hint: `run \`npm i pyodide@${version}\` in the folder of the site`,
      },
    ])
  })

  test('is a part of what a site is made of', () => {
    const stateOf = (installed: Record<string, string | Uint8Array> | undefined) =>
      stateOfEngines(
        createEnginePackages(() => installed && memoryFiles(installed)),
        documents,
      )
    expect(stateOf(undefined)).not.toEqual(stateOf(whole))
    expect(stateOf(whole)).toEqual(stateOf({ ...whole }))
  })
})

test('all engines are known as their packages have them, and have the sizes that readers are told', () => {
  const packages = createEnginePackages(findPackageFrom(import.meta.dirname))
  for (const [name, { files }] of Object.entries(engineFiles)) {
    expect(packages.find(name)?.fault, name).toBe('')
    const sum = (field: 'size' | 'transfer') => files.reduce((all, file) => all + file[field], 0)
    expect({ size: sum('size'), transfer: sum('transfer') }).toEqual({
      size: engines[name]?.size,
      transfer: engines[name]?.transfer,
    })
    expect(engines[name]?.folder).toBe(`${name}-${engineFiles[name]?.version}`)
  }
})
