import type { RendererRule, StateInline, Token } from 'markdown-it'
import { compilationOf } from '../compilation.ts'
import { inlinePlace } from '../inline-place.ts'
import { tellMeantPicture } from '../meant-links.ts'
import { pictureChoice } from '../picture-variants.ts'
import { isPicture, measurePicture, reportNoAlt, reportUnreadable } from '../pictures.ts'
import { isOpen } from '../raw-html/open-elements.ts'
import type { InlineRule } from '../rule-rows.ts'
import { afterRule } from './after-rule.ts'
import { resolveAddress } from './resolve-address.ts'

/**
 * Pictures, whose addresses are resolved and whose sizes are looked up:
 *
 *     ![A cat](cat.png)
 */
export const imageRule = (original: InlineRule): InlineRule =>
  afterRule(withDepth(original), finishImage, tellMeantPicture)

/** Notes that what is parsed is the replacing text of a picture, which holds no links. */
function withDepth(original: InlineRule): InlineRule {
  return (state, silent) => {
    if (silent) return original(state, true)
    const compilation = compilationOf(state.env)
    compilation.imageDepth++
    const found = original(state, false)
    compilation.imageDepth--
    return found
  }
}

function finishImage(state: StateInline, made: readonly Token[], start: number): void {
  const image = made.find((token) => token.type === 'image')
  if (!image) return
  const path = resolveAddress(state, image, 'src', start)
  const compilation = compilationOf(state.env)
  const place = inlinePlace(compilation, state.src.slice(start, state.pos), start, state.pos)
  const end = state.pos
  const shown = (): number | undefined => {
    const width = /^\{[^}\n]*?\bwidth=["']?(\d+)(?:px)?["']?[\s}]/.exec(state.src.slice(end, end + 200))?.[1]
    return width === undefined ? undefined : Number(width)
  }
  if (image.content.trim() === '' && !isOpen(compilation, 'figure'))
    reportNoAlt(compilation, place, 'write between the brackets what it shows: `![A cat](cat.png)`')
  const size = path === undefined ? undefined : measurePicture(compilation, path, place, shown)
  if (path !== undefined && !size && isPicture(path)) reportUnreadable(compilation, path, place)
  if (size) {
    image.attrSet('width', size.width)
    image.attrSet('height', size.height)
    const choice = path === undefined ? undefined : pictureChoice(compilation, path, size, { pixels: shown() })
    if (choice) {
      image.attrSet('srcset', choice.srcset)
      image.attrSet('sizes', choice.sizes)
    }
  }
  image.attrSet('loading', 'lazy')
  image.attrSet('decoding', 'async')
}

/** A picture, with what replaces it as plain text. */
export const renderImage: RendererRule = (tokens, i, options, _env, renderer) => {
  const image = tokens[i]
  image?.attrSet('alt', plainText(image.children ?? []))
  return renderer.renderToken(tokens, i, options)
}

/** The text of inline tokens, with the marks of holes in it: what replaces a picture. */
function plainText(tokens: readonly Token[]): string {
  let text = ''
  for (const { type, content, meta, children } of tokens) {
    if (type === 'softbreak' || type === 'hardbreak') text += '\n'
    else if (type === 'image') text += plainText(children ?? [])
    else if (type === 'fragment') text += String(meta?.plain ?? meta?.text ?? '')
    else if (type === 'text' || type === 'text_special' || type === 'code_inline') text += content
  }
  return text
}
