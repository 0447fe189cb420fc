// Marks the words that a search led to a page for: loaded where there are any.
import { wordsOf } from '../search/words.ts'
import { forgetFoundWords, foundWords } from './found-words.ts'

const NAME = 'lectern-found'
/** More marks than a reader looks at. */
const MOST = 5000

function mark(): void {
  const wanted = new Set(foundWords())
  const ranges = wanted.size > 0 ? rangesOf(wanted) : []
  if (ranges.length > 0) CSS.highlights.set(NAME, new Highlight(...ranges))
  else CSS.highlights.delete(NAME)
}

/** Where the words stand in the text of the page. */
function rangesOf(wanted: ReadonlySet<string>): Range[] {
  const main = document.querySelector('main')
  const ranges: Range[] = []
  if (!main) return ranges
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text && ranges.length < MOST; text = texts.nextNode()) {
    for (const { word, start, end } of wordsOf(text.nodeValue ?? '')) {
      if (!wanted.has(word)) continue
      const range = new Range()
      range.setStart(text, start)
      range.setEnd(text, end)
      ranges.push(range)
    }
  }
  return ranges
}

mark()
document.addEventListener('lectern-found', mark)
addEventListener('popstate', mark)
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape' || document.querySelector('dialog[open]')) return
  forgetFoundWords()
  mark()
})
