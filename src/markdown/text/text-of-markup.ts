import { decodeHTML } from 'entities'

/** The text that a reader sees of a piece of HTML that stands in a line. */
export const textOfMarkup = (markup: string): string => decodeHTML(markup.replace(/<[^>]*>/g, ''))
