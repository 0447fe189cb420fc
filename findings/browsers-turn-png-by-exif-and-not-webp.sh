#!/usr/bin/env bash
# Whether Exif turns a picture depends on its format, and no two programs agree. Chromium 143 turns JPEG and PNG by their Exif, AVIF by its
# `irot`, and a WebP never, whatever its Exif says. sharp 0.35.5 turns all four with `rotate()`: a WebP that readers see lying is upright
# in its copy. image-size 2.1.0 gives the orientation of JPEG only, so a turned PNG gets width and height the wrong way round.
# One would guess that it is JPEG alone that is turned, or every format that can hold Exif.
# Seen on Node 20.20.2, Linux x64: jpeg 20x40, png 20x40, avif 20x40, webp 40x20 in Chromium; with sharp 20 wide each.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --save-exact sharp@0.35.5 image-size@2.1.0 playwright-core@1.57.0 @sparticuz/chromium@143.0.4
cat >try.mjs <<'JS'
import assert from 'node:assert/strict'
import packed from '@sparticuz/chromium'
import { imageSize } from 'image-size'
import { chromium } from 'playwright-core'
import sharp from 'sharp'

const browser = await chromium.launch({ executablePath: await packed.executablePath(), args: ['--no-sandbox'] })
const page = await browser.newPage()
const seen = {}
for (const format of ['jpeg', 'png', 'avif', 'webp']) {
  const picture = sharp({ create: { width: 40, height: 20, channels: 3, background: '#c30' } })
  const bytes = await picture[format]().withMetadata({ orientation: 6 }).toBuffer()
  await page.setContent(`<img src="data:image/${format};base64,${bytes.toString('base64')}">`)
  const shown = await page.evaluate(async () => {
    await document.images[0].decode()
    return `${document.images[0].naturalWidth}x${document.images[0].naturalHeight}`
  })
  const copy = await sharp(bytes).rotate().png().toBuffer({ resolveWithObject: true })
  seen[format] = [shown, copy.info.width, imageSize(bytes).orientation]
}
await browser.close()
console.log(seen)
assert.deepEqual(seen, {
  jpeg: ['20x40', 20, 6],
  png: ['20x40', 20, undefined],
  avif: ['20x40', 20, undefined],
  webp: ['40x20', 20, undefined],
})
JS
node try.mjs
echo 'as described'
