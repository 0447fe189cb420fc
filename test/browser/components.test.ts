import { describe, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { readerOf } from './browser.ts'

const reader = readerOf({
  'site.yaml': 'words:\n  mean: {means: "The sum, divided by the count."}',
  'content/index.md': '# Front\n\n[The page](page.md)\n',
  'content/words.md': '# Words\n\n[GLOSSARY]\n',
  'content/page.md': [
    '# Page',
    'This is the mean of all.',
    '```python\nx = 1  # (1)\n```\n\n1. *One* of them.',
    ':::cards\n- [The words](words.md)\n  What they mean.\n:::',
    ':::tree\n- src/\n    - a-file-with-a-very-long-name-that-does-not-fit-on-a-phone.ts  and what it is\n:::',
    ':::steps\n1. One\n2. Two\n:::',
  ].join('\n\n'),
})

describe('the meaning of a word', () => {
  test('comes with the mouse and the keyboard, and is described to those who listen', async () => {
    const page = await reader.open('/page/')
    const word = page.getByRole('link', { name: 'mean', exact: true })
    await word.hover()
    await page.getByRole('tooltip').getByText('The sum, divided by the count.').waitFor()
    expect(await word.getAttribute('aria-description')).toBe('The sum, divided by the count.')
    await page.keyboard.press('Escape')
    await page.getByRole('tooltip').waitFor({ state: 'hidden' })
    expect(await word.getAttribute('title')).toBeNull()
  })

  test('comes with the first touch, and the second one follows the link', async () => {
    const page = await reader.open('/page/', { touch: true, width: 360 })
    const word = page.getByRole('link', { name: 'mean', exact: true })
    await word.tap()
    await page.getByRole('tooltip').getByText('The sum').waitFor()
    await word.tap()
    await page.waitForURL('**/words/#term-mean')
  })

  test('is there without scripts', async () => {
    const page = await reader.open('/page/', { javaScript: false })
    const word = page.getByRole('link', { name: 'mean', exact: true })
    expect(await word.getAttribute('title')).toBe('The sum, divided by the count.')
  })
})

test('marks of code show what they say, and are not copied in another form', async () => {
  const page = await reader.open('/page/')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('link', { name: '1', exact: true }).hover()
  await page.getByRole('tooltip').getByText('One of them.').waitFor()
  await page.getByRole('button', { name: 'Copy code' }).click()
  await page.getByRole('status').getByText('Copied').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('x = 1  # (1)')
})

test('a card leads to its page wherever it is clicked', async () => {
  const page = await reader.open('/page/')
  await page.getByText('What they mean.').click()
  await page.waitForURL('**/words/')
})

test('nothing is wider than a phone', async () => {
  const page = await reader.open('/page/', { width: 360 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
})

describe('where other blocks stand, stand components', () => {
  const steps = ':::steps\n1. Press ++ctrl+s++.\n2. Two\n:::'
  const tree = ':::tree\n- src/\n    - main.py  where it begins\n- ...\n:::'
  const cards = ':::cards\n- [The words](words.md)\n  What they mean.\n- **Two**\n:::'
  const code = '```python\nx = 1  # (1)\ny = 2  # (2)\n```\n\n1. One\n2. Two'
  const all = [steps, tree, cards, code].join('\n\n')
  const indented = all.replaceAll('\n', '\n    ').replaceAll(/ +$/gm, '')
  const quoted = `> ${all.replaceAll('\n', '\n> ')}`
  const everywhere = readerOf({
    'site.yaml': 'words:\n  mean: {means: "The sum, divided by the count."}',
    'content/words.md': '# Words\n\n[GLOSSARY]\n',
    'content/all.md': [
      '# All',
      `1. In a list\n\n    ${indented}\n\n2. And on`,
      `:::tabs\n== One\n${all}\n\n== Two\n${all}\n:::`,
      `> [!TIP]\n${quoted}`,
      `:::details Unfold\n${all}\n:::`,
      '| Keys | Words |\n| --- | --- |\n| ++ctrl+c++ | the mean |',
    ].join('\n\n'),
    'content/rtl.md': `---\ntitle: \u0645\u0631\u062d\u0628\u0627\nlang: ar\n---\n\n${all}\n`,
  })

  test.each([
    ['/all/', 'light'],
    ['/all/', 'dark'],
    ['/rtl/', 'light'],
  ] as const)('%s in the %s scheme', async (address, scheme) => {
    const page = await everywhere.open(address, { scheme, width: 360 })
    expect(await axeViolations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  })

  test('a mark of code stands on the line of its code', async () => {
    const page = await everywhere.open('/rtl/')
    const [mark, line] = await page.evaluate(() => {
      const middle = (element: Element | null) => {
        const { top = 0, bottom = 0 } = element?.getBoundingClientRect() ?? {}
        return (top + bottom) / 2
      }
      const line = document.querySelector('.code .line')
      return [middle(line?.querySelector('.code-note') ?? null), middle(line?.querySelector('.hljs-number') ?? null)]
    })
    expect(Math.abs((mark ?? 0) - (line ?? 99))).toBeLessThan(3)
  })
})
