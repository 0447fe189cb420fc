// Asks for the font of formulas while a page with some is read, where the reader has no font for them: so it is there when they are
// painted first, and nothing moves.

/** Fonts for formulas that readers may have; the style sheet takes the same. */
const FONTS = ['STIX Two Math', 'Cambria Math', 'Latin Modern Math']

function hasFont(): boolean {
  const pen = document.createElement('canvas').getContext('2d')
  const width = (font: string): number => {
    if (!pen) return 0
    pen.font = `40px ${font}monospace`
    return pen.measureText('\u2211x\u222e').width
  }
  return FONTS.some((font) => width(`"${font}",`) !== width(''))
}

const script = document.currentScript
if (script instanceof HTMLScriptElement && location.protocol !== 'file:' && !hasFont()) {
  const href = new URL('math.woff2', script.src).href
  document.head.append(
    Object.assign(document.createElement('link'), {
      rel: 'preload',
      as: 'font',
      type: 'font/woff2',
      crossOrigin: '',
      href,
    }),
  )
}
