import fs from 'node:fs'
import path from 'node:path'
import { readSettings } from '../config/read.ts'
import { nodeFiles } from '../files/node.ts'
import { openBrowser } from '../serve/open-browser.ts'
import { preview } from '../serve/preview.ts'
import type { OptionValues } from './arguments.ts'
import { settingsPath } from './build-command.ts'
import { shown, typed, wrongFolder } from './courses.ts'
import { addressLines, listenFault, listenRequest } from './serving.ts'

/** `lectern preview`: serves what was built, until the process is told to stop. */
export async function previewCommand(folder: string, values: OptionValues): Promise<0 | 2> {
  const fault = (message: string): 2 => {
    process.stderr.write(`lectern: ${message}\n`)
    return 2
  }
  const isFolder = (at: string): boolean => fs.statSync(at, { throwIfNoEntry: false })?.isDirectory() === true
  const root = path.resolve(folder)
  if (!isFolder(root)) return fault(`There is no folder \`${folder}\`.`)
  const request = listenRequest(values)
  if (typeof request === 'string') return fault(request)
  const base = values.text('base')
  const { value: settings } = readSettings(nodeFiles(root), {
    config: settingsPath(root, values.text('config')),
    base,
  })
  const chosen = values.text('output')
  const output = chosen === undefined ? path.resolve(root, settings.output) : path.resolve(chosen)
  const place = shown(output)
  const build = ['lectern build', ...(folder === '.' ? [] : [typed(folder)])].join(' ')
  if (!isFolder(output))
    return fault(
      `There is no site in \`${place}\` yet. ${wrongFolder('preview', folder) ?? `Type \`${build}\` first.`}`,
    )
  const made = builtFor(output)
  const served = base === undefined ? (made ?? settings.base) : settings.base
  if (made !== undefined && made !== served)
    process.stderr.write(
      `lectern: The site in \`${place}\` was built for \`${made}\`: at \`${served}\`, its \`404.html\` has no styles and wrong links. Type \`${build} --base ${served}\` first.\n`,
    )
  try {
    const server = await preview({ folder: output, base: served, ...request })
    process.stdout.write(`${addressLines(server.address, request, `${place}; stop with Ctrl C`)}\n`)
    for (const name of ['_headers', '_redirects'])
      if (fs.existsSync(path.join(output, name)))
        process.stderr.write(`lectern: \`${name}\` is for the host of the site: it is not heeded here.\n`)
    if (values.flag('open')) openBrowser(server.address)
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
    })
    await server.close()
    return 0
  } catch (error) {
    const message = listenFault(error, request)
    if (message !== undefined) return fault(message)
    throw error
  }
}

/** The path that a site was built for, as its one page with absolute links says; undefined where it says nothing. */
function builtFor(output: string): string | undefined {
  const page = path.join(output, '404.html')
  const html = fs.existsSync(page) ? fs.readFileSync(page, 'utf8') : ''
  return /<html\s[^>]*\bdata-root="(\/[^"]*)"/.exec(html)?.[1]
}
