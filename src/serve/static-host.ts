import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { lookup } from 'mrmime'
import { digest } from '../files/digest.ts'
import { encodePath } from '../files/paths.ts'
import { OWN_PAGES_ONLY } from './own-host.ts'

/**
 * Answers requests as static hosts do: `index.html` for folders, a redirect to the slash at their end, `404.html`, media
 * types, ETag and 304, single ranges of bytes. Where the files lie is the caller's affair: it looks them up by path.
 */

/** A file that can be served. */
export interface HostedFile {
  readonly size: number
  /** With its quotes. */
  readonly etag: string
  /** Its bytes, `to` exclusive. */
  readonly read: (from: number, to: number) => Uint8Array | Readable
}

/** Finds a file by its path from the site's root: no slash before it, nothing like `..` in it. */
export type FindFile = (path: string) => HostedFile | undefined

/** What of a request matters. */
export interface StaticRequest {
  readonly method?: string | undefined
  /** As it stands in the request line. */
  readonly url?: string | undefined
  readonly headers: IncomingHttpHeaders
}

export interface StaticAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | Readable | string | undefined
}

/** A file of bytes in memory. */
export const hostedBytes = (bytes: Uint8Array): HostedFile => ({
  size: bytes.length,
  etag: `"${digest(bytes)}"`,
  read: (from, to) => bytes.subarray(from, to),
})

/** The path of an address from the site's root, decoded; undefined where it is no address of a site. */
export function pathOfRequest(url: string | undefined): string | undefined {
  const written = url?.startsWith('/') ? url : absoluteForm(url)
  const path = written?.replace(/[?#].*$/s, '')
  if (path === undefined) return undefined
  try {
    const decoded = decodeURIComponent(path)
    if (/[\0\\]/.test(decoded)) return undefined
    const parts = decoded.slice(1).split('/')
    const odd = parts.some((part, i) => part === '.' || part === '..' || (part === '' && i < parts.length - 1))
    return odd ? undefined : parts.join('/')
  } catch {
    return undefined
  }
}

/** `GET http://localhost/a/` is what a proxy asks. */
function absoluteForm(url = ''): string | undefined {
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? new URL(url).pathname : undefined
}

/** The file of a path: itself, `loops.html` for `loops`, or `index.html` of a folder; or where to go instead. */
function findServed(find: FindFile, path: string): { readonly path: string } | 'slash' | undefined {
  if (path === '' || path.endsWith('/')) return find(`${path}index.html`) && { path: `${path}index.html` }
  if (find(path)) return { path }
  if (find(`${path}.html`)) return { path: `${path}.html` }
  return find(`${path}/index.html`) && 'slash'
}

/** Answers a request. `base` is the path that the site lies at, with a slash at both ends. */
export function answerStatic(find: FindFile, request: StaticRequest, base = '/'): StaticAnswer {
  const { method = 'GET' } = request
  if (method !== 'GET' && method !== 'HEAD')
    return { ...plainAnswer(405, 'Method not allowed'), headers: { Allow: 'GET, HEAD', ...plainHeaders } }
  const asked = pathOfRequest(request.url)
  if (asked === undefined) return plainAnswer(400, 'Bad request')
  const query = /\?[^#\r\n]*/.exec(request.url ?? '')?.[0] ?? ''
  const root = base.slice(1)
  const redirect = (to: string): StaticAnswer => ({
    ...plainAnswer(301, 'Moved'),
    headers: { ...plainHeaders, Location: `/${encodePath(to)}${query}` },
  })
  if (root !== '' && (asked === '' || `${asked}/` === root)) return redirect(root)
  const inside = asked.startsWith(root) ? asked.slice(root.length) : undefined
  const found = inside === undefined ? undefined : findServed(find, inside)
  if (found === 'slash') return redirect(`${asked}/`)
  const file = found && find(found.path)
  if (!found || !file) {
    const missing = find('404.html')
    return missing ? answerFile(missing, '404.html', request, 404) : plainAnswer(404, 'Not found')
  }
  return answerFile(file, found.path, request, 200)
}

const plainHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'text/plain; charset=utf-8',
  'Cache-Control': 'no-cache',
  'X-Content-Type-Options': 'nosniff',
}

/** An answer in a few words. */
export const plainAnswer = (status: number, text: string): StaticAnswer => ({
  status,
  headers: plainHeaders,
  body: `${text}\n`,
})

/** The media type of a path. */
export function mediaType(path: string): string {
  const type = lookup(path) ?? 'application/octet-stream'
  const isText = /^text\/|^application\/(?:javascript|json|xml|[\w.-]+\+(?:xml|json))$/.test(type)
  return isText ? `${type}; charset=utf-8` : type
}

function answerFile(file: HostedFile, path: string, { headers, method }: StaticRequest, status: number): StaticAnswer {
  const common = {
    ETag: file.etag,
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
  }
  if (status === 200 && matches(headers['if-none-match'], file.etag))
    return { status: 304, headers: common, body: undefined }
  const type = { 'Content-Type': mediaType(path) }
  const current = headers['if-range'] === undefined || headers['if-range'] === file.etag
  const range = status === 200 && method !== 'HEAD' && current ? rangeOf(headers.range, file.size) : 'all'
  if (range === 'none')
    return {
      ...plainAnswer(416, 'No such range'),
      headers: { ...plainHeaders, 'Content-Range': `bytes */${file.size}` },
    }
  const [from, to] = range === 'all' ? [0, file.size] : range
  return {
    status: range === 'all' ? status : 206,
    headers: {
      ...common,
      ...type,
      'Content-Length': String(to - from),
      ...(range === 'all' ? {} : { 'Content-Range': `bytes ${from}-${to - 1}/${file.size}` }),
    },
    body: method === 'HEAD' ? undefined : file.read(from, to),
  }
}

const matches = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  (header.trim() === '*' || header.split(',').some((item) => item.trim().replace(/^W\//, '') === etag))

/** `bytes=0-99`, `bytes=100-`, `bytes=-100`: from, and to exclusive. Several ranges, or something else, are the whole. */
function rangeOf(header: string | undefined, size: number): 'all' | 'none' | readonly [from: number, to: number] {
  const found = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '')
  if (!found) return 'all'
  const [, first = '', last = ''] = found
  if (first === '' && last === '') return 'all'
  if (first === '') return Number(last) === 0 || size === 0 ? 'none' : [Math.max(0, size - Number(last)), size]
  const from = Number(first)
  const to = last === '' ? size : Math.min(Number(last) + 1, size)
  if (last !== '' && Number(last) < from) return 'all'
  return from >= size ? 'none' : [from, to]
}

/** Sends an answer; a reader who went away is no fault. */
export function sendAnswer(response: ServerResponse, { status, headers, body }: StaticAnswer, method?: string): void {
  response.writeHead(status, { ...OWN_PAGES_ONLY, ...headers })
  if (body === undefined || method === 'HEAD') response.end()
  else if (typeof body === 'string' || body instanceof Uint8Array) response.end(body)
  else {
    body.on('error', () => response.destroy())
    response.on('close', () => body.destroy())
    body.pipe(response)
  }
}
