import { digest } from '../../files/digest.ts'
import { below, folderOf, isWithin } from '../../files/paths.ts'
import { isRaised, type MatchedBlock, type Matching, matchResults } from '../../results/match-results.ts'
import {
  type BadResults,
  type CodeResult,
  type PageResults,
  parseResults,
  resultsPath,
} from '../../results/page-results.ts'
import { type Compilation, report } from '../compilation.ts'
import type { CodeToRun } from './code-to-run.ts'

/** Reads what running a page gave, finds what belongs to which block, and tells the author what is missing or stale, and why. */

/** The command that runs a page. */
const commandOf = ({ page, settings }: Compilation): string =>
  `lectern run ${(isWithin(page.path, settings.content) ? below(page.path, settings.content) : page.path).replace(/\.[^./]*$/, '')}`

/** The result of each block, as far as there is one. */
export function readResults(compilation: Compilation, codes: readonly CodeToRun[]): readonly MatchedBlock[] {
  const path = resultsPath(compilation.page.path, compilation.settings.content)
  const file = compilation.ask('text', path)
  const shared = file ? undefined : resultsOfSource(compilation, codes)
  if (shared) return shared
  const found = file && parseResults(file.text)
  if (!found || 'reason' in found) {
    if (found) tellBad(compilation, codes, path, found)
    else tellMissing(compilation, codes)
    return codes.map((block) => ({ block, result: undefined, change: 'new', isStale: true }))
  }
  const changes = changesOf(compilation, found)
  const matching = matchResults(codes, found.blocks, (result) => changes.has(result))
  tellStale(compilation, codes, matching, changes)
  return matching.blocks
}

/** What the page gave that this one translates, where all of its code is the same. */
function resultsOfSource(compilation: Compilation, codes: readonly CodeToRun[]): readonly MatchedBlock[] | undefined {
  const source = compilation.page.translation?.sourcePath
  if (source === undefined || compilation.page.translation?.isShown) return undefined
  const file = compilation.ask('text', resultsPath(source, compilation.settings.content))
  const found = file && parseResults(file.text)
  if (!found || 'reason' in found) return undefined
  const changes = changesOf(compilation, found)
  const { blocks, removedBefore } = matchResults(codes, found.blocks, (result) => changes.has(result))
  if (removedBefore !== undefined || blocks.some(({ isStale }) => isStale)) return undefined
  compilation.resultsPage = source
  return blocks
}

function tellMissing(compilation: Compilation, codes: readonly CodeToRun[]): void {
  if (compilation.settings.run === undefined) {
    report(compilation, 'block/not-run', 'Python code is shown, and was not run: what it prints is not on the page.', {
      span: codes[0]?.place(),
      hint: `\`${commandOf(compilation)}\` runs it and keeps what it prints; \`run: no\` in the block says that it is only shown`,
    })
    return
  }
  report(
    compilation,
    'run/missing',
    codes.length === 1
      ? 'The result of this block is missing.'
      : `The results of this block and of ${codes.length - 1} below it are missing.`,
    { span: codes[0]?.place(), hint: `\`${commandOf(compilation)}\` runs the page` },
  )
}

function tellBad(compilation: Compilation, codes: readonly CodeToRun[], path: string, bad: BadResults): void {
  const again = `\`${commandOf(compilation)}\` writes it anew`
  if (bad.reason === 'version')
    report(compilation, 'run/stale', `The results in \`${path}\` were written by another version of Lectern.`, {
      span: codes[0]?.place(),
      hint: again,
    })
  else
    report(
      compilation,
      'run/bad-results',
      bad.reason === 'conflict'
        ? `\`${path}\` has the marks of a merge that is not settled.`
        : `\`${path}\` is not what \`lectern run\` writes.`,
      {
        span: { path, start: bad.offset, end: bad.offset + 1 },
        hint:
          bad.reason === 'conflict'
            ? `there is no need to settle it by hand: ${again}`
            : `it was cut off, or changed by hand: ${again}`,
      },
    )
}

/** What to say of each result that has read something which is not as it was. */
type Changes = ReadonlyMap<CodeResult, readonly string[]>

function changesOf(compilation: Compilation, { blocks }: PageResults): Changes {
  const changes = new Map<CodeResult, readonly string[]>()
  for (const result of blocks) {
    const changed = Object.entries(result.read).flatMap(([path, known]) => {
      const now = digestNow(compilation, path)
      return now === known ? [] : [sayChange(path, known, now)]
    })
    if (changed.length) changes.set(result, changed)
  }
  return changes
}

function sayChange(path: string, known: string, now: string): string {
  if (path.endsWith('/')) return `The files in \`${path}\` are not those that were there when this block was run.`
  if (now === '') return `\`${path}\`, which this block ${verbFor(path)}, is not there any more.`
  if (known === '') return `\`${path}\`, which this block looked for when it was run, is there now.`
  return `\`${path}\`, which this block ${verbFor(path)}, has changed since it was run.`
}

const verbFor = (path: string): string => (path.endsWith('.py') ? 'imports' : 'reads')

/** The digest of a file as it is now; of a folder, that of the names in it; '' where there is none. */
export function digestNow({ ask }: Pick<Compilation, 'ask'>, path: string): string {
  if (path.endsWith('/')) return digest([...(ask('folder', path.slice(0, -1)) ?? [])].sort().join('/'))
  const folder = folderOf(path)
  return folder !== '' && ask('there', folder) === undefined ? '' : (ask('bytes', path) ?? '')
}

function tellStale(compilation: Compilation, codes: readonly CodeToRun[], matching: Matching, changes: Changes): void {
  const hint = `\`${commandOf(compilation)}\` runs the page anew`
  const told = new Set<string>()
  const tell = (block: number, message: string): void => {
    if (told.has(message) && !message.startsWith('This block')) return
    told.add(message)
    report(compilation, 'run/stale', message, { span: codes[Math.min(block, codes.length - 1)]?.place(), hint })
  }
  for (const [i, { result, change, block }] of matching.blocks.entries()) {
    if (change === 'new') tell(i, 'This block has not been run yet.')
    else if (change === 'changed')
      tell(i, 'This block has changed since it was run: what is shown is what it gave before.')
    else if (change === 'engine')
      tell(
        i,
        `How code of the language \`${block.engine.language}\` is run has changed since it was run: by \`run:\` in \`site.yaml\`, or by another version of Lectern.`,
      )
    else if (result && !isRaised(block, result)) tell(i, sayRaise(block, result))
    for (const message of (result && changes.get(result)) ?? []) tell(i, message)
  }
  const { removedBefore } = matching
  if (removedBefore !== undefined)
    tell(
      removedBefore,
      `A block ${removedBefore >= codes.length ? 'below' : 'above'} this one was taken out since the page was run.`,
    )
}

function sayRaise({ raises }: Pick<CodeToRun, 'raises'>, { error }: CodeResult): string {
  if (raises === undefined)
    return `This block raised \`${error?.name}\` when it was run, and does not say that it should.`
  const wanted = raises === '' ? 'an exception' : `\`${raises}\``
  return `This block should raise ${wanted}, and ${error ? `raised \`${error.name}\`` : 'did not'} when it was run.`
}
