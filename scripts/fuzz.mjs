// Builds sites that nobody would write: `npm run fuzz -- --seconds 20 --seed 1 [--kind PART OF A NAME] [--json]`. Ends with 1
// where one of them shows a fault of the program.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { withSource } from './load-source.mjs'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    kind: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
})

await withSource('test/hostile/fuzz.ts', ({ fuzz }) => {
  const root = path.dirname(import.meta.dirname)
  const report = fuzz(root, Number(values.seconds), Number(values.seed), values.kind)
  const show = (content) => (typeof content === 'string' ? content : `bytes ${Buffer.from(content).toString('hex')}`)
  const failures = report.failures.map((failure) => ({
    ...failure,
    files: Object.fromEntries(Object.entries(failure.files).map(([name, content]) => [name, show(content)])),
  }))
  if (values.json) console.log(JSON.stringify({ ...report, failures }))
  else {
    for (const { kind, seed, faults, files } of failures) {
      console.log(`FAILED ${kind}, seed ${seed}`)
      for (const fault of faults) console.log(`    ${fault.replaceAll('\n', '\n    ')}`)
      for (const [name, content] of Object.entries(files)) console.log(`    ${name}: ${JSON.stringify(content)}`)
    }
    const total = Object.values(report.inputs).reduce((sum, count) => sum + count, 0)
    console.log(
      `${total} sites of ${Object.keys(report.inputs).length} kinds in ${report.seconds.toFixed(0)} s with seed ${report.seed}: ${failures.length === 0 ? 'no failures' : `${failures.length} failures`}`,
    )
  }
  if (failures.length) process.exitCode = 1
})
