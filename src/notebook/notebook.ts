import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { type CellShowing, cellShowing } from './cell-showing.ts'
import { fieldOf, type JsonNode, joinedText, parseJson, stringsOf, textOfNode } from './json-nodes.ts'
import { type NotebookOutput, plainText, readOutput, type TextNode } from './notebook-output.ts'

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
  readonly source: readonly TextNode[]
  readonly place: { readonly start: number; readonly end: number }
  readonly showing: CellShowing
  readonly outputs: readonly NotebookOutput[]
  /** Files in the cell by name: kind and base64. */
  readonly attachments: ReadonlyMap<string, { readonly kind: string; readonly data: string }>
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
  const showing = cellShowing(node, kind === 'code' ? source.map(({ value }) => value).join('') : '')
  const attachments = fieldOf(node, 'attachments')
  return {
    kind,
    source,
    place: node,
    showing,
    outputs: outputs?.kind === 'array' ? outputsOf(outputs.items, showing) : [],
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

/** The outputs of a cell, but for streams that it leaves out. */
function outputsOf(items: readonly JsonNode[], { leavesOut, isMarkdown }: CellShowing): readonly NotebookOutput[] {
  const read = items.flatMap((item): readonly NotebookOutput[] => {
    const output = readOutput(item)
    if (!output) return []
    if (output.type !== 'printed') return [output]
    if (leavesOut.has(output.isError ? 'stderr' : 'stdout')) return []
    return isMarkdown && !output.isError
      ? [{ type: 'markdown', source: stringsOf(fieldOf(item, 'text')), isPrinted: true }]
      : [output]
  })
  return mergeStreams(read)
}

/** What was printed in pieces is one text: a bar of progress is printed over in the next piece. */
function mergeStreams(outputs: readonly NotebookOutput[]): readonly NotebookOutput[] {
  const merged: NotebookOutput[] = []
  for (const output of outputs) {
    const last = merged.at(-1)
    if (output.type === 'printed' && last?.type === 'printed')
      merged[merged.length - 1] = { ...last, text: last.text + output.text }
    else if (output.type === 'markdown' && output.isPrinted && last?.type === 'markdown' && last.isPrinted)
      merged[merged.length - 1] = { ...last, source: [...last.source, ...output.source] }
    else merged.push(output)
  }
  return merged.map((output) => (output.type === 'printed' ? { ...output, text: plainText(output.text) } : output))
}
