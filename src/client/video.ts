/**
 * Plays a video in place. Until its link is used, nothing is asked of the video's host; without this script it stays a
 * link to the video's page, and where the site's policy forbids the host's frames it becomes that link again.
 */
export function playVideos(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a.video-player[data-embed]')) playOnClick(link)
}

/** The attribute may be an author's own: an address of another kind, such as `javascript:`, would run in the page. */
const isPlayer = (address: string): boolean => URL.canParse(address) && new URL(address).protocol === 'https:'

/** YouTube refuses pages that do not say where they are: those from a disk cannot. */
const isRefused = (address: string): boolean =>
  location.protocol === 'file:' && /(?:^|\.)youtube(?:-nocookie)?\.com$/.test(new URL(address).hostname)

function playOnClick(link: HTMLAnchorElement): void {
  const { embed = '', title, width, height } = link.dataset
  if (!isPlayer(embed) || isRefused(embed)) return
  const ratio = Number(width) > 0 && Number(height) > 0 ? `${width} / ${height}` : ''

  const play = (event: MouseEvent | KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return // a new tab or window, as for any link
    event.preventDefault()
    const frame = document.createElement('iframe')
    frame.className = 'video-frame'
    frame.title = title ?? link.textContent ?? ''
    frame.allow = 'autoplay; encrypted-media; picture-in-picture'
    frame.allowFullscreen = true
    frame.referrerPolicy = 'strict-origin-when-cross-origin'
    frame.style.setProperty('--ratio', ratio)
    frame.src = embed
    document.addEventListener('securitypolicyviolation', giveBack)
    link.replaceWith(frame)
    frame.focus()

    function giveBack({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent): void {
      const isBlocked = effectiveDirective === 'frame-src' && URL.canParse(blockedURI)
      if (!isBlocked || new URL(blockedURI).origin !== new URL(embed).origin) return
      document.removeEventListener('securitypolicyviolation', giveBack)
      link.removeEventListener('click', play)
      link.removeEventListener('keydown', onKey)
      link.role = null
      frame.replaceWith(link)
      link.focus()
    }
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === ' ') play(event)
  }

  link.style.setProperty('--ratio', ratio)
  link.role = 'button'
  if (title) link.ariaLabel = `${link.textContent ?? ''}: ${title}`
  link.addEventListener('click', play)
  link.addEventListener('keydown', onKey)
}
