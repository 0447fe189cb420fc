import { describe, expect, test } from 'vitest'
import type { LoadPeer } from '../../src/files/load-peer.ts'
import type { PictureMaker, PictureWish } from '../../src/files/picture-maker.ts'
import { site } from '../site.ts'

/** The beginning of a PNG of a size, and bytes behind it. */
function png(width: number, height: number, bytes = 20_000, chunk = 'IDAT'): Uint8Array {
  const file = Buffer.alloc(bytes, 7)
  file.write('\x89PNG\r\n\x1a\n', 0, 'latin1')
  file.writeUInt32BE(13, 8)
  file.write('IHDR', 12, 'latin1')
  file.writeUInt32BE(width, 16)
  file.writeUInt32BE(height, 20)
  file.writeUInt32BE(8, 33)
  file.write(chunk, 37, 'latin1')
  return file
}

/** Makes copies whose bytes say what was wished. */
function fakeMaker(fails: (wish: PictureWish) => boolean = () => false) {
  const made = new Map<string, Uint8Array>()
  const asked: (readonly string[])[] = []
  const maker: PictureMaker = {
    make(wishes) {
      const missing = wishes.filter(({ name }) => !made.has(name))
      asked.push(missing.map(({ name }) => name.replace(/-[\w-]{12}-/, '-')))
      for (const wish of missing)
        if (!fails(wish)) made.set(wish.name, Buffer.from(`${wish.source} ${wish.width} ${wish.format}`))
      return new Set(missing.filter(fails).map(({ name }) => name))
    },
    read: (name) => made.get(name),
  }
  return { maker, asked }
}
const installed: LoadPeer = (name) => (name === 'sharp' ? { version: '1.0.0', exports: {} } : undefined)

const files = {
  'site.yaml': 'pictures: webp',
  'content/a.md':
    'title: A\n\n![A cat](cat.png)\n\n![A cat](cat.png){width=200}\n\n%--\nfigure: {source: cat.png, id: FigA, alt: A cat, width: 50}\n--%\n',
  'content/cat.png': png(1000, 500),
}

describe('pictures have smaller copies', () => {
  test('among which browsers choose, by the width that each is shown with', () => {
    const { maker } = fakeMaker()
    const built = site(files, { loadPeer: installed, pictures: maker }).build()
    built.expectCodes()
    const html = built.page('a/index.html')
    const [, first = ''] = /srcset="([^"]*)"/.exec(html) ?? []
    expect(first).toMatch(
      /^\.\.\/lectern\/pictures\/cat-[\w-]{12}-480\.webp 480w, \S*-960\.webp 960w, \S*-1000\.webp 1000w$/,
    )
    expect([...html.matchAll(/sizes="([^"]*)"/g)].map((match) => match[1])).toEqual([
      '(min-width: 40rem) 36rem, 100vw',
      '200px',
      '(min-width: 40rem) 18rem, 50vw',
    ])
    expect(html).toContain('<img src="../cat.png" alt="A cat" width="1000" height="500" srcset=')
    const outputs = built.outputs()
    const copy = first.split(' ')[0]?.slice('../'.length) ?? ''
    expect(outputs[copy]).toBe('content/cat.png 480 webp')
    expect(outputs['cat.png']).toHaveLength(20_000)
  })

  test('that are made again where the picture or the format is another one, and only then', () => {
    const { maker, asked } = fakeMaker()
    const built = site(files, { loadPeer: installed, pictures: maker }).build()
    built.edit('content/a.md', `${files['content/a.md']}More.`).build()
    built.edit('content/cat.png', png(600, 500)).build().rebuilt('content/a.md')
    built.edit('site.yaml', 'pictures: avif').build()
    expect(asked).toEqual([
      ['cat-480.webp', 'cat-960.webp', 'cat-1000.webp'],
      [],
      ['cat-480.webp', 'cat-600.webp'],
      ['cat-480.avif', 'cat-600.avif'],
    ])
    built.edit('site.yaml', 'pictures: webp').build()
    expect(built.outputs()).toEqual(
      site(
        { ...files, 'content/a.md': `${files['content/a.md']}More.`, 'content/cat.png': png(600, 500) },
        { loadPeer: installed, pictures: fakeMaker().maker },
      )
        .build()
        .outputs(),
    )
  })

  test.each([
    ['one that moves', png(1000, 500, 20_000, 'acTL'), 'cat.png'],
    ['a small file', png(1000, 500, 900), 'cat.png'],
    [
      'a drawing',
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="900" height="9">${'<g/>'.repeat(5000)}</svg>`),
      'cat.svg',
    ],
  ])('but not %s', (_, bytes, name) => {
    const page = `title: A\n\n![A cat](${name})`
    site(
      { 'site.yaml': 'pictures: webp', 'content/a.md': page, [`content/${name}`]: bytes },
      { loadPeer: installed, pictures: fakeMaker().maker },
    )
      .build()
      .expectCodes()
      .expectNot('a/index.html', 'srcset')
  })

  test('but not where nobody asked for them', () => {
    site({ ...files, 'site.yaml': 'title: S' }, { loadPeer: installed, pictures: fakeMaker().maker })
      .build()
      .expectNot('a/index.html', 'srcset')
  })
})

describe('what cannot be made is told', () => {
  test('where the package is missing', () => {
    const built = site(files).build()
    built.expectCodes('picture/no-package').expectNot('a/index.html', 'srcset')
    expect(built.printed()).toContain('npm install --save-dev sharp')
  })

  test('where a picture is damaged, which stands in for its copy', () => {
    const { maker } = fakeMaker(({ width }) => width === 480)
    const built = site(files, { loadPeer: installed, pictures: maker }).build()
    built.expectCodes('picture/not-copied')
    const copy = Object.entries(built.outputs()).find(([path]) => path.endsWith('-480.webp'))
    expect(copy?.[1]).toHaveLength(20_000)
  })
})
