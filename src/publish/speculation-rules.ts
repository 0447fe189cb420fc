import type { Output } from '../layout/layout.ts'
import type { Listing } from './published.ts'

/**
 * `lectern/speculation-rules.json`: what a browser may fetch ahead, for hosts that name the file in a header. The rules are for the
 * path that the site is served under; at the root of a host, which other sites may share, for the links of its pages' text and
 * navigation. https://html.spec.whatwg.org/multipage/speculative-loading.html
 */
export function speculationRules({ theme: { settings } }: Pick<Listing, 'theme'>): Output[] {
  const { base } = settings
  const links = base === '/' ? [{ selector_matches: 'nav a, main a' }] : []
  const own = { href_matches: `${base.replace(/[\\+*?:(){}]/g, '\\$&')}*` }
  const rules = {
    prefetch: [
      { where: { selector_matches: 'a[rel~="next"]:not(main *)' }, eagerness: 'immediate' },
      { where: { and: [own, ...links, { not: { selector_matches: '[download]' } }] }, eagerness: 'moderate' },
    ],
  }
  return [{ path: 'lectern/speculation-rules.json', text: `${JSON.stringify(rules, null, 2)}\n` }]
}
