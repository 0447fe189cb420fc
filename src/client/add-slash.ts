/**
 * Some hosts show `loops/index.html` at `/loops`, where all of its relative addresses lead elsewhere: the reader is taken to `/loops/`.
 * `root` is how the page names the site's root; a page with an absolute one is shown at any address.
 */
export function addSlash(root: string | undefined): void {
  const isFolder = /\/$|\.html$/.test(location.pathname)
  if (isFolder || !/^https?:$/.test(location.protocol) || root === undefined || !/^\.{1,2}\//.test(root)) return
  // A host that takes the slash off again sends here: it has the last word.
  const [visit] = performance.getEntriesByType('navigation')
  if (!(visit instanceof PerformanceNavigationTiming) || visit.redirectCount > 0) return
  const address = new URL(location.href)
  address.pathname += '/'
  location.replace(address)
}
