import { dataOf, listOf, textOfValue } from './settings-text.ts'

/** The Markdown of a Jupyter notebook: its texts, and its code between fences, without what it gave. */
export function notebookText(json: string): string | undefined {
  let data: unknown
  try {
    data = JSON.parse(json)
  } catch {
    // It is told as a file that cannot be read.
    return undefined
  }
  const notebook = dataOf(data)
  const language = textOfValue(dataOf(dataOf(notebook.metadata).kernelspec).language) || 'python'
  return listOf(notebook.cells)
    .map((cell) => {
      const { cell_type: type, source } = dataOf(cell)
      const text = (Array.isArray(source) ? source.join('') : typeof source === 'string' ? source : '').trimEnd()
      if (text === '') return ''
      return type === 'code' ? `\`\`\`${language}\n${text}\n\`\`\`` : type === 'markdown' ? text : ''
    })
    .filter((text) => text !== '')
    .join('\n\n')
    .concat('\n')
}
