import type { BlockContext } from '../markdown/blocks/block.ts'

/** The path of a file with code in it: one line without spaces that ends as files of the languages do that exercises have. */
const FILE = /^[^\s()[\]{}=]+\.(?:py|js|mjs|sql|txt)$/

/** Code of a field: written into the block, or the text of a file that it names. Undefined where that file is not there, which is told. */
export function codeOf(written: string | undefined, field: string, context: BlockContext): string | undefined {
  if (written === undefined || !FILE.test(written.trim())) return written
  return context.text(written.trim(), field)?.text.replace(/\n+$/, '')
}
