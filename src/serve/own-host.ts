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

/** Says to browsers that pages of other sites may use nothing of an answer: no script, style, picture or film. */
export const OWN_PAGES_ONLY = { 'Cross-Origin-Resource-Policy': 'same-origin' } as const

/**
 * Whether a page of another site uses what we serve as its own. Scripts need no permission to be read by it, and the index of the
 * search is one, with drafts in it. A link to a page here is followed, and an editor may show it in a frame: that reads nothing.
 */
export const isForeignUse = ({ 'sec-fetch-site': site, 'sec-fetch-mode': mode }: IncomingHttpHeaders): boolean =>
  (site === 'cross-site' || site === 'same-site') && mode !== 'navigate'
