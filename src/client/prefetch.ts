import { AROUND, around } from './element.ts'

/**
 * Fetches the next page before the reader asks for it. Browsers that know speculation rules get rules, by which a page
 * that the reader is about to open is fetched too; others get a plain `<link rel="prefetch">`.
 *
 * Rules in a page count as an inline script, which a strict Content-Security-Policy refuses and reports. So the headers of
 * the front page are asked first, once in a visit; those of the page itself may be of an address that is none.
 */
export async function prefetchNextPage(): Promise<void> {
  if (!/^https?:$/.test(location.protocol) || savesData()) return
  if (knowsRules() && (await policyAllowsRules())) addRules()
  else prefetchLink()
}

const knowsRules = (): boolean => 'supports' in HTMLScriptElement && HTMLScriptElement.supports('speculationrules')

/** The reader asked the browser to load little. */
function savesData(): boolean {
  const connection: unknown = Reflect.get(navigator, 'connection')
  return typeof connection === 'object' && connection !== null && Reflect.get(connection, 'saveData') === true
}

const REMEMBERED = 'lectern-rules'

/** Whether the policies of the page, in its head or its headers, let rules stand in it. */
async function policyAllowsRules(): Promise<boolean> {
  const inHead = document.querySelectorAll<HTMLMetaElement>('meta[http-equiv="content-security-policy" i]')
  if (![...inHead].every((meta) => allowsRules(meta.content))) return false
  try {
    const before = sessionStorage.getItem(REMEMBERED)
    if (before !== null) return before === 'yes'
  } catch {
    // The reader's browser keeps nothing: ask on each page.
  }
  try {
    const { headers } = await fetch(siteRoot(), { method: 'HEAD', credentials: 'same-origin' })
    const allowed = allowsRules(headers.get('content-security-policy') ?? '')
    remember(allowed)
    return allowed
  } catch {
    return false
  }
}

function remember(allowed: boolean): void {
  try {
    sessionStorage.setItem(REMEMBERED, allowed ? 'yes' : 'no')
  } catch {
    // As above.
  }
}

/** Policies are separated by commas, their directives by semicolons; each policy must allow it. */
const allowsRules = (policies: string): boolean =>
  policies.split(',').every((policy) => {
    const directives = new Map(
      policy
        .split(';')
        .map((text) => text.trim().toLowerCase().split(/\s+/))
        .map(([name, ...sources]) => [name, sources]),
    )
    // Browsers know the word in these two only.
    const scripts = directives.get('script-src-elem') ?? directives.get('script-src')
    return scripts ? scripts.includes("'inline-speculation-rules'") : !directives.has('default-src')
  })

function siteRoot(): string {
  const own = document.querySelector<HTMLScriptElement>('script[src$="lectern/lectern.js"]')
  return new URL('../', own?.src ?? location.href).pathname
}

function addRules(): void {
  const script = document.createElement('script')
  script.type = 'speculationrules'
  const site = siteRoot()
  script.textContent = JSON.stringify({
    prefetch: [
      { where: { selector_matches: `a[rel~="next"]${AROUND}` }, eagerness: 'immediate' },
      {
        where: {
          and: [
            { href_matches: `${site.replace(/[\\+*?:(){}]/g, '\\$&')}*` },
            { not: { selector_matches: '[download]' } },
          ],
        },
        eagerness: 'moderate',
      },
    ],
  })
  document.head.append(script)
}

function prefetchLink(): void {
  const next = around<HTMLAnchorElement>('a[rel~="next"]')
  if (!next || next.origin !== location.origin) return
  const link = document.createElement('link')
  link.rel = 'prefetch'
  link.href = next.href
  document.head.append(link)
}
