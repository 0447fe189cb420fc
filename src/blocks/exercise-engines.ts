import { didYouMean } from '../diagnostics/nearest.ts'
import type { BlockContext } from '../markdown/blocks/block.ts'

/** What runs the code of exercises, and the language that it is coloured as. */
export const exerciseEngines: ReadonlyMap<string, string> = new Map([
  ['python', 'python'],
  ['javascript', 'javascript'],
  ['sql', 'sql'],
  ['micropython', 'python'],
])

/** The engine that a block names in `engine`; undefined where there is none of this name, which is told. */
export function engineNamed(engine: string, context: BlockContext): string | undefined {
  const name = engine.toLowerCase()
  if (exerciseEngines.has(name)) return name
  context.report('exercise/unknown-engine', `There is nothing called \`${engine}\` that runs exercises.`, {
    field: 'engine',
    hint:
      didYouMean(engine, [...exerciseEngines.keys()]) ??
      `it may be ${Array.from(exerciseEngines.keys(), (known) => `\`${known}\``).join(', ')}`,
  })
  return undefined
}
