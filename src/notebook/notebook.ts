import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { fieldOf, type JsonNode, joinedText, parseJson, stringsOf, textOfNode } from './json-nodes.ts'
import { type NotebookOutput, readOutput } from './notebook-output.ts'

/** A notebook of Jupyter, as far as readers see it. */
export interface Notebook {
  /** Of its kernel, as fences name it. */
  readonly language: string
  /** '' where it has none. */
  readonly title: string
  readonly cells: readonly NotebookCell[]
}

/** A cell. */
export interface NotebookCell {
  readonly kind: 'markdown' | 'code' | 'raw'
  /** The strings that its source is written as, mostly one a line. */
  readonly source: readonly (JsonNode & { readonly kind: 'string' })[]
  readonly place: { readonly start: number; readonly end: number }
  readonly showing: CellShowing
  readonly outputs: readonly NotebookOutput[]
  /** Files in the cell by name: kind and base64. */
  readonly attachments: ReadonlyMap<string, { readonly kind: string; readonly data: string }>
}

/** What of a cell is shown. */
export interface CellShowing {
  readonly code: 'shown' | 'folded' | 'hidden'
  readonly output: 'shown' | 'folded' | 'hidden'
  readonly caption: string
  readonly alt: string
  /** Lines at the beginning of the code that say how it is shown. */
  readonly optionLines: number
}

/** Reads a notebook; what is wrong with it is told, and undefined given. */
export function readNotebook(path: string, text: string): Notebook | Diagnostic {
  const tell = (
    code: 'notebook/bad-json' | 'notebook/old-format' | 'notebook/not-a-notebook',
    message: string,
    at: number,
    hint: string,
  ) => diagnostic(code, message, { span: { path, start: at, end: at + 1 }, hint })
  const conflict = /^(?:<{7}|={7}|>{7})/m.exec(text)
  if (conflict)
    return tell(
      'notebook/bad-json',
      `\`${path}\` has the marks of a merge that is not settled.`,
      conflict.index,
      'take one side of each, such as with `nbdime mergetool` or `git checkout --ours`',
    )
  if (text.trim() === '')
    return tell('notebook/bad-json', `\`${path}\` is empty.`, 0, 'save the notebook again, or remove the file')
  const root = parseJson(text)
  if ('offset' in root)
    return tell(
      'notebook/bad-json',
      `\`${path}\` is no JSON from here on.`,
      root.offset,
      'it was cut off, or changed by hand: save the notebook again in Jupyter',
    )
  const format = fieldOf(root, 'nbformat')
  const version = format?.kind === 'other' && typeof format.value === 'number' ? format.value : undefined
  const cells = fieldOf(root, 'cells')
  if (version !== undefined && version !== 4)
    return tell(
      'notebook/old-format',
      `\`${path}\` is a notebook of version ${version}; version 4 is read.`,
      format?.start ?? 0,
      version < 4
        ? 'convert it: `jupyter nbconvert --to notebook --inplace` and its path'
        : 'save it as version 4, or ask for a newer Lectern',
    )
  if (version === undefined || cells?.kind !== 'array')
    return tell(
      'notebook/not-a-notebook',
      `\`${path}\` is JSON, but no notebook.`,
      root.start,
      'a notebook has `nbformat` and `cells`; give another file another ending',
    )
  const metadata = fieldOf(root, 'metadata')
  const language =
    textOfNode(fieldOf(fieldOf(metadata, 'language_info'), 'name')) ||
    textOfNode(fieldOf(fieldOf(metadata, 'kernelspec'), 'language')) ||
    'python'
  return {
    language: language === 'ipython' ? 'python' : language.toLowerCase().replace(/[^\w+#.-]+/g, '-'),
    title: textOfNode(fieldOf(metadata, 'title')),
    cells: cells.items.flatMap((cell) => readCell(cell) ?? []),
  }
}

function readCell(node: JsonNode): NotebookCell | undefined {
  const kind = textOfNode(fieldOf(node, 'cell_type'))
  if (kind !== 'markdown' && kind !== 'code' && kind !== 'raw') return undefined
  const source = stringsOf(fieldOf(node, 'source'))
  const outputs = fieldOf(node, 'outputs')
  const attachments = fieldOf(node, 'attachments')
  return {
    kind,
    source,
    place: node,
    showing: showingOf(node, kind === 'code' ? source.map(({ value }) => value).join('') : ''),
    outputs: outputs?.kind === 'array' ? mergeStreams(outputs.items.flatMap((item) => readOutput(item) ?? [])) : [],
    attachments: new Map(
      attachments?.kind === 'object'
        ? [...attachments.entries].flatMap(([name, bundle]) => {
            const [first] = bundle.kind === 'object' ? [...bundle.entries] : []
            return first ? [[name, { kind: first[0], data: joinedText(first[1]) }] as const] : []
          })
        : [],
    ),
  }
}

/** What was printed in pieces is one text. */
function mergeStreams(outputs: readonly NotebookOutput[]): readonly NotebookOutput[] {
  const merged: NotebookOutput[] = []
  for (const output of outputs) {
    const last = merged.at(-1)
    if (output.type === 'printed' && last?.type === 'printed')
      merged[merged.length - 1] = { type: 'printed', text: last.text + output.text }
    else merged.push(output)
  }
  return merged
}

/** Tags of Jupyter Book, MyST and others, with `-` or `_`; options of Quarto, `#| echo: false`; and what Jupyter itself folds. */
function showingOf(node: JsonNode, code: string): CellShowing {
  const metadata = fieldOf(node, 'metadata')
  const tags = new Set(
    stringsOf(fieldOf(metadata, 'tags')).map(({ value }) => value.replaceAll('_', '-').toLowerCase()),
  )
  const isTrue = (where: JsonNode | undefined, name: string): boolean => {
    const value = fieldOf(where, name)
    return value?.kind === 'other' && value.value === true
  }
  const jupyter = fieldOf(metadata, 'jupyter')
  const options = new Map<string, string>()
  let optionLines = 0
  for (const line of code.split('\n')) {
    const [, name, value = ''] = /^(?:#|\/\/|--)\|\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(line) ?? []
    if (name === undefined) break
    options.set(name, value.replace(/^(["'])(.*)\1$/, '$2'))
    optionLines++
  }
  const says = (name: string, value: string): boolean => options.get(name)?.toLowerCase() === value
  const isRemoved =
    tags.has('remove-cell') || says('include', 'false') || textOfNode(fieldOf(metadata, 'nbsphinx')) === 'hidden'
  const isFolded = tags.has('hide-cell')
  const part = (removed: boolean, folded: boolean) =>
    isRemoved || removed ? 'hidden' : isFolded || folded ? 'folded' : 'shown'
  return {
    code: part(
      tags.has('remove-input') || says('echo', 'false'),
      tags.has('hide-input') || says('code-fold', 'true') || isTrue(jupyter, 'source_hidden'),
    ),
    output: part(
      tags.has('remove-output') || tags.has('remove-stdout') || says('output', 'false'),
      tags.has('hide-output') || isTrue(jupyter, 'outputs_hidden') || isTrue(metadata, 'collapsed'),
    ),
    caption: options.get('fig-cap') ?? '',
    alt: options.get('fig-alt') ?? '',
    optionLines,
  }
}
