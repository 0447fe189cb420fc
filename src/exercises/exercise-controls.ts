// What the page of an exercise and its script have in common.

/** Pixels of a line of code, and of what is above and below all of them: see `assets/parts/exercise.css`. */
const LINE = 24
const PADDING = 19
const LEAST_LINES = 3

/** How many lines an editor shows: those of its code and one more, and those that fill the height which a class `height150` of it wants. */
export function editorRows(code: string, classes: string): number {
  const height = Number(/(?:^|\s)height(\d{1,4})(?:\s|$)/.exec(classes)?.[1] ?? 0)
  return Math.max(LEAST_LINES, code.split('\n').length + 1, Math.ceil((height - PADDING) / LINE))
}

/** Id of how an editor is left by keyboard. */
export const keysId = (id: string): string => `${id}.keys`

/** Id of what is said of a run. */
export const statusId = (id: string): string => `${id}.status`

/** How many megabytes some bytes are, as readers are told. */
export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)
