import type { RendererRule, StateBlock, StateCore, Token } from 'markdown-it'
import { cutMessage, lostTexts } from '../../config/cut-values.ts'
import { aliasedSize, isYamlFault, PIECE, parseYaml, type YamlEntry, type YamlNode } from '../../config/yaml.ts'
import type { Code } from '../../diagnostics/codes.ts'
import { didYouMean } from '../../diagnostics/nearest.ts'
import { withAttributes } from '../attributes.ts'
import { type Compilation, compilationOf, report } from '../compilation.ts'
import { expandConstants } from '../constants.ts'
import { mayGrow } from '../growth.ts'
import type { Label } from '../labels.ts'
import { needEngine } from '../need-engine.ts'
import { noteLabel } from '../note-label.ts'
import { type Fragment, html } from '../text/html.ts'
import type { Source } from '../text/origin.ts'
import { endBlockAt } from '../text/rest-of-line.ts'
import type { Fields } from './block.ts'
import { blockContext, spanOfField } from './block-context.ts'
import { type BlockText, spanOf } from './block-text.ts'
import { pushCode } from './code-of-block.ts'
import { readFields } from './field-values.ts'
import { markdownIn, pushMarkdown } from './markdown-field.ts'
import type { OwnBlock } from './own-block.ts'
import { meantName, wideColons, withPlainColons } from './translated-names.ts'

/**
 * Blocks:
 *
 *     %--                                     %-- include: exercises/basic/syntax.md --%
 *     figure:
 *         source: perceptron.png
 *     --%
 */

/** The marks of blocks. */
const MARKS = /%--|--%/g
const NAME = /\s*([\w-]+)\s*:/y

/** The name that the text between the marks of a block begins with; `at` is the offset behind the first mark. */
export function blockName(src: string, at: number): string | undefined {
  NAME.lastIndex = at
  return NAME.exec(src)?.[1]
}

/**
 * Where the block ends that is open on a line: the first `--%` that ends no block which stands in that line, as in a caption. `inner` are
 * blocks in it that are open before the line.
 */
function closeOf(line: string, inner = 0): number {
  for (const { 0: mark, index } of line.matchAll(MARKS)) {
    if (mark === '%--') inner++
    else if (inner === 0) return index
    else inner--
  }
  return -1
}

/** How many blocks are open behind a line of a block that holds others: one that begins the line may go on below it. */
function openBehind(line: string, open: number): number {
  let here = 0
  let left = open
  for (const [mark] of line.matchAll(MARKS)) {
    if (mark === '%--') here++
    else if (here > 0) here--
    else left--
  }
  return left + (here > 0 && line.startsWith('%--') ? 1 : 0)
}

/** Whether a block may have others in it: one of its fields is Markdown. */
const holdsBlocks = ({ fields }: { readonly fields: Fields }): boolean =>
  Object.values(fields).some(({ type, of }) => type === 'markdown' || (of !== undefined && holdsBlocks({ fields: of })))

/** Whether the block that begins on a line is text: of a kind that stands in lines, and of one paragraph. */
function isText(state: StateBlock, block: OwnBlock | undefined, line: number, endLine: number): boolean {
  if (!block?.inline) return false
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)
  let last = line
  while (last < endLine && !state.isEmpty(last)) {
    if (state.src.slice(last === line ? start + 3 : state.bMarks[last], state.eMarks[last]).includes('--%')) return true
    last++
  }
  return false
}

/** The block that begins on a line; undefined where there is none of its name. */
function blockAt(state: StateBlock, line: number): OwnBlock | undefined {
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)
  const isAlone = state.src.slice(start + 3, state.eMarks[line]).trim() === ''
  const next = (state.bMarks[line + 1] ?? 0) + (state.tShift[line + 1] ?? 0)
  const name = isAlone ? blockName(state.src, next) : blockName(state.src, start + 3)
  return name === undefined ? undefined : compilationOf(state.env).blocks.get(name.toLowerCase())
}

const startsBlock = (state: StateBlock, line: number): boolean =>
  state.src.startsWith('%--', (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0))

