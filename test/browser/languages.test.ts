import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { readerOf } from './browser.ts'

const reader = readerOf({
  'site.yaml': 'title: Course\nlanguages: {en: English, fr: Français, ar: {name: العربية}}\n',
  'content/index.md': 'title: Start\n\nWelcome.\n',
  'content/one/a.md': 'title: A\n\nAlpha.\n',
  'content/one/b.md': 'title: B\n\nBeta.\n',
  'content/fr/index.md': 'title: Début\n\nBienvenue.\n',
  'content/fr/one/a.md': 'title: Un\n\nAlpha en français.\n',
  'content/ar/index.md': 'title: بداية\n\nمرحبا.\n',
})

const switcher = (page: Page) => page.locator('.languages summary')
const inFrench = async (page: Page): Promise<void> => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'languages', { get: () => ['fr-CH', 'en'] }))
}

describe('the switcher of languages', () => {
  test.each([
    { width: 360, javaScript: false },
    { width: 1280, javaScript: false },
    { width: 360, javaScript: true },
  ])('leads to the same page in another language: $width pixels, scripts: $javaScript', async (options) => {
    const page = await reader.open('/one/a/', options)
    await switcher(page).click()
    const link = page.getByRole('link', { name: 'Français' })
    expect(await link.getAttribute('lang')).toBe('fr')
    expect(await link.getAttribute('hreflang')).toBe('fr')
    await link.click()
    await page.waitForURL('**/fr/one/a/')
    expect(await page.locator('h1').textContent()).toBe('Un')
    expect(await page.locator('html').getAttribute('lang')).toBe('fr')
  })

  test('is closed by Escape, and has no fault that a program finds', async () => {
    const page = await reader.open('/ar/', { width: 360 })
    await switcher(page).click()
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await page.locator('.languages').getAttribute('open')).toBeNull()
  })
})

describe('a page', () => {
  test('is offered in the language of the browser, once, and its reader is sent nowhere', async () => {
    const page = await reader.open('/one/a/', { before: inFrench })
    const offer = page.locator('.language-offer')
    expect(await offer.getByRole('link').textContent()).toBe('Lire cette page en français')
    expect(await offer.getByRole('link').getAttribute('lang')).toBe('fr')
    expect(await axeViolations(page)).toEqual([])
    await offer.getByRole('button', { name: 'Close' }).click()
    await page.reload()
    await page.waitForLoadState()
    expect(await offer.count()).toBe(0)
    expect(new URL(page.url()).pathname).toBe('/one/a/')
  })

  test('is not offered where it is not translated', async () => {
    const page = await reader.open('/one/b/', { before: inFrench })
    expect(await page.locator('.language-offer').count()).toBe(0)
  })

  test('says in the language of the menu that its text is in another', async () => {
    const page = await reader.open('/ar/one/b/', { width: 360 })
    expect(await page.locator('.language-notice').textContent()).toContain('English')
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    const text = page.locator('main > [lang=en][dir=ltr]')
    expect(await text.locator('h1').textContent()).toBe('B')
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(sideways).toBeLessThanOrEqual(0)
  })

  test('that is read counts in every language', async () => {
    const page = await reader.open('/one/a/')
    await page.getByRole('button', { name: 'Mark as read' }).click()
    await page.goto(new URL('/fr/one/a/', page.url()).href)
    expect(await page.getByRole('button', { name: 'Lu' }).getAttribute('aria-pressed')).toBe('true')
    await page.locator('.site-nav a.is-read', { hasText: 'Un' }).waitFor()
  })
})

describe('a quiz', () => {
  const quiz = (question: string) =>
    `%--\nquiz:\n  id: QuizA\n  question: ${question}\n  right: ja\n  wrong: [nein]\n--%\n`
  const course = readerOf({
    'site.yaml': 'languages: {en: English, fr: Français}\n',
    'content/a.md': `title: A\n\n${quiz('Which?')}`,
    'content/fr/a.md': `title: Un\n\n${quiz('Lequel ?')}`,
  })

  test('that is solved counts in every language, and no other text is said to have changed', async () => {
    const page = await course.open('/a/')
    await page.getByLabel('ja').check()
    await page.getByRole('button', { name: 'Check' }).click()
    await page.locator('.quiz.is-solved').waitFor()
    await page.goto(new URL('/fr/a/', page.url()).href)
    await page.locator('.quiz.is-solved').waitFor()
    expect(await page.locator('.quiz-changed').count()).toBe(0)
    await page.getByLabel('nein').check()
    await page.goBack()
    expect(await page.locator('.quiz-changed').count()).toBe(0)
  })
})

describe('the search', () => {
  test('finds pages of the language, and of all where they are wanted', async () => {
    const page = await reader.open('/fr/')
    await page.keyboard.press('/')
    await page.getByRole('combobox', { name: 'Rechercher' }).waitFor()
    await page.keyboard.type('alpha')
    const found = page.locator('a[role=option]')
    await found.first().waitFor()
    expect(await found.count()).toBe(1)
    await page.getByText('Rechercher dans toutes les langues').click()
    await page.waitForFunction(() => document.querySelectorAll('[role=option]').length === 2)
    expect(await found.last().getAttribute('href')).toMatch(/\/one\/a\/$/)
    expect(await axeViolations(page)).toEqual([])
  })
})
