/** Opens a file in the editor that runs, or that `EDITOR` names. */
export async function openEditor(file: string, line: number, column: number): Promise<void> {
  const { default: launch } = await import('launch-editor')
  launch(`${file}:${line}:${column}`, () => {
    process.stderr.write(`lectern: No editor was found; name it in the variable EDITOR to open ${file}:${line}.\n`)
  })
}