/** The rule of blocks. */
export function blockRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4 || !startsBlock(state, startLine)) return false
  const begins = blockAt(state, startLine)
  if (isText(state, begins, startLine, endLine)) return false
  if (silent) return true
  const compilation = compilationOf(state.env)
  const { source } = compilation
  const open = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)

  // Blocks that are indented in one that holds Markdown are its own.
  const holds = begins !== undefined && holdsBlocks(begins)
  let inner = 0
  let last = startLine
  const first = closeOf(state.src.slice(open + 3, state.eMarks[last]))
  let close = first < 0 ? -1 : open + 3 + first
  while (
    close < 0 &&
    last + 1 < endLine &&
    !((state.sCount[last + 1] ?? 0) < state.blkIndent && !state.isEmpty(last + 1)) &&
    (!startsBlock(state, last + 1) || (holds && (state.sCount[last + 1] ?? 0) > (state.sCount[startLine] ?? 0)))
  ) {
    last++
    const from = (state.bMarks[last] ?? 0) + (state.tShift[last] ?? 0)
    const line = state.src.slice(from, state.eMarks[last])
    const at = closeOf(line, inner)
    if (at >= 0) close = from + at
    else if (holds) inner = openBehind(line, inner)
  }
  if (close < 0) {
    const at = source.offset + open
    report(compilation, 'block/unclosed', 'The block that begins here never ends.', {
      span: { path: source.path, start: at, end: at + 3 },
      hint: 'write `--%` on a line of its own after its last field',
    })
    // Goes on after the first blank line: what follows is most likely text again.
    noteIds(compilation, state.src.slice(open, state.eMarks[last]))
    let line = startLine + 1
    while (line <= last && !state.isEmpty(line)) line++
    state.line = line
    return true
  }

  const text = blockText(state, source, startLine, last, open + 3, close)
  const labels = compilation.labels.size
  const before = state.tokens.length
  const rendered = renderBlock(state, compilation, text)
  if (rendered) pushFragment(state, rendered.block.inline ? html`<p>${rendered.fragment}</p>` : rendered.fragment)
  if (compilation.labels.size === labels) noteIds(compilation, text.yaml)
  const [begun, ended] = [state.tokens[before], state.tokens.at(-1)]
  // What an attribute list below the block is for.
  if (begun && ended && (rendered || begun.meta?.toc || begun.type === 'code_to_run')) {
    ended.map = [startLine, last + 1]
    ended.meta = { ...ended.meta, begun }
  }
  endBlockAt(state, startLine, last, close + 3)
  return true
}

