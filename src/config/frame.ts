import { type InterfaceWords, interfaceWordNames, isInterfaceWord } from './interface-words.ts'
import type { SettingReader } from './setting-reader.ts'
import type { License } from './settings.ts'

/** Settings of the frame around the pages' text: its words, and the licence in its footer. */

/** A word of the interface stands on every page. */
const MOST_WORD = 1000

/** Reads `interface:`. */
export function readFrameWords(reader: SettingReader): Partial<InterfaceWords> {
  const found: { -readonly [Name in keyof InterfaceWords]?: string } = {}
  for (const entry of reader.mapping('interface')) {
    const { key, node } = entry
    if (!isInterfaceWord(key)) reader.unknown(entry, `\`${key}\` is not a word of the interface.`, interfaceWordNames)
    else if (node.kind === 'scalar' && node.value !== null && node.text.length <= MOST_WORD) found[key] = node.text
    else
      reader.wrong(
        entry,
        node.kind === 'scalar' && node.value !== null ? `text of at most ${MOST_WORD} characters` : 'text',
      )
  }
  return found
}

/** Reads `license:`: a name, an address, or both. */
export function readLicense(reader: SettingReader): License | undefined {
  const entry = reader.entry('license')
  if (!entry) return undefined
  const address = (text: string): boolean => /^https?:\/\/[^\s"<>]+$/i.test(text)
  if (entry.node.kind === 'scalar') {
    const { text } = entry.node
    return address(text)
      ? { name: text.replace(/^https?:\/\/(?:www\.)?|\/$/gi, ''), url: text }
      : { name: text, url: knownLicense(text) }
  }
  if (entry.node.kind !== 'mapping') return reader.wrong(entry, 'a name, an address, or a mapping of `name` and `url`')
  const found = { name: '', url: '' }
  for (const item of entry.node.entries) {
    if (item.key !== 'name' && item.key !== 'url')
      reader.unknown(item, `\`${item.key}\` is not a setting of \`license\`.`, ['name', 'url'])
    else if (item.node.kind !== 'scalar') reader.wrong(item, 'text')
    else if (item.key === 'url' && !address(item.node.text))
      reader.wrong(item, 'an address that begins with `https://`')
    else found[item.key] = item.node.text
  }
  const name = found.name || found.url
  return name === '' ? undefined : { name, url: found.url || knownLicense(name) }
}

/** The address of a licence of Creative Commons by its usual name, `CC BY-SA 4.0`. */
function knownLicense(name: string): string {
  const [, terms, version] = /^CC[ -](BY(?:-(?:SA|NC|ND|NC-SA|NC-ND))?)[ -](\d\.\d)$/i.exec(name) ?? []
  if (terms && version) return `https://creativecommons.org/licenses/${terms.toLowerCase()}/${version}/`
  return /^CC0(?:[ -]1\.0)?$/i.test(name) ? 'https://creativecommons.org/publicdomain/zero/1.0/' : ''
}
