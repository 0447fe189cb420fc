import { contentOf, element } from './element.ts'
import { fillWord } from './page-words.ts'
import { words } from './words.ts'

interface Figure {
  readonly picture: HTMLImageElement
  readonly caption: Element | null
  readonly button: HTMLButtonElement
}

/** Enlarges figures in a dialog: arrow keys go from one to the next, Escape closes it. */
export function enlargeFigures(): void {
  const figures: Figure[] = []
  const shown = { viewer: undefined as Viewer | undefined }
  for (const figure of document.querySelectorAll('main figure.figure')) {
    const picture = figure.querySelector('img')
    if (!picture || picture.closest('a')) continue
    const caption = figure.querySelector('figcaption')
    const name = caption?.querySelector('.label')?.textContent?.replace(/\s*[.:。：]$/, '') ?? words.picture
    const button = element('button', {
      type: 'button',
      className: 'enlarge',
      ariaLabel: fillWord(words.enlarge, { name }),
    })
    const index = figures.push({ picture, caption, button }) - 1
    const open = (): void => {
      button.focus({ preventScroll: true }) // where the reader comes back to
      shown.viewer ??= viewerOf(figures)
      shown.viewer.open(index)
    }
    button.addEventListener('click', open)
    // A figure may have a picture for each colour scheme.
    for (const one of figure.querySelectorAll('img')) {
      one.addEventListener('click', open)
      one.classList.add('enlargeable')
    }
    picture.after(button)
  }
}

interface Viewer {
  readonly open: (index: number) => void
}

function viewerOf(figures: readonly Figure[]): Viewer {
  const buttonOf = (className: string, name: string, act: () => void): HTMLButtonElement => {
    const button = element('button', { type: 'button', className, ariaLabel: name })
    button.addEventListener('click', act)
    return button
  }
  const at = { index: 0 }
  const picture = element('img')
  const caption = element('p', { ariaLive: 'polite' })
  const show = (index: number): void => {
    const figure = figures[index]
    if (!figure) return
    at.index = index
    // Of smaller copies, the one that the page shows is not enough here.
    picture.src = figure.picture.src || figure.picture.currentSrc
    picture.alt = figure.picture.alt
    picture.width = figure.picture.width
    picture.height = figure.picture.height
    caption.replaceChildren(contentOf(figure.caption))
    previous.disabled = index === 0
    next.disabled = index === figures.length - 1
  }
  const previous = buttonOf('viewer-previous', words.previousFigure, () => show(at.index - 1))
  const next = buttonOf('viewer-next', words.nextFigure, () => show(at.index + 1))
  const close = buttonOf('viewer-close', words.close, () => dialog.close())
  const dialog = element(
    'dialog',
    { className: 'viewer', ariaLabel: words.figures },
    close,
    previous,
    element('div', { className: 'viewer-figure' }, picture, caption),
    next,
  )
  previous.hidden = next.hidden = figures.length < 2
  dialog.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowLeft') show(at.index - 1)
    if (key === 'ArrowRight') show(at.index + 1)
  })
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog || (target instanceof Element && target.closest('a'))) dialog.close()
  })
  dialog.addEventListener('close', () => figures[at.index]?.button.focus())
  document.body.append(dialog)
  return {
    open: (index) => {
      show(index)
      dialog.showModal()
    },
  }
}
