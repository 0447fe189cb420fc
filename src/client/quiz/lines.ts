import { element } from '../element.ts'
import type { Answer } from './judge.ts'
import type { QuizWords } from './words.ts'

/** Lines that a reader puts in order. */
export interface Lines {
  readonly read: () => Answer
  readonly write: (answer: Answer) => void
}

/** Most that a line can be indented. */
const MOST_LEVELS = 8

const isLine = (value: unknown): value is readonly [string, number] =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number'

/**
 * Makes the lines of a list movable: by buttons that go up, down and, where lines are indented, in and out; and by dragging. `say` tells
 * those who listen where a line is now.
 */
export function moveLines(
  list: HTMLElement,
  {
    words,
    hasLevels,
    changed,
    say,
  }: {
    readonly words: QuizWords
    readonly hasLevels: boolean
    readonly changed: () => void
    readonly say: (text: string) => void
  },
): Lines {
  const items = (): HTMLElement[] => Array.from(list.children).filter((child) => child instanceof HTMLElement)
  const textOf = (item: HTMLElement): string => item.querySelector('code')?.textContent ?? ''
  const levelOf = (item: HTMLElement): number => Number(item.dataset.level ?? 0)
  const indent = (item: HTMLElement, level: number): void => {
    item.dataset.level = String(Math.min(MOST_LEVELS, Math.max(0, level)))
    item.style.setProperty('--level', item.dataset.level)
  }
  const move = (item: HTMLElement, step: number): void => {
    const all = items()
    const at = all.indexOf(item)
    const other = all[at + step]
    if (step < 0) other?.before(item)
    else other?.after(item)
    // One that is at the end of its way is told as well: who listens would not know.
    say(words('moved', { n: items().indexOf(item) + 1, m: all.length }))
    if (other) changed()
  }
  const button = (item: HTMLElement, name: string, sign: string, act: () => void): HTMLElement => {
    const made = element('button', { type: 'button', ariaLabel: words(name, { line: textOf(item) }) }, sign)
    made.addEventListener('click', () => {
      act()
      // An element that is moved loses the focus.
      made.focus()
    })
    return made
  }
  /** As they stand to begin with. */
  const first = items().map((item): [string, number] => [textOf(item), levelOf(item)])
  const state: { dragged: HTMLElement | undefined } = { dragged: undefined }
  for (const item of items()) {
    const buttons = [button(item, 'up', '↑', () => move(item, -1)), button(item, 'down', '↓', () => move(item, 1))]
    if (hasLevels)
      for (const [name, sign, step] of [
        ['out', '←', -1],
        ['in', '→', 1],
      ] as const)
        buttons.push(
          button(item, name, sign, () => {
            indent(item, levelOf(item) + step)
            say(words('level', { n: levelOf(item) }))
            changed()
          }),
        )
    item.querySelector(':scope > .quiz-moves')?.replaceChildren(...buttons)
    item.draggable = true
    item.addEventListener('dragstart', () => {
      state.dragged = item
    })
    item.addEventListener('dragend', () => {
      state.dragged = undefined
    })
  }
  list.addEventListener('dragover', (event) => {
    const { dragged } = state
    if (!dragged) return
    event.preventDefault()
    const below = items().find((item) => {
      const { top, height } = item.getBoundingClientRect()
      return item !== dragged && event.clientY < top + height / 2
    })
    if (below) below.before(dragged)
    else list.append(dragged)
  })
  list.addEventListener('drop', (event) => {
    event.preventDefault()
    changed()
  })
  return {
    read: () => items().map((item): [string, number] => [textOf(item), levelOf(item)]),
    write(answer) {
      if (typeof answer === 'string') return
      const placed = new Set<HTMLElement>()
      for (const line of answer.length > 0 ? answer : first) {
        if (!isLine(line)) continue
        const item = items().find((other) => textOf(other) === line[0] && !placed.has(other))
        if (!item) continue
        placed.add(item)
        indent(item, line[1])
        list.append(item)
      }
    },
  }
}
