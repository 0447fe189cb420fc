import { element } from '../element.ts'
import { fillWord as fill } from '../page-words.ts'
import { addressOf } from '../progress-store.ts'
import { countOf, keepCount } from '../work-store.ts'
import type { Panel } from './panel.ts'
import { words } from './words.ts'

/** "3 of 8 solved": at the end of the page, and beside the pages of the navigation that the reader was on. */
export function showCounts(panels: readonly Panel[]): () => void {
  const counting = panels.filter(({ counts }) => counts)
  const text = element('span')
  const reset = element('button', { type: 'button', className: 'exercise-reset-all' }, words.resetAll)
  reset.addEventListener('click', () => {
    if (!confirm(words.resetAllSure)) return
    for (const panel of panels) panel.reset()
    show()
  })
  if (panels.length > 0)
    document.querySelector('main')?.append(element('p', { className: 'exercise-count' }, text, ' ', reset))

  function show(): void {
    const solved = counting.filter((panel) => panel.isSolved()).length
    if (counting.length > 0) {
      text.textContent = fill(words.count, { n: solved, m: counting.length })
      keepCount(solved, counting.length)
    }
    for (const link of document.querySelectorAll<HTMLAnchorElement>('.site-nav-list li a:not([rel="external"])')) {
      const [n, m] = countOf(addressOf(link) ?? '') ?? []
      link.querySelector('.exercise-solved')?.remove()
      if (n === undefined || m === undefined) continue
      const short = element('span', { ariaHidden: 'true' }, `${n}/${m}`)
      const long = element('span', { className: 'sr-only' }, `, ${fill(words.countOf, { n, m })}`)
      link.append(element('span', { className: 'exercise-solved' }, short, long))
    }
  }
  show()
  return show
}
