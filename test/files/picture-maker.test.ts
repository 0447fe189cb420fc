import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { nodePictureMaker } from '../../src/files/picture-maker.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = fs.mkdtempSync(path.join(root, 'test/files/pictures-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))
const store = path.join(folder, '.lectern', 'pictures')
const maker = nodePictureMaker(folder, store, () => path.join(root, 'lib/picture-process.js'))

test('copies are as wide as wished, upright, and kept; others are forgotten', async () => {
  const picture = sharp({ create: { width: 90, height: 40, channels: 3, background: '#336699' } })
  await picture.withMetadata({ orientation: 6 }).jpeg().toFile(path.join(folder, 'a.jpg'))
  fs.writeFileSync(path.join(folder, 'bad.png'), 'no picture')
  const wish = { source: 'a.jpg', width: 20, format: 'webp', name: 'a-20.webp' } as const
  expect([...maker.make([wish, { ...wish, source: 'bad.png', name: 'bad.webp' }])]).toEqual(['bad.webp'])
  const made = await sharp(maker.read('a-20.webp')).metadata()
  expect([made.format, made.width, made.height, made.exif]).toEqual(['webp', 20, 45, undefined])
  const before = fs.statSync(path.join(store, 'a-20.webp')).mtimeMs
  expect(maker.make([wish, { ...wish, format: 'avif', name: 'a-20.avif' }]).size).toBe(0)
  expect(fs.statSync(path.join(store, 'a-20.webp')).mtimeMs).toBe(before)
  expect((await sharp(maker.read('a-20.avif')).metadata()).width).toBe(20)
  maker.make([wish])
  expect(fs.readdirSync(store)).toEqual(['a-20.webp'])
  expect(fs.readFileSync(path.join(folder, '.lectern/.gitignore'), 'utf8')).toBe('*\n')
})

test('a drawing is kept without loss where that is smaller, and a copy is never larger than its picture', async () => {
  const drawing = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"><rect width="600" height="300" fill="#fff"/>${'<path d="M9 9h80v40h-80z" fill="#c30"/>'.repeat(3)}</svg>`,
  )
  await sharp(drawing).png({ palette: true }).toFile(path.join(folder, 'drawing.png'))
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  await sharp({ create: { width: 300, height: 200, channels: 3, background: '#fff', noise } })
    .jpeg({ quality: 20 })
    .toFile(path.join(folder, 'noise.jpg'))
  const wishes = [
    { source: 'drawing.png', width: 600, format: 'webp', name: 'drawing.webp' },
    { source: 'noise.jpg', width: 300, format: 'webp', name: 'noise.webp' },
  ] as const
  expect(maker.make(wishes).size).toBe(0)
  const made = await sharp(maker.read('drawing.webp')).removeAlpha().raw().toBuffer()
  expect(made.equals(await sharp(path.join(folder, 'drawing.png')).removeAlpha().raw().toBuffer())).toBe(true)
  expect(maker.read('noise.webp')).toEqual(fs.readFileSync(path.join(folder, 'noise.jpg')))
})

test('nothing is made where there is no sharp', () => {
  const lonely = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
  const wish = { source: 'a.jpg', width: 20, format: 'webp', name: 'a.webp' } as const
  expect(nodePictureMaker(lonely, path.join(lonely, 'p'), () => undefined).make([wish]).size).toBe(1)
  fs.rmSync(lonely, { recursive: true })
})

test.each([
  ['the folder', '.lectern/pictures'],
  ['the folder around it', '.lectern'],
])('nothing is made, read or removed through a link to elsewhere: %s', async (_, at) => {
  const site = fs.mkdtempSync(path.join(root, 'test/files/pictures-'))
  const precious = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
  try {
    await sharp({ create: { width: 90, height: 40, channels: 3, background: '#336699' } })
      .png()
      .toFile(path.join(site, 'a.png'))
    fs.mkdirSync(path.join(site, path.dirname(at)), { recursive: true })
    fs.mkdirSync(path.join(precious, 'pictures'))
    for (const name of ['a.webp', 'pictures/a.webp', 'b.txt', 'pictures/b.txt'])
      fs.writeFileSync(path.join(precious, name), 'precious')
    fs.symlinkSync(precious, path.join(site, at))
    const linked = nodePictureMaker(site, path.join(site, '.lectern/pictures'), () =>
      path.join(root, 'lib/picture-process.js'),
    )
    const names = ['a.webp', 'c.webp']
    const wishes = names.map((name) => ({ source: 'a.png', width: 20, format: 'webp', name }) as const)
    expect([...linked.make(wishes)]).toEqual(names)
    expect(linked.read('a.webp')).toBeUndefined()
    expect(fs.readdirSync(precious, { recursive: true, encoding: 'utf8' }).sort()).toEqual(
      ['a.webp', 'b.txt', 'pictures', path.join('pictures', 'a.webp'), path.join('pictures', 'b.txt')].sort(),
    )
  } finally {
    for (const folder of [site, precious]) fs.rmSync(folder, { recursive: true })
  }
})
