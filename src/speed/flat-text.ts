/**
 * Flattens a string that was put together of many pieces. Kept as its pieces it would take several times the memory, and each
 * look at a letter of it three times as long.
 */
export const flatten = (text: string): string => `${text} `.slice(0, -1)
