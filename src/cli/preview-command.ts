import fs from 'node:fs'
import path from 'node:path'
import { readSettings } from '../config/read.ts'
import { nodeFiles } from '../files/node.ts'
import { FIRST_PORT } from '../serve/listen.ts'
import { openBrowser } from '../serve/open-browser.ts'
import { preview } from '../serve/preview.ts'
import type { OptionValues } from './arguments.ts'
import { settingsPath } from './build-command.ts'

/** `lectern preview`: serves what was built, until the process is told to stop. */
export async function previewCommand(folder: string, values: OptionValues): Promise<0 | 2> {
  const fault = (message: string): 2 => {
    process.stderr.write(`lectern: ${message}\n`)
    return 2
  }
  const isFolder = (at: string): boolean => fs.statSync(at, { throwIfNoEntry: false })?.isDirectory() === true
  const root = path.resolve(folder)
  if (!isFolder(root)) return fault(`There is no folder \`${folder}\`.`)
  const written = values.text('port')
  const port = written === undefined ? undefined : Number(written)
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535))
    return fault(`\`--port\` takes a number up to 65535, not \`${written}\`.`)
  const { value: settings } = readSettings(nodeFiles(root), {
    config: settingsPath(root, values.text('config')),
    base: values.text('base'),
  })
  const chosen = values.text('output')
  const output = chosen === undefined ? path.resolve(root, settings.output) : path.resolve(chosen)
  if (!isFolder(output))
    return fault(`There is no site in \`${path.relative('', output) || '.'}\` yet. Type \`lectern build\` first.`)
  const host = values.text('host') ?? '127.0.0.1'
  try {
    const server = await preview({ folder: output, base: settings.base, host, port })
    process.stdout.write(`${path.relative('', output) || '.'} is served at ${server.address}; stop with Ctrl C\n`)
    if (values.flag('open')) openBrowser(server.address)
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
    })
    await server.close()
    return 0
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') return fault(`Port ${port ?? FIRST_PORT} is taken.`)
    if (code === 'EACCES') return fault(`Port ${port} may not be used.`)
    if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') return fault(`This machine is not \`${host}\`.`)
    throw error
  }
}
