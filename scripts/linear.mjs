// Measures how the time of hostile sites grows with their size: `npm run linear [-- PART OF A NAME] [--json]`.
import { withSource } from './load-source.mjs'

const json = process.argv.includes('--json')
const [wanted = ''] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
await withSource('test/hostile/growth.ts', ({ cases, growthOf }) => {
  const results = []
  for (const item of cases.filter(({ name }) => name.includes(wanted))) {
    const growth = growthOf(item)
    results.push(growth)
    const last = growth.costs.at(-1)
    if (!json)
      console.log(
        `${growth.exponent > 1.5 ? 'SLOW' : 'ok  '} ${growth.exponent.toFixed(2)}  ${last?.seconds.toFixed(2)} s at ${last?.n}  ${item.name}`,
      )
  }
  const slow = results.filter(({ exponent }) => exponent > 1.5)
  if (json) console.log(JSON.stringify({ cases: results.length, slow: slow.map(({ name }) => name), results }))
  else console.log(`${results.length} cases, ${slow.length} of them grow faster than their size`)
  if (slow.length) process.exitCode = 1
})
