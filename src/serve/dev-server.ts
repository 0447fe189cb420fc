import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Session, textOf } from '../build/session.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { codeFrame, linesOf, placeOf } from '../diagnostics/frame.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { digest } from '../files/digest.ts'
import { encodePath, joinPath } from '../files/paths.ts'
import { escapeHtml } from '../markdown/text/html.ts'
import { DEV_PATH, type DevEvent, type ShownFault } from './dev-protocol.ts'
import type { DevPage, DevSite } from './dev-site.ts'
import { isForeignUse, isOwnHost, isSameOrigin, OWN_PAGES_ONLY } from './own-host.ts'
import {
  answerStatic,
  type FindFile,
  type HostedFile,
  hostedBytes,
  pathOfRequest,
  plainAnswer,
  sendAnswer,
} from './static-host.ts'
import type { Changes } from './watch-site.ts'

/** How a site is served while it is written. */
export interface DevServing {
  readonly session: Session
  readonly site: DevSite
  /** Files of the site's folder, which are not read whole: a film is asked for in parts. */
  readonly onDisk: FindFile
  /** The path that the site lies at, with a slash at both ends. */
  readonly base: string
  /** The host name that was asked for. */
  readonly host: string
  /** Opens a file of the site in the author's editor. */
  readonly openEditor: (file: string, line: number, column: number) => void
  /** All pages have been gone through: all faults are known. */
  readonly onComplete: () => void
}

export interface DevServer {
  readonly server: Server
  /** Takes changes, and tells the tabs that show what changed. */
  readonly change: (changes: Changes) => void
  /** Ends at once, with all connections. */
  readonly close: () => void
}

interface Tab {
  readonly response: ServerResponse
  /** Path of the page's file below the site's root. */
  readonly output: string
  version: string
  /** It shows a page without errors, which stays while there are some. */
  good: boolean
  /** The faults it was told, as they were sent. */
  faults: string
}

/** Milliseconds of a step of background work. */
const STEP = 10

