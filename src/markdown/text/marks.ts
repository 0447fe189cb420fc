/** Marks of holes in texts that code of others gets and gives: only those that it got may come back. */

const MARK = /\0\d+\0/g

/** Notes the marks of a text that is given away. */
export function noteMarks(text: string, marks: Set<string>): void {
  if (text.includes('\0')) for (const mark of text.match(MARK) ?? []) marks.add(mark)
}

/** Whether a text has a mark that was not given, or a NUL that is no mark. */
export const isForgery = (text: string, marks: ReadonlySet<string>): boolean =>
  text.includes('\0') && text.replace(MARK, (mark) => (marks.has(mark) ? '' : mark)).includes('\0')
