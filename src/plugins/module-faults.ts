import path from 'node:path'
import type { Span } from '../diagnostics/diagnostic.ts'
import { checkSyntax, type ModuleKind } from '../files/check-syntax.ts'
import { decodeText } from '../files/decode.ts'
import type { Files } from '../files/files.ts'

/** A module that could not be loaded: what to say, and where in the files of the site it is. */
export interface ModuleFault {
  readonly message: string
  readonly span: Span | undefined
}

/**
 * Finds the place of what keeps a module from being loaded, where Node does not say it: a fault of syntax, and an import of what there is
 * not. `paths` are the files that the plugin is made of.
 */
export function faultOfModule(message: string, files: Files, root: string, paths: readonly string[]): ModuleFault {
  const own = message.replaceAll(`file://${root}/`, '').replaceAll(root + path.sep, '')
  if (own.startsWith('SyntaxError: ')) return { message: own, span: placeOfSyntax(own, files, paths) }
  if (/^TypeError: Unknown file extension "\.[cm]?tsx?"/.test(own))
    return {
      message: 'this version of Node does not run TypeScript; from 22.18 on it does, or name compiled JavaScript',
      span: undefined,
    }
  const [, kind, named = '', importer = ''] =
    /Cannot find (module|package) '(.+?)'(?: imported from |.*? Require stack: - )([^\n]+?)(?: - |$)/.exec(own) ?? []
  const bytes = kind === undefined || !paths.includes(importer) ? undefined : files.read(importer)
  if (!bytes) return { message: own, span: undefined }
  const { text } = decodeText(bytes)
  // Node makes a whole path of what was written.
  const last = named.slice(named.lastIndexOf('/') + 1)
  for (const { 1: specifier = '', index } of text.matchAll(/(?<=['"`])([^'"`\n]+)(?=['"`])/g)) {
    if (specifier !== named && !(/^\.{0,2}\//.test(specifier) && specifier.endsWith(last))) continue
    const what = kind === 'package' ? `the package \`${specifier}\` is not installed` : `there is no \`${specifier}\``
    return { message: what, span: { path: importer, start: index, end: index + specifier.length } }
  }
  return { message: own, span: undefined }
}

/** Has Node read each file, without running it, until one has this very fault. */
function placeOfSyntax(message: string, files: Files, paths: readonly string[]): Span | undefined {
  for (const file of paths) {
    const bytes = /\.[cm]?js$/.test(file) ? files.read(file) : undefined
    if (!bytes) continue
    const { text } = decodeText(bytes)
    const kinds: readonly ModuleKind[] = file.endsWith('.cjs')
      ? ['commonjs']
      : file.endsWith('.mjs')
        ? ['module']
        : ['module', 'commonjs']
    for (const kind of kinds) {
      const told = checkSyntax(text, kind)
      const [, number = '', marks = ''] = /^\[stdin\]:(\d+)\n.*(?:\n([ \t]*\^+))?/m.exec(told) ?? []
      if (number === '' || !told.includes(message)) continue
      const lines = text.split('\n').slice(0, Number(number) - 1)
      const line = lines.reduce((sum, { length }) => sum + length + 1, 0)
      // A file that ends too early has no marks.
      const start = marks === '' ? Math.max(0, text.trimEnd().length - 1) : line + marks.indexOf('^')
      return { path: file, start, end: start + Math.max(1, marks.trim().length) }
    }
  }
  return undefined
}
