import { decodeHTMLStrict } from 'entities'

/** A text with the characters that entities stand for, as Markdown has them: `Caf&eacute;` is Café, and code stays as it is. */
export const decodeEntities = (text: string): string =>
  text.includes('&') && text.includes(';') ? text.replace(CODE_OR_TEXT, decodeText) : text

const CODE_OR_TEXT = /`[^`\n]*`|&#?\w{1,32};/g

const decodeText = (part: string): string => (part.startsWith('&') ? decodeHTMLStrict(part) : part)
