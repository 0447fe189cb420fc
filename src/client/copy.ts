import { element } from './element.ts'
import { words } from './words.ts'

const status = element('div', { className: 'status', role: 'status' })

/** Puts a text into the clipboard, and says so to those who listen. */
async function copyText(text: string, done: string): Promise<boolean> {
  const copied = await (navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  ) ?? copySelected(text))
  say(copied ? done : words.notCopied)
  return copied
}

/** Pages have a clipboard only where the line is secure; on plain http, what is selected can still be copied. */
function copySelected(text: string): boolean {
  const before = document.activeElement
  const field = element('textarea', { className: 'sr-only', value: text, readOnly: true })
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
  return copied
}

/** Says a text to those who listen. */
function say(text: string): void {
  if (!status.isConnected) document.body.append(status)
  status.textContent = ''
  setTimeout(() => {
    status.textContent = text
  }, 50)
}

/** Gives code a button that copies it. */
export function offerCopy(): void {
  for (const block of document.querySelectorAll('main .code:has(> pre)')) {
    const button = element('button', { type: 'button', className: 'copy', ariaLabel: words.copyCode }, words.copy)
    button.addEventListener('click', async () => {
      const code = block.querySelector('code')?.textContent ?? ''
      button.textContent = (await copyText(code.replace(/\n$/, ''), words.copied)) ? words.copied : words.notCopied
      setTimeout(() => {
        button.textContent = words.copy
      }, 2000)
    })
    block.append(button)
  }
}

/** Makes the permalinks of headings copy their address, and reachable from the keyboard. */
export function copyPermalinks(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('main :is(h1, h2, h3, h4, h5, h6) > a.anchor')) {
    const heading = link.parentElement
    const name = (heading?.textContent ?? '').replace(/#$/, '').trim()
    // The link is no part of the heading's name.
    if (heading) heading.ariaLabel = name
    link.removeAttribute('aria-hidden')
    link.removeAttribute('tabindex')
    link.ariaLabel = `${words.copyLink}: ${name}`
    link.addEventListener('click', () => {
      copyText(link.href, words.linkCopied)
    })
  }
}
