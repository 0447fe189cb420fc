// Writes the generated reference pages: `npm run docs`.
import fs from 'node:fs'
import path from 'node:path'
import { withSource } from './load-source.mjs'

const root = path.dirname(import.meta.dirname)
await withSource('scripts/reference.ts', ({ generatedFiles }) => {
  for (const [file, text] of Object.entries(generatedFiles)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    fs.writeFileSync(path.join(root, file), text)
  }
  console.log(`${Object.keys(generatedFiles).length} files written`)
})
