import { type Compilation, type Place, report } from '../compilation.ts'
import { needEngine } from '../need-engine.ts'

/**
 * Exercises in raw HTML, as older courses have them. An editor makes one:
 *
 *     <div class="exercise" id="exercise_print" markdown="1">
 *     Print something.
 *     <textarea class="code"></textarea>
 *     <div hidden class="solution_output">something</div>
 *     </div>
 *
 * Those without an editor are tasks for paper, and stay what they are.
 */
export function noteEditor(compilation: Compilation, attributes: string, place: Place): void {
  const around = compilation.openElements.at(-1)
  if (compilation.settings.safe || !around) return
  if (!hasClass(attributes, 'code') || !hasClass(around.attributes, 'exercise')) return
  if (!/\sid\s*=\s*["']?[^\s"'>]/i.test(` ${around.attributes}`)) {
    report(compilation, 'exercise/no-id', 'The exercise of this editor has no id, so it does nothing.', {
      span: place(),
      related: [{ span: around.place(), message: 'is the exercise' }],
      hint: `write \`<${around.name} class="exercise" id="…">\` with a name that the page has only once`,
    })
    return
  }
  compilation.parts.add('exercise')
  compilation.solvable.editors.add(around)
  needEngine(compilation, 'python', around.place())
}

/** Notes what decides whether an exercise in HTML is solved. */
export function noteSolution(compilation: Compilation, attributes: string): void {
  const around = compilation.openElements.at(-1)
  if (around && DECIDING.some((name) => hasClass(attributes, name))) compilation.solvable.graded.add(around)
}

const DECIDING = ['solution_output', 'solution_code', 'solution_validate'] as const

/** How many things of the page count as solved or not. */
export const countSolvable = ({ solvable: { blocks, editors, graded } }: Compilation): number =>
  blocks + [...editors].filter((one) => graded.has(one) && !hasClass(one.attributes, 'no-progress')).length

function hasClass(attributes: string, name: string): boolean {
  const [, , quoted = '', bare = ''] = /\bclass\s*=\s*(?:(["'])(.*?)\1|([^\s"'>]+))/is.exec(attributes) ?? []
  return (quoted || bare).split(/\s+/).includes(name)
}
