import type { StateBlock } from 'markdown-it'
import { fillWords } from '../../config/interface-words.ts'
import type { YamlEntry, YamlNode } from '../../config/yaml.ts'
import { isDiagnosticCode } from '../../diagnostics/codes.ts'
import type { Details, Span } from '../../diagnostics/diagnostic.ts'
import { didYouMean } from '../../diagnostics/nearest.ts'
import { wrongEncodings } from '../../diagnostics/wrong-encoding.ts'
import { type Compilation, nameText, type Place, report } from '../compilation.ts'
import { findFile, noteRead, publishedAddress, reportEncoding, reportMissing, reportPointer } from '../find-file.ts'
import { mayGrow } from '../growth.ts'
import { includeFile } from '../include.ts'
import type { Label } from '../labels.ts'
import { resolveHref } from '../links.ts'
import { pictureChoice } from '../picture-variants.ts'
import { measurePicture, reportUnreadable } from '../pictures.ts'
import { renderCode } from '../render-code.ts'
import { NO_OPTIONS } from '../text/code-lines.ts'
import { escapeHtml, raw } from '../text/html.ts'
import type { BlockContext } from './block.ts'
import { type BlockText, spanOf } from './block-text.ts'

const EXTERNAL = /^(?:https?:)?\/\//i

/** The value of a field; in a list as `wrong.0.answer`, where an entry that is no list, or has no fields, stands for itself. */
function nodeAt(node: YamlNode, [name, ...rest]: readonly string[]): YamlNode | undefined {
  if (name === undefined) return node
  const isIndex = /^\d+$/.test(name)
  if (isIndex && node.kind === 'sequence') {
    const item = node.items[Number(name)]
    return item && nodeAt(item, rest)
  }
  if (isIndex || node.kind !== 'mapping') return nodeAt(node, rest)
  const value = node.entries.find((entry) => entry.key.toLowerCase() === name)?.node
  return value && nodeAt(value, rest)
}

/** The place of a field's value in the file; of the block's name where there is no such field. */
export function spanOfField(text: BlockText, { node, keyStart, keyEnd }: YamlEntry, field: string | undefined): Span {
  const value =
    field === undefined ? undefined : node.kind === 'mapping' ? nodeAt(node, field.toLowerCase().split('.')) : node
  return value ? spanOf(text, value.start, value.end) : spanOf(text, keyStart, keyEnd)
}

