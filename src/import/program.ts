import { folderOf, joinPath } from '../files/paths.ts'
import { readLiterals } from './literals.ts'
import { type Data, dataOf, isFault, readData } from './settings-text.ts'
import type { SourceFolder } from './source-folder.ts'

const ENDINGS = ['', '.ts', '.js', '.mts', '.mjs', '.cts', '.cjs', '.json', '/index.ts', '/index.js']

/** The literals of a program in JavaScript or TypeScript, with those of the files that it imports; it is never run. */
export function readProgram(folder: SourceFolder, path: string, seen: readonly string[] = []): Data {
  const text = folder.text(path) ?? ''
  if (path.endsWith('.json')) {
    const data = readData(path, text)
    return isFault(data) ? {} : data
  }
  return readLiterals(text, {
    load(written) {
      const at = joinPath(folderOf(path), written)
      const stem = at?.replace(/\.(?:m|c)?js$/, '')
      const file = [at, stem].flatMap((name) => ENDINGS.map((ending) => `${name}${ending}`)).find(folder.has)
      return file === undefined || seen.includes(file) || seen.length > 8
        ? undefined
        : readProgram(folder, file, [...seen, path])
    },
  })
}

/** What a program exports as its settings. */
export const exportedSettings = (program: Data): Data => dataOf(program.default ?? program['module.exports'])
