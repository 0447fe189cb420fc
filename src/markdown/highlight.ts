import { createRequire } from 'node:module'
import highlighter from 'highlight.js/lib/core'
import { escapeHtml } from './html.ts'

// Languages are loaded one by one when a page first uses them: all of them would take longer than a small site.
const load = createRequire(import.meta.url)

const aliases: Readonly<Record<string, string>> = {
  'c++': 'cpp',
  console: 'shell',
  html: 'xml',
  js: 'javascript',
  jsx: 'javascript',
  md: 'markdown',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  sh: 'bash',
  svg: 'xml',
  tex: 'latex',
  toml: 'ini',
  ts: 'typescript',
  tsx: 'typescript',
  yml: 'yaml',
  zsh: 'bash',
}

const unknown = new Set<string>()

/** The name highlight.js has for a language; undefined where it has none. */
function languageOf(written: string): string | undefined {
  const name = aliases[written] ?? written
  if (highlighter.getLanguage(name)) return name
  if (unknown.has(name) || !/^[a-z0-9-]+$/.test(name)) return undefined
  try {
    const language: unknown = load(`highlight.js/lib/languages/${name}`)
    if (typeof language === 'function') {
      highlighter.registerLanguage(name, (api) => language(api))
      return name
    }
  } catch {
    // Not a language of highlight.js: the code is shown as it is.
  }
  unknown.add(name)
  return undefined
}

/** The HTML of some code, coloured by classes (`hljs-keyword`…) where its language is known. */
export function highlight(code: string, written: string): string {
  const language = languageOf(written.toLowerCase())
  return language ? highlighter.highlight(code, { language, ignoreIllegals: true }).value : escapeHtml(code)
}
