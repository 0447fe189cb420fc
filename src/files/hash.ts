import { hash as digest } from 'node:crypto'

/** A fingerprint of some bytes or text: equal content, equal fingerprint. */
export const hash = (content: string | Uint8Array): string => digest('sha1', content, 'base64url')
