import { isYamlFault, parseYaml } from '../config/yaml.ts'
import { fieldOf, type JsonNode, stringsOf, textOfNode } from './json-nodes.ts'

/** What of a cell is shown, and the words of what it gave. */
export interface CellShowing {
  readonly code: 'shown' | 'folded' | 'hidden'
  readonly output: 'shown' | 'folded' | 'hidden'
  /** What the figure or the table is called by in text; '' where nothing calls it. */
  readonly label: string
  /** Of its figure; where there are several, of each of its pictures. */
  readonly captions: readonly string[]
  readonly alts: readonly string[]
  readonly tableCaption: string
  /** What it printed is Markdown. */
  readonly isMarkdown: boolean
  /** Streams of which nothing is shown. */
  readonly leavesOut: ReadonlySet<'stdout' | 'stderr'>
  /** Lines at the beginning of the code that say how it is shown. */
  readonly optionLines: number
}

/** Tags of Jupyter Book, MyST and others, with `-` or `_`; options of Quarto, `#| echo: false`; and what Jupyter itself, or Colab, folds. */
export function cellShowing(node: JsonNode, code: string): CellShowing {
  const metadata = fieldOf(node, 'metadata')
  const tags = new Set(
    stringsOf(fieldOf(metadata, 'tags')).map(({ value }) => value.replaceAll('_', '-').toLowerCase()),
  )
  const isTrue = (where: JsonNode | undefined, name: string): boolean => {
    const value = fieldOf(where, name)
    return value?.kind === 'other' && value.value === true
  }
  const jupyter = fieldOf(metadata, 'jupyter')
  const myst = fieldOf(metadata, 'mystnb')
  const figure = fieldOf(myst, 'figure')
  const { options, lines } = readOptions(code)
  const said = (name: string): readonly string[] => options.get(name) ?? []
  const says = (name: string, value: string): boolean => said(name)[0]?.toLowerCase() === value
  const isRemoved =
    tags.has('remove-cell') || says('include', 'false') || textOfNode(fieldOf(metadata, 'nbsphinx')) === 'hidden'
  const isFolded = tags.has('hide-cell')
  const part = (removed: boolean, folded: boolean) =>
    isRemoved || removed ? 'hidden' : isFolded || folded ? 'folded' : 'shown'
  const orOf = (list: readonly string[], other: string): readonly string[] =>
    list.length > 0 || other === '' ? list : [other]
  return {
    code: part(
      tags.has('remove-input') || says('echo', 'false'),
      tags.has('hide-input') ||
        says('code-fold', 'true') ||
        isTrue(jupyter, 'source_hidden') ||
        textOfNode(fieldOf(metadata, 'cellView')) === 'form',
    ),
    output: part(
      tags.has('remove-output') || says('output', 'false'),
      tags.has('hide-output') || isTrue(jupyter, 'outputs_hidden') || isTrue(metadata, 'collapsed'),
    ),
    label: said('label')[0] ?? said('id')[0] ?? textOfNode(fieldOf(figure, 'name')),
    captions: orOf(said('fig-cap'), textOfNode(fieldOf(figure, 'caption'))),
    alts: orOf(said('fig-alt'), textOfNode(fieldOf(fieldOf(myst, 'image'), 'alt'))),
    tableCaption: said('tbl-cap')[0] ?? '',
    isMarkdown: says('output', 'asis'),
    leavesOut: new Set([
      ...(tags.has('remove-stdout') ? (['stdout'] as const) : []),
      ...(tags.has('remove-stderr') || says('warning', 'false') ? (['stderr'] as const) : []),
    ]),
    optionLines: lines,
  }
}

const FIRST_OPTION = /^(?:#|\/\/|--|%)[ \t]?\|[ \t]*[\w-]+[ \t]*:/
const OPTION = /^(?:#|\/\/|--|%)[ \t]?\|[ \t]?/

/**
 * The options at the beginning of code, in the way of Quarto, and how many lines they take. What is between their marks is YAML:
 *
 *     #| label: fig-waves
 *     #| fig-cap:
 *     #|   - A wave.
 *     #|   - Another one.
 */
function readOptions(code: string): {
  readonly options: ReadonlyMap<string, readonly string[]>
  readonly lines: number
} {
  const options = new Map<string, readonly string[]>()
  if (!FIRST_OPTION.test(code)) return { options, lines: 0 }
  const written: string[] = []
  for (const line of code.split('\n')) {
    const mark = OPTION.exec(line)?.[0]
    if (mark === undefined) break
    written.push(line.slice(mark.length))
  }
  const node = parseYaml(written.join('\n'))
  if (isYamlFault(node) || node.kind !== 'mapping') {
    // A caption with a colon in it is no YAML, and is meant all the same.
    for (const line of written) {
      const [, name, value = ''] = /^\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(line) ?? []
      if (name !== undefined) options.set(name, [value.replace(/^(["'])(.*)\1$/, '$2')])
    }
  } else
    for (const { key, node: value } of node.entries)
      options.set(
        key,
        (value.kind === 'sequence' ? value.items : [value]).map(({ text }) => text.replaceAll('\0', '\ufffd').trim()),
      )
  return { options, lines: written.length }
}
