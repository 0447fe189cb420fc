/** What runs the code of exercises, and the language that it is coloured as. */
export const exerciseEngines: ReadonlyMap<string, string> = new Map([['python', 'python']])
