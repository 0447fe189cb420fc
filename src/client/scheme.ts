// Sets the reader's choice of colours before the page is painted: the only script that a page waits for.
try {
  const scheme = localStorage.getItem('lectern-scheme')
  if (scheme === 'light' || scheme === 'dark') document.documentElement.dataset.scheme = scheme
} catch {
  // The reader's browser keeps nothing: the page follows the system.
}
