import { languageOfInside, sourceInside, translatedInside } from '../config/languages.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { below, decodePath, encodePath, extensionOf, folderOf, isWithin, joinPath } from '../files/paths.ts'
import type { NotebookText } from '../notebook/notebook-text.ts'
import { addHole, type Compilation, type Place, report } from './compilation.ts'
import { expandConstants } from './constants.ts'
import { findFile, publishedAddress, reportMissing } from './find-file.ts'
import { publishPicture } from './publish-picture.ts'
import { MARK, type PageTarget } from './text/holes.ts'

/** What an address is for: `resource` is a picture or other file that the page shows. */
export type LinkUse = 'link' | 'resource'

/** What became of an address. */
export interface ResolvedHref {
  /** The address to print, unescaped, with the marks of holes in it. */
  readonly href: string
  /** The file of the site it leads to. */
  readonly path?: string
  /** It would run a script, or is not published: `href` leads nowhere. */
  readonly unsafe?: true
}

const PAGE_REFERENCE = /^%(?:link|url):([^%]*)%(.*)$/s
const LABEL_REFERENCE = /^%ref:([^%#]*)(#[^%]+)%$/
// An encoded character of the path, `%20`, is no end of it.
const STATIC_REFERENCE = /^%static:((?:[^%]|%[0-9a-f]{2})*)%(.*)$/is
const SCHEME = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i

/**
 * Resolves the address of a link or picture:
 *
 *     %link:basics%#training   %url:syntax%-solution   %static:data.zip%   ../basics.md#training   /basic/syntax
 *     #training   img/cat.png   https://example.org
 */
export function resolveHref(compilation: Compilation, written: string, use: LinkUse, place: Place): ResolvedHref {
  const href = expandConstants(compilation, written)
  const page = PAGE_REFERENCE.exec(href) ?? LABEL_REFERENCE.exec(href.replace(/::[A-Za-z]%$/, '%'))
  if (page) return { href: addressHole(compilation, referenceTarget(page[1] ?? '', page[2] ?? '', href), place) }
  const file = STATIC_REFERENCE.exec(href)
  if (file) {
    const found = resolveStatic(compilation, file[1] ?? '', place)
    return found.unsafe ? found : { ...found, href: found.href + (file[2] ?? '') }
  }
  if (/^%(?:link|url|static|ref):/.test(href)) {
    report(compilation, 'link/unclosed', `\`${href}\` has no \`%\` at its end, so it is not a reference.`, {
      span: place(),
      hint: `write \`${href}%\``,
    })
    return { href }
  }
  if (isUnsafe(href, use, compilation.settings.safe)) {
    report(compilation, 'link/unsafe-address', `The address begins with \`${schemeOf(href)}\`.`, {
      span: place(),
      hint: 'link to a page or a file',
    })
    return { href: '#', unsafe: true }
  }
  const own = use === 'link' ? ownPath(compilation, href) : undefined
  if (own !== undefined) {
    const { href: found } = plainHref(compilation, own, use, place, true)
    return { href: found.includes(MARK) ? href + found.slice(found.indexOf(MARK), found.lastIndexOf(MARK) + 1) : href }
  }
  if (compilation.notebook && href.startsWith('attachment:'))
    return attachment(compilation, compilation.notebook, href, place)
  const odd = oddScheme(href)
  if (odd) {
    report(compilation, 'link/odd-address', odd.message, { span: place(), hint: odd.hint })
    return { href }
  }
  if (/^(?:https?:)?\/\//i.test(href)) compilation.externals.push({ url: href, span: place() })
  if (href === '' || SCHEME.test(href)) return { href }
  if (href.startsWith('#')) {
    return { href: ownFragment(compilation, href.slice(1), place) + href }
  }
  return plainHref(compilation, href, use, place)
}

/** The scheme of an address as a browser reads it: without the blanks and control characters that it skips. */
const schemeOf = (href: string): string =>
  /^[a-z][a-z0-9+.-]*:/i.exec(href.replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}\ufeff]/gu, ''))?.[0].toLowerCase() ?? ''

/** What addresses of authors who are not trusted may begin with; others start programs, or show what only looks like a page. */
const TRUSTED_SCHEMES = new Set(['', 'http:', 'https:', 'mailto:', 'tel:'])

const isUnsafe = (href: string, use: LinkUse, safe: boolean): boolean => {
  const scheme = schemeOf(href)
  if (scheme === 'data:') return !(use === 'resource' && /^\s*data:image\/(?!svg)/i.test(href))
  return safe ? !TRUSTED_SCHEMES.has(scheme) : scheme === 'javascript:' || scheme === 'vbscript:'
}

