import { addSlash } from './add-slash.ts'

// Says that scripts run, that the browser keeps things, and which colours the reader chose, before the page is painted:
// the only script that a page waits for.
const { dataset } = document.documentElement
addSlash(dataset.root)
dataset.script = ''
try {
  const scheme = localStorage.getItem('lectern-scheme')
  dataset.store = ''
  if (scheme === 'light' || scheme === 'dark') dataset.scheme = scheme
} catch {
  // The reader's browser keeps nothing: the page follows the system.
}
