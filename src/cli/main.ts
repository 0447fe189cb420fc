import { run } from './run.ts'

// Set, not exit(): output that is still on its way to a pipe must arrive.
process.exitCode = await run(process.argv.slice(2))
