import type Handlebars from 'handlebars'
import { type Diagnostic, diagnostic, type Span } from '../diagnostics/diagnostic.ts'
import { didYouMean } from '../diagnostics/nearest.ts'
import type { Programs } from '../speed/template-runtime/context-free.ts'
import {
  HELPERS,
  INNER_HELPERS,
  inlineNamesOf,
  isNode,
  type TemplateNode,
  walk,
} from '../speed/template-runtime/nodes.ts'
import { createRenderer, type RenderPage } from '../speed/template-runtime/renderer.ts'
import { handlebars } from './handlebars.ts'
import { noneParsed, type ParsedTemplates } from './parsed-templates.ts'

/** A template's source. */
export interface TemplateSource {
  /** Path below its templates folder without the ending: `page`, `partials/header`. */
  readonly name: string
  /** Path for messages. */
  readonly path: string
  readonly text: string
}

/** All templates of a site, those of the theme among them. */
export interface Templates {
  readonly names: readonly string[]
  readonly has: (name: string) => boolean
  /** Whether a page may be made with it: parts of others, and those for what has no text, only if they have a place for one. */
  readonly isForPages: (name: string) => boolean
  /** Renders, in pieces that follow each other; a fault of the template comes back as a diagnostic. */
  readonly render: (name: string, context: object) => readonly string[] | Diagnostic
}

// Helpers are known when a template is compiled: nothing is looked for among them when a page is made.
const OPTIONS: CompileOptions = {
  preventIndent: true,
  knownHelpersOnly: true,
  knownHelpers: Object.fromEntries(HELPERS.map((name) => [name, true])),
}

/** A template that says nothing, in the place of one that cannot be read. */
const EMPTY: hbs.AST.Program = {
  type: 'Program',
  body: [],
  blockParams: [],
  loc: { source: '', start: { line: 1, column: 0 }, end: { line: 1, column: 0 } },
}

