import { describe, expect, test } from 'vitest'
import { pictureSize } from '../../src/files/picture.ts'
import { site } from '../site.ts'

const NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
const drawing = (attributes: string) => `<svg ${NAMESPACE} ${attributes}><rect width="9" height="9"/></svg>`
const sizeOf = (file: string | Uint8Array, path: string) => {
  const size = pictureSize(typeof file === 'string' ? Buffer.from(file) : file, path)
  return size && [size.width, size.height]
}
const svgSize = (file: string | Uint8Array) => sizeOf(file, 'a.svg')

describe('the size of an SVG', () => {
  test.each([
    ['width="120" height="60"', [120, 60]],
    ['width = "120"  height\n=\n"60"', [120, 60]],
    ["width='120px' height=' 60 '", [120, 60]],
    ['width="2in" height="1pc"', [192, 16]],
    ['width="5.08cm" height="25.4mm"', [192, 96]],
    ['width="101.6Q" height="72pt"', [96, 96]],
    ['width="20rem" height="2em"', [320, 32]],
    ['width="2CM" height="10ex"', [76, 80]],
    ['width="1e2" height="+30"', [100, 30]],
    ['width="100.6" height="50.4"', [101, 50]],
    ['width="0.4" height="0.4"', [1, 1]],
  ])('is told in any unit: %s', (attributes, size) => {
    expect(svgSize(drawing(attributes))).toEqual(size)
  })

  test.each([
    ['width="80" viewBox="0 0 200 100"', [80, 40]],
    ['height="50" viewBox="0 0 200 100"', [100, 50]],
    ['width="100%" height="50" viewBox="0 0 16 9"', [89, 50]],
    ['width="auto" height="50" viewBox="0 0 16 9"', [89, 50]],
    ['width="-5" height="50" viewBox="0 0 2 1"', [100, 50]],
  ])('takes what is missing from the ratio: %s', (attributes, size) => {
    expect(svgSize(drawing(attributes))).toEqual(size)
  })

  test.each([
    ['viewBox="0 0 16 9"', 16 / 9],
    ['viewBox="0,0,200,100"', 2],
    ['viewBox=" 0, 0 , 200 ,100 "', 2],
    ['viewBox="0 0 1 0.3"', 1 / 0.3],
    ['width="100%" viewBox="0 0 16 9"', 16 / 9],
    ['width="100%" height="100%" viewBox="-8 -8 16 32"', 0.5],
    ['viewBox="0 0 4000 1000"', 4],
  ])('is the column where only its ratio is known: %s', (attributes, ratio) => {
    const [width = 0, height = 0] = svgSize(drawing(attributes)) ?? []
    expect(width).toBeGreaterThanOrEqual(1600)
    expect(width / height).toBeCloseTo(ratio, 2)
  })

  test.each([
    ['', [300, 150]],
    ['width="80"', [80, 150]],
    ['width="100%" height="50"', [300, 50]],
    ['viewBox="0 0 0 10"', [300, 150]],
    ['viewBox="0 0 abc 10"', [300, 150]],
    ['viewBox="0 0 200 100" preserveAspectRatio="none"', [300, 150]],
  ])('is what browsers take where it says nothing: %s', (attributes, size) => {
    expect(svgSize(drawing(attributes))).toEqual(size)
  })

  test.each([
    ['behind a comment', `<!-- <svg width="9" height="9"> -->${drawing('width="120" height="60"')}`],
    [
      'behind a licence',
      `<?xml version="1.0"?>\n<!--${' free'.repeat(20_000)} -->\n${drawing('width="120" height="60"')}`,
    ],
    ['in a long tag', drawing(`content="${'&lt;mxfile&gt;'.repeat(3000)}" width="120" height="60"`)],
    [
      'behind many namespaces',
      drawing(`${Array.from({ length: 60 }, (_, i) => `xmlns:n${i}="urn:x:${i}"`).join(' ')} width="120" height="60"`),
    ],
    ['with a prefix', '<s:svg xmlns:s="http://www.w3.org/2000/svg" width="120" height="60"/>'],
    [
      'with entities',
      '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [\n<!ENTITY ns "http://www.w3.org/2000/svg">\n<!ENTITY across "120">\n]>\n<svg xmlns="&ns;" width="&across;" height="60"/>',
    ],
    [
      'in UTF-16',
      Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${drawing('width="120" height="60"')}`, 'utf16le'),
    ],
    ['in UTF-16, high byte first', Buffer.from(`\ufeff${drawing('width="120" height="60"')}`, 'utf16le').swap16()],
    ['with a mark before it', `\ufeff${drawing('width="120" height="60"')}`],
  ])('is that of its root: %s', (_, file) => {
    expect(svgSize(file)).toEqual([120, 60])
  })

  test.each([
    ['', ''],
    ['another kind of XML', '<html><svg width="1" height="1"/></html>'],
    ['text', 'a < b'],
    ['one that shows nothing', drawing('width="0" height="50"')],
  ])('is unknown of %s', (_, file) => {
    expect(svgSize(file)).toBeUndefined()
  })
})

/** Bytes of a number, the highest first. */
const u16 = (value: number) => [value >> 8, value & 255]
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)]
const box = (type: string, ...content: readonly (readonly number[])[]): number[] => {
  const data = content.flat()
  return [...u32(data.length + 8), ...Buffer.from(type, 'latin1'), ...data]
}

/** An AVIF without its pixels: a thumbnail is its first item, the picture its second. */
const avif = ({ brand = 'avif', turn, crop = false }: { brand?: string; turn?: number; crop?: boolean } = {}) => {
  const size = (width: number, height: number) => box('ispe', u32(0), u32(width), u32(height))
  const properties = [
    size(40, 30),
    size(400, 300),
    box('irot', [turn ?? 0]),
    box('clap', u32(200), u32(1), u32(100), u32(1), u32(0), u32(1), u32(0), u32(1)),
  ]
  const own = [0x82, ...(crop ? [0x84] : []), ...(turn === undefined ? [] : [0x83])]
  return Uint8Array.from([
    ...box('ftyp', [...Buffer.from(brand)], u32(0), [...Buffer.from(`mif1${brand}miaf`)]),
    ...box(
      'meta',
      u32(0),
      box('pitm', u32(0), u16(2)),
      box(
        'iprp',
        box('ipco', ...properties),
        box('ipma', u32(0), u32(2), u16(1), [1, 0x81], u16(2), [own.length, ...own]),
      ),
    ),
  ])
}

describe('the size of an AVIF', () => {
  test.each([
    ['upright', avif(), [400, 300]],
    ['turned by a quarter', avif({ turn: 1 }), [300, 400]],
    ['turned by a half', avif({ turn: 2 }), [400, 300]],
    ['turned by three quarters', avif({ turn: 3 }), [300, 400]],
    ['with a crop, which browsers do not cut', avif({ crop: true }), [400, 300]],
    ['animated', avif({ brand: 'avis' }), [400, 300]],
    ['animated and turned', avif({ brand: 'avis', turn: 1 }), [300, 400]],
  ])('is that of its picture as browsers show it: %s', (_, file, size) => {
    expect(sizeOf(file, 'a.avif')).toEqual(size)
  })

  test('of a film alone is that of its track', () => {
    const track = box(
      'trak',
      box('tkhd', u32(0), ...Array.from({ length: 18 }, () => u32(0)), u32(400 << 16), u32(300 << 16)),
    )
    const film = Uint8Array.from([
      ...box('ftyp', [...Buffer.from('avis')], u32(0)),
      ...box('moov', box('mvhd', u32(0)), track),
    ])
    expect(sizeOf(film, 'a.avif')).toEqual([400, 300])
  })

  test('is unknown where the file is cut anywhere', () => {
    const whole = avif({ turn: 1 })
    for (let length = 0; length < whole.length; length++)
      expect(sizeOf(whole.subarray(0, length), 'a.avif')).toBeUndefined()
  })
})

/** A PNG of 300 by 100 without its pixels. */
const png = (...chunks: readonly (readonly [type: string, data: readonly number[]])[]) =>
  Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...[['IHDR', [...u32(300), ...u32(100), 8, 2, 0, 0, 0]] as const, ...chunks, ['IEND', []] as const].flatMap(
      ([type, data]) => [...u32(data.length), ...Buffer.from(type, 'latin1'), ...data, ...u32(0)],
    ),
  ])
const bigExif = (orientation: number) => [
  0x4d,
  0x4d,
  0,
  42,
  ...u32(8),
  ...u16(1),
  ...u16(0x112),
  ...u16(3),
  ...u32(1),
  ...u16(orientation),
  0,
  0,
]
const littleExif = (orientation: number) => [
  0x49,
  0x49,
  42,
  0,
  8,
  0,
  0,
  0,
  2,
  0,
  0,
  1,
  3,
  0,
  1,
  0,
  0,
  0,
  9,
  0,
  0,
  0,
  0x12,
  1,
  3,
  0,
  1,
  0,
  0,
  0,
  orientation,
  0,
  0,
  0,
]

describe('the size of a PNG', () => {
  test.each([1, 2, 3, 4])('is as it is written where its Exif says orientation %i', (orientation) => {
    expect(sizeOf(png(['eXIf', bigExif(orientation)], ['IDAT', []]), 'a.png')).toEqual([300, 100])
  })

  test.each([5, 6, 7, 8])('is turned where its Exif says orientation %i', (orientation) => {
    expect(sizeOf(png(['gAMA', u32(1)], ['eXIf', bigExif(orientation)], ['IDAT', []]), 'a.png')).toEqual([100, 300])
    expect(sizeOf(png(['eXIf', littleExif(orientation)], ['IDAT', []]), 'a.png')).toEqual([100, 300])
  })

  test('is as it is written where the Exif comes behind the pixels, or is cut', () => {
    expect(sizeOf(png(['IDAT', []], ['eXIf', bigExif(6)]), 'a.png')).toEqual([300, 100])
    for (let length = 0; length < 26; length++)
      expect(sizeOf(png(['eXIf', bigExif(6).slice(0, length)], ['IDAT', []]), 'a.png')?.[0]).toBeGreaterThan(0)
  })
})

describe('a picture on a page', () => {
  const page =
    '# A\n\n![Cat](cat.svg)\n\n<img src="cat.svg" alt="Cat">\n\n| a |\n| - |\n| ![Cat](cat.svg) |\n\n%--\nfigure:\n  source: cat.svg\n  id: FigCat\n  caption: A ![cat](cat.svg).\n--%\n'

  test('has the ratio of its drawing, however it is written', () => {
    const built = site({ 'content/a.md': page, 'content/cat.svg': drawing('viewBox="0,0,16,9"') })
      .build()
      .expectCodes()
    expect(built.page('a/index.html').match(/width="1600" height="900"/g)).toHaveLength(5)
  })

  test('that Git LFS did not fetch is told with what to do', () => {
    for (const name of ['cat.svg', 'cat.png']) {
      const files = {
        'content/a.md': page.replaceAll('cat.svg', name),
        [`content/${name}`]: 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n',
      }
      const told = site(files).build().printed()
      expect(told).toContain(`\`content/${name}\` is a pointer of Git LFS, not the picture.`)
      expect(told).toContain('hint: run `git lfs pull`')
      expect(told).not.toContain('picture program')
    }
  })
})
