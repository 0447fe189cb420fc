import type { StateCore } from 'markdown-it'
import { compilationOf, report } from '../compilation.ts'
import { type Diagram, drawDiagram } from '../diagrams.ts'
import { readFence } from '../text/fence-info.ts'
import { escapeHtml } from '../text/html.ts'
import { isSource, regionOf } from '../text/origin.ts'

/**
 * Diagrams in the language of Mermaid, drawn when the site is built:
 *
 *     ~~~mermaid title="What a loop does"
 *     graph LR
 *       A[Next item] --> B[Body] --> A
 *     ~~~
 */

/** Core rule: puts the drawing of each diagram in the place of its source. One that cannot be drawn stays code, and is told. */
export function diagramRule(state: StateCore): void {
  const compilation = compilationOf(state.env)
  let source = compilation.source
  let drawn = 0
  for (const token of state.tokens) {
    if (isSource(token.meta?.source)) source = token.meta.source
    if (token.type !== 'fence' || !/mermaid/i.test(token.info)) continue
    const { language, options } = readFence(token.info)
    if (language.toLowerCase() !== 'mermaid') continue
    const tell = (code: 'diagram/no-package' | 'diagram/bad', message: string, hint: string, within = -1): void => {
      const line = (token.map?.[0] ?? 0) + 1 + within
      const { start, end } = regionOf({ source, lines: [line, line + 1] })
      report(compilation, code, message, { span: { path: source.path, start, end: Math.max(end, start + 1) }, hint })
    }
    const library = compilation.ask('diagrams', '')
    if (!library) {
      tell(
        'diagram/no-package',
        compilation.settings.diagrams
          ? 'This diagram is shown as its source: what draws it is not installed.'
          : 'This diagram is shown as its source: the settings do not want diagrams to be drawn.',
        `${compilation.settings.diagrams ? '' : 'write `diagrams: true` into `site.yaml`, and '}run \`npm install --save-dev beautiful-mermaid\` in the folder of the site; where the source is to be shown, write \`text\` instead of \`mermaid\``,
      )
      continue
    }
    const diagram = drawDiagram(library.draw, token.content, `diagram-${drawn + 1}-`)
    if ('fault' in diagram) {
      tell(
        'diagram/bad',
        `This diagram is shown as its source: ${diagram.fault}.`,
        diagram.line === undefined
          ? 'there are `flowchart`, `sequenceDiagram`, `classDiagram`, `stateDiagram` and `erDiagram`; draw another one as a picture, or write `text` instead of `mermaid` where the source is to be shown'
          : 'write it in another way, with what the manual lists under “Diagrams”; or draw a picture, or write `text` instead of `mermaid` where the source is to be shown',
        diagram.line,
      )
      continue
    }
    drawn++
    compilation.hasComponents = true
    token.content = figureOf(diagram, token.content, options.title ?? diagram.title)
    token.type = 'fragment'
  }
}

/** A diagram with what says in words what it shows, for those who listen and for the search; its source is for machines. */
function figureOf({ svg, description, text }: Diagram, source: string, title: string): string {
  const caption = title === '' ? '' : `<figcaption>${escapeHtml(title)}</figcaption>`
  const words = escapeHtml(description || text.join(', '))
  return `<figure class="diagram" data-source="${escapeHtml(source.trimEnd())}"><div class="drawing">${svg}</div><div class="sr-only">${words}</div>${caption}</figure>\n`
}
