import { run } from './run.ts'

// Set, not exit(): output that is still on its way to a pipe must arrive.
void run(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
