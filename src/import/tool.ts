import type { SourceFolder } from './source-folder.ts'

/** The programs that sites can be moved from. */
export const toolNames = {
  mkdocs: 'MkDocs',
  mdbook: 'mdBook',
  docusaurus: 'Docusaurus',
  vitepress: 'VitePress',
  starlight: 'Starlight',
  quarto: 'Quarto',
  'jupyter-book': 'Jupyter Book',
  carpentries: 'The Carpentries’ workbench',
  jekyll: 'Jekyll',
  hugo: 'Hugo',
  pelican: 'Pelican',
} as const

export type ToolId = keyof typeof toolNames

/** How a program makes ids of headings: as Lectern does, as GitHub, Pandoc or VitePress does. */
export type IdStyle = 'same' | 'github' | 'pandoc' | 'vitepress'

/** A page to take over. */
export interface MovedPage {
  readonly source: string
  /** Below the folder of pages of the new course. */
  readonly target: string
  /** Where the old site had it, from its root, as in `/guide/intro.html`; undefined where that is not known. */
  readonly address: string | undefined
  /** Its title in the old navigation, for pages that name none. */
  readonly title?: string | undefined
  /** The last part of its address, where that is not the name of its file. */
  readonly slug?: string | undefined
  /** Addresses of the old site that led on to it. */
  readonly former?: readonly string[] | undefined
}

/** An entry of the old navigation. */
export interface NavEntry {
  /** '' where the page's own title is shown. */
  readonly title: string
  /** Path of a page in the old folder. */
  readonly page?: string | undefined
  /** An address of another site. */
  readonly href?: string | undefined
  readonly entries?: readonly NavEntry[] | undefined
}

/** What a site of another program is, read from its settings. */
export interface ToolSite {
  readonly settings: Readonly<Record<'title' | 'description' | 'url' | 'lang' | 'author' | 'license', string>>
  readonly pages: readonly MovedPage[]
  readonly nav: readonly NavEntry[]
  /** The folder that paths of the site begin at: a path below it is the same below `content` of the course. */
  readonly pagesFolder: string
  /** Further such folders. */
  readonly moreFolders: readonly string[]
  /** Folders of files that are published as they are: `/logo.png` is one of theirs. */
  readonly assetFolders: readonly string[]
  /** Where included files are looked for besides the folder of the page. */
  readonly includeFolders: readonly string[]
  /** Folders whose files keep their paths from the root. */
  readonly keptFolders: readonly string[]
  /** Texts of the whole site, by name. */
  readonly constants: Readonly<Record<string, string>>
  /** Texts of the settings that pages show, by name: `site.title`. */
  readonly variables: Readonly<Record<string, string>>
  /** Files whose definitions of links hold on all pages. */
  readonly definitions: readonly string[]
  /** Files that are put below each page. */
  readonly appended: readonly string[]
  /** Front matter: what a key of it is called here; '' leaves it out. */
  readonly keys: Readonly<Record<string, string>>
  readonly ids: IdStyle
  /** Beginnings of old addresses to take off: a site that is published at `/guide/`. */
  readonly base: string
  /** What of the settings was not taken over. */
  readonly left: readonly string[]
}

/** A site of which nothing is known yet. */
export const plainSite: Omit<ToolSite, 'pages'> = {
  settings: { title: '', description: '', url: '', lang: '', author: '', license: '' },
  nav: [],
  pagesFolder: '',
  moreFolders: [],
  assetFolders: [],
  includeFolders: [],
  keptFolders: [],
  constants: {},
  variables: {},
  definitions: [],
  appended: [],
  keys: {},
  ids: 'same',
  base: '',
  left: [],
}

/** Settings that cannot be read. */
export interface ToolFault {
  readonly fault: string
}

/** A program to move from. */
export interface Tool {
  readonly id: ToolId
  /** The file whose presence says that a folder is a site of it; undefined where it is none. */
  readonly detect: (folder: SourceFolder) => string | undefined
  /** Reads its settings, as data. */
  readonly read: (folder: SourceFolder, settings: string) => ToolSite | ToolFault
}
