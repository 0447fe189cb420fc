import { hash } from 'node:crypto'

/** The digest of some bytes or text: equal content, equal digest. */
export const digest = (content: string | Uint8Array): string => hash('sha1', content, 'base64url')

/** The SHA-256 of some bytes, as others write it. */
export const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex')
