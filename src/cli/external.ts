import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import type { Files } from '../files/files.ts'
import type { ExternalLink } from '../page/document.ts'

/**
 * Asks other hosts whether the addresses that a site links to exist: HEAD, then GET where a host does not like that; a few
 * hosts at a time, each one address after the other with a pause. What answered well is not asked again for a day.
 */

export interface AskingOptions {
  readonly links: readonly ExternalLink[]
  /** The site's folder: what was found is kept in `.lectern/links.json`. */
  readonly files: Files
  /** Beginnings of addresses that are not asked. */
  readonly except: readonly string[]
  readonly userAgent: string
  /** Milliseconds since 1970. */
  readonly now: number
  /** Milliseconds between two questions to one host, before a second try, and until an answer must be there. */
  readonly pause: number
  readonly patience: number
  readonly onAnswer?: (done: number, total: number) => void
}

const CACHE = '.lectern/links.json'
const DAY = 24 * 60 * 60 * 1000
const HOSTS_AT_ONCE = 6
const TRIES = 3

/** Hosts that answer so are there; they do not talk with programs, or want a name and a password. */
const GUARDED = new Set([401, 403, 407, 418, 429, 451, 999])

/** Gives a diagnostic for each link whose address could not be reached. */
export async function askHosts(options: AskingOptions): Promise<Diagnostic[]> {
  const { links, except, now } = options
  const known = readCache(options.files, now)
  const wanted = new Map<string, string | undefined>()
  for (const { url } of links) {
    const address = addressOf(url)
    if (!except.some((start) => address.startsWith(start))) wanted.set(address, undefined)
  }
  const byHost = new Map<string, string[]>()
  for (const address of wanted.keys()) {
    if (known.has(address)) continue
    const host = URL.canParse(address) ? new URL(address).host : ''
    byHost.set(host, [...(byHost.get(host) ?? []), address])
  }
  const queue = [...byHost.values()]
  const total = queue.reduce((sum, addresses) => sum + addresses.length, 0)
  let done = 0
  const work = async (): Promise<void> => {
    for (let addresses = queue.shift(); addresses; addresses = queue.shift()) {
      for (const [i, address] of addresses.entries()) {
        if (i > 0) await pauseFor(options.pause)
        const fault = await ask(address, options)
        if (fault === undefined) known.set(address, now)
        else wanted.set(address, fault)
        options.onAnswer?.(++done, total)
      }
    }
  }
  await Promise.all(Array.from({ length: HOSTS_AT_ONCE }, work))
  if (total > 0) writeCache(options.files, known)
  return links.flatMap(({ url, span }) => {
    const fault = wanted.get(addressOf(url))
    if (fault === undefined) return []
    return [
      diagnostic('link/unreachable', `\`${url}\` cannot be reached: ${fault}.`, {
        span,
        hint: 'look whether the page has moved; `external: {except: […]}` in `site.yaml` names addresses not to ask',
      }),
    ]
  })
}

/** Without its fragment, which no host sees. */
const addressOf = (url: string): string => url.replace(/#.*$/s, '').replace(/^\/\//, 'https://')

const pauseFor = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Why an address cannot be reached; undefined where it can. */
async function ask(address: string, options: AskingOptions): Promise<string | undefined> {
  if (!URL.canParse(address)) return 'it is not an address'
  let fault: string | undefined
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    if (attempt > 1) await pauseFor(options.pause * attempt)
    const head = await request(address, 'HEAD', options)
    const answer = isGood(head) ? head : await request(address, 'GET', options)
    if (isGood(answer)) return undefined
    fault = typeof answer === 'number' ? `the host answers ${answer}` : answer
    // Only what may pass is worth asking again.
    if (typeof answer === 'number' && answer < 500) return fault
  }
  return fault
}

const isGood = (answer: number | string): boolean =>
  typeof answer === 'number' && ((answer >= 200 && answer < 400) || GUARDED.has(answer))

async function request(
  address: string,
  method: 'HEAD' | 'GET',
  { patience, userAgent }: AskingOptions,
): Promise<number | string> {
  try {
    const response = await fetch(address, {
      method,
      redirect: 'follow',
      signal: AbortSignal.timeout(patience),
      headers: { 'user-agent': userAgent, accept: '*/*' },
    })
    await response.body?.cancel()
    return response.status
  } catch (error) {
    return reasonOf(error)
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  ECONNREFUSED: 'the host refuses the connection',
  ECONNRESET: 'the host breaks off the connection',
  UND_ERR_SOCKET: 'the host breaks off the connection',
  CERT_HAS_EXPIRED: 'its certificate has expired',
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return 'the host does not answer in time'
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return reasons[code] ?? (code || (cause instanceof Error ? cause.message : error.message))
}

function readCache(files: Files, now: number): Map<string, number> {
  const bytes = files.read(CACHE)
  if (!bytes) return new Map()
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const entries = Object.entries(Object(value)).filter(
      // A clock that went back makes no answer last longer than a day.
      (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] <= now && entry[1] > now - DAY,
    )
    return new Map(entries)
  } catch {
    return new Map()
  }
}

function writeCache(files: Files, known: ReadonlyMap<string, number>): void {
  try {
    files.write(CACHE, `${JSON.stringify(Object.fromEntries([...known].sort()), null, 1)}\n`)
  } catch {
    // A folder that cannot be written costs time next time, nothing else.
  }
}
