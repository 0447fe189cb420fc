// Colours for editors of code: loaded when a reader uses the first one.

import core from 'highlight.js/lib/core'
import javascript from 'highlight.js/lib/languages/javascript'
import python from 'highlight.js/lib/languages/python'
import sql from 'highlight.js/lib/languages/sql'

core.registerLanguage('python', python)
core.registerLanguage('javascript', javascript)
core.registerLanguage('sql', sql)

globalThis.lecternColour = (code, language) =>
  core.highlight(code, { language: language === 'micropython' ? 'python' : language, ignoreIllegals: true }).value
