import type { CompiledMode, HLJSApi, Language } from 'highlight.js'

/** What matters in many languages, and what none of them expects. */
const GENERAL = [
  ...[
    ' ',
    ' ',
    '\n',
    '\n',
    '\n    ',
    '\t',
    '(',
    ')',
    '{',
    '}',
    '[',
    ']',
    '<',
    '>',
    '&',
    '"',
    "'",
    '`',
    '"""',
    "'''",
    ';',
  ],
  ...[
    ':',
    ',',
    '.',
    '=',
    '==',
    '+',
    '-',
    '*',
    '/',
    '//',
    '/*',
    '*/',
    '#',
    '--',
    '%',
    '$',
    '@',
    '!',
    '?',
    '|',
    '\\',
    '\\"',
  ],
  ...['~', '^', '_', '__', '0', '42', '0x1F', '1.5e3', '1_000', 'foo', 'Bar', 'baz_q', 'x', 'TODO:', 'the quick fox '],
  ...[
    '<a href="x">',
    '</a>',
    '<!--',
    '-->',
    '<script>',
    '</script>',
    '<?php',
    '?>',
    '<%',
    '%>',
    '{{',
    '}}',
    '${',
    '#{',
  ],
  ...['```', 'f"', 'R"x(', ')x"', '<<EOF\n', 'EOF\n', '$$', '>>> ', '=>', '->', '::', 'constructor', '__proto__'],
  ...['é', 'ſ', 'K', 'Ж', '漢', '😀', '\ud83d', '\udc00', '\r\n', '\u2028'],
]

/** Code that is nonsense, made of what a language knows: its keywords, and pieces of its rules. The same for the same. */
export function codeSoup(highlighter: HLJSApi, language: string, count: number): string[] {
  const own = materialOf(highlighter, language)
  const next = random(language)
  const pick = (pieces: readonly string[]): string => pieces[Math.floor(next() * pieces.length)] ?? ''
  return Array.from({ length: count }, () => {
    const space = next() < 0.5 ? ' ' : ''
    const length = 3 + Math.floor(next() * next() * 80)
    return Array.from({ length }, () => pick(next() < 0.55 ? own : GENERAL) + (next() < 0.5 ? space : '')).join('')
  })
}

/** A mode that highlight.js compiled, with its rules: its types leave them open. */
type Compiled = CompiledMode & {
  readonly matcher: { readonly rules: readonly (readonly [RegExp | string, { readonly rule?: Compiled }])[] }
  readonly starts?: Compiled
}

const isCompiled = (language: Language): language is Language & Compiled =>
  language.isCompiled === true && 'matcher' in language

function materialOf(highlighter: HLJSApi, name: string): string[] {
  highlighter.highlight('', { language: name })
  const language = highlighter.getLanguage(name)
  const pieces = new Set(['a'])
  const seen = new Set<Compiled>()
  const waiting: Compiled[] = language && isCompiled(language) ? [language] : []
  for (let mode = waiting.pop(); mode; mode = waiting.pop()) {
    if (seen.has(mode)) continue
    seen.add(mode)
    if (mode.starts) waiting.push(mode.starts)
    for (const word of Object.keys(mode.keywords ?? {}).slice(0, 60)) pieces.add(word)
    for (const [expression, { rule }] of mode.matcher.rules) {
      if (rule) waiting.push(rule)
      const source = typeof expression === 'string' ? expression : expression.source
      pieces.add(source.replace(/\\(\W)/g, '$1').slice(0, 20))
      const plain = source.replace(/\\[bBdDsSwW]|\(\?[:=!<]*/g, ' ').replace(/\\(\W)/g, '$1')
      for (const [word] of plain.matchAll(/[A-Za-z_]+|[^\sA-Za-z_0-9]{1,3}/g)) pieces.add(word)
    }
  }
  return [...pieces]
}

/** Numbers in [0, 1) that look like chance (mulberry32), the same for the same text. */
function random(seed: string): () => number {
  let state = [...seed].reduce((sum, char) => Math.imul(sum, 31) + (char.codePointAt(0) ?? 0), 1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
