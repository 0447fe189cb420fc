import type { Files } from '../files/files.ts'
import { below, isWithin, joinPath } from '../files/paths.ts'
import { pictureSize } from '../files/picture.ts'
import { contrastOf, cssColour, hexOf, mixed, parseColour, type Rgb } from './colour.ts'
import type { SettingReader } from './setting-reader.ts'
import type { ByScheme, Logo, ThemeSettings } from './settings.ts'
import type { YamlEntry } from './yaml.ts'

/** The default colours that a site may set; the same as in style.css. */
const colours = {
  background: { light: '#ffffff', dark: '#14171d' },
  surface: { light: '#f6f7f9', dark: '#1c2028' },
  text: { light: '#242a35', dark: '#d5dae2' },
  border: { light: '#e0e4ea', dark: '#2e3440' },
  accent: { light: '#2c54c4', dark: '#93b4ff' },
} as const satisfies Record<string, ByScheme<string>>

type ColourName = keyof typeof colours

/** The names of the colours that a site may set. */
export const themeColours: readonly string[] = Object.keys(colours)
/** The keys of `theme:`. */
export const themeKeys: readonly string[] = [...themeColours, 'fonts', 'width', 'logo', 'favicon', 'styles', 'scripts']
/** The keys of `fonts:` in it. */
export const fontNames: readonly string[] = ['text', 'heading', 'code']
const isColourName = (key: string): key is ColourName => Object.hasOwn(colours, key)

/** Contrast that WCAG asks of text. */
const ENOUGH = 4.5

/** Reads `theme:`. Values that are not what they must be are told and left out. */
export function readThemeSettings(reader: SettingReader, files: Files, assets: string): ThemeSettings {
  const variables: [string, string][] = []
  const found: { logo?: ByScheme<Logo>; favicon?: string; styles?: readonly string[]; scripts?: readonly string[] } = {}
  const set = new Map<ColourName, { readonly entry: YamlEntry; readonly value: Partial<ByScheme<string>> }>()

  const asset = (entry: YamlEntry, written: string): string | undefined => {
    const plain = joinPath(written)
    for (const path of plain === undefined ? [] : [joinPath(assets, plain) ?? '', plain])
      if (isWithin(path, assets) && files.kind(path) === 'file') return below(path, assets)
    return reader.tell('config/missing-file', `There is no file \`${written}\` in \`${assets}\`.`, entry.node)
  }
  const assetsOf = (entry: YamlEntry): readonly string[] => {
    const nodes = entry.node.kind === 'sequence' ? entry.node.items : [entry.node]
    return nodes
      .map((node) =>
        node.kind === 'scalar' ? asset({ ...entry, node }, node.text) : reader.wrong(entry, 'a list of files'),
      )
      .filter((path) => path !== undefined)
  }
  const logoOf = (path: string): Logo => {
    const bytes = files.read(joinPath(assets, path) ?? '')
    return { path, ...((bytes && pictureSize(bytes, path)) ?? { width: 0, height: 0 }) }
  }
  /** A value for both schemes, or one for each. */
  const schemes = (entry: YamlEntry): readonly YamlEntry[] => {
    if (entry.node.kind !== 'mapping') return [{ ...entry, key: 'light' }]
    return entry.node.entries.filter((item) => {
      if (item.key === 'light' || item.key === 'dark') return true
      reader.unknown(item, `\`${item.key}\` is not a colour scheme.`, ['light', 'dark'])
      return false
    })
  }

  for (const entry of reader.mapping('theme')) {
    const { key, node } = entry
    if (isColourName(key)) {
      const value: { light?: string; dark?: string } = {}
      for (const item of schemes(entry)) {
        const { text } = item.node
        if (item.node.kind !== 'scalar' || !parseColour(text))
          reader.wrong(
            { ...item, key },
            'a colour such as `#2c54c4`, `rgb(44 84 196)`, `hsl(224 63% 47%)`, `oklch(48% 0.18 265)` or `green`',
          )
        else value[item.key === 'dark' ? 'dark' : 'light'] = cssColour(text)
      }
      set.set(key, { entry, value })
    } else if (key === 'fonts') {
      for (const item of node.entries) {
        if (!fontNames.includes(item.key))
          reader.unknown(item, `\`${item.key}\` is not a font of the theme.`, fontNames)
        else if (item.node.kind !== 'scalar' || !isFontList(item.node.text))
          reader.wrong(item, 'names of fonts, with commas between')
        else variables.push([`--font-${item.key}`, item.node.text])
      }
      if (node.kind !== 'mapping') reader.wrong(entry, 'a mapping of `text`, `heading` and `code`')
    } else if (key === 'width') {
      if (/^\d{1,4}(?:\.\d+)?(?:rem|em|px|ch)$/.test(node.text)) variables.push(['--measure', node.text])
      else reader.wrong(entry, 'a length such as `38rem`')
    } else if (key === 'logo') {
      const paths = new Map(schemes(entry).map((item) => [item.key, asset(item, item.node.text)]))
      const light = paths.get('light') ?? paths.get('dark')
      if (light !== undefined) found.logo = { light: logoOf(light), dark: logoOf(paths.get('dark') ?? light) }
    } else if (key === 'favicon') {
      const path = node.kind === 'scalar' ? asset(entry, node.text) : reader.wrong(entry, 'a file')
      if (path !== undefined) found.favicon = path
    } else if (key === 'styles' || key === 'scripts') found[key] = assetsOf(entry)
    else reader.unknown(entry, `\`${key}\` is not a setting of \`theme\`.`, themeKeys)
  }

  variables.push(...colourVariables(reader, set))
  const usual = ['favicon.svg', 'favicon.png', 'favicon.ico'].find(
    (name) => files.kind(joinPath(assets, name) ?? '') === 'file',
  )
  return {
    variables,
    logo: found.logo,
    favicon: found.favicon ?? usual ?? '',
    styles: found.styles ?? [],
    scripts: found.scripts ?? [],
  }
}

