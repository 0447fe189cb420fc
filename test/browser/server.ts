import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Files } from '../../src/files/files.ts'

/** What a host of static files does. */
export interface Serving {
  /** The header of that name; none where it is ''. */
  readonly contentSecurityPolicy: string
  /** The path that the site lies at, with a slash at both ends. */
  readonly prefix: string
  /** Other headers of each answer. */
  readonly headers?: Readonly<Record<string, string>>
  /** Called for each request. */
  readonly onRequest?: (request: IncomingMessage) => void
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  wasm: 'application/wasm',
  json: 'application/json',
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  xml: 'application/xml',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  mp4: 'video/mp4',
  webm: 'video/webm',
  csv: 'text/csv; charset=utf-8',
  woff2: 'font/woff2',
}

/** Rules count under a type of their own only, which hosts are told to send. */
const typeOf = (path: string): string =>
  path === 'lectern/speculation-rules.json'
    ? 'application/speculationrules+json'
    : (types[/[^.]*$/.exec(path)?.[0] ?? ''] ?? 'application/octet-stream')

/** A path as files have it; one that nobody could have encoded, as it is. */
function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

/** Serves a built site on this machine, as static hosts do. */
export async function serveFiles(files: Files, serving: Serving): Promise<{ server: Server; origin: string }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    serving.onRequest?.(request)
    for (const [name, value] of Object.entries(serving.headers ?? {})) response.setHeader(name, value)
    const header = serving.contentSecurityPolicy
    if (header) response.setHeader('Content-Security-Policy', header)
    const found = find(files, decoded(pathname), serving.prefix)
    if (typeof found === 'string') {
      response.writeHead(301, { Location: found }).end()
      return
    }
    response.setHeader('Cache-Control', 'no-cache')
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('Content-Type', typeOf(found.path))
    response.writeHead(found.status).end(request.method === 'HEAD' ? undefined : files.read(found.path))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** The file of an address, or the address to go to. */
function find(
  files: Files,
  address: string,
  prefix: string,
): string | { readonly path: string; readonly status: number } {
  const missing = { path: '404.html', status: 404 }
  if (!address.startsWith(prefix)) return missing
  const path = address.slice(prefix.length)
  const page = `${path}index.html`
  if (path === '' || path.endsWith('/')) return files.kind(page) === 'file' ? { path: page, status: 200 } : missing
  if (files.kind(path) === 'file') return { path, status: 200 }
  return files.kind(`${path}/index.html`) === 'file' ? `${address}/` : missing
}
