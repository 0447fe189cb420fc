import type { Block, Rendered } from '../markdown/blocks/block.ts'
import type { OwnBlock } from '../markdown/blocks/own-block.ts'
import { code } from './code.ts'
import { constant } from './constant.ts'
import { exercise } from './exercise.ts'
import { figure } from './figure.ts'
import { github } from './github.ts'
import { include } from './include.ts'
import { python } from './python.ts'
import { quiz } from './quiz.ts'
import { table } from './table.ts'
import { toc } from './toc.ts'
import { video } from './video.ts'

/** The blocks that every site has. */
export const builtinBlocks: readonly OwnBlock[] = [
  figure,
  video,
  table,
  code,
  include,
  constant,
  toc,
  github,
  python,
  exercise,
  quiz,
]

/** Blocks by lower-case name; those of a site or a caller come last and win. */
export const blockTable = (own: readonly Block<Rendered>[] = []): ReadonlyMap<string, OwnBlock> =>
  new Map([...builtinBlocks, ...own].map((block): [string, OwnBlock] => [block.name.toLowerCase(), block]))
