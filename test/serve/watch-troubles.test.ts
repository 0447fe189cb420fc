import { expect, test } from 'vitest'
import { watchTroubles } from '../../src/serve/watch-troubles.ts'

test('what keeps changes from being noticed is told once of each kind', () => {
  const told: string[] = []
  const note = watchTroubles((message) => told.push(message))
  for (const code of ['ENOSPC', 'ENOSPC', 'EACCES', 'EACCES', 'EMFILE'])
    note(Object.assign(new Error(`${code}: no`), { code }))
  expect(told).toEqual([
    'Some changes will not be noticed: the system lets no more files be watched (ENOSPC). Raise its limit, or set `CHOKIDAR_USEPOLLING=1`, which looks at all files again and again.',
    'Some changes will not be noticed: EACCES: no. Start again when that is mended, or set `CHOKIDAR_USEPOLLING=1`, which looks at all files again and again.',
    'Some changes will not be noticed: the system lets no more files be watched (EMFILE). Raise its limit, or set `CHOKIDAR_USEPOLLING=1`, which looks at all files again and again.',
  ])
})