/** The path below the site of an absolute address of the site itself. */
function ownPath({ settings: { url } }: Compilation, href: string): string | undefined {
  if (url === '' || !href.toLowerCase().startsWith(url.toLowerCase())) return undefined
  const rest = href.slice(url.length)
  return rest === '' || /^[/?#]/.test(rest) ? `/${rest.replace(/^\/+/, '')}` : undefined
}

/** What is wrong with an address whose beginning is a slip, or the author's own disk. */
function oddScheme(href: string): { readonly message: string; readonly hint: string } | undefined {
  if (/^(?:file:|[a-z]:(?:[\\/]|%5c))/i.test(href))
    return {
      message: 'The address leads to a file on the disk of each reader.',
      hint: 'copy the file into the site and write its path from this page',
    }
  if (/^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+):\d+(?:[/?#]|$)/i.test(href))
    return {
      message: `\`${href.slice(0, href.indexOf(':') + 1)}\` is not how an address begins.`,
      hint: `Did you mean \`http://${href}\`?`,
    }
  // `htp://`, `https:/x`, `http//x`, `hhtps://`
  const [, scheme = '', rest = ''] = /^([a-z]{3,7})(?::\/{0,3}|\/\/)(?=[^/])(.+)$/is.exec(href) ?? []
  const [near] = rest === '' ? [] : nearest(scheme, WEB_SCHEMES)
  if (near === undefined || new RegExp(`^${near}://`, 'i').test(href) || KNOWN_SCHEMES.has(scheme.toLowerCase()))
    return undefined
  return {
    message: `\`${href.slice(0, href.length - rest.length)}\` is not how an address begins.`,
    hint: `Did you mean \`${near}://${rest}\`?`,
  }
}

const WEB_SCHEMES = ['http', 'https'] as const
/** Schemes that are nearly one of the web, and right; `https:` alone before a host is none. */
const KNOWN_SCHEMES = new Set(['ftp', 'ftps', 'sftp', 'shttp', 'http3'])

/** The page that `%link:name%suffix` means. */
export function referenceTarget(name: string, rest: string, written: string): PageTarget {
  const hash = rest.indexOf('#')
  const suffix = hash < 0 ? rest : rest.slice(0, hash)
  const fragment = hash < 0 ? undefined : rest.slice(hash + 1)
  return { written, name: name.trim(), ...(suffix ? { suffix } : {}), ...(fragment ? { fragment } : {}) }
}

/** A hole for the address of a page, with its fragment. */
export function addressHole(compilation: Compilation, target: PageTarget, place: Place): string {
  const mark = addHole(compilation, { type: 'address', target, span: place() })
  return target.fragment === undefined ? mark : `${mark}#${target.fragment}`
}

/** The file that `%static:…%` names: from the root first, then as any other file. */
export function resolveStatic(compilation: Compilation, written: string, place: Place): ResolvedHref {
  const relative = written.replace(/^\/+/, '')
  const paths = [`/${relative}`, relative]
  const found = [...paths, ...paths.map(decodePath)].map((path) => findFile(compilation, path))
  const file = found.find((item) => typeof item !== 'string')
  if (file) {
    const href = publishedAddress(compilation, file, place)
    return href === undefined ? { href: '#', unsafe: true } : { href, path: file.path }
  }
  const missing = found[0] === 'outside' ? 'outside' : 'missing'
  reportMissing(compilation, `/${decodePath(relative)}`, missing, 'link/missing-file', place)
  return { href: written }
}

/** `attachment:image.png`: a picture that lies in the cell of a notebook. */
function attachment(compilation: Compilation, { starts }: NotebookText, href: string, place: Place): ResolvedHref {
  const name = decodePath(href.slice('attachment:'.length))
  const span = place()
  const file = starts.findLast(({ at }) => at <= span.start)?.cell.attachments.get(name)
  const picture = file && publishPicture(compilation, file.kind, file.data, place)
  if (picture) return { href: picture.address }
  report(compilation, 'file/missing', `The cell has no attachment \`${name}\`.`, {
    span,
    hint: 'put the picture into the cell again, or name a file beside the notebook',
  })
  return { href: '#' }
}

/** A link of the page to one of its own ids. In a translation it may be that of the heading in the source: gives a hole for that. */
function ownFragment(compilation: Compilation, written: string, place: Place): string {
  if (written === '' || written === 'top') return ''
  const { translation } = compilation.page
  const fragment = decodePath(written)
  if (!translation || translation.isShown || translation.language.isSource) {
    compilation.ownFragments.push({ fragment, place })
    return ''
  }
  compilation.referenced.add(fragment)
  const target: PageTarget = { written: `#${written}`, isOwn: true, fragment }
  return addHole(compilation, { type: 'address', target, span: place() })
}

/** `../basics.md#training`, `/basic/syntax`, `img/cat.png`: a page, or a file. */
function plainHref(compilation: Compilation, href: string, use: LinkUse, place: Place, isCheck = false): ResolvedHref {
  const [, encoded = '', tail = ''] = /^([^?#]*)(.*)$/s.exec(href) ?? []
  const path = decodePath(encoded).replace(/(^|\/)(\.\.?)$/, '$1$2/')
  const fragment = /#(.+)$/s.exec(tail)?.[1]
  const folder = folderOf(compilation.source.path)
  const pageHole = (target: PageTarget): string =>
    addHole(compilation, { type: 'address', target, span: place(), ...(isCheck ? { isCheck } : {}) })
  const extension = extensionOf(path)
  // A notebook of the pages is one; any other is a file.
  const isNotebook = (): boolean => {
    const found = extension === '.ipynb' ? findFile(compilation, path) : 'missing'
    return typeof found !== 'string' && isWithin(found.path, compilation.settings.content)
  }
  if (use === 'link' && (extension === '.md' || isNotebook())) {
    const file = joinPath(path.startsWith('/') ? compilation.settings.content : folder, path)
    if (file === undefined) {
      reportMissing(compilation, path, 'outside', 'link/missing-file', place)
      return { href }
    }
    const files = ownAndSource(compilation, file)
    const target: PageTarget = {
      written: href,
      file,
      ...files,
      ...(fragment ? { fragment: decodePath(fragment) } : {}),
    }
    return { href: pageHole(target) + tail }
  }
  const found = path === '/' || path.endsWith('/') ? 'missing' : findFile(compilation, path)
  if (typeof found !== 'string') {
    const address = publishedAddress(compilation, found, place)
    return address === undefined ? { href: '#', unsafe: true } : { href: address + tail, path: found.path }
  }
  const isPage =
    use === 'link' &&
    (extension === '' ||
      extension === '.html' ||
      path.endsWith('/') ||
      VERSION.test(extension) ||
      isSource(compilation, path))
  if (!isPage) {
    if (isCheck && GENERATED_FILE.test(path)) return { href }
    // What seems to be a fragment may be a part of the name.
    const whole = use === 'resource' && /^[?#]./.test(tail) ? path + decodePath(tail) : path
    reportMissing(compilation, whole, found, use === 'resource' ? 'file/missing' : 'link/missing-file', place)
    const output = path.startsWith('/') ? joinPath(path) : undefined
    return { href: output === undefined ? href : encodePath(compilation.page.addressOf(output)) + tail }
  }
  const { content } = compilation.settings
  const bare = path.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '')
  const inside = content === '' ? folder : folder === content ? '' : folder.slice(content.length + 1)
  const addresses = (
    bare.startsWith('/') ? [joinPath(bare)] : [joinPath(inside, bare), joinPath(compilation.page.address, bare)]
  ).filter((address) => address !== undefined)
  const target: PageTarget = {
    written: href,
    addresses: compilation.page.translation ? addresses.flatMap((one) => inLanguages(compilation, one)) : addresses,
    ...(fragment ? { fragment: decodePath(fragment) } : {}),
  }
  return { href: pageHole(target) + tail }
}

/** A path below the content folder in the language of the page, as it is, and in the source language. */
function inLanguages({ page: { translation }, settings: { languages } }: Compilation, inside: string): string[] {
  if (!translation) return [inside]
  const { language, source } = translation
  // Where each language has a folder, `/basic/loops` is meant below that of the page.
  if (!languageOfInside(inside, languages))
    return [language, source].flatMap(({ folder }) => joinPath(folder, inside) ?? []).concat(inside)
  if (language.isSource) return [inside]
  return [
    translatedInside(inside, language, languages),
    inside,
    sourceInside(inside, language, source, languages),
  ].filter((path, i, all) => all.indexOf(path) === i)
}

/** The same for the file of a page. */
function ownAndSource(compilation: Compilation, file: string): Pick<PageTarget, 'files'> {
  const { content } = compilation.settings
  if (!compilation.page.translation || !isWithin(file, content)) return {}
  return { files: inLanguages(compilation, below(file, content)).flatMap((path) => joinPath(content, path) ?? []) }
}

/** Files that Lectern makes of the whole site. */
const GENERATED_FILE = /^\/(?:feed\.xml|sitemap[\w-]*\.xml|robots\.txt|llms\.txt|404\.html|.*\.html\.md|lectern\/.*)$/

/** The end of a name such as `2.8.0` or `2.8.0-rc1`, which is no ending of a file. */
const VERSION = /^\.\d+(?:$|[-_+]|(?:a|b|rc)\d)/i

/** Whether a path with a dot in its last part is that of a page, as `node.js` is of `node.js.md`. */
const isSource = (compilation: Compilation, path: string): boolean =>
  [`${path}.md`, `${path}/index.md`].some((file) => typeof findFile(compilation, file) !== 'string')
