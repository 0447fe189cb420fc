/**
 * Temml gives some elements a style of their own, which a strict Content-Security-Policy refuses. What it says is said
 * here by attributes of MathML and by classes of the theme's stylesheet.
 */

const classes: Readonly<Record<string, string>> = {
  'display:block math': '',
  'math-depth:0': 'tml-depth-0',
  'math-depth:2': 'tml-depth-2',
  'font-weight:bold': 'tml-bold',
  'font-style:italic': 'tml-italic',
  'text-align:left': 'tml-left',
  'position:relative': 'tml-relative',
  'position:absolute': 'tml-end',
  'right:0': '',
  'bottom:0': '',
  'display:flex': 'tml-middle',
  'justify-content:center': '',
  'transform:scaleX(-1)': 'tml-mirror',
  'height:1em': 'tml-height-1',
  'width:100%': 'tml-width-100',
  'width:90%': 'tml-width-90',
  'width:50%': 'tml-width-50',
  'width:7.5%': 'tml-width-7',
  'left:0.1em': 'tml-shift',
  'padding:0': 'tml-p0',
  'padding:0.3em': 'tml-box',
  'padding:3pt': 'tml-box',
  'padding:0.5ex 0.1em 0 0': 'tml-phase',
  'padding-top:0': 'tml-pt0',
  'padding-bottom:0': 'tml-pb0',
  'border:1px solid': 'tml-frame',
  'border-top:0.06em solid': 'tml-bt',
  'border-top:0.06em dashed': 'tml-bt-dashed',
  'border-top:0.15em double': 'tml-bt-double',
  'border-bottom:0.06em solid': 'tml-bb',
  'border-bottom:0.06em dashed': 'tml-bb-dashed',
  'border-bottom:0.15em double': 'tml-bb-double',
  'border-left:0.06em solid': 'tml-bl',
  'border-left:0.06em dashed': 'tml-bl-dashed',
  'border-left:0.15em double': 'tml-bl-double',
  'border-right:0.06em solid': 'tml-br',
  'border-right:0.06em dashed': 'tml-br-dashed',
  'border-right:0.15em double': 'tml-br-double',
}

const EM: Readonly<Record<string, number>> = { em: 1, ex: 0.43, pt: 0.1, mu: 1 / 18, px: 1 / 16, '': 1 }

/** A length in em; 0 where it is none. */
function ems(length: string): number {
  const [, number = '0', unit = ''] = /^(-?[\d.]+)([a-z]*)$/.exec(length) ?? []
  return Number(number) * (EM[unit] ?? 1)
}

/** The class of the nearest length that the stylesheet has. */
const nearest = (name: string, length: string, step: number, most: number): string => {
  const steps = Math.min(most, Math.round(Math.abs(ems(length)) / step))
  return `${name}-${steps}`
}

function classOf(property: string, value: string): string | undefined {
  const known = classes[`${property}:${value}`]
  if (known !== undefined) return known
  // The colour of a frame is that of its text.
  if (property === 'border') return 'tml-frame'
  if (property === 'margin-left') return value.startsWith('-') ? nearest('tml-back', value, 0.1, 20) : ''
  if (property === 'padding-left') return nearest('tml-pl', value, 0.1, 10)
  if (property === 'padding-right') return nearest('tml-pr', value, 0.1, 10)
  if (property === 'padding-top') return nearest('tml-pt', value, 0.25, 8)
  if (property === 'padding-bottom') return nearest('tml-pb', value, 0.25, 8)
  const [above = '0', , below = '0'] = value.split(' ')
  if (property === 'padding') return ems(above) ? nearest('tml-pt', above, 0.25, 8) : nearest('tml-pb', below, 0.25, 8)
  return undefined
}

/** MathML of Temml without styles. */
export function withoutStyles(markup: string): string {
  return markup.replace(/<[a-z]+(?: [^<>]*?)? style="[^"]*"[^<>]*>/g, (tag) => {
    const names: string[] = []
    const attributes: string[] = []
    const style = / style="([^"]*)"/.exec(tag)?.[1] ?? ''
    for (const declaration of style.split(';')) {
      const at = declaration.indexOf(':')
      if (at < 0) continue
      const property = declaration.slice(0, at).trim()
      const value = declaration.slice(at + 1).trim()
      if (property === 'color') attributes.push(` mathcolor="${value}"`)
      else if (property === 'background-color' || property === 'background')
        attributes.push(` mathbackground="${value}"`)
      else {
        const name = classOf(property, value)
        if (name) names.push(name)
      }
    }
    const plain = tag.replace(/ style="[^"]*"/, attributes.join(''))
    if (!names.length) return plain
    return / class="/.test(plain)
      ? plain.replace(/ class="/, ` class="${names.join(' ')} `)
      : plain.replace(/^<[a-z]+/, (name) => `${name} class="${names.join(' ')}"`)
  })
}
