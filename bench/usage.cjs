// Loaded before a measured program: writes what its process used to the file that LECTERN_BENCH_USAGE names.
const fs = require('node:fs')

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const usage = { cpu: (userCPUTime + systemCPUTime) / 1000, user: userCPUTime / 1000, memory: maxRSS / 1024 }
  fs.writeFileSync(process.env.LECTERN_BENCH_USAGE, JSON.stringify({ ...usage, wall: performance.now() }))
})
