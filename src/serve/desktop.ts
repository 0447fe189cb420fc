/** Programs of the author's desktop, loaded when they are wanted. */

/** Opens an address in the browser; where that cannot be done, the address stands in the terminal. */
export async function openBrowser(address: string): Promise<void> {
  const { default: open } = await import('open')
  const child = await open(address)
  child.on('error', () => undefined)
}

/** Opens a file in the editor that runs, or that `EDITOR` names. */
export async function openInEditor(file: string, line: number, column: number): Promise<void> {
  const { default: launch } = await import('launch-editor')
  launch(`${file}:${line}:${column}`, () => {
    process.stderr.write(`lectern: No editor was found; name it in the variable EDITOR to open ${file}:${line}.\n`)
  })
}
