import type { IncomingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { StaticAnswer } from './static-host.ts'

/** Media types that hosts compress: others are compressed already. */
const COMPRESSIBLE =
  /^(?:text\/|(?:application\/(?:javascript|json|xml|wasm|speculationrules\+json|[\w.-]+\+(?:xml|json))|image\/svg\+xml)(?:;|$))/

/** Bytes from which it is worth it: below, all fits in one packet. */
const LEAST = 1024

const accepts = (header: string | readonly string[] | undefined): boolean =>
  String(header ?? '')
    .split(',')
    .some((item) => /^\s*(?:gzip|\*)\s*(?:;(?!\s*q=0(?:\.0*)?\s*$)|$)/i.test(item))

/** An answer as hosts send it to a browser that can unpack it: what is measured through a preview is then what readers get. */
export function compressed(answer: StaticAnswer, request: IncomingHttpHeaders): StaticAnswer {
  const { status, headers, body } = answer
  if (!COMPRESSIBLE.test(headers['Content-Type'] ?? '') || status === 206) return answer
  const varying: Readonly<Record<string, string>> = { ...headers, Vary: 'Accept-Encoding' }
  const size = Number(headers['Content-Length'] ?? 0)
  if (size < LEAST || !accepts(request['accept-encoding'])) return { status, headers: varying, body }
  const { 'Content-Length': _, ETag, ...others } = varying
  const packed = body === undefined ? undefined : createGzip()
  if (body !== undefined && packed) {
    const source = body instanceof Readable ? body : Readable.from([body])
    source.on('error', (error) => packed.destroy(error))
    packed.on('close', () => source.destroy())
    source.pipe(packed)
  }
  // The same bytes for a reader, another number of them on the way.
  return {
    status,
    headers: { ...others, 'Content-Encoding': 'gzip', ...(ETag && { ETag: `W/${ETag}` }) },
    body: packed,
  }
}
