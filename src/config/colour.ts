/** Colours of CSS that a site may set: `#2c54c4`, `rgb(…)`, `hsl(…)`, `oklch(…)`. */

/** Red, green and blue of sRGB, each from 0 to 1. */
export type Rgb = readonly [number, number, number]

/** Names of colours that are guessed first, as shades of them that can be read on white. */
const NAMED: Readonly<Record<string, string>> = {
  blue: '#2c54c4',
  green: '#1a7443',
  teal: '#0d6a80',
  purple: '#7a3fc4',
  violet: '#6d3fd1',
  pink: '#b02a78',
  red: '#b8232f',
  orange: '#a34708',
  brown: '#7a4a1e',
  gray: '#555f6d',
  grey: '#555f6d',
  black: '#000000',
  white: '#ffffff',
}

/** A colour as it goes into a style sheet: what a name stands for, or what was written. */
export const cssColour = (text: string): string =>
  Object.hasOwn(NAMED, text.toLowerCase()) ? (NAMED[text.toLowerCase()] ?? text) : text

/** Reads a colour; undefined where it is none, so that nothing else can get into a style sheet. */
export function parseColour(written: string): Rgb | undefined {
  const text = cssColour(written)
  const hex = /^#(?:([\da-f])([\da-f])([\da-f])|([\da-f]{2})([\da-f]{2})([\da-f]{2}))$/i.exec(text)
  if (hex) {
    const [r = '0', g = '0', b = '0'] = hex.slice(1).filter((part) => part !== undefined)
    const value = (part: string): number => Number.parseInt(part.length === 1 ? part + part : part, 16) / 255
    return [value(r), value(g), value(b)]
  }
  const parts = /^(rgb|hsl|oklch)\(\s*([\d.]+%?)\s*[\s,]\s*([\d.]+%?)\s*[\s,]\s*([\d.]+%?)(?:deg)?\s*\)$/i.exec(
    text.replace(/^(hsl\(\s*[\d.]+)deg/i, '$1'),
  )
  if (!parts) return undefined
  const [, name = '', ...numbers] = parts
  const number = (i: number, percent: number): number => {
    const part = numbers[i] ?? ''
    return part.endsWith('%') ? (Number(part.slice(0, -1)) / 100) * percent : Number(part)
  }
  const colour: Rgb =
    name.toLowerCase() === 'rgb'
      ? [number(0, 255) / 255, number(1, 255) / 255, number(2, 255) / 255]
      : name.toLowerCase() === 'hsl'
        ? ofHsl(number(0, 360), number(1, 100) / 100, number(2, 100) / 100)
        : ofOklch(number(0, 1), number(1, 0.4), number(2, 360))
  return colour.every((part) => Number.isFinite(part)) ? clamped(colour) : undefined
}

const clamped = ([r, g, b]: Rgb): Rgb => {
  const clamp = (part: number): number => Math.min(1, Math.max(0, part))
  return [clamp(r), clamp(g), clamp(b)]
}

/** https://www.w3.org/TR/css-color-4/#hsl-to-rgb */
function ofHsl(hue: number, saturation: number, lightness: number): Rgb {
  const part = (n: number): number => {
    const k = (n + hue / 30) % 12
    return lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1))
  }
  return [part(0), part(8), part(4)]
}

/** https://www.w3.org/TR/css-color-4/#color-conversion-code */
function ofOklch(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const encode = (part: number): number => (part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055)
  return [
    encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encode(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

/** The contrast of two colours, 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrastOf(one: Rgb, other: Rgb): number {
  const luminance = ([r, g, b]: Rgb): number => {
    const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
  }
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** `share` of one colour in the rest of another. */
export const mixed = ([r, g, b]: Rgb, [r2, g2, b2]: Rgb, share: number): Rgb => [
  r * share + r2 * (1 - share),
  g * share + g2 * (1 - share),
  b * share + b2 * (1 - share),
]

/** `#2c54c4`. */
export const hexOf = (colour: Rgb): string =>
  `#${colour
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
