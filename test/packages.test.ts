import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

/** What the program is built from, and what it says of that. */
const root = path.resolve(import.meta.dirname, '..')
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8')

interface Package {
  readonly version?: string
  readonly integrity?: string
  readonly optional?: boolean
  readonly link?: boolean
  readonly hasInstallScript?: boolean
}

describe('each package', () => {
  const { packages }: { packages: Readonly<Record<string, Package>> } = JSON.parse(read('package-lock.json'))
  const installed = Object.entries(packages).filter(([at]) => at !== '')

  test('has an exact version where it is asked for', () => {
    const { dependencies, devDependencies }: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
      read('package.json'),
    )
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/)
  })

  test('is locked with its digest, but for those that other systems would have', () => {
    for (const [at, { integrity, optional }] of installed)
      if (optional !== true) expect(integrity, at).toMatch(/^sha512-[\w+/]+=*$/)
  })

  test('runs no script when it is installed', () => {
    expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([at]) => at)).toEqual([])
  })
})

test('each package that the program is made of has its notice there, unless it stays a package of its own', () => {
  const { dependencies }: { dependencies: Readonly<Record<string, string>> } = JSON.parse(read('package.json'))
  const program = fs
    .readdirSync(path.join(root, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => read(path.join('lib', file)))
    .join('\n')
  const isImported = (name: string): boolean =>
    [`"${name}"`, `'${name}'`, `\`${name}\``, `"${name}/`].some((written) => program.includes(written))
  const named = new Map(
    read('lib/THIRD-PARTY.txt')
      .split(`\n${'-'.repeat(80)}\n`)
      .flatMap((notice) => {
        const [, name] = /^\s*((?:@[\w.-]+\/)?[\w.-]+) \d\S* \([^)]+\)\n/.exec(notice) ?? []
        return name === undefined ? [] : [[name, notice] as const]
      }),
  )
  expect(named.size).toBeGreaterThan(20)
  for (const notice of named.values()) expect(notice).toMatch(/permission|redistribution|permitted/i)
  const bare = Object.keys(dependencies).filter((name) => !named.has(name))
  expect(bare.filter((name) => !isImported(name))).toEqual([])
})
