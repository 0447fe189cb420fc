import { loadScript } from './load-script.ts'

declare global {
  /** Shows again how much is solved; there where it was shown once. */
  var lecternShowSolved: (() => void) | undefined
}

/** Shows how much of the page and of all others is solved. What does it is loaded by readers who have begun to solve something. */
export function showSolved(): void {
  if (globalThis.lecternShowSolved) globalThis.lecternShowSolved()
  else if (!document.querySelector('script[src$="lectern/solved.js"]')) loadScript('solved', () => undefined)
}
