import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'

/**
 * Whether a request means this server. A page of another site can give its own name our address and then read what we
 * serve; so we answer to names that are ours. An address in numbers cannot be given to another host.
 */
export function isOwnHost(header: string | undefined, host: string): boolean {
  if (header === undefined || !URL.canParse(`http://${header}/`)) return false
  const { hostname } = new URL(`http://${header}/`)
  const name = hostname.replace(/^\[|\]$/g, '')
  return name === 'localhost' || name.endsWith('.localhost') || isIP(name) > 0 || name === host.toLowerCase()
}

/** Whether a request comes from a page of this server. */
export function isSameOrigin({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== undefined && site !== 'same-origin') return false
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host
}
