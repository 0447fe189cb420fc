import type Handlebars from 'handlebars'
import { load } from '../files/load.ts'

/**
 * Handlebars, loaded when a site brings templates of its own: those of the theme are read when the program is made, and rendered
 * by our own renderer. It is asked for as the one file in which it comes for browsers, which is there twice as soon.
 */
export const handlebars = (): typeof Handlebars => load('handlebars/dist/handlebars.js')
