import type { ToolId } from '../tool.ts'
import { alertRewrites, figureRewrite } from './alerts.ts'
import { colonRewrites } from './colons.ts'
import { fenceRewrites } from './fences.ts'
import { hugoRewrites } from './hugo.ts'
import { includeRewrites } from './includes.ts'
import { kramdownRewrites } from './kramdown.ts'
import { listingRewrite } from './listing.ts'
import { mdxRewrites } from './mdx.ts'
import { mystRewrites } from './myst.ts'
import { quartoRewrites } from './quarto.ts'
import type { Rewrite } from './rewrite.ts'
import { textRewrites } from './text.ts'

/** What becomes what: all forms that an import rewrites, in the order in which they are tried. */
export const rewrites: readonly Rewrite[] = [
  ...mystRewrites,
  ...quartoRewrites,
  ...hugoRewrites,
  ...kramdownRewrites,
  ...mdxRewrites,
  listingRewrite,
  ...includeRewrites,
  ...alertRewrites,
  figureRewrite,
  ...colonRewrites,
  ...fenceRewrites,
  ...textRewrites,
]

/** Those of a program. */
export const rewritesOf = (tool: ToolId): readonly Rewrite[] => rewrites.filter(({ tools }) => tools.includes(tool))
