import type { SiteBuild } from '../build/site-build.ts'
import { compileAll, compileText } from '../build/stages/compile.ts'
import { digest } from '../files/digest.ts'
import { extensionOf, folderOf, joinPath } from '../files/paths.ts'
import type { CodeToRun } from '../markdown/runs/code-to-run.ts'
import { readDirectives, withoutLines } from '../markdown/runs/read-code.ts'
import { canonicalOf } from '../page/address.ts'
import { markdownOf } from '../publish/markdown-of-html.ts'
import type { MatchedBlock } from '../results/match-results.ts'
import { picturesFolder } from '../results/page-results.ts'
import { linkPage, wholeText } from '../site/link.ts'

/**
 * A page as a notebook of Jupyter: its text with all that the site knows filled in, and its code in cells, that which is hidden on the
 * page, too, with what it gave.
 */
export function notebookOf(siteBuild: SiteBuild, path: string): string {
  const { session, compiler, settings } = siteBuild
  const { documents, drafts } = compileAll(compiler(), siteBuild.input().files.pages, undefined)
  const { site } = siteBuild.index(
    documents.map(({ document }) => document),
    drafts,
  )
  const found: { codes: readonly CodeToRun[]; results: readonly MatchedBlock[] } = { codes: [], results: [] }
  // No text of a page has it.
  const mark = `cell${digest(path).replace(/\W|_/g, '')}n`
  const { value: document } = compileText(compiler(), path, session.inputs.answer, {
    mark,
    take(codes, results) {
      Object.assign(found, { codes, results })
    },
  })
  const { value: article } = linkPage(document, settings(), site.answer)
  const heading = document.showsTitle ? '' : `# ${document.title}\n\n`
  const address = settings().url === '' ? undefined : canonicalOf(document, settings().url)
  const text = `${heading}${markdownOf(wholeText(article))}`
  const cells: object[] = []
  for (const piece of splitAt(text, mark)) {
    if (typeof piece === 'string') {
      const markdown = address === undefined ? piece : withAddresses(piece, address)
      const { source, attachments } = withPictures(siteBuild, markdown, document)
      if (source.trim() !== '')
        cells.push({
          cell_type: 'markdown',
          id: `cell-${cells.length + 1}`,
          metadata: {},
          ...(Object.keys(attachments).length ? { attachments } : {}),
          source: linesOf(source.trim()),
        })
      continue
    }
    const [code, matched] = [found.codes[piece], found.results[piece]]
    if (code) cells.push({ ...codeCell(siteBuild, path, code, matched), id: `cell-${cells.length + 1}` })
  }
  const language = found.codes[0]?.engine.language ?? 'python'
  const kernel = KERNELS.get(language) ?? { display_name: language, name: language }
  const notebook = {
    cells,
    metadata: { kernelspec: { ...kernel, language }, language_info: { name: language }, title: document.title },
    nbformat: 4,
    nbformat_minor: 5,
  }
  return `${JSON.stringify(notebook, undefined, 1)}\n`
}

const KERNELS: ReadonlyMap<string, { readonly display_name: string; readonly name: string }> = new Map([
  ['python', { display_name: 'Python 3', name: 'python3' }],
  ['javascript', { display_name: 'JavaScript', name: 'javascript' }],
  ['r', { display_name: 'R', name: 'ir' }],
])

/** Texts, and the numbers of the marks between them. What stands behind a mark in a list is taken out of it. */
function splitAt(text: string, mark: string): readonly (string | number)[] {
  const pieces: (string | number)[] = []
  let lines: string[] = []
  let indent = 0
  for (const line of text.split('\n')) {
    const [, blank = '', number] = new RegExp(`^([ \\t]*)${mark}(\\d+)$`).exec(line) ?? []
    if (number !== undefined) {
      pieces.push(lines.join('\n'), Number(number))
      lines = []
      indent = blank.length
    } else if (line.trim() === '' || line.startsWith(' '.repeat(indent))) lines.push(line.slice(indent))
    else {
      indent = 0
      lines.push(line)
    }
  }
  return [...pieces, lines.join('\n')]
}

/** A text as notebooks keep it: its lines, with their ends. */
const linesOf = (text: string): readonly string[] => text.split(/(?<=\n)/).filter((line) => line !== '')

