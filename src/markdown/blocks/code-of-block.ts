import type { StateBlock } from 'markdown-it'
import type { YamlEntry } from '../../config/yaml.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { type Compilation, report } from '../compilation.ts'
import type { CodeFigure, CodeMeta } from '../runs/code-to-run.ts'
import { codeToRun, pythonEngine, readDirectives } from '../runs/read-code.ts'
import type { InlineText } from '../text/html.ts'
import type { BlockContext } from './block.ts'
import { type BlockText, spanOf } from './block-text.ts'

/**
 * The code of a block that runs:
 *
 *     %--
 *     python:
 *         code: |
 *             plt.plot(x)
 *             plt.show()
 *         id: FigWave
 *         caption: A wave.
 *     --%
 */

/** Leaves the code of a block in the page, to be run with the fences around it; false where nothing runs it, and it is only shown. */
export function pushCode(
  state: StateBlock,
  compilation: Compilation,
  text: BlockText,
  name: YamlEntry,
  values: Readonly<Record<string, unknown>>,
  context: BlockContext,
): boolean {
  const engine = pythonEngine(compilation)
  const said = (field: string): string => (typeof values[field] === 'string' ? values[field].trim() : '')
  const code = typeof values.code === 'string' ? values.code : ''
  const directives = readDirectives(code)
  if (!engine || isNo(said('run')) || !directives.isRun) return false
  const hide = choiceOf(compilation, text, name, 'hide', said('hide'), ['code', 'output', 'all'])
  const fold = choiceOf(compilation, text, name, 'fold', said('fold'), ['code', 'output', 'all'])
  const raises = said('should_raise')
  const { showing } = directives
  const meta: CodeMeta = {
    code: codeToRun(compilation, {
      engine,
      code,
      raises: raises === '' || isNo(raises) ? directives.raises : isYes(raises) ? '' : raises,
      wantsValue: directives.wantsValue || isYes(said('value')),
      limit: typeof values.limit === 'number' && values.limit > 0 ? values.limit : undefined,
      showing: {
        hidesCode: showing.hidesCode || hide === 'code' || hide === 'all',
        hidesOutput: showing.hidesOutput || hide === 'output' || hide === 'all',
        foldsCode: showing.foldsCode || fold === 'code' || fold === 'all',
        foldsOutput: showing.foldsOutput || fold === 'output' || fold === 'all',
      },
      place: () => spanOf(text, name.keyStart, name.keyEnd),
      placeOf: placesIn(text, name),
    }),
    figure: figureOf(values, context),
  }
  compilation.hasCode = true
  state.push('code_to_run', '', 0).meta = { ...meta }
  return true
}

/** What the block says of the figure that its code makes; undefined where it says nothing. */
function figureOf(
  { caption, alt, id }: Readonly<Record<string, unknown>>,
  context: BlockContext,
): CodeFigure | undefined {
  if (caption === undefined && alt === undefined && id === undefined) return undefined
  const { label, labelId, labelText } = context
  return {
    label,
    labelId,
    labelText,
    caption: isInline(caption) ? caption : undefined,
    alt: typeof alt === 'string' ? alt : undefined,
  }
}

const isInline = (value: unknown): value is InlineText =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'inline'

const isYes = (written: string): boolean => /^(?:yes|true)$/i.test(written)
const isNo = (written: string): boolean => /^(?:no|false)$/i.test(written)

/** Finds the place of a line of the code. */
function placesIn(text: BlockText, name: YamlEntry): (line: number) => Span {
  const node =
    name.node.kind === 'mapping' ? name.node.entries.find(({ key }) => key.toLowerCase() === 'code')?.node : name.node
  const start = node?.start ?? name.keyStart
  const lineOf = text.lines.findLastIndex(({ at }) => at <= start)
  const first = /^[|>]/.test(text.yaml.slice(start)) ? lineOf + 1 : lineOf
  return (line) => {
    const from = text.lines[first + line - 1]?.at
    const end = from === undefined ? -1 : text.yaml.indexOf('\n', from)
    if (from === undefined || end < 0) return spanOf(text, name.keyStart, name.keyEnd)
    const blank = /^\s*/.exec(text.yaml.slice(from, end))?.[0].length ?? 0
    return spanOf(text, Math.max(from + blank, lineOf === first && line === 1 ? start : 0), end)
  }
}

function choiceOf<const Choice extends string>(
  compilation: Compilation,
  text: BlockText,
  name: YamlEntry,
  field: string,
  written: string,
  choices: readonly Choice[],
): Choice | undefined {
  const choice = choices.find((one) => one === written.toLowerCase())
  if (choice !== undefined || written === '' || isNo(written)) return choice
  const node =
    name.node.kind === 'mapping' ? name.node.entries.find(({ key }) => key.toLowerCase() === field)?.node : undefined
  report(compilation, 'block/wrong-type', `\`${field}\` must be ${choices.map((one) => `\`${one}\``).join(', ')}.`, {
    span: node ? spanOf(text, node.start, node.end) : spanOf(text, name.keyStart, name.keyEnd),
  })
  return undefined
}
