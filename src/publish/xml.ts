import { escapeHtml } from '../markdown/text/html.ts'

/** Escapes text for XML 1.0, inside attributes with double quotes too; characters that XML cannot hold are left out. */
export const escapeXml = (text: string): string =>
  escapeHtml(text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')).replaceAll(
    "'",
    '&apos;',
  )

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