type SetColours = ReadonlyMap<ColourName, { readonly entry: YamlEntry; readonly value: Partial<ByScheme<string>> }>

/** The variables of the colours that are set, with what follows from them; too little contrast is told. */
function colourVariables(reader: SettingReader, set: SetColours): [string, string][] {
  const variables: [string, string][] = []
  const black: Rgb = [0, 0, 0]
  const white: Rgb = [1, 1, 1]
  const rgb = (name: ColourName, scheme: 'light' | 'dark'): Rgb =>
    parseColour(set.get(name)?.value[scheme] ?? '') ?? parseColour(colours[name][scheme]) ?? black
  for (const [name, { value }] of set) {
    if (value.light === undefined && value.dark === undefined) continue
    const light = value.light ?? colours[name].light
    const derived =
      name === 'accent' ? hexOf(readable(rgb('accent', 'light'), rgb('background', 'dark'), white, 7)) : undefined
    variables.push([`--${name}`, `light-dark(${light}, ${value.dark ?? derived ?? colours[name].dark})`])
    if (name !== 'accent') continue
    const onButton = contrastOf(rgb('accent', 'light'), white) >= ENOUGH ? white : black
    variables.push(['--button', light], ['--on-button', hexOf(onButton)])
  }
  const check = (name: 'accent' | 'text', scheme: 'light' | 'dark', on: Rgb): void => {
    const ratio = contrastOf(rgb(name, scheme), on)
    const given = set.get(name)
    const background = set.get('background')
    const entry =
      given?.value[scheme] === undefined
        ? background?.value[scheme] === undefined
          ? undefined
          : background.entry
        : given.entry
    if (
      entry === undefined ||
      ratio >= ENOUGH ||
      (name === 'accent' && scheme === 'dark' && given && given.value.dark === undefined)
    )
      return
    reader.tell(
      'theme/low-contrast',
      `The ${name === 'accent' ? 'accent' : 'text'} has a contrast of ${(Math.floor(ratio * 10) / 10).toFixed(1)} to 1 with the ${scheme} background.`,
      entry.node,
      `text needs 4.5 to 1; \`${hexOf(readable(rgb(name, scheme), on, scheme === 'light' ? black : white))}\` has it`,
    )
  }
  for (const scheme of ['light', 'dark'] as const) {
    check('text', scheme, rgb('background', scheme))
    check('accent', scheme, rgb('background', scheme))
  }
  return variables
}

/** A colour moved towards another until it can be read. A little more than enough: the entry of the current page has a tint behind it. */
function readable(colour: Rgb, background: Rgb, towards: Rgb, contrast = ENOUGH + 0.5): Rgb {
  for (let share = 1; share > 0; share -= 0.04) {
    const candidate = mixed(colour, towards, share)
    if (contrastOf(candidate, background) >= contrast) return candidate
  }
  return towards
}

/** Names of fonts: words, or text in quotes; nothing that could end the declaration. */
const isFontList = (text: string): boolean =>
  /^(?:[\p{L}\p{N}_ -]+|"[\p{L}\p{N}_. -]+"|'[\p{L}\p{N}_. -]+')(?:\s*,\s*(?:[\p{L}\p{N}_ -]+|"[\p{L}\p{N}_. -]+"|'[\p{L}\p{N}_. -]+'))*$/u.test(
    text,
  )