/** Reads all templates. Faults of every one are told at once, whether a page uses it or not. */
export function readTemplates(
  sources: readonly TemplateSource[],
  parsed: ParsedTemplates = noneParsed,
): {
  readonly templates: Templates
  readonly diagnostics: readonly Diagnostic[]
} {
  const diagnostics: Diagnostic[] = []
  const byName = new Map(sources.map((source) => [source.name, source]))
  const programs = new Map<string, hbs.AST.Program>()
  const read = Array.from(byName.values(), (source) => ({ source, parsing: parse(source, parsed) }))
  // A template may be the layout of another one, which makes partials for it.
  const inline = new Set(read.flatMap(({ parsing }) => ('code' in parsing ? [] : inlineNamesOf(parsing))))
  for (const { source, parsing } of read) {
    const faults = 'code' in parsing ? [parsing] : faultsOf(source, parsing, byName, inline)
    diagnostics.push(...faults)
    programs.set(source.name, faults.length > 0 || 'code' in parsing ? EMPTY : parsing)
  }
  const renderer = createRenderer(programs)
  const others = leftToHandlebars(programs)
  const render = (name: string, context: object): readonly string[] | Diagnostic => {
    const template = renderer.renderOf(name) ?? others(name)
    if (!template)
      return diagnostic('template/unknown', `There is no template \`${name}\`.`, {
        hint: didYouMean(name, byName),
      })
    try {
      return template(context)
    } catch (error) {
      const source = byName.get(name)
      return diagnostic('template/failed', `The template \`${name}\` failed: ${messageOf(error)}.`, {
        span: source && spanOfError(source, error),
      })
    }
  }
  const isForPages = (name: string): boolean =>
    !(WITHOUT_TEXT.has(name) || /^(?:partials|layouts)\//.test(name)) || showsText(programs.get(name))
  const names = [...byName.keys()]
  return { templates: { names, has: (name) => byName.has(name), isForPages, render }, diagnostics }
}

/** Templates of the theme for what has no text of an author. A site may have others of these names, with a place for it. */
const WITHOUT_TEXT = new Set(['redirect', 'chapter', '404'])

/** Whether a template itself has a place for the text of a page. */
function showsText(program: hbs.AST.Program | undefined): boolean {
  const found = { isShown: false }
  walk(program, ({ type, path }) => {
    if (type === 'MustacheStatement' && isNode(path) && /(?:^|[./])content$/.test(String(path.original)))
      found.isShown = true
  })
  return found.isShown
}

/** Handlebars' own runtime, for templates that ours leaves to it; it is made when the first one is wanted. */
function leftToHandlebars(programs: Programs): (name: string) => RenderPage | undefined {
  const compiled = new Map<string, Handlebars.TemplateDelegate<object>>()
  const compile = (): void => {
    const environment = handlebars().create()
    // `log` would write to the console of the build.
    environment.registerHelper('log', () => '')
    for (const [name, program] of programs) {
      const template: Handlebars.TemplateDelegate<object> = environment.compile(program, OPTIONS)
      environment.registerPartial(name, template)
      compiled.set(name, template)
    }
  }
  return (name) => {
    if (compiled.size === 0) compile()
    const template = compiled.get(name)
    return (
      template &&
      ((context) => [template(context, { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false })])
    )
  }
}

/** Reads one template; a fault of its syntax comes back as a diagnostic. */
function parse(source: TemplateSource, parsed: ParsedTemplates): hbs.AST.Program | Diagnostic {
  try {
    return parsed(source.text) ?? handlebars().parse(source.text)
  } catch (error) {
    return diagnostic('template/bad-syntax', `The template cannot be read: ${messageOf(error)}.`, {
      span: spanOfError(source, error),
    })
  }
}

function faultsOf(
  source: TemplateSource,
  program: hbs.AST.Program,
  all: ReadonlyMap<string, TemplateSource>,
  inline: ReadonlySet<string>,
): Diagnostic[] {
  const faults: Diagnostic[] = []
  walk(program, (node) => {
    if (
      (node.type === 'PartialStatement' || node.type === 'PartialBlockStatement') &&
      isNode(node.name) &&
      typeof node.name.original === 'string'
    ) {
      const name = node.name.original
      if (all.has(name) || inline.has(name) || name === '@partial-block' || node.type === 'PartialBlockStatement')
        return
      faults.push(
        diagnostic('template/unknown-partial', `There is no partial \`${name}\`.`, {
          span: spanOfNode(source, node),
          hint: didYouMean(name, all),
        }),
      )
    }
    const name = isNode(node.path) ? String(node.path.original) : ''
    const calls =
      (node.params?.length ?? 0) > 0 ||
      (isNode(node.hash) && Array.isArray(node.hash.pairs) && node.hash.pairs.length > 0) ||
      INNER_HELPERS.has(name)
    if (
      (node.type === 'MustacheStatement' || node.type === 'BlockStatement' || node.type === 'SubExpression') &&
      calls &&
      name !== ''
    ) {
      if (HELPERS.includes(name)) return
      faults.push(
        diagnostic('template/unknown-helper', `There is no helper \`${name}\`.`, {
          span: spanOfNode(source, node),
          hint:
            didYouMean(name, HELPERS.slice(0, 5)) ??
            'templates have the helpers `if`, `unless`, `each`, `with` and `lookup`',
        }),
      )
    }
  })
  return faults
}

const offsetOf = (text: string, line: number, column: number): number => {
  let at = 0
  for (let i = 1; i < line; i++) {
    const next = text.indexOf('\n', at)
    if (next < 0) break
    at = next + 1
  }
  return Math.min(text.length, at + column)
}

function spanOfNode({ path, text }: TemplateSource, node: TemplateNode): Span {
  const start = node.loc ? offsetOf(text, node.loc.start.line, node.loc.start.column) : 0
  const end = text.indexOf('}}', start)
  return { path, start, end: end < 0 ? start + 1 : end + 2 }
}

function spanOfError({ path, text }: TemplateSource, error: unknown): Span {
  const message = error instanceof Error ? error.message : ''
  const [, lineText, columnText] = / - (\d+):(\d+)$/.exec(message) ?? /line (\d+)/.exec(message) ?? []
  const start = offsetOf(text, Number(lineText ?? 1), Number(columnText ?? 0))
  const lineEnd = text.indexOf('\n', start)
  return {
    path,
    start,
    end: Math.max(start + 1, columnText === undefined ? (lineEnd < 0 ? text.length : lineEnd) : start + 2),
  }
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  if (message.startsWith('Parse error') || message.startsWith('Lexical error')) {
    const got = /Expecting .*, got '(.*)'$/m.exec(message)?.[1]
    if (got === 'EOF') return 'it ends before its last `{{#…}}` is closed'
    return got === undefined
      ? 'its braces do not fit together'
      : `its braces do not fit together (${got} is in the way)`
  }
  if (error instanceof RangeError) return 'its partials use each other without end'
  if (message === 'The partial undefined could not be found') return 'the name of a partial in it has no value'
  return message.replace(/ - \d+:\d+$/, '').replace(/\.$/, '')
}