/** Makes the server of a site that is being written; it does not listen yet. */
export function createDevServer(serving: DevServing): DevServer {
  const { session, site, base, host } = serving
  const tabs = new Set<Tab>()
  const waiting: (() => void)[] = []
  const state: { working: NodeJS.Immediate | undefined; closed: boolean } = { working: undefined, closed: false }
  const lastGood = new Map<string, Uint8Array>()

  const send = (tab: Tab, event: DevEvent): void => {
    tab.response.write(`data: ${JSON.stringify(event)}\n\n`)
  }
  const versionOf = (page: DevPage): string => (page.bytes ? digest(page.bytes) : '')
  const hasErrors = (page: DevPage): boolean =>
    page.bytes === undefined || page.diagnostics.some((item) => item.severity === 'error')

  /** Tells a tab what it does not know yet. */
  const bringUpToDate = (tab: Tab): void => {
    const page = site.page(tab.output)
    const faults = page ? shownFaults(session, page.diagnostics) : [gone(tab.output)]
    const told = JSON.stringify(faults)
    if (page) {
      const version = versionOf(page)
      const good = !hasErrors(page)
      if (version !== tab.version && page.bytes && (good || !tab.good)) {
        Object.assign(tab, { version, good })
        send(tab, { type: 'page', version })
      }
    }
    if (told !== tab.faults) {
      tab.faults = told
      send(tab, { type: 'faults', faults })
    }
  }
  const gone = (output: string): ShownFault => {
    const near = nearestTo(output)[0]
    return {
      severity: 'error',
      code: '',
      message: 'This page is no longer part of the site.',
      hint: near === undefined ? '' : `the nearest one is ${near}`,
      frame: '',
      file: '',
      line: 1,
      column: 1,
    }
  }
  const nearestTo = (path: string): readonly string[] =>
    nearest(`/${path.replace(/index\.html$/, '')}`, site.addresses(), 3)

  const work = (): void => {
    if (state.working !== undefined || state.closed) return
    state.working = setImmediate(() => {
      state.working = undefined
      if (site.work(STEP)) return work()
      for (const tab of tabs) bringUpToDate(tab)
      for (const go of waiting.splice(0)) go()
      serving.onComplete()
    })
  }

  const change = ({ paths, structure }: Changes): void => {
    if (state.closed) return
    site.update(paths, structure)
    const addresses = (paths ?? []).flatMap((path) => {
      const output = site.outputOf(path)
      return output === undefined ? [] : [`${base}${output}`]
    })
    for (const tab of tabs) {
      bringUpToDate(tab)
      if (addresses.length) send(tab, { type: 'files', addresses })
    }
    work()
  }

  const find = (path: string): HostedFile | undefined => {
    const page = site.page(path)
    if (!page) {
      const source = path.endsWith('.html') ? undefined : site.source(path)
      const streamed = source === undefined ? undefined : serving.onDisk(source)
      if (streamed) return streamed
      const bytes = site.file(path)
      return bytes && hostedBytes(path.endsWith('.html') ? withClient(bytes, base, digest(bytes), false) : bytes)
    }
    if (page.bytes) lastGood.set(path, page.bytes)
    const bytes = page.bytes ?? lastGood.get(path) ?? new TextEncoder().encode(faultPage(page.diagnostics))
    return hostedBytes(withClient(bytes, base, digest(bytes), !hasErrors(page)))
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isOwnHost(request.headers.host, host)) {
      sendAnswer(response, plainAnswer(403, 'Lectern answers to its own host names only.'), request.method)
      return
    }
    if (isForeignUse(request.headers)) {
      sendAnswer(response, plainAnswer(403, 'From pages of this site only.'), request.method)
      return
    }
    const path = pathOfRequest(request.url)
    const inside = path !== undefined && `/${path}`.startsWith(base) ? `/${path}`.slice(base.length) : undefined
    if (inside?.startsWith(DEV_PATH)) {
      answerOwn(inside.slice(DEV_PATH.length), request, response)
      return
    }
    // Files that are made of the whole site can be had when all of it is there.
    const isMade = inside !== undefined && /^lectern\/|\.(?:xml|txt|md|json)$/.test(inside)
    if (isMade && !site.isComplete() && !site.file(inside)) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
        work()
      })
    }
    const answered = answerStatic(find, request, base)
    if (answered.status === 404 && answered.body instanceof Uint8Array && inside !== undefined) {
      const body = withNearest(answered.body, nearestTo(inside), base)
      sendAnswer(
        response,
        { ...answered, headers: { ...answered.headers, 'Content-Length': String(body.length) }, body },
        request.method,
      )
    } else sendAnswer(response, answered, request.method)
  }

  const answerOwn = (path: string, request: IncomingMessage, response: ServerResponse): void => {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams
    if (path === 'client.js') {
      const bytes = session.theme.read('lib/dev/dev.js')
      const only = (name: string): HostedFile | undefined =>
        bytes && name === 'dev.js' ? hostedBytes(bytes) : undefined
      sendAnswer(response, answerStatic(only, { ...requestOf(request), url: '/dev.js' }), request.method)
    } else if (path === 'events' && request.method === 'GET') {
      openTab(query, response)
    } else if (path === 'open' && request.method === 'POST') {
      const file = query.get('file') ?? ''
      const known = joinPath(file) === file && session.site.kind(file) === 'file'
      if (!isSameOrigin(request.headers)) sendAnswer(response, plainAnswer(403, 'From pages of this site only.'))
      else if (!known) sendAnswer(response, plainAnswer(404, 'The site has no such file.'))
      else {
        serving.openEditor(file, count(query.get('line')), count(query.get('column')))
        response.writeHead(204, OWN_PAGES_ONLY).end()
      }
    } else sendAnswer(response, plainAnswer(404, 'Not found'), request.method)
  }

  const openTab = (query: URLSearchParams, response: ServerResponse): void => {
    response.writeHead(200, {
      ...OWN_PAGES_ONLY,
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    })
    response.write(': open\n\n')
    const path = pathOfRequest(query.get('page') ?? '') ?? ''
    const inside = `/${path}`.startsWith(base) ? `/${path}`.slice(base.length) : path
    const tab: Tab = {
      response,
      output: outputOf(inside),
      version: query.get('version') ?? '',
      good: query.get('good') === 'true',
      faults: '[]',
    }
    // What has no page of its own, such as 404.html, waits for a page to come there.
    tabs.add(tab)
    response.on('close', () => tabs.delete(tab))
    if (site.page(tab.output)) bringUpToDate(tab)
  }
  /** The file of the page at an address. */
  const outputOf = (path: string): string => {
    if (path === '' || path.endsWith('/')) return `${path}index.html`
    return site.page(path) ? path : site.page(`${path}.html`) ? `${path}.html` : `${path}/index.html`
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      if (response.headersSent) response.destroy()
      else sendAnswer(response, plainAnswer(500, 'Lectern failed; its terminal says more.'), request.method)
    })
  })
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    else socket.destroy()
  })
  server.on('listening', work)
  return {
    server,
    change,
    close() {
      state.closed = true
      if (state.working) clearImmediate(state.working)
      for (const { response } of tabs) response.destroy()
      server.close()
      server.closeAllConnections()
    },
  }
}