function codeCell(siteBuild: SiteBuild, page: string, code: CodeToRun, matched: MatchedBlock | undefined): object {
  const { showing, raises } = code
  const tags = [
    ...(showing.hidesCode && showing.hidesOutput ? ['remove-cell'] : showing.hidesCode ? ['remove-input'] : []),
    ...(showing.hidesOutput && !showing.hidesCode ? ['remove-output'] : []),
    ...(showing.foldsCode ? ['hide-input'] : []),
    ...(showing.foldsOutput ? ['hide-output'] : []),
    ...(raises === undefined ? [] : ['raises-exception']),
  ]
  return {
    cell_type: 'code',
    execution_count: null,
    metadata: tags.length ? { tags } : {},
    outputs: matched?.isStale === false ? outputsOf(siteBuild, page, matched) : [],
    source: linesOf(withoutLines(code.code, readDirectives(code.code).lines).trimEnd()),
  }
}

function outputsOf({ session, settings }: SiteBuild, page: string, { result }: MatchedBlock): readonly object[] {
  if (!result) return []
  const folder = picturesFolder(page, settings().content)
  const bundle = (name: string): object => {
    const bytes = session.site.read(`${folder}/${name}`) ?? new Uint8Array()
    return extensionOf(name) === '.svg'
      ? { 'image/svg+xml': linesOf(new TextDecoder().decode(bytes)) }
      : { [kindOf(name) ?? 'image/png']: Buffer.from(bytes).toString('base64') }
  }
  const { output, error, value, figures } = result
  return [
    ...(output === '' ? [] : [{ output_type: 'stream', name: 'stdout', text: linesOf(output) }]),
    ...figures.map(({ file }) => ({ output_type: 'display_data', metadata: {}, data: bundle(file) })),
    ...(value
      ? [
          {
            output_type: 'execute_result',
            execution_count: null,
            metadata: {},
            data: {
              'text/plain': linesOf(value.text),
              ...(value.html === undefined ? {} : { 'text/html': linesOf(value.html) }),
              ...(value.formula === undefined ? {} : { 'text/latex': linesOf(value.formula) }),
            },
          },
        ]
      : []),
    ...(error
      ? [
          {
            output_type: 'error',
            ename: error.name,
            evalue: error.text.replace(/^[^:]*: /, ''),
            traceback: [error.text],
          },
        ]
      : []),
  ]
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.jpeg', 'image/jpeg'],
  ['.gif', 'image/gif'],
  ['.webp', 'image/webp'],
])

const kindOf = (name: string): string | undefined => KINDS.get(extensionOf(name))

/** Links of a page lead to the site, wherever the notebook is opened. */
const withAddresses = (markdown: string, address: string): string =>
  markdown.replace(/(?<!!\[[^\]\n]*)\]\((?!https?:|mailto:)([^)\s]+)\)/g, (all, href: string) =>
    URL.canParse(href, address) ? `](${new URL(href, address).href})` : all,
  )

/** Pictures of the site lie in the notebook itself. */
function withPictures(
  { session, settings }: SiteBuild,
  markdown: string,
  { output, published }: { readonly output: string; readonly published: readonly (readonly [string, string])[] },
): { readonly source: string; readonly attachments: Readonly<Record<string, object>> } {
  const { content, assets } = settings()
  const sources = new Map(published.map(([source, to]) => [to, source]))
  const attachments: Record<string, object> = {}
  const source = markdown.replace(/!\[([^\]\n]*)\]\(([^)\s]+)\)/g, (all, alt: string, href: string) => {
    const at = joinPath(folderOf(output), decodeURI(href))
    const kind = kindOf(href)
    if (at === undefined || kind === undefined || /^https?:/.test(href)) return all
    const file = [sources.get(at), joinPath(assets, at), joinPath(content, at)].find(
      (path) => path !== undefined && session.site.kind(path) === 'file',
    )
    const bytes = file === undefined ? undefined : session.site.read(file)
    if (!bytes) return all
    const name = at.replaceAll('/', '-')
    attachments[name] = { [kind]: Buffer.from(bytes).toString('base64') }
    return `![${alt}](attachment:${name})`
  })
  return { source, attachments }
}
