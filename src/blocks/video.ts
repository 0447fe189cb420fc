import { defineBlock } from '../markdown/blocks/block.ts'
import { html } from '../markdown/text/html.ts'

/** A video at a host: its id, and the second at which it begins. */
interface Video {
  readonly id: string
  readonly start: number
}

/** Reads what authors copy: `XBc3kbel7XY`, `XBc3kbel7XY?start=333`, `XBc3kbel7XY&t=1m30s` or the address of the page or player. */
function readVideo(written: string): Video | undefined {
  const [, path = '', query = ''] = /^([^?&#]*)[?&#]?(.*)$/s.exec(written.trim()) ?? []
  const parameters = new URLSearchParams(query.replaceAll('#', '&'))
  const isAddress = /^(?:https?:)?\/\/|^(?:www\.|m\.)?(?:youtube|youtu|vimeo|player)\b[^/]*\//i.test(path)
  const parts = path.split('/').filter(Boolean)
  // Of a video that is not listed, Vimeo puts a word behind the number.
  const inPath = (path.includes('vimeo') ? parts.find((part) => /^\d+$/.test(part)) : parts.at(-1)) ?? ''
  const id = isAddress ? (parameters.get('v') ?? inPath) : path
  const start = secondsOf(parameters.get('start') ?? parameters.get('t') ?? '0')
  return /^[\w-]+$/.test(id) && start !== undefined ? { id, start } : undefined
}

/** `90`, `90s`, `1m30s`, `1:30` */
function secondsOf(written: string): number | undefined {
  const clock = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/i.exec(written) ?? /^(?:(\d+):)?(\d+):(\d+)$/.exec(written)
  if (!clock || written === '') return undefined
  const [hours = 0, minutes = 0, seconds = 0] = clock.slice(1).map((part) => Number(part ?? 0))
  return hours * 3600 + minutes * 60 + seconds
}

interface Host {
  readonly name: string
  /** The page of a video, for readers without scripts. */
  readonly watch: (video: Video) => string
  /** The player that takes the link's place on a click. */
  readonly embed: (video: Video) => string
}

const hosts: ReadonlyMap<string, Host> = new Map([
  [
    'youtube',
    {
      name: 'youtube.com',
      watch: ({ id, start }) => `https://www.youtube.com/watch?v=${id}${start ? `&t=${start}s` : ''}`,
      embed: ({ id, start }) =>
        `https://www.youtube-nocookie.com/embed/${id}?autoplay=1${start ? `&start=${start}` : ''}`,
    },
  ],
  [
    'vimeo',
    {
      name: 'vimeo.com',
      watch: ({ id, start }) => `https://vimeo.com/${id}${start ? `#t=${start}s` : ''}`,
      embed: ({ id, start }) => `https://player.vimeo.com/video/${id}?autoplay=1&dnt=1${start ? `#t=${start}s` : ''}`,
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
    videoid: {
      type: 'string',
      doc: 'The video’s id at its host, also with `?start=90`, or its whole address; not for a file.',
    },
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
    const found = videoid === undefined ? undefined : readVideo(videoid)
    if (!found) {
      context.report(
        'block/missing-field',
        videoid === undefined
          ? `A video of ${host.name} needs its \`videoid\`.`
          : `\`${videoid}\` is not the id of a video of ${host.name}.`,
        {
          ...(videoid === undefined ? {} : { field: 'videoid' }),
          hint: `it is the part of the address after \`${host.watch({ id: '', start: 0 })}\``,
        },
      )
      return undefined
    }
    const data = html`${width && html` data-width="${width}"`}${height && html` data-height="${height}"`}`
    return html`<figure class="video" id="${context.labelId}"><a class="video-player" href="${host.watch(found)}" data-embed="${host.embed(found)}" data-title="${
      caption?.text ?? context.labelText
    }"${data}>${
      picture && html`<img class="video-poster" src="${picture.address}" alt="" loading="lazy" decoding="async">`
    }<span class="video-play">${context.words.playVideo}</span> <span class="video-host">${host.name}</span></a>${figcaption}</figure>`
  },
})
