// How much a reader has solved: at the end of a page with exercises or quizzes, and beside pages and chapters wherever they are listed.
import { solvedWords } from '../words/english/solved.ts'
import { AROUND, element } from './element.ts'
import { loadScript } from './load-script.ts'
import { fillWord as fill } from './page-words.ts'
import { addressOf } from './progress-store.ts'
import { countOf, forgetPage, keepCount, loadWork, onWork } from './work-store.ts'

/** What the site has to solve: see src/publish/solvable-pages.ts. */
interface Solvable {
  readonly pages: Readonly<Record<string, readonly [count: number, chapter?: string]>>
  readonly words: Readonly<Record<string, Partial<Record<keyof typeof solvedWords, string>>>>
}
type Count = readonly [solved: number, all: number]
declare global {
  var lecternSolvable: Solvable | undefined
}

const here = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href
const styles = element('link', { rel: 'stylesheet', href: new URL('solved.css', here).href })

const word = (name: keyof typeof solvedWords): string =>
  globalThis.lecternSolvable?.words[document.documentElement.lang]?.[name] ?? solvedWords[name]

/** What of this page counts. */
const things = (): HTMLElement[] =>
  Array.from(document.querySelectorAll<HTMLElement>('main :is(.exercise:not(.no-progress), section.quiz)[id]')).filter(
    (thing) => Array.from(thing.children).some((child) => child.matches('.exercise-editor, textarea.code, .quiz-key')),
  )

/** The line at the end of the page; mostly it came with it. */
const shown = document.querySelector('main > .exercise-count:last-child')
const line = {
  text: shown?.querySelector('span') ?? element('span'),
  reset: shown?.querySelector('button') ?? element('button', { type: 'button', className: 'exercise-reset-all' }),
}
line.reset.addEventListener('click', () => {
  if (confirm(word('resetAllSure'))) forgetPage()
})

/** At the end of the page. */
function showHere(): void {
  const all = things()
  if (all.length === 0) return
  const n = all.filter(({ id }) => loadWork(id).solved === true).length
  keepCount(n, all.length)
  line.text.textContent = fill(word('count'), { n, m: all.length })
  line.reset.textContent = word('resetAll')
  line.reset.disabled = false
  if (line.text.isConnected) return
  document.querySelector('main')?.append(element('p', { className: 'exercise-count' }, line.text, ' ', line.reset))
}

/** How much of each page is solved, and of each chapter: one with a page of its own stands for all that is in it. */
function counts(): ReadonlyMap<string, Count> {
  const pages = new Map<string, Count>()
  const chapters = new Map<string, Count>()
  for (const [page, [all, chapter]] of Object.entries(globalThis.lecternSolvable?.pages ?? {})) {
    const solved = Math.min(countOf(page)?.[0] ?? 0, all)
    pages.set(page, [solved, all])
    if (chapter === undefined) continue
    const [n, m] = chapters.get(chapter) ?? [0, 0]
    chapters.set(chapter, [n + solved, m + all])
  }
  return new Map([...pages, ...chapters])
}

function showInLists(): void {
  const all = counts()
  // A page that Lectern made has its list in its text.
  const lists = document.querySelector('.page-end') ? `.site-nav-list${AROUND}` : ':is(.site-nav-list, .contents)'
  for (const link of document.querySelectorAll<HTMLAnchorElement>(`${lists} li a:not([rel="external"])`)) {
    const [n, m] = all.get(addressOf(link) ?? '') ?? countOf(addressOf(link) ?? '') ?? []
    link.querySelector('.exercise-solved')?.remove()
    if (n === undefined || m === undefined) continue
    const short = element('span', { ariaHidden: 'true' }, fill('{n}/{m}', { n, m }))
    const long = element('span', { className: 'sr-only' }, `, ${fill(word('countOf'), { n, m })}`)
    link.append(element('span', { className: 'exercise-solved' }, short, long))
  }
}

const show = (): void => {
  showHere()
  showInLists()
}
const begin = (): void => {
  globalThis.lecternShowSolved = show
  show()
  onWork(show)
}
// Counts without their looks would move what is beside them.
const styled = new Promise((resolve) => {
  styles.addEventListener('load', resolve)
  styles.addEventListener('error', resolve)
})
const ended = (): unknown => styled.then(begin)
document.head.append(styles)
loadScript('solvable-pages', ended, ended)
