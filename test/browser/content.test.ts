import { describe, expect, test } from 'vitest'
import { readerOf } from './browser.ts'

const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><circle cx="99" cy="99" r="80"/></svg>'
const figure = (id: string, caption: string): string =>
  `%--\nfigure:\n  source: a.svg\n  id: ${id}\n  alt: A circle of ${id}\n  caption: ${caption}\n--%\n`

const reader = readerOf({
  'content/a.svg': picture,
  'content/index.md': '# Front\n\n[The page](page.md)\n',
  'content/other.md': '---\ntitle: Other\ndescription: What other is about.\n---\n\n# Other\n\nText.\n',
  'content/page.md': [
    '# Page',
    'See %FigOne and [the other](other.md).',
    '## A heading',
    '```python {1} title="a.py" showLineNumbers\nx = 1\ny = 2\n```',
    ':::tabs key:os\n== Linux\nPenguin.\n== Windows\nPane.\n### Deep\n:::',
    ':::tabs key:os\n== Linux\nSecond penguin.\n== Windows\nSecond pane.\n:::',
    figure('FigOne', 'First one.'),
    figure('FigTwo', 'Second one.'),
    `| ${'a wide heading |'.repeat(12)}\n|${'---|'.repeat(12)}\n| ${'not-to-be-broken-anywhere |'.repeat(12)}`,
    String.raw`$$\colorbox{yellow}{x} \cancel{x} \begin{array}{c|c}a&b\\\hline c&d\end{array}$$`,
  ].join('\n\n'),
})

describe('tabs', () => {
  test('change together with the arrow keys, and the choice is kept', async () => {
    const page = await reader.open('/page/')
    const first = page.getByRole('tab', { name: 'Linux' }).first()
    expect(await page.getByText('Pane.', { exact: true }).isVisible()).toBe(false)
    await first.focus()
    await page.keyboard.press('ArrowRight')
    await page.getByText('Pane.', { exact: true }).waitFor()
    await page.getByText('Second pane.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Windows')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowRight')
    await page.getByText('Penguin.', { exact: true }).waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.reload()
    await page.getByText('Second pane.').waitFor()
  })

  test('what they hide is found by the search of the browser, which chooses its tab', async () => {
    const page = await reader.open('/page/')
    const pane = page.getByText('Second pane.')
    await page.waitForSelector('.tab[hidden="until-found"]', { state: 'attached' })
    // Nothing of it is seen or reached, and it takes no room.
    expect(await pane.evaluate((text) => text.checkVisibility({ contentVisibilityAuto: true }))).toBe(false)
    for (const hidden of await page.locator('.tab[hidden]').all()) {
      expect((await hidden.boundingBox())?.height ?? 0).toBe(0)
      expect(await hidden.getAttribute('tabindex')).toBe('-1')
    }
    // A browser tells so that it is about to show what it found.
    await pane.evaluate((text) => text.closest('.tab')?.dispatchEvent(new Event('beforematch', { bubbles: true })))
    await pane.waitFor()
    expect(await pane.evaluate((text) => text.checkVisibility({ contentVisibilityAuto: true }))).toBe(true)
    expect(await page.getByRole('tab', { name: 'Windows' }).first().getAttribute('aria-selected')).toBe('true')
  })

  test('a link into a hidden alternative shows it', async () => {
    const page = await reader.open('/page/#deep')
    await page.getByRole('heading', { name: 'Deep' }).waitFor()
  })
})

test('without scripts everything is there, and nothing that does nothing', async () => {
  const page = await reader.open('/page/', { javaScript: false })
  for (const text of ['Penguin.', 'Pane.', 'Second penguin.', 'Second pane.'])
    expect(await page.getByText(text, { exact: true }).isVisible()).toBe(true)
  expect(await page.locator('main button').count()).toBe(0)
})

test('figures are enlarged from the keyboard', async () => {
  const page = await reader.open('/page/')
  await page.getByRole('button', { name: 'Enlarge Figure 1' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('First one.').waitFor()
  expect(await dialog.getByAltText('A circle of FigOne').isVisible()).toBe(true)
  await page.keyboard.press('ArrowRight')
  await dialog.getByText('Second one.').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await page.waitForFunction(() => document.activeElement?.ariaLabel === 'Enlarge Figure 2')
})

test('previews come with the keyboard and the mouse, and go with Escape', async () => {
  const page = await reader.open('/page/')
  const card = page.getByRole('tooltip')
  await page.getByRole('link', { name: 'Figure 1' }).hover()
  await card.getByText('First one.').waitFor()
  await card.hover()
  expect(await card.getByRole('img').isVisible()).toBe(true)
  await page.keyboard.press('Escape')
  await card.waitFor({ state: 'hidden' })
  await page.getByRole('link', { name: 'the other' }).hover()
  await card.getByText('What other is about.').waitFor()
})

test('code and permalinks are copied', async () => {
  const page = await reader.open('/page/')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy code' }).click()
  await page.getByRole('status').getByText('Copied').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('x = 1\ny = 2')
  const heading = page.getByRole('heading', { name: 'A heading', exact: true })
  await heading.getByRole('link', { name: 'Copy link to this section' }).click()
  await page.getByRole('status').getByText('Link copied').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${await reader.origin()}/page/#a-heading`)
})

test('a table that scrolls is reached from the keyboard, and only then', async () => {
  const page = await reader.open('/page/', { width: 360 })
  await page.locator('.table-scroll[tabindex="0"][role="group"][aria-label="Table"]').waitFor()
  expect(await page.locator('pre[tabindex]').count()).toBe(0)
})
