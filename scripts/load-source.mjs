import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

const root = path.dirname(import.meta.dirname)

/** Bundles a TypeScript file of the repository, runs `use` with what it exports, and takes the bundle away. */
export async function withSource(file, use) {
  const folder = fs.mkdtempSync(path.join(root, 'node_modules', '.source-'))
  try {
    const bundle = await rolldown({
      input: path.join(root, file),
      platform: 'node',
      external: (id) => /^[^./]/.test(id) && !path.isAbsolute(id),
      logLevel: 'warn',
    })
    await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'source.mjs' })
    return await use(await import(pathToFileURL(path.join(folder, 'source.mjs')).href))
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}
