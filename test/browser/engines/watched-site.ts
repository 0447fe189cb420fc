import type { Files } from '../../../src/files/files.ts'
import { serveFiles } from '../server.ts'

/** Runs before all else in each page: keeps what goes wrong, and what moves while the page loads. */
function watch(): void {
  const seen = { faults: [] as string[], moved: [] as string[], done: false }
  Object.assign(globalThis, { seen })
  addEventListener(
    'error',
    ({ message, target }) => {
      // Firefox tells so of pages fetched ahead which the host wants to be asked for each time, and of a font that was there by another way.
      if (target instanceof HTMLLinkElement && /^pre(?:fetch|load)$/.test(target.rel)) return
      seen.faults.push(message || `not loaded: ${target instanceof Element ? target.outerHTML : ''}`)
    },
    true,
  )
  addEventListener('unhandledrejection', ({ reason }) => seen.faults.push(String(reason)))
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    seen.faults.push(`${effectiveDirective} refused ${blockedURI}`),
  )
  const places = new Map<Element, number>()
  let frames = 0
  const look = (): void => {
    const isPainted = performance.getEntriesByType('paint').length > 0
    for (const element of document.querySelectorAll('.site-header, main, main > *, .page-end, .site-footer')) {
      const { top, height } = element.getBoundingClientRect()
      const before = places.get(element)
      // What a reader sees when the page opens: from the first paint on, of which the frame after it knows. It counts as in the score
      // of layout shifts, the share of the window that moves times how far, from three digits on.
      const visible = Math.min(innerHeight, (before ?? 0) + height) - Math.max(0, before ?? 0)
      const score = (Math.max(0, visible) * Math.abs((before ?? top) - top)) / innerHeight ** 2
      if (isPainted && before !== undefined && score >= 0.0005)
        seen.moved.push(`${element.localName}.${element.className} from ${before} to ${top}`)
      if (height > 0) places.set(element, top)
    }
    if (document.readyState === 'complete') frames++
    if (frames > 5) seen.done = true
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

const extra: Readonly<Record<string, string>> = {
  'watch.js': `(${watch})()`,
  'frame.html':
    '<!DOCTYPE html><html lang="en"><title>Frame</title><link rel="stylesheet" href="frame.css"><body></body></html>',
  'frame.css': 'body { margin: 0 } iframe { border: 0 }',
}

/** Serves a built site with a script in each page that watches it, and `frame.html`, for pages in frames of any width. */
export function serveWatched(
  files: Files,
  contentSecurityPolicy = "default-src 'self'",
): ReturnType<typeof serveFiles> {
  const watched: Files = {
    ...files,
    kind: (path) => (Object.hasOwn(extra, path) ? 'file' : files.kind(path)),
    read(path) {
      const own = extra[path]
      if (own !== undefined) return new TextEncoder().encode(own)
      const bytes = files.read(path)
      if (!bytes || !path.endsWith('.html')) return bytes
      const html = new TextDecoder().decode(bytes)
      return new TextEncoder().encode(html.replace('<head>', '<head><script src="/watch.js"></script>'))
    },
  }
  return serveFiles(watched, { contentSecurityPolicy, prefix: '/' })
}
