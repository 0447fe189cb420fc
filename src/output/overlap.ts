import type { Settings } from '../config/settings.ts'
import { isWithin } from '../files/paths.ts'

/**
 * The folder that the site is made from which lies in the output folder or around it; undefined where there is none.
 * `output` is a path from the site's root.
 */
export function overlapOf(output: string, settings: Settings): string | undefined {
  if (output === '') return '.'
  for (const folder of [settings.content, settings.templates, settings.assets, ...settings.include]) {
    if (folder !== '' && (isWithin(output, folder) || isWithin(folder, output))) return folder
  }
  return undefined
}
