import type { Block } from '../markdown/blocks/block.ts'
import { code } from './code.ts'
import { constant } from './constant.ts'
import { figure } from './figure.ts'
import { github } from './github.ts'
import { include } from './include.ts'
import { table } from './table.ts'
import { toc } from './toc.ts'
import { video } from './video.ts'

/** The blocks that every site has. */
export const builtinBlocks: readonly Block[] = [figure, video, table, code, include, constant, toc, github]

/** Blocks by lower-case name; a site's own come last and win. */
export const blockTable = (own: readonly Block[] = []): ReadonlyMap<string, Block> =>
  new Map([...builtinBlocks, ...own].map((block) => [block.name.toLowerCase(), block]))
