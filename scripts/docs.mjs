// Writes the generated reference pages: `npm run docs`.
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

const root = path.dirname(import.meta.dirname)
const folder = fs.mkdtempSync(path.join(root, 'node_modules', '.docs-'))
try {
  const bundle = await rolldown({
    input: path.join(root, 'scripts/reference.ts'),
    platform: 'node',
    external: (id) => /^[^./]/.test(id) && !path.isAbsolute(id),
    logLevel: 'warn',
  })
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'reference.mjs' })
  const { generatedFiles } = await import(pathToFileURL(path.join(folder, 'reference.mjs')).href)
  for (const [file, text] of Object.entries(generatedFiles)) fs.writeFileSync(path.join(root, file), text)
  console.log(`${Object.keys(generatedFiles).length} files written`)
} finally {
  fs.rmSync(folder, { recursive: true })
}
