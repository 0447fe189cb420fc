import { goOnWithoutReaders } from './closed-pipe.ts'
import { run } from './run.ts'

// Set, not exit(): output that is still on its way to a pipe must arrive. A crash leaves it at 1, whatever Node makes of it.
process.exitCode = 1
goOnWithoutReaders()
void run(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
