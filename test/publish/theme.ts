import path from 'node:path'
import { openSite } from '../../src/files/open-site.ts'

/** The templates of the theme, as those who build a site get them. */
export const theme: Readonly<Record<string, string>> = (() => {
  const files = openSite(path.resolve(import.meta.dirname, '../..')).theme
  const texts = files
    .list('templates')
    .map((name): [string, string] => [name, new TextDecoder().decode(files.read(name))])
  return { 'package.json': '{}', ...Object.fromEntries(texts) }
})()
