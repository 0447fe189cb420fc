import type { Env } from 'markdown-it'
import { type InterfaceWords, numberIn } from '../config/interface-words.ts'
import type { Language } from '../config/languages.ts'
import type { SettingsOf } from '../config/settings-by-stage.ts'
import type { DiagnosticCode } from '../diagnostics/codes.ts'
import { type Details, type Diagnostic, diagnostic, type Span } from '../diagnostics/diagnostic.ts'
import type { Ignore } from '../diagnostics/ignores.ts'
import type { NotebookText } from '../notebook/notebook-text.ts'
import type { Ask, CompileAnswers } from './ask.ts'
import type { OwnBlock } from './blocks/own-block.ts'
import type { ClientPart } from './client-parts.ts'
import type { CompiledHeading, Jumps } from './heading.ts'
import { type Label, type LabelKind, labelName } from './labels.ts'
import type { PictureVariant } from './picture-choice.ts'
import type { CodeHook } from './runs/code-to-run.ts'
import { type Hole, markOf } from './text/holes.ts'
import type { Fragment } from './text/html.ts'
import type { Origin, Source } from './text/origin.ts'
import type { Verifiable } from './verifiable.ts'

/** The language of a page, where the site has several. */
export interface PageTranslation {
  readonly language: Language
  readonly source: Language
  /** Path of the page that this one translates, whether it is there or not; undefined for pages of the source language. */
  readonly sourcePath: string | undefined
  /** It is shown in a language into which it is not translated. */
  readonly isShown: boolean
}

/** The page that is compiled, as far as its text needs to know. */
export interface PageIdentity {
  /** Path of the source file from the site's root. */
  readonly path: string
  /** Of a course in several languages. */
  readonly translation: PageTranslation | undefined
  /** Address from the site's root: begins and ends with a slash. */
  readonly address: string
  /** The file in the output folder. */
  readonly output: string
  /** Relative address of a file of the output folder, as seen from the page. */
  readonly addressOf: (output: string) => string
}

/** What compiling one page gathers. Lives as long as that, and nothing of it is shared between pages. */
export interface Compilation {
  readonly page: PageIdentity
  readonly settings: SettingsOf<'compile'>
  /** What readers see beside the author's text, in the language of the page. */
  readonly words: InterfaceWords
  readonly ask: Ask<CompileAnswers>
  /** Blocks by lower-case name. */
  readonly blocks: ReadonlyMap<string, OwnBlock>
  readonly diagnostics: Diagnostic[]
  readonly ignores: Ignore[]
  readonly holes: Hole[]
  readonly labels: Map<string, Label>
  readonly counters: Map<LabelKind, number>
  /** Of ids of labels that are used more than once. */
  readonly labelJumps: Jumps
  readonly headings: CompiledHeading[]
  /** Every id of the page. */
  readonly anchors: Set<string>
  /** Where those stand that authors wrote themselves. */
  readonly anchorPlaces: Map<string, Place>
  /** Ids that stand in blocks which could not be read: what names them is right. */
  readonly brokenIds: Set<string>
  /** What was put into the page again and again, and how often a name was looked for that is meant: see growth.ts. */
  readonly growth: { characters: number; told: boolean; searches: number }
  /** Files that were included once. */
  readonly included: Set<string>
  /** Elements of raw HTML that are open at this point, and how many of each name. */
  readonly openElements: OpenElement[]
  readonly openNames: Map<string, number>
  /** Pictures that were told to be too large. */
  readonly measured: Set<string>
  /** Words with a meaning that its text uses. */
  readonly terms: Set<string>
  /** Constants, of the page and of the site, that its text used. */
  readonly usedConstants: Set<string>
  /** Numbered things of the page that it refers to itself. */
  readonly referenced: Set<string>
  /** Links to other hosts. */
  readonly externals: { readonly url: string; readonly span: Span }[]
  /** Links of the page to itself: checked when all ids are known. */
  readonly ownFragments: { readonly fragment: string; readonly place: Place }[]
  /** Checks that need the whole page; run when its text is parsed. */
  readonly deferred: (() => void)[]
  /** Checks that need to know all that the page used; run when its HTML is made. */
  readonly whenRendered: (() => void)[]
  /** Files from outside of content and assets that the page publishes: path and output path. */
  readonly published: Map<string, string>
  /** Smaller copies of pictures by the path where each is published. */
  readonly variants: Map<string, PictureVariant>
  /** Styles of formulas by the class that stands for them. */
  readonly styles: Map<string, string>
  /** Parts of the client that the page needs. */
  readonly parts: Set<ClientPart>
  /** What readers can solve: blocks, and exercises in raw HTML, which have an editor and something that decides. */
  readonly solvable: { blocks: number; readonly editors: Set<OpenElement>; readonly graded: Set<OpenElement> }
  /** Engines that its exercises need, each with the first place that needs it. */
  readonly engines: Map<string, Span>
  /** What of the page `lectern check --run` runs. */
  readonly verifiable: Verifiable[]
  /** What the page shows at its end. */
  readonly atEnd: Fragment[]
  /** Constants of the page that hold at this point of its text. */
  readonly constants: Map<string, string>
  /** Files that are being included, outermost first, with the place that included them. */
  readonly includes: { readonly path: string; readonly place: Place }[]
  /** The folders that the page has of its own; undefined until a file is looked for. */
  ownFolders: readonly string[] | undefined
  /** Of a notebook. */
  readonly notebook: NotebookText | undefined
  /** Whether code is coloured: not where the page is only analysed. */
  readonly colours: boolean
  /** A block of the page has code that runs. */
  hasCode: boolean
  /** Told of the code of the page that runs; undefined where it is not wanted. */
  readonly onCode: CodeHook | undefined
  /** The text that is parsed at this moment. */
  source: Source
  /** Where the inline text that is parsed at this moment comes from, and the text itself. */
  inline: { readonly origin: Origin; readonly content: string } | undefined
  /** The element of raw HTML in the inline text, such as `<pre>`, that is open at this moment: in it nothing is resolved. */
  rawElement: string | undefined
  /** The link of raw HTML in the inline text that is open at this moment. */
  rawLink:
    | { readonly content: string; readonly attributes: string; readonly end: number; readonly place: Place }
    | undefined
  /** How many pictures' replacing texts are being parsed: they hold no links. */
  imageDepth: number
  /** How many constants are being put into each other. */
  constantDepth: number
  /** A formula began with `$$` and did not end: its end, behind a blank line, is not told again. */
  unendedFormula: boolean
  /** The page whose results are shown, where that is the one that this one translates. */
  resultsPage: string | undefined
  /** The page that this one translates has changed since. */
  isOutdated: boolean
  /** The page has something whose looks are in `components.css`. */
  hasComponents: boolean
  /** The page shows what words mean. */
  hasGlossary: boolean
  /** How many elements with `markdown="1"` are open. */
  markdownElements: number
}

