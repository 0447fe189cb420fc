/** The root of the site as this page sees it: the folder above the one that its scripts come from. */
const root = new URL(
  '..',
  document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href,
)

/** Loads a script of the theme that few readers need, and calls `done`; `failed` where it does not come. */
export function loadScript(name: string, failed: () => void, done: () => void = () => undefined): void {
  const script = document.createElement('script')
  script.src = new URL(`lectern/${name}.js`, root).href
  script.addEventListener('load', done)
  script.addEventListener('error', () => {
    script.remove()
    failed()
  })
  document.head.append(script)
}
