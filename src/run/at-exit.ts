/** What is left to do when this process ends before its work does, as when its user stops it. */
const left = new Set<() => void>()

/** Notes what to do when the process ends; gives what takes that back. */
export function atExit(act: () => void): () => void {
  if (left.size === 0) process.once('exit', doAll)
  left.add(act)
  return () => {
    left.delete(act)
    if (left.size === 0) process.removeListener('exit', doAll)
  }
}

function doAll(): void {
  for (const act of left) act()
  left.clear()
}
