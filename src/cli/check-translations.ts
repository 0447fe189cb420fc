import { spawnSync } from 'node:child_process'
import { readSettings } from '../config/read.ts'
import { prettyAll } from '../diagnostics/pretty.ts'
import { decodeText } from '../files/decode.ts'
import { nodeFiles } from '../files/node.ts'
import { type TranslatedPage, type TranslationState, translationsOf } from './translation-files.ts'

const STATES = ['fresh', 'stale', 'unmarked', 'missing', 'own'] as const satisfies readonly TranslationState[]

/** `lectern check --translations`: what is to be translated, as a table for each language or as JSON. */
export function checkTranslations(
  root: string,
  {
    config,
    format,
    strict,
  }: { readonly config: string | undefined; readonly format: string; readonly strict: boolean },
): 0 | 1 | 2 {
  const files = nodeFiles(root)
  const { value: settings, diagnostics } = readSettings(files, { config })
  const faults = diagnostics.filter(({ severity }) => severity === 'error')
  if (faults.length > 0) {
    const text = (path: string): string | undefined => {
      const bytes = files.read(path)
      return bytes && decodeText(bytes).text
    }
    process.stderr.write(`${prettyAll(faults, text).join('\n\n')}\n`)
    return 2
  }
  if (settings.languages.length === 0) {
    process.stderr.write('lectern: This course has one language: `languages` in `site.yaml` names more.\n')
    return 2
  }
  const found = translationsOf(files, settings).map(({ language, pages }) => ({
    code: language.code,
    name: language.name,
    counts: Object.fromEntries(STATES.map((state) => [state, pages.filter((page) => page.state === state).length])),
    pages: pages.map((page) => ({
      ...page,
      changed: page.state === 'stale' ? changedOn(root, page.source) : undefined,
    })),
  }))
  if (format === 'json') process.stdout.write(`${JSON.stringify({ languages: found }, undefined, 2)}\n`)
  else process.stdout.write(found.map(tableOf).join('\n'))
  return strict && found.some(({ pages }) => pages.some(({ state }) => state === 'stale')) ? 1 : 0
}

type Row = TranslatedPage & { readonly changed: string | undefined }

function tableOf({
  code,
  name,
  counts,
  pages,
}: {
  readonly code: string
  readonly name: string
  readonly counts: Readonly<Record<string, number>>
  readonly pages: readonly Row[]
}): string {
  const summary = STATES.flatMap((state) => (counts[state] ? [`${counts[state]} ${WORDS[state]}`] : []))
  const listed = pages.filter(({ state }) => state === 'stale' || state === 'missing' || state === 'unmarked')
  const rows = [...listed].sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state))
  const width = Math.max(0, ...rows.map(({ path }) => path.length))
  const lines = rows.map(({ state, path, source, changed }) =>
    `  ${state.padEnd(8)}  ${path.padEnd(width)}  ${source ?? ''}${changed === undefined ? '' : `, changed ${changed}`}`.trimEnd(),
  )
  return `${code} (${name}): ${summary.join(', ') || 'no pages'}\n${lines.map((line) => `${line}\n`).join('')}`
}

const WORDS: Readonly<Record<TranslationState, string>> = {
  fresh: 'fresh',
  stale: 'stale',
  unmarked: 'without `hash`',
  missing: 'missing',
  own: 'in this language only',
}

/** The day of the last change of a file, where git knows it. */
function changedOn(root: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined
  const { status, stdout } = spawnSync('git', ['log', '-1', '--format=%cs', '--', path], {
    cwd: root,
    encoding: 'utf8',
  })
  return status === 0 && /^\d{4}-\d\d-\d\d/.test(stdout) ? stdout.trim() : undefined
}