/** What a block may do while it renders, for one use of a block; without a state it stands inside a line. */
export function blockContext(
  state: StateBlock | undefined,
  compilation: Compilation,
  text: BlockText,
  name: YamlEntry,
  label: Label | undefined,
): BlockContext {
  const { node } = name
  const spanOfKey = (key: string | undefined): Span | undefined => {
    const entry = key === undefined ? undefined : node.entries.find((item) => item.key === key)
    return entry && spanOf(text, entry.keyStart, entry.keyEnd)
  }
  const placeOfField =
    (field: string): Place =>
    () =>
      spanOfField(text, name, field)
  const { words } = compilation
  const labelText = label ? nameText(compilation, label) : ''

  /** The file of a listing that the page showed before. */
  const shown: { again: string | undefined } = { again: undefined }
  const blocks = (): StateBlock => {
    if (!state) throw new Error(`The block ${name.key} stands inside a line: it gives text alone.`)
    return state
  }

  const context: BlockContext = {
    label: raw(
      label ? `<span class="label">${escapeHtml(fillWords(words.captionStart, { label: labelText }))}</span>` : '',
    ),
    labelText,
    words,
    labelId: label?.id ?? '',
    entries: node.entries.map((entry) => [entry.key, entry.node.text] as const),
    resource(path, field) {
      if (EXTERNAL.test(path)) {
        compilation.externals.push({ url: path, span: spanOfField(text, name, field) })
        return { address: path, file: undefined }
      }
      const found = path.startsWith('%static:') ? undefined : findFile(compilation, path)
      if (found === undefined) {
        const { href, path: target } = resolveHref(compilation, path, 'resource', placeOfField(field))
        return { address: href, file: target === undefined ? undefined : compilation.ask('file', target) }
      }
      if (typeof found === 'string') {
        reportMissing(compilation, path, found, 'file/missing', placeOfField(field))
        return undefined
      }
      const address = publishedAddress(compilation, found, placeOfField(field))
      return address === undefined ? undefined : { address, file: found }
    },
    text(path, field, { isProse = false } = {}) {
      const found = findFile(compilation, path)
      if (typeof found === 'string') {
        reportMissing(compilation, path, found, 'file/missing', placeOfField(field))
        return undefined
      }
      noteRead(compilation, found)
      const file = compilation.ask('text', found.path)
      if (!file) {
        report(compilation, 'file/unreadable', `\`${found.path}\` cannot be read.`, {
          span: spanOfField(text, name, field),
        })
        return undefined
      }
      if (reportPointer(compilation, found.path, file.text, placeOfField(field))) return undefined
      // A file once is what the author wrote; the same again is growth. Of a listing, what it shows is counted below.
      const isAgain = compilation.included.has(`${found.path}\0`)
      if (
        isAgain &&
        !mayGrow(compilation, againCost(file.text, isProse), `\`${found.path}\` again`, placeOfField(field))
      )
        return undefined
      compilation.included.add(`${found.path}\0`)
      shown.again = isAgain ? found.path : undefined
      const source = { path: found.path, text: file.text, offset: 0 }
      reportEncoding(compilation, source.path, file.badOffset)
      if (isProse) compilation.diagnostics.push(...wrongEncodings(source.path, source.text))
      return { ...source, isUtf8: file.badOffset === undefined }
    },
    picture(file, field, percent) {
      const size = measurePicture(compilation, file.path, placeOfField(field))
      if (!size) reportUnreadable(compilation, file.path, placeOfField(field))
      const choice = size && pictureChoice(compilation, file.path, size, { percent })
      return choice ? { ...size, ...choice } : size
    },
    link: (href, field) => resolveHref(compilation, href, 'link', placeOfField(field)).href,
    highlight(code, language, options) {
      if (compilation.onCode?.isAll) return raw('')
      const { again } = shown
      // What is put in again counts as long as it is.
      const colours = compilation.colours || again !== undefined
      const markup = renderCode(code, language, options && { ...NO_OPTIONS, ...options }, colours)
      const place = (): Span => spanOfField(text, name, undefined)
      const fits = again === undefined || mayGrow(compilation, markup.length, `\`${again}\` again`, place)
      return raw(fits ? markup : '')
    },
    include: (path, field) => includeFile(blocks(), compilation, path, placeOfField(field)),
    toc(options) {
      const token = blocks().push('fragment', '', 0)
      token.meta = { toc: options }
      compilation.deferred.push(() => {
        const known = new Set(compilation.headings.flatMap(({ text, named }) => [text, named]))
        for (const heading of options.exclude) {
          if (known.has(heading)) continue
          report(compilation, 'toc/unknown-heading', `There is no heading \`${heading}\` on this page.`, {
            span: spanOfField(text, name, 'exclude'),
            hint: didYouMean(heading, known) ?? 'write the text of the heading, without its markup',
          })
        }
      })
    },
    define(constant, value) {
      const token = blocks().push('fragment', '', 0)
      token.meta = { constants: [[constant, value]] }
      compilation.whenRendered.push(() => {
        if (compilation.usedConstants.has(constant)) return
        report(compilation, 'constant/unused', `Nothing after it uses the constant \`${constant}\`.`, {
          span: spanOfKey(constant) ?? spanOfField(text, name, undefined),
          hint: `write \`%${constant}\` where its text should stand, or take it out`,
        })
      })
    },
    report(code, message, { field, key, hint, source, start, severity } = {}) {
      const details: Details = {
        hint,
        severity,
        span:
          source && start !== undefined
            ? { path: source.path, start, end: start + 1 }
            : (spanOfKey(key) ?? spanOfField(text, name, field)),
      }
      // Codes of others are those of a block that is guarded: see guarded-block.ts.
      report(compilation, isDiagnosticCode(code) ? code : `block/${code}`, message, details)
    },
  }
  return context
}

/** The markup around a cell of a table. */
const CELL = 30
/** Looking for lines in a file costs so much less than showing it. */
const LOOKING = 50

/** What a file costs that a page reads once more: of a table all of it is shown, of a listing some of its lines. */
const againCost = (text: string, isTable: boolean): number =>
  isTable ? text.length + CELL * (text.match(/[,;\t|\n]/g)?.length ?? 0) : Math.ceil(text.length / LOOKING)
