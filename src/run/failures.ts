import type { EngineSetting } from '../config/run-settings.ts'
import { type Diagnostic, diagnostic, type Related, type Span } from '../diagnostics/diagnostic.ts'
import type { CodeToRun } from '../markdown/runs/code-to-run.ts'
import { OLDEST_PYTHON } from './engine-version.ts'
import type { CallFrame, ToldError } from './told-block.ts'

/** Why a page could not be run to its end; `block` is the place of the block among those of the page. */
export type RunFailure = {
  readonly block: number
} /** It is not there, or too old, and then its version is known. */ & (
  | { readonly kind: 'no-engine'; readonly engine: EngineSetting; readonly version: string | undefined }
  | { readonly kind: 'failed'; readonly error: ToldError; readonly raises: string | undefined }
  | { readonly kind: 'no-exception'; readonly raises: string }
  | { readonly kind: 'time'; readonly seconds: number; readonly isPage: boolean; readonly frames: readonly CallFrame[] }
  | { readonly kind: 'output'; readonly bytes: number }
  | { readonly kind: 'died'; readonly status: string; readonly errors: string }
)

/** What the site has at a path, for hints. */
export interface FailureContext {
  readonly hasFile: (path: string) => boolean
  /** Whether the settings let code see what is at a path. */
  readonly isSeen: (path: string) => boolean
}

/** What is told of a failure: at the line of the author's code where it happened, with the calls that led there. */
export function tellFailure(failure: RunFailure, codes: readonly CodeToRun[], context: FailureContext): Diagnostic {
  const code = codes[failure.block]
  const span = code?.place()
  switch (failure.kind) {
    case 'no-engine': {
      const { language, command, kind } = failure.engine
      return diagnostic(
        'run/no-engine',
        failure.version === undefined
          ? `\`${command}\`, which runs code of the language \`${language}\`, is not there.`
          : `\`${command}\` is Python ${failure.version}, and pages need Python ${OLDEST_PYTHON.join('.')} or later.`,
        {
          span,
          hint:
            kind === 'python'
              ? 'install Python 3, or say where it is: `run: {python: .venv/bin/python}` in `site.yaml`; pages are built without it'
              : `install it, or say where it is in \`run:\` of \`site.yaml\`; pages are built without it`,
        },
      )
    }
    case 'failed':
      return tellError(failure.error, failure.raises, codes, failure.block, context)
    case 'no-exception':
      return diagnostic(
        'run/no-exception',
        `The code should raise ${failure.raises === '' ? 'an exception' : `\`${failure.raises}\``}, and comes to its end.`,
        { span, hint: 'take `should-raise` out, or mend the code' },
      )
    case 'time': {
      const at = placesOf(failure.frames, codes)
      const limit = failure.isPage ? 'page_limit' : 'limit'
      return diagnostic(
        'run/time',
        failure.isPage
          ? `The code of the page takes longer than ${seconds(failure.seconds)}.`
          : `The code takes longer than ${seconds(failure.seconds)}.`,
        {
          span: at.at(-1) ?? span,
          related: at.slice(0, -1).map(calledHere),
          hint: `look for a loop without an end; code that needs longer gets it by \`run: {${limit}: ${failure.seconds * 6}}\` in \`site.yaml\``,
        },
      )
    }
    case 'output':
      return diagnostic('run/too-much-output', `The code prints more than ${failure.bytes} bytes.`, {
        span,
        hint: 'print less, or write `run: {output_limit: …}` into `site.yaml`',
      })
    case 'died': {
      const last = failure.errors.trim().split('\n').at(-1) ?? ''
      return diagnostic('run/died', `The code ended its process (${failure.status}).`, {
        span,
        hint:
          last === ''
            ? 'code of a page runs to its end: take what leaves it out'
            : `the last that it said was: ${last}`,
      })
    }
  }
}

const seconds = (count: number): string => `${count} second${count === 1 ? '' : 's'}`

function tellError(
  error: ToldError,
  raises: string | undefined,
  codes: readonly CodeToRun[],
  block: number,
  { hasFile, isSeen }: FailureContext,
): Diagnostic {
  const places = placesOf(error.frames, codes)
  const details = { span: places.at(-1) ?? codes[block]?.place(), related: places.slice(0, -1).map(calledHere) }
  const { module } = error
  if (module !== undefined) {
    const [top = module] = module.split('.')
    const own = [`${top}.py`, `${top}/__init__.py`, top, `${top}.js`].find(hasFile)
    return diagnostic('run/no-package', `There is no module \`${module}\`.`, {
      ...details,
      hint:
        own === undefined
          ? codes[block]?.engine.kind === 'javascript'
            ? `install it: \`npm install ${module}\``
            : `install its package for the Python that runs the page: \`${codes[block]?.engine.command} -m pip install ${top}\``
          : `let the code see \`${own}\`: \`run: {files: [${own}]}\` in \`site.yaml\``,
    })
  }
  if (raises !== undefined && raises !== '')
    return diagnostic('run/failed', `The code should raise \`${raises}\`, and raises ${plain(error.text)}`, details)
  return diagnostic('run/failed', `The code raises ${plain(error.text)}`, {
    ...details,
    hint: hintOf(error, { hasFile, isSeen }),
  })
}

/** One line, with a full stop. */
const plain = (text: string): string => `\`${(text.split('\n')[0] ?? '').replaceAll('`', 'ʼ')}\`.`

function hintOf({ name, text, missing }: ToldError, { hasFile, isSeen }: FailureContext): string {
  const seen = missing === undefined ? undefined : nearestPath(missing, (path) => hasFile(path) && !isSeen(path))
  if (missing !== undefined && seen === undefined && !hasFile(missing))
    return `the site has no \`${missing}\`, and the page has not made it above`
  if (seen !== undefined)
    return `code sees the files that the settings name: \`run: {files: [${seen}]}\` in \`site.yaml\``
  if (name === 'EOFError')
    return 'nobody types while a page is run: write `# no-run` as its first line, or give the text in the code'
  if (/TclError|no display|DISPLAY/.test(text))
    return 'no window can be opened while a page is run: `# no-run` as its first line only shows it'
  if (name === 'PermissionError' && text.includes('into the site'))
    return 'write to a path without a folder before it: what a page writes is thrown away'
  if (/^SyntaxError: Cannot use import statement/.test(text))
    return 'blocks share their names, so they are scripts: write `require(…)`'
  if (/^SyntaxError: await is only valid/.test(text))
    return 'blocks are scripts: let the last line be a promise, as in `work().then(…)`, which is waited for'
  return 'if readers are to see it, write `# should-raise` as the first line of the code'
}

/** The path itself where the site has it, else the uppermost of its folders that the site has. */
const nearestPath = (path: string, hasFile: (path: string) => boolean): string | undefined => {
  const parts = path.split('/')
  return [path, ...parts.slice(0, -1).map((_, i) => parts.slice(0, i + 1).join('/'))].find(hasFile)
}

const calledHere = (span: Span): Related => ({ span, message: 'called here' })

/** The places of calls that are in the page. */
function placesOf(frames: readonly CallFrame[], codes: readonly CodeToRun[]): readonly Span[] {
  return frames.flatMap(({ where, line }) => {
    const code = typeof where === 'number' ? codes[where - 1] : undefined
    return code ? [code.placeOf(line)] : []
  })
}