const requestOf = ({ method, headers, url }: IncomingMessage) => ({ method, headers, url })

const count = (written: string | null): number => Math.max(1, Math.trunc(Number(written)) || 1)

/** A page with the script that talks to the server. */
function withClient(bytes: Uint8Array, base: string, version: string, good: boolean): Uint8Array {
  const html = new TextDecoder().decode(bytes)
  const script = `<script src="${escapeHtml(base + DEV_PATH)}client.js" data-version="${version}" data-good="${good}" defer></script>`
  const at = /<head(?:\s[^>]*)?>/i.exec(html) ?? /<html(?:\s[^>]*)?>/i.exec(html) ?? /^\s*<!doctype[^>]*>/i.exec(html)
  const end = at ? at.index + at[0].length : 0
  return new TextEncoder().encode(`${html.slice(0, end)}${script}${html.slice(end)}`)
}

/** Names the pages with nearly that address. */
function withNearest(bytes: Uint8Array, near: readonly string[], base: string): Uint8Array {
  if (near.length === 0) return bytes
  const html = new TextDecoder().decode(bytes)
  const items = near.map((address) => {
    const url = escapeHtml(base.slice(0, -1) + encodePath(address))
    return `<li><a href="${url}">${escapeHtml(address)}</a></li>`
  })
  const list = `<p>Did you mean one of these?</p>\n<ul>\n${items.join('\n')}\n</ul>\n`
  const end = /<\/main>|<\/body>|$/i.exec(html)?.index ?? html.length
  return new TextEncoder().encode(html.slice(0, end) + list + html.slice(end))
}

/** What is shown where a page cannot be made, and never could. */
const faultPage = (diagnostics: readonly Diagnostic[]): string =>
  `<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>This page has faults</title></head>\n<body><main><h1>This page cannot be shown yet</h1>\n<ul>${diagnostics
    .map((item) => `<li>${escapeHtml(item.message)}</li>`)
    .join('')}</ul></main></body>\n</html>\n`

/** Faults with their places worked out. */
function shownFaults(session: Session, diagnostics: readonly Diagnostic[]): ShownFault[] {
  const text = textOf(session)
  return diagnostics.map(({ severity, code, message, hint = '', span }) => {
    const found = span && text(span.path)
    const lines = found === undefined ? undefined : linesOf(found)
    const place = span && lines ? placeOf(lines, span.start) : { line: 1, column: 1 }
    return {
      severity,
      code,
      message,
      hint,
      frame: span && lines ? codeFrame(lines, span) : '',
      file: span?.path ?? '',
      ...place,
    }
  })
}
