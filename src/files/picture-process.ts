import fs from 'node:fs'
import { createRequire } from 'node:module'

/**
 * Makes smaller copies of pictures, in a process of its own: `sharp` works beside the event loop, and a build has none. It reads what to
 * do from its input, as JSON, and prints what failed.
 */

/** What the process is asked for. */
export interface PictureOrder {
  /** The file of the module `sharp`. */
  readonly module: string
  readonly jobs: readonly PictureJob[]
}

/** One copy. */
export interface PictureJob {
  readonly from: string
  readonly to: string
  readonly width: number
  readonly format: 'webp' | 'avif'
}

/** As far as it is used. */
type Sharp = (file: string) => {
  rotate(): ReturnType<Sharp>
  resize(options: { readonly width: number; readonly withoutEnlargement: boolean }): ReturnType<Sharp>
  clone(): ReturnType<Sharp>
  webp(options: object): ReturnType<Sharp>
  avif(options: object): ReturnType<Sharp>
  toBuffer(): Promise<Uint8Array>
}

/** The first byte of each PNG. */
const PNG = 0x89

const encoded = (picture: ReturnType<Sharp>, format: PictureJob['format']): Promise<Uint8Array> =>
  (format === 'avif'
    ? picture.clone().avif({ quality: 55, effort: 4 })
    : picture.clone().webp({ quality: 80 })
  ).toBuffer()

async function run({ module, jobs }: PictureOrder): Promise<readonly string[]> {
  const sharp: Sharp = createRequire(import.meta.url)(module)
  const failed: string[] = []
  for (const { from, to, width, format } of jobs) {
    try {
      // As the photo says that it was held; what else it says, such as where it was taken, is left out.
      const small = sharp(from).rotate().resize({ width, withoutEnlargement: true })
      const source = fs.readFileSync(from)
      const made = [await encoded(small, format)]
      // A drawing of few colours is smaller, and stays sharp, without loss.
      if (format === 'webp' && source[0] === PNG) made.push(await small.clone().webp({ lossless: true }).toBuffer())
      // A copy that is larger than the picture is none: browsers look at the bytes, and not at the name.
      fs.writeFileSync(
        to,
        [...made, source].reduce((least, bytes) => (bytes.length < least.length ? bytes : least)),
      )
    } catch {
      failed.push(to)
    }
  }
  return failed
}

void run(JSON.parse(fs.readFileSync(0, 'utf8'))).then((failed) => process.stdout.write(JSON.stringify(failed)))
