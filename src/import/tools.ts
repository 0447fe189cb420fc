import type { Tool } from './tool.ts'
import { carpentries } from './tools/carpentries.ts'
import { docusaurus } from './tools/docusaurus.ts'
import { hugo } from './tools/hugo.ts'
import { jekyll } from './tools/jekyll.ts'
import { jupyterBook } from './tools/jupyter-book.ts'
import { mdbook } from './tools/mdbook.ts'
import { mkdocs } from './tools/mkdocs.ts'
import { pelican } from './tools/pelican.ts'
import { quarto } from './tools/quarto.ts'
import { starlight } from './tools/starlight.ts'
import { vitepress } from './tools/vitepress.ts'

/** The programs that sites can be moved from; each reads its own settings. */
export const tools: readonly Tool[] = [
  mkdocs,
  mdbook,
  docusaurus,
  vitepress,
  starlight,
  quarto,
  jupyterBook,
  carpentries,
  jekyll,
  hugo,
  pelican,
]
