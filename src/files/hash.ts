import { createHash } from 'node:crypto'

/** A fingerprint of some bytes or text: equal content, equal fingerprint. */
export const hash = (content: string | Uint8Array): string => createHash('sha1').update(content).digest('base64url')
