import { expect, test } from 'vitest'
import { oldExercises } from '../../src/verify/old-exercises.ts'

const source = `<div class="exercise" id="exercise_age">
<p>What is it?</p>
<textarea class="code">print(&lt;)</textarea>
<div hidden class="solution_output">4 &lt; 5</div>
<div hidden class="solution_output">6</div>
<div hidden class="solution_validate">correct = <b>1</b></div>
</div>`

test('exercises in HTML have what decides as text', () => {
  const [exercise] = oldExercises(source, 'content/a.md', source)
  expect(exercise?.id).toBe('exercise_age')
  expect(JSON.parse(exercise?.checks ?? '')).toEqual({ output: ['4 < 5', '6'], code: [], validate: ['correct = 1'] })
  expect(exercise?.starter.text).toBe('print(<)')
  expect(exercise && source.slice(exercise.span.start, exercise.span.end)).toBe('exercise_age')
})

test('those without an id, an editor or something that decides are left alone', () => {
  for (const html of [
    source.replace(' id="exercise_age"', ''),
    source.replace('class="code"', ''),
    source.replaceAll(/<div hidden.*<\/div>\n/g, ''),
  ])
    expect(oldExercises(html, 'content/a.md', html)).toEqual([])
})

test('several of a page are apart', () => {
  const two = `${source}<p>Text.</p>${source.replace('exercise_age', 'exercise_other')}`
  expect(oldExercises(two, 'content/a.md', two).map(({ id }) => id)).toEqual(['exercise_age', 'exercise_other'])
})
