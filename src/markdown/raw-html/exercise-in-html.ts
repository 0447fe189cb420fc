import { decodeHTMLAttribute } from 'entities'
import { type Compilation, type OpenElement, type Place, report } from '../compilation.ts'
import { exerciseEditor, ownAttributes } from '../exercise-editor.ts'
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
 * Those without an editor are tasks for paper, and stay what they are. Gives the exercise, where a field is the editor of one.
 */
export function noteEditor(compilation: Compilation, attributes: string, place: Place): OpenElement | undefined {
  const around = compilation.openElements.at(-1)
  if (compilation.settings.safe || !around) return undefined
  if (!hasClass(attributes, 'code') || !hasClass(around.attributes, 'exercise')) return undefined
  if (attributeOf(around.attributes, 'id').trim() === '') {
    report(compilation, 'exercise/no-id', 'The exercise of this editor has no id, so it does nothing.', {
      span: place(),
      related: [{ span: around.place(), message: 'is the exercise' }],
      hint: `write \`<${around.name} class="exercise" id="…">\` with a name that the page has only once`,
    })
    return undefined
  }
  compilation.parts.add('exercise')
  compilation.solvable.editors.add(around)
  needEngine(compilation, 'python', around.place())
  return around
}

/** The editor with what its page shows below it; `content` is what stands between its tags. */
export function editorWithControls(
  { words }: Compilation,
  exercise: OpenElement,
  attributes: string,
  content: string,
): string {
  const more = attributes.replace(ATTRIBUTE, (written, name: string) =>
    ownAttributes.has(name.toLowerCase()) ? '' : written,
  )
  return exerciseEditor(
    {
      id: attributeOf(exercise.attributes, 'id'),
      engine: 'python',
      classes: attributeOf(attributes, 'class'),
      more: ` ${more.trim()}`,
    },
    content.trim(),
    words,
  )
}

const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?/g

/** The value of an attribute; '' where there is none. */
function attributeOf(attributes: string, wanted: string): string {
  for (const [written, name = ''] of attributes.matchAll(ATTRIBUTE))
    if (name.toLowerCase() === wanted)
      return decodeHTMLAttribute(
        written
          .slice(name.length)
          .replace(/^\s*=\s*/, '')
          .replace(/^(["'])(.*)\1$/s, '$2'),
      )
  return ''
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

const hasClass = (attributes: string, name: string): boolean =>
  attributeOf(attributes, 'class').split(/\s+/).includes(name)