/** An element of raw HTML that is open at some point of the page. */
export interface OpenElement {
  readonly name: string
  readonly place: Place
  /** Of a table: it has a header, or wants none. */
  header: boolean
  readonly attributes: string
}

/** A place that is worked out only when it is printed. */
export type Place = () => NonNullable<Details['span']>

/**
 * What markdown-it hands to every rule, with the compilation in it; it keeps there what it finds itself. A weak map from one to the
 * other would hold all of a page until the second collection after it.
 */
class Environment implements Env {
  [found: string | symbol]: unknown
  readonly #compilation: Compilation

  constructor(compilation: Compilation) {
    this.#compilation = compilation
  }

  static compilationOf(env: Env | undefined): Compilation {
    if (!(env instanceof Environment)) throw new Error('This Markdown parser works only through compilePage.')
    return env.#compilation
  }
}

/** Makes the environment of a compilation. */
export const environmentOf = (compilation: Compilation): Env => new Environment(compilation)

/** The compilation of an environment. */
export const compilationOf = (env: Env | undefined): Compilation => Environment.compilationOf(env)

/** Tells the author something. */
export function report(compilation: Compilation, code: DiagnosticCode, message: string, details?: Details): void {
  compilation.diagnostics.push(diagnostic(code, message, details))
}

/** Makes a hole; its mark goes into the rendered text. */
export function addHole(compilation: Compilation, hole: Hole): string {
  return markOf(compilation.holes.push(hole) - 1)
}

/** The number of a label of this page, with a hole for it where it depends on other pages. */
export function numberText(compilation: Compilation, { kind, n }: Pick<Label, 'kind' | 'n'>): string {
  return compilation.settings.numbering === 'chapter'
    ? addHole(compilation, { type: 'number', kind, n })
    : numberIn(compilation.words, n)
}

/** "Figure 2" of a label of this page. */
export const nameText = (compilation: Compilation, label: Pick<Label, 'kind' | 'n' | 'tag'>): string =>
  labelName(compilation.words, label.kind, label.tag ?? numberText(compilation, label))
