import { defineBlock } from '../markdown/blocks/block.ts'
import { html } from '../markdown/text/html.ts'

/** The classes of a width in percent: a policy may refuse styles of elements, and a class for each percent would be a large style sheet. */
function widthClasses(percent: number): string {
  const [tens, ones] = [Math.floor(percent / 10), percent % 10]
  return `${tens > 0 ? ` width-${tens}x` : ''}${ones > 0 ? ` width-x${ones}` : ''}`
}

export const figure = defineBlock({
  name: 'figure',
  doc: 'A numbered picture with a caption.',
  numbered: 'figure',
  fields: {
    source: { type: 'path', doc: 'The picture: a file, or an `http(s)` address.', required: true },
    id: { type: 'string', doc: 'Its label; refer to it with `%id`.', required: true },
    caption: { type: 'inline', doc: 'Inline Markdown below the picture.' },
    alt: {
      type: 'string',
      doc: 'What the picture shows, for those who cannot see it; without it the caption must say so.',
    },
    width: { type: 'percent', doc: 'Percent of the column, 1 to 100, as `30` or `30%`.' },
    link: { type: 'string', doc: 'Where a click on the picture leads.' },
  },
  example: 'figure:\n  source: cat.svg\n  id: FigCat\n  caption: A cat.',
  render({ source, caption, alt, width, link }, context) {
    const found = context.resource(source, 'source')
    if (!found) return undefined
    const percent = width !== undefined && width >= 1 && width < 100 ? Math.round(width) : undefined
    const size = found.file && context.picture(found.file, 'source', percent)
    if (width !== undefined && !(width >= 1 && width <= 100)) {
      context.report('block/wrong-type', '`width` must be a number from 1 to 100.', {
        field: 'width',
        hint: 'it is the percentage of the column',
      })
    }
    if (alt === undefined && caption === undefined)
      context.report('picture/no-alt', 'The picture has no text alternative.', {
        hint: 'say with `alt` what it shows, or give it a caption',
      })
    const picture = html`<img src="${found.address}" alt="${alt ?? (link === undefined ? '' : (caption?.text ?? context.labelText))}"${size && html` width="${size.width}" height="${size.height}"`}${size?.srcset !== undefined && html` srcset="${size.srcset}" sizes="${size.sizes ?? ''}"`} loading="lazy" decoding="async">`
    return html`<figure class="figure${percent === undefined ? '' : widthClasses(percent)}" id="${context.labelId}">${
      link === undefined ? picture : html`<a href="${context.link(link, 'link')}">${picture}</a>`
    }<figcaption>${context.label}${caption && html` ${caption}`}</figcaption></figure>`
  },
})
