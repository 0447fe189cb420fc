import { addSlash } from './add-slash.ts'
import { keepMenuPlace } from './menu-place.ts'
import { startEach } from './start-each.ts'

// Says that scripts run, that the browser keeps things, which colours the reader chose and where the menu was, before the page is
// painted: the only script that a page waits for.
const { dataset } = document.documentElement
const chooseColours = (): void => {
  try {
    const scheme = localStorage.getItem('lectern-scheme')
    dataset.store = ''
    if (scheme === 'light' || scheme === 'dark') dataset.scheme = scheme
  } catch {
    // The reader's browser keeps nothing: the page follows the system.
  }
}
dataset.script = ''
startEach([() => addSlash(dataset.root), chooseColours, keepMenuPlace])
