import type { PageSections } from './page-sections.ts'

/** The text of a page as it is published, a `PageText` as JSON in UTF-8; see src/search/format.ts. */
export function pageJson(address: string, title: string, { bytes, sections }: PageSections): Uint8Array {
  const parts: Uint8Array[] = []
  let before = `[${JSON.stringify(address)},${JSON.stringify(title)},[`
  for (const { id, heading, text } of sections) {
    const opening = Buffer.from(`${before}[${JSON.stringify(id)},"`)
    parts.push(opening, bytes.subarray(heading.from, heading.to), BETWEEN, bytes.subarray(text.from, text.to))
    before = '"],'
  }
  return Buffer.concat([...parts, Buffer.from('"]]]')])
}

const BETWEEN = Buffer.from('","')
