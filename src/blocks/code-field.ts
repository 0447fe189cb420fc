import type { Span } from '../diagnostics/diagnostic.ts'
import type { BlockContext } from '../markdown/blocks/block.ts'
import type { PlacedText } from '../markdown/verifiable.ts'

/** The path of a file with code in it: one line without spaces that ends as files of the languages do that exercises have. */
const FILE = /^[^\s()[\]{}=]+\.(?:py|js|mjs|sql|txt)$/

/** Code of a field: written into the block, or the text of a file that it names. Undefined where that file is not there, which is told. */
export function codeOf(written: string | undefined, field: string, context: BlockContext): string | undefined {
  if (written === undefined || !FILE.test(written.trim())) return written
  return context.text(written.trim(), field)?.text.replace(/\n+$/, '')
}

/** The same, with its place: that of the field, or of the beginning of the file. */
export function placedCodeOf(
  written: string | undefined,
  field: string,
  context: BlockContext,
  spanOf: (field: string) => Span,
): PlacedText | undefined {
  if (written === undefined) return undefined
  if (!FILE.test(written.trim())) return { text: written, span: spanOf(field) }
  const file = context.text(written.trim(), field)
  // All of it: where one of its lines is told, that is looked for in it.
  return file && { text: file.text.replace(/\n+$/, ''), span: { path: file.path, start: 0, end: file.text.length } }
}
