import { contextFreeParts, type Programs } from './context-free.ts'
import {
  compileCall,
  compileExpression,
  compilePath,
  constantOf,
  isHelper,
  pathExpressionOf,
  UnsupportedSyntax,
  type Value,
} from './expressions.ts'
import { isStatement, partialNamesOf, walk } from './nodes.ts'
import { PARTIAL_BLOCK, renderPart, withBlock } from './partials.ts'
import { textsOfEntries } from './shared-entries.ts'
import { createSink } from './sink.ts'
import {
  displayText,
  escapedText,
  type Frame,
  HtmlPieces,
  isEmpty,
  isFalsy,
  type Render,
  resolved,
  withDefaultContext,
  within,
  withoutSink,
} from './values.ts'

/**
 * Renders templates without Handlebars' runtime, from the syntax trees that it reads: each node becomes a function that gives
 * its text. A page says what Handlebars would say, several times as fast, and entries of navigation that many pages share are
 * rendered once.
 *
 * Templates that use what is not known here are left to Handlebars: block parameters, names of partials that are worked
 * out, blocks that are no helper, `@../` and the like.
 */
export interface Renderer {
  /** Undefined where the template, or one that it uses, is left to Handlebars. */
  readonly renderOf: (name: string) => RenderPage | undefined
}

/** Gives a page, in pieces that follow each other. */
export type RenderPage = (context: object) => readonly string[]

interface Templates {
  readonly programs: Programs
  /** Looked up when they are called, since partials may call each other. */
  readonly compiled: ReadonlyMap<string, Render>
  readonly isContextFree: (program: unknown) => boolean
}

/** Makes the renderer of all templates of a site. */
export function createRenderer(programs: Programs): Renderer {
  const compiled = new Map<string, Render>()
  const templates: Templates = { programs, compiled, isContextFree: contextFreeParts(programs) }
  for (const [name, program] of programs) {
    try {
      compiled.set(name, compileProgram(program, templates))
    } catch (error) {
      if (!(error instanceof UnsupportedSyntax)) throw error
    }
  }
  const isKnown = (name: string): boolean => {
    const used = new Set([name])
    for (const item of used) {
      if (programs.has(item) && !compiled.has(item)) return false
      for (const partial of partialNamesOf(programs.get(item))) used.add(partial)
    }
    return true
  }
  const known = new Map([...compiled].filter(([name]) => isKnown(name)))
  return {
    renderOf(name) {
      const render = known.get(name)
      return (
        render &&
        ((context) => {
          const sink = createSink()
          const data = { root: context }
          sink.add(render({ context, above: undefined, data, block: undefined, inlines: new Map(), sink }))
          return sink.end()
        })
      )
    },
  }
}

const NO_TEXT: Render = () => ''

function compileProgram(program: hbs.AST.Program | undefined, templates: Templates): Render {
  if (!program) return NO_TEXT
  if (program.blockParams?.length) throw new UnsupportedSyntax('block parameters')
  const inlines = compileInlines(program, templates)
  const parts = joinTexts(program.body.flatMap((statement) => compileStatement(statement, templates)))
  const render: Render = (frame) => {
    const { sink } = frame
    let text = ''
    for (const part of parts) {
      const more = typeof part === 'string' ? part : part(frame)
      if (sink) sink.add(more)
      else text += more
    }
    return text
  }
  if (inlines.size === 0) return render
  return (frame) => {
    const all = new Map(frame.inlines)
    const inside: Frame = { ...frame, inlines: all }
    for (const [name, inline] of inlines) all.set(name, { render: inline, frame: inside })
    return render(inside)
  }
}

/** The partials that a template, or a part of it, makes for itself. */
function compileInlines(program: hbs.AST.Program, templates: Templates): ReadonlyMap<string, Render> {
  const inlines = new Map<string, Render>()
  for (const node of program.body) {
    if (!isStatement(node) || node.type !== 'DecoratorBlock') continue
    const [name, ...more] = node.params.map(constantOf)
    if (pathExpressionOf(node.path).original !== 'inline' || name === undefined || more.length)
      throw new UnsupportedSyntax('a decorator')
    // What is around such a partial, and which others there are, depends on how it is called.
    walk(node.program, ({ type, depth = 0 }) => {
      if (depth > 0 || type === 'DecoratorBlock') throw new UnsupportedSyntax('a partial that depends on its place')
    })
    inlines.set(name, compileProgram(node.program, templates))
  }
  return inlines
}

/** Neighbouring texts as one. */
function joinTexts(parts: readonly (string | Render)[]): readonly (string | Render)[] {
  const joined: (string | Render)[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part
    else joined.push(part)
  }
  return joined
}

function compileStatement(node: hbs.AST.Statement, templates: Templates): readonly (string | Render)[] {
  if (!isStatement(node)) throw new UnsupportedSyntax(node.type)
  switch (node.type) {
    case 'ContentStatement':
      return [node.value]
    case 'MustacheStatement':
      return [compileMustache(node)]
    case 'BlockStatement':
      return [compileBlock(node, templates)]
    case 'PartialStatement':
      // Where the partial stands on a line of its own, what is before it.
      return [node.indent, compilePartial(node, templates)]
    case 'PartialBlockStatement':
      return [compilePartial(node, templates)]
    case 'DecoratorBlock':
    case 'CommentStatement':
      return []
  }
}

