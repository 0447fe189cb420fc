import { defineBlock } from '../markdown/blocks/block.ts'
import { html } from '../markdown/text/html.ts'

interface Host {
  readonly name: string
  /** The page of a video, for readers without scripts. */
  readonly watch: (id: string) => string
  /** The player that takes the link's place on a click. */
  readonly embed: (id: string) => string
}

const hosts: ReadonlyMap<string, Host> = new Map([
  [
    'youtube',
    {
      name: 'youtube.com',
      watch: (id) => `https://www.youtube.com/watch?v=${id}`,
      embed: (id) => `https://www.youtube-nocookie.com/embed/${id}?autoplay=1`,
    },
  ],
  [
    'vimeo',
    {
      name: 'vimeo.com',
      watch: (id) => `https://vimeo.com/${id}`,
      embed: (id) => `https://player.vimeo.com/video/${id}?autoplay=1&dnt=1`,
    },
  ],
])

export const video = defineBlock({
  name: 'video',
  doc: 'A numbered video that asks nothing of its host before a click.',
  numbered: 'video',
  fields: {
    source: { type: 'path', doc: '`youtube`, `vimeo`, or a file.', required: true },
    id: { type: 'string', doc: 'Its label; refer to it with `%id`.', required: true },
    videoid: { type: 'string', doc: 'The video’s id at its host; not for a file.' },
    caption: { type: 'inline', doc: 'Inline Markdown below the video.' },
    poster: { type: 'path', doc: 'A picture to show until the video plays; nothing is asked of its host for one.' },
    width: { type: 'number', doc: 'Width in pixels; only its ratio to the height counts.' },
    height: { type: 'number', doc: 'Height in pixels.' },
  },
  example: 'video:\n  source: youtube\n  id: VidIntro\n  videoid: XBc3kbel7XY\n  caption: Watch it.',
  render({ source, videoid, caption, poster, width, height }, context) {
    const figcaption = html`<figcaption>${context.label}${caption && html` ${caption}`}</figcaption>`
    const picture = poster === undefined ? undefined : context.resource(poster, 'poster')
    const host = hosts.get(source.toLowerCase())
    if (!host) {
      const found = context.resource(source, 'source')
      if (!found) return undefined
      const size = html`${width && html` width="${width}"`}${height && html` height="${height}"`}`
      return html`<figure class="video" id="${context.labelId}"><video controls preload="metadata" src="${found.address}"${picture && html` poster="${picture.address}"`}${size}></video>${figcaption}</figure>`
    }
    if (videoid === undefined || !/^[\w-]+$/.test(videoid)) {
      context.report('block/missing-field', `A video of ${host.name} needs its \`videoid\`.`, {
        ...(videoid === undefined ? {} : { field: 'videoid' }),
        hint: `it is the part of the address after \`${host.watch('')}\``,
      })
      return undefined
    }
    const data = html`${width && html` data-width="${width}"`}${height && html` data-height="${height}"`}`
    return html`<figure class="video" id="${context.labelId}"><a class="video-player" href="${host.watch(videoid)}" data-embed="${host.embed(videoid)}" data-title="${
      caption?.text ?? context.labelText
    }"${data}>${
      picture && html`<img class="video-poster" src="${picture.address}" alt="" loading="lazy" decoding="async">`
    }<span class="video-play">Play video</span> <span class="video-host">${host.name}</span></a>${figcaption}</figure>`
  },
})
