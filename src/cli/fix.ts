import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { applyFixes, lineDiff } from '../diagnostics/fixes.ts'
import { decodeText } from '../files/decode.ts'
import type { Files } from '../files/files.ts'

/** What mending did, or would do. */
export interface Mended {
  /** A unified diff of all files. */
  readonly diff: string
  readonly fixes: number
  readonly paths: readonly string[]
}

/** Makes the fixes of diagnostics in the files of a site; `dryRun` only shows them. */
export function mendFiles(
  files: Files,
  diagnostics: readonly Diagnostic[],
  { unsafe, dryRun }: { readonly unsafe: boolean; readonly dryRun: boolean },
): Mended {
  const wanted = [...new Set(diagnostics.flatMap(({ fix }) => (fix ? [fix.span.path] : [])))].sort()
  let diff = ''
  let fixes = 0
  const paths: string[] = []
  for (const path of wanted) {
    const bytes = files.kind(path) === 'file' ? files.read(path) : undefined
    const form = bytes && formOf(bytes)
    if (!form) continue
    const { text, count } = applyFixes(form.text, path, diagnostics, unsafe)
    if (count === 0) continue
    diff += lineDiff(path, form.text, text)
    fixes += count
    paths.push(path)
    if (!dryRun) files.write(path, form.encode(text))
  }
  return { diff, fixes, paths }
}

/** A file's text, and the way back to its bytes: BOM and line ends stay. Undefined where there is no way back. */
function formOf(bytes: Uint8Array): { readonly text: string; readonly encode: (text: string) => string } | undefined {
  const { text, badOffset } = decodeText(bytes)
  if (badOffset !== undefined) return undefined
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\ufeff' : ''
  const encoders = [(plain: string) => bom + plain, (plain: string) => bom + plain.replaceAll('\n', '\r\n')]
  const encode = encoders.find((candidate) => Buffer.compare(Buffer.from(candidate(text)), bytes) === 0)
  return encode && { text, encode }
}