/** Notes the ids of a block that gave nothing with a number: what names them is right, and only the block is told. */
function noteIds(compilation: Compilation, yaml: string): void {
  for (const [, id = ''] of yaml.matchAll(/(?:^[ \t>]*|[{,][ \t]*)id[ \t]*:[ \t]*["']?([^\s"'#,}]+)/gim))
    compilation.brokenIds.add(id)
}

function blockText(
  state: StateBlock,
  source: Source,
  first: number,
  last: number,
  open: number,
  close: number,
): BlockText {
  let yaml = ''
  const lines: { at: number; file: number }[] = []
  for (let line = first; line <= last; line++) {
    let from = line === first ? open : (state.bMarks[line] ?? 0)
    const to = line === last ? close : (state.eMarks[line] ?? 0)
    if (line === first) while (from < to && /[ \t]/.test(state.src[from] ?? '')) from++
    else
      for (let column = 0; column < state.blkIndent && from < to && /[ \t]/.test(state.src[from] ?? ''); column++)
        from++
    lines.push({ at: yaml.length, file: source.offset + from })
    yaml += `${state.src.slice(from, Math.max(from, to))}\n`
  }
  return { source, yaml, lines, firstLine: first }
}

/** What a block gives, and which one it was; undefined where it gives nothing. Without a state it stands inside a line. */
export function renderBlock(
  state: StateBlock | undefined,
  compilation: Compilation,
  written: BlockText,
): Given | undefined {
  const text = withPlainColons(written)
  const tell: Tell = (code, message, at, hint, instead) => {
    const span = spanOf(text, at.start, at.end)
    const fix =
      instead === undefined
        ? undefined
        : { span, instead: text.yaml.slice(at.start, at.end), text: instead, safe: true as const }
    report(compilation, code, message, { span, hint, fix })
  }
  if (text !== written) tellWideColons(compilation, written)

  const node = parseYaml(text.yaml)
  if (isYamlFault(node) && node.reason.includes('duplicate')) {
    const key = /^[^:]*/.exec(text.yaml.slice(node.offset))?.[0] ?? ''
    tell(
      'block/bad-yaml',
      `The block has \`${key}\` twice.`,
      { start: node.offset, end: node.offset + key.length },
      'take one of them out',
    )
    return undefined
  }
  if (isYamlFault(node)) {
    const at = Math.min(node.offset, Math.max(0, text.yaml.trimEnd().length - 1))
    tell('block/bad-yaml', `The block is not YAML: ${node.reason}.`, { start: at, end: at + 1 }, node.hint)
    return undefined
  }
  // An alias is written in a few characters, and stands for many.
  const aliased = text.yaml.includes('*') ? PIECE * aliasedSize(node) : 0
  if (aliased > 0 && !mayGrow(compilation, aliased, 'An alias', () => spanOf(text, node.start, node.end)))
    return undefined
  const name = onlyEntry(node)
  if (!name) {
    const written =
      node.kind === 'scalar' && node.value !== null
        ? `write \`${node.text.split(/\s/)[0]}: …\``
        : 'write the name of one block, such as `figure:`, and its fields indented below it'
    const second = node.entries[1]
    tell(
      'block/not-a-block',
      second ? 'A block has one name; the fields below it are indented.' : 'This is not a block.',
      second ? { start: second.keyStart, end: second.keyEnd } : node,
      second ? `indent \`${second.key}\` below \`${node.entries[0]?.key}:\`` : written,
    )
    return undefined
  }
  const known = compilation.blocks.get(name.key.toLowerCase())
  const names = known ? [] : [...compilation.blocks.values()].map((item) => item.name)
  const meant = known ? undefined : meantName(name.key, names)
  // A name that was translated, too, is taken for what it means.
  const block = known ?? (meant === undefined ? undefined : compilation.blocks.get(meant.toLowerCase()))
  if (!known && block)
    tell(
      'block/translated-name',
      `The name of the block \`${block.name}\` was translated, too.`,
      { start: name.keyStart, end: name.keyEnd },
      `\`${name.key}\` is \`${block.name}\``,
      block.name,
    )
  if (!block) {
    tell(
      'block/unknown',
      `There is no block \`${name.key}\`.`,
      { start: name.keyStart, end: name.keyEnd },
      didYouMean(name.key, names) ?? `the blocks are ${names.map((item) => `\`${item}\``).join(', ')}`,
    )
    return undefined
  }
  const cuts = lostTexts(text.yaml, isProse)
  const told = compilation.diagnostics.length
  const given = renderFields(state, compilation, text, name, block, tell)
  if (cuts.length === 0) return given
  // What a value that was cut led to is not told.
  const later = compilation.diagnostics.splice(told)
  const places = cuts.map(({ start, end }) => spanOf(text, start, end))
  compilation.diagnostics.push(
    ...later.filter(({ span }) => !places.some(({ start, end }) => span && span.start < end && span.end > start)),
  )
  for (const { start, end, lost, hint } of cuts) tell('yaml/cut-value', cutMessage(lost), { start, end }, hint)
  return given
}

/** Tells of colons as wide as a Chinese character: the block is read as if they were plain. */
function tellWideColons(compilation: Compilation, text: BlockText): void {
  for (const at of wideColons(text.yaml)) {
    const span = spanOf(text, at, at + 1)
    report(compilation, 'block/translated-name', 'The colon is as wide as a Chinese character.', {
      span,
      hint: 'write `:` and a blank',
      fix: { span, instead: '：', text: /[\s]/.test(text.yaml[at + 1] ?? '') ? ':' : ': ', safe: true },
    })
  }
}

/** Fields that readers see as text. */
const isProse = (keys: readonly string[]): boolean => keys[0] === 'constant' || PROSE.has(keys.at(-1) ?? '')

const PROSE: ReadonlySet<string> = new Set([
  'caption',
  'alt',
  'title',
  'task',
  'hints',
  'question',
  'given',
  'right',
  'wrong',
  'answer',
  'why',
])

type Tell = (
  code: Code,
  message: string,
  at: { readonly start: number; readonly end: number },
  hint?: string,
  instead?: string,
) => void

/** What a block gave. */
interface Given {
  readonly block: OwnBlock
  readonly fragment: Fragment
}

/** Reads the fields of a block and renders it. */
function renderFields(
  state: StateBlock | undefined,
  compilation: Compilation,
  text: BlockText,
  name: YamlEntry,
  block: OwnBlock,
  tell: Tell,
): Given | undefined {
  const values = readFields(block, name, {
    report: tell,
    expand: (written) => expandConstants(compilation, written),
    originOf: (value) => {
      const span = spanOf(text, value.start, value.end)
      return { source: text.source, start: span.start, end: span.end }
    },
    markdownOf: (value) => markdownIn(text, value),
  })
  if (!values) return undefined
  const label = block.numbered && values.id !== undefined ? addLabel(compilation, block, values, text, name) : undefined
  const context = blockContext(state, compilation, text, name, label)
  if (block.runs && state && pushCode(state, compilation, text, name, values, context)) return undefined
  const hidden = compilation.settings.exercises ? undefined : block.hiddenCode?.fieldOf(values)
  const fragment =
    hidden === undefined ? block.render(values, context) : block.hiddenCode?.renderWithout(values, context, hidden)
  if (!fragment) return undefined
  if (block.part && hidden === undefined) compilation.parts.add(block.part)
  if (hidden === undefined && block.counts?.(values)) compilation.solvable.blocks++
  if (block.part === 'exercise' && hidden === undefined)
    needEngine(compilation, String(values.engine).toLowerCase(), spanOf(text, name.keyStart, name.keyEnd))
  if (block.verify)
    compilation.verifiable.push(...block.verify(values, context, (field) => spanOfField(text, name, field)))
  return { block, fragment }
}

/** Whether the text of the page has `%` and an id. */
const isNamed = ({ source }: Compilation, id: string): boolean =>
  id !== '' && (source.text.includes(`%${id}`) || source.text.includes(`#${id}%`))

const onlyEntry = (node: YamlNode): YamlEntry | undefined =>
  node.kind === 'mapping' && node.entries.length === 1 ? node.entries[0] : undefined

/** Numbers a thing and notes its id; a second use of an id gets `_1`, `_2`. */
function addLabel(
  compilation: Compilation,
  block: OwnBlock,
  values: Record<string, unknown>,
  text: BlockText,
  name: YamlEntry,
): Label | undefined {
  const kind = block.numbered
  if (!kind) return undefined
  const n = (compilation.counters.get(kind) ?? 0) + 1
  compilation.counters.set(kind, n)
  const written = String(values.id)
  // What readers do in exercises and quizzes is kept by their ids.
  const isKept = kind === 'exercise' || kind === 'quiz'
  const at = name.node.entries.find((entry) => entry.key.toLowerCase() === 'id')
  const span = at ? spanOf(text, at.node.start, at.node.end) : spanOf(text, name.keyStart, name.keyEnd)
  if (!/^\p{L}[\p{L}\p{N}_-]*$/u.test(written)) {
    // It shows all the same: what is wrong is to name it.
    compilation.brokenIds.add(/^[\p{L}\p{N}_-]*/u.exec(written)?.[0] ?? '')
    compilation.deferred.push(() => {
      if (!isKept && !isNamed(compilation, written)) return
      report(compilation, 'block/bad-id', `\`${written}\` cannot be an id that the text names.`, {
        span,
        hint: 'use letters, digits, `_` and `-`, with a letter first',
      })
    })
  }
  const wanted: Label = { id: isKept ? written.replace(/\s+/g, '_') : written, kind, n, span }
  return noteLabel(compilation, wanted, 'figure, video, table, listing, exercise and quiz an id')
}

/** Puts the pieces of a fragment into the page, inline text to be parsed with all other inline text. */
function pushFragment(state: StateBlock, fragment: Fragment): void {
  for (const piece of fragment.pieces) {
    if (typeof piece === 'string') state.push('fragment', '', 0).content = piece
    else if (piece.type === 'markdown') pushMarkdown(state, piece)
    else {
      const token = state.push('inline', '', 0)
      token.content = piece.text
      token.children = []
      token.meta = { origin: piece.origin }
    }
  }
  state.push('fragment', '', 0).content = '\n'
}

/** The pieces of a fragment without Markdown in it, and the end of a line behind it, for a page whose blocks are parsed. */
export function fragmentTokens(state: StateCore, { pieces }: Fragment): Token[] {
  return [...pieces, '\n'].flatMap((piece) => {
    if (typeof piece !== 'string' && piece.type !== 'inline') return []
    const token = new state.Token(typeof piece === 'string' ? 'fragment' : 'inline', '', 0)
    token.block = true
    token.content = typeof piece === 'string' ? piece : piece.text
    if (typeof piece !== 'string') {
      token.children = []
      token.meta = { origin: piece.origin }
    }
    return token
  })
}

/** HTML that is made already, with the attributes of a list below it. */
export const renderFragment: RendererRule = (tokens, i) => {
  const token = tokens[i]
  return token ? withAttributes(token.content, token) : ''
}
