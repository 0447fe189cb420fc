import fs from 'node:fs'
import path from 'node:path'
import { loadCache } from '../build/persist.ts'
import { createSiteBuild } from '../build/site-build.ts'
import { didYouMean } from '../diagnostics/nearest.ts'
import { stemOf } from '../files/paths.ts'
import { openSession } from '../open-session.ts'
import { notebookOf } from '../run/export-notebook.ts'
import type { OptionValues } from './arguments.ts'
import { settingsPath } from './build-command.ts'
import { pageMatcher, pageName, siteAndPages } from './named-pages.ts'
import { version } from './version.ts'

/** `lectern export ipynb`: pages as notebooks. Nothing is run. */
export function exportCommand(words: readonly string[], values: OptionValues): 0 | 2 {
  const wrong = (message: string): 2 => {
    process.stderr.write(`lectern: ${message}\n`)
    return 2
  }
  const [form, ...rest] = words
  if (form !== 'ipynb')
    return wrong(
      form === undefined
        ? 'Say as what: `lectern export ipynb basic/loops`.'
        : `There is no form \`${form}\`. Did you mean \`ipynb\`?`,
    )
  const [folder, names] = siteAndPages(rest)
  if (names.length === 0) return wrong('Name a page: `lectern export ipynb basic/loops`.')
  const root = path.resolve(folder)
  const { session } = openSession(root, version)
  loadCache(session)
  const siteBuild = createSiteBuild(session, { config: settingsPath(root, values.text('config')), drafts: true })
  const { files, settings } = siteBuild.input()
  const pages: string[] = []
  for (const name of names) {
    const isMeant = pageMatcher(name, settings.content)
    const meant = files.pages.filter((page) => page.endsWith('.md') && isMeant(page))
    if (meant.length === 0)
      return wrong(
        `There is no page \`${name}\`. ${
          didYouMean(
            name,
            files.pages.map((page) => pageName(page, settings.content)),
          ) ?? 'Name it by its path in the folder of pages, as in `basic/loops`.'
        }`,
      )
    pages.push(...meant)
  }
  const output = values.text('output')
  const target = output === undefined ? root : path.resolve(output)
  for (const page of new Set(pages)) {
    const file = path.join(
      target,
      `${stemOf(page) === 'index' ? (pageName(page, settings.content).split('/').at(-2) ?? 'index') : stemOf(page)}.ipynb`,
    )
    const notebook = notebookOf(siteBuild, page)
    fs.mkdirSync(target, { recursive: true })
    fs.writeFileSync(file, notebook)
    if (!values.flag('quiet')) process.stdout.write(`${path.relative('', file)}\n`)
  }
  return 0
}
