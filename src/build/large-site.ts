import { v8Version } from '../files/engine.ts'
import { memorySpill, noSpill } from '../files/spill.ts'
import { optimizeLater } from '../speed/optimizing.ts'
import type { Session } from './session.ts'

/** Where pages lie while a site is built: those of a large one wait on the disk, not in memory. */

/** Sites of more pages do not lie in memory as a whole. */
const MOST_PAGES = 1000

/** Prepares a session for a build of this many pages. */
export function prepareBuild(pages: number, check: boolean, session: Session): void {
  const { state, inputs, store, mostPages = MOST_PAGES, ownsProcess } = session
  if (ownsProcess) optimizeLater(pages, v8Version)
  const isLarge = pages > mostPages && store !== undefined
  state.isLarge = isLarge
  state.isCheck = check
  // Pages that a build with errors did not write lie in its spill until a later one writes them.
  const isOpen = state.spill !== memorySpill && state.spill !== noSpill
  if (!isOpen) state.spill = check ? noSpill : isLarge ? store.spill() : memorySpill
  inputs.keepTexts(!isLarge)
}

/** Lets go of pages that are written. */
export function releasePages({ laidOut, state }: Session): void {
  for (const page of laidOut.values()) page.content = page.place = undefined
  state.spill.close()
  state.spill = memorySpill
}
