import { expect, test } from 'vitest'
import { readerOf, takeFaults } from './browser.ts'

// The tests of the pages trust these: a browser that shows text, and a reader who notices every fault.

const reader = readerOf({
  'content/index.md': '# Front\n\nSome text.\n',
  'content/faulty.md': [
    '# Faulty',
    '',
    '<p style="color: red">red</p>',
    '<img src="https://picture.example/a.png" alt="">',
    '<script>window.ran = true</script>',
    '<script src="throws.js"></script>',
    '',
  ].join('\n'),
  'content/throws.js': 'throw new Error("thrown")',
})

test('text has letters, also where the system has no fonts', async () => {
  const page = await reader.open('/')
  const widths = await page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d')
    if (pen) pen.font = getComputedStyle(document.body).font
    return ['iiii', 'mmmm'].map((text) => pen?.measureText(text).width ?? 0)
  })
  expect(widths[0]).toBeGreaterThan(0)
  expect(widths[1]).toBeGreaterThan(Number(widths[0]) * 1.5)
})

test('a reader notices what the policy refuses, other hosts, errors of scripts and what is missing', async () => {
  const page = await reader.open('/faulty/')
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  const faults = takeFaults(page).join('\n')
  expect(faults).toContain('policy: style-src-attr refused inline')
  expect(faults).toContain('policy: script-src-elem refused inline')
  expect(faults).toContain('policy: img-src refused https://picture.example/a.png')
  expect(faults).toContain('script: thrown')

  await page.goto(`${await reader.origin()}/nowhere/`)
  expect(takeFaults(page).join('\n')).toContain('404: ')
})

test('without the policy, a request to another host is a fault of its own and reaches nobody', async () => {
  const open = readerOf(
    { 'content/index.md': '<img src="https://picture.example/a.png" alt="">\n' },
    { contentSecurityPolicy: '' },
  )
  const page = await open.open('/')
  expect(takeFaults(page).join('\n')).toContain('another host: https://picture.example/a.png')
})
