/**
 * Parts of the client that only some pages need: each has a style sheet, `lectern/<part>.css`, and mostly a script, `lectern/<part>.js`.
 * They are published where a page has something of the part, and only such pages load them.
 */
export const clientParts = {
  exercise: { hasScript: true },
  quiz: { hasScript: true },
} as const satisfies Readonly<Record<string, { readonly hasScript: boolean }>>

export type ClientPart = keyof typeof clientParts