function compileMustache(node: hbs.AST.MustacheStatement): Render {
  const path = pathExpressionOf(node.path)
  const isCall = node.params.length > 0 || node.hash !== undefined || isHelper(path)
  const value = isCall ? compileCall(node) : compilePath(path)
  const shown: Value = isCall ? value : (frame) => resolved(value(frame), frame.context)
  if (!node.escaped) return (frame) => displayText(shown(frame))
  return (frame) => {
    const found = shown(frame)
    if (!frame.sink || !(found instanceof HtmlPieces)) return escapedText(found)
    for (const piece of found.pieces) frame.sink.add(piece)
    return ''
  }
}

function compileBlock({ path, params, hash, program, inverse }: hbs.AST.BlockStatement, templates: Templates): Render {
  const helper = pathExpressionOf(path).original
  const [param, ...more] = params
  if (!param || more.length || hash) throw new UnsupportedSyntax(helper)
  const given = compileExpression(param)
  const value: Value = (frame) => resolved(given(frame), frame.context)
  const inside = compileProgram(program, templates)
  const otherwise = compileProgram(inverse, templates)
  switch (helper) {
    case 'if':
      return (frame) => (isFalsy(value(frame)) ? otherwise : inside)(withDefaultContext(frame))
    case 'unless':
      return (frame) => (isFalsy(value(frame)) ? inside : otherwise)(withDefaultContext(frame))
    case 'with':
      return (frame) => {
        const context = value(frame)
        return isEmpty(context) ? otherwise(withDefaultContext(frame)) : inside(within(frame, context))
      }
    case 'each':
      return compileEach(value, inside, otherwise, templates.isContextFree(program))
    default:
      throw new UnsupportedSyntax(helper)
  }
}

function compileEach(value: Value, inside: Render, otherwise: Render, isContextFree: boolean): Render {
  const textsOfList = isContextFree ? textsOfEntries(inside) : undefined
  return (outer) => {
    const frame = withoutSink(outer)
    const list = value(frame)
    if (textsOfList && Array.isArray(list)) {
      if (list.length === 0) return otherwise(withDefaultContext(frame))
      if (outer.sink) {
        textsOfList(list, frame, outer.sink.add)
        return ''
      }
      let text = ''
      textsOfList(list, frame, (more) => {
        text += more
      })
      return text
    }
    const entries = entriesOf(list)
    const { root } = frame.data
    const last = entries.length - 1
    let text = ''
    let index = 0
    for (const [key, entry] of entries) {
      const data = { root, key, index, first: index === 0, last: index === last }
      text += inside(within(frame, entry, data))
      index += 1
    }
    return index ? text : otherwise(withDefaultContext(frame))
  }
}

/** What `{{#each}}` goes through, each with its key. */
function entriesOf(list: unknown): readonly (readonly [key: string | number, entry: unknown])[] {
  if (typeof list !== 'object' || list === null) return []
  const items: readonly unknown[] | undefined = Array.isArray(list) ? list : isIterable(list) ? [...list] : undefined
  return items ? items.map((entry, i) => [i, entry] as const) : Object.entries(list)
}

const isIterable = (value: object): value is Iterable<unknown> => Symbol.iterator in value

function compilePartial(node: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement, templates: Templates): Render {
  const { name: path, params, hash } = node
  const blockProgram = node.type === 'PartialBlockStatement' ? node.program : undefined
  const name = path.type === 'PathExpression' ? path.original : undefined
  if (name === undefined || params.length > 1) throw new UnsupportedSyntax('a partial')
  const [given] = params.map(compileExpression)
  const pairs = hash?.pairs.map(({ key, value }) => [key, compileExpression(value)] as const)
  const block = blockProgram && compileProgram(blockProgram, templates)
  const blockInlines = blockProgram && compileInlines(blockProgram, templates)
  const contextFor: Value = (frame) => {
    const context = given ? given(frame) : frame.context
    if (!pairs) return context
    // A partial with values of its own gets a copy of the context with them in it.
    const copy: Record<string, unknown> = typeof context === 'object' ? { ...context } : Object.assign({}, context)
    for (const [key, value] of pairs) copy[key] = value(frame)
    return copy
  }
  return (frame) => {
    const own = block && { render: block, frame }
    const inlines = blockInlines?.size ? withBlock(frame, blockInlines) : frame.inlines
    if (name === PARTIAL_BLOCK) {
      const piece = frame.block ?? own
      if (piece) return renderPart(piece, contextFor(frame), frame, piece.frame.block)
    }
    const inline = frame.inlines.get(name)
    if (inline) return renderPart(inline, contextFor(frame), frame, own ?? frame.block)
    const render = templates.compiled.get(name)
    if (render)
      return render({
        context: contextFor(frame),
        above: undefined,
        data: frame.data,
        block: own ?? frame.block,
        inlines,
        sink: frame.sink,
      })
    if (own) return renderPart(own, contextFor(frame), frame, frame.block)
    throw new Error(`The partial ${name} could not be found`)
  }
}
