import { isAbsolute, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Span } from '../diagnostics/diagnostic.ts'
import { decodeText } from '../files/decode.ts'
import type { Files } from '../files/files.ts'
import type { Failure } from './protocol.ts'

/** A place in a file of the site, as a stack names it. */
export interface FailurePlace {
  readonly span: Span
  /** `plugins/note.js:3:7` */
  readonly text: string
}

/** The first place of a stack that lies in a file of the site; undefined where none does. */
export function placeOfFailure({ stack }: Failure, files: Files, root: string): FailurePlace | undefined {
  for (const [, url = '', line = '', column = '1'] of stack.matchAll(
    /((?:file:\/\/|\/|[A-Z]:\\)[^\n()]*?):(\d+)(?::(\d+))?(?=\)|\s|$)/g,
  )) {
    const path = pathIn(root, url)
    const bytes = path === undefined || path.includes('node_modules/') ? undefined : files.read(path)
    if (path === undefined || !bytes) continue
    const { text } = decodeText(bytes)
    const lines = text.split('\n')
    const before = lines.slice(0, Number(line) - 1).reduce((sum, item) => sum + item.length + 1, 0)
    const start = Math.min(before + Number(column) - 1, Math.max(0, text.length - 1))
    return { span: { path, start, end: start + 1 }, text: `${path}:${line}:${column}` }
  }
  return undefined
}

/** The path of a module from the site's root; undefined for one elsewhere. */
function pathIn(root: string, url: string): string | undefined {
  try {
    const path = relative(root, url.startsWith('file:') ? fileURLToPath(url) : url)
    return path === '' || path.startsWith('..') || isAbsolute(path) ? undefined : path.split(sep).join('/')
  } catch {
    // An address that is none of a file.
    return undefined
  }
}
