import path from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, expect, inject, onTestFinished, TestRunner } from 'vitest'
import { type BuildRequest, build } from '../../src/build/build.ts'
import { createSession, textOf } from '../../src/build/session.ts'
import { prettyAll } from '../../src/diagnostics/pretty.ts'
import { type MemoryFiles, memoryFiles } from '../../src/files/memory.ts'
import { openSite } from '../../src/files/open-site.ts'
import { serveFiles } from './server.ts'

/**
 * A site with the theme, built in memory, served, and read in a real browser, told as a story:
 *
 *     const reader = readerOf({ 'content/loops.md': '# Loops\n\nText.' })     // or readerOf(manual)
 *
 *     test('the menu of a phone opens', async () => {
 *       const page = await reader.open('/loops/', { width: 360 })             // a page of Playwright
 *       await page.getByRole('button', { name: 'Menu' }).click()
 *       expect(await page.getByRole('navigation').isVisible()).toBe(true)
 *     })
 *
 * Call `readerOf` at the top of a test file or of a `describe`, or in a test. One browser serves all files of a process;
 * each `open` is a reader of its own, who has stored nothing, and is closed after the test that opened it. Pages are served
 * under `Content-Security-Policy: default-src 'self'`, and no other host can be reached.
 *
 * **Every test fails when one of its pages had a fault**: an error in the console or of a script, something the policy
 * refused, an answer of 400 or more, a request to another host. A test that is about such a fault takes it:
 * `expect(takeFaults(page)).toEqual([…])`.
 *
 * Wait for events (`page.waitForFunction`, locators), never for time. Where it matters what comes late, hold it back with
 * `page.route` in `before`. Code in `page.evaluate` runs in the page and sees nothing of the test but its arguments; it also
 * runs where `javaScript: false` stops the page's own.
 */
export interface Reader {
  /** What was built, by path: `reader.files.read('loops/index.html')`. */
  readonly files: MemoryFiles
  /** The paths of all pages of the site, as a reader opens them: `/`, `/start/pages/`. Redirects are none. */
  readonly pages: readonly string[]
  /** Opens a page: a path with the prefix, or a whole address. The page has loaded then. */
  open(address: string, options?: OpenOptions): Promise<Page>
  /** Paths that browsers fetched ahead so far, in the order of their requests. */
  readonly prefetched: readonly string[]
  /** The address where the site's root is served. */
  origin(): Promise<string>
}

/** The reader's browser. */
export interface OpenOptions {
  /** Of the window, in CSS pixels; 1280 × 800 by default. */
  readonly width?: number
  readonly height?: number
  /** What the system asks for: `light` by default. */
  readonly scheme?: 'light' | 'dark'
  /** Whether scripts run; true by default. */
  readonly javaScript?: boolean
  readonly reducedMotion?: boolean
  readonly forcedColors?: boolean
  readonly touch?: boolean
  /** Called before the page is asked for: for `page.route` and `page.addInitScript`. */
  readonly before?: (page: Page) => Promise<unknown>
  /** The page stays open until the file's tests are done; for one that is opened in `beforeAll`. */
  readonly keep?: boolean
}

/** How a site is built and served. */
export interface ReaderOptions {
  /** Asked of the build: `portable`, `base`, `drafts`. */
  readonly request?: BuildRequest
  /** The header; `default-src 'self'` by default, '' for none. */
  readonly contentSecurityPolicy?: string
  /** The path that the site is served at; `/` by default. Build with the same `base`. */
  readonly prefix?: string
  /** The site has mistakes, and is built as far as it goes. */
  readonly hasFaults?: true
  /** Headers of each answer beside the policy. */
  readonly headers?: Readonly<Record<string, string>>
}

/** The folder of this repository, whose site is the manual. */
export const manual = path.resolve(import.meta.dirname, '../..')

/** The one browser of the process, once it is asked for; it ends with the process. */
const launched: { browser?: Promise<Browser> } = {}
const faults = new WeakMap<Page, string[]>()

/** Builds a site: its files by path from its root, or its folder on disk. */
export function readerOf(
  site: Readonly<Record<string, string | Uint8Array>> | string,
  options: ReaderOptions = {},
): Reader {
  const {
    request = {},
    contentSecurityPolicy = "default-src 'self'",
    prefix = '/',
    headers = {},
    hasFaults = false,
  } = options
  const files = memoryFiles({}, 'dist')
  const onDisk = openSite(typeof site === 'string' ? site : manual)
  const session = createSession({
    ...onDisk,
    ...(typeof site === 'string' ? {} : { site: memoryFiles(site), folderName: 'test-site' }),
    openOutput: () => ({ files, path: 'dist', holdsSite: false }),
    version: '0.0.0',
  })
  const { fault, diagnostics } = build(session, request)
  expect(fault, prettyAll(diagnostics, textOf(session)).join('\n\n')).toBe(hasFaults ? 'site' : 'none')

  const prefetched: string[] = []
  const serving: { started?: ReturnType<typeof serveFiles> } = {}
  const origin = async (): Promise<string> => {
    serving.started ??= serveFiles(files, {
      contentSecurityPolicy,
      prefix,
      headers,
      onRequest: (request) => {
        if (String(request.headers['sec-purpose']).startsWith('prefetch')) prefetched.push(request.url ?? '')
      },
    })
    return (await serving.started).origin
  }
  const contexts = new Map<BrowserContext, { readonly keep: boolean }>()
  const pages = new Set<Page>()
  const endTest = async (): Promise<void> => {
    const found = [...pages].flatMap((page) => takeFaults(page).map((fault) => `${page.url()}  ${fault}`))
    for (const [context] of [...contexts].filter(([, { keep }]) => !keep)) {
      contexts.delete(context)
      await context.close()
    }
    for (const page of pages) if (page.isClosed()) pages.delete(page)
    expect(found, 'faults of the pages of this test').toEqual([])
  }
  const end = async (): Promise<void> => {
    for (const context of contexts.keys()) await context.close()
    const { server } = (await serving.started) ?? {}
    server?.closeAllConnections()
    server?.close()
  }
  if (TestRunner.getCurrentTest()) onTestFinished(() => endTest().finally(end))
  else {
    afterEach(endTest)
    afterAll(end)
  }
  return {
    files,
    pages: pagesOf(files).map((page) => prefix + page),
    prefetched,
    origin,
    async open(address, open = {}) {
      const at = new URL(address, await origin())
      const context = await newContext(open, at.origin)
      contexts.set(context, { keep: open.keep ?? false })
      context.on('page', (page) => pages.add(page))
      const page = await context.newPage()
      await open.before?.(page)
      await page.goto(at.href)
      return page
    },
  }
}

/** What went wrong on a page so far; it is forgotten then, and the test does not fail for it. Each test ends with this. */
export function takeFaults(page: Page): string[] {
  return faults.get(page)?.splice(0) ?? []
}

const pagesOf = (files: MemoryFiles): string[] =>
  files
    .list('')
    .filter(
      (file) => file.endsWith('.html') && !/http-equiv="refresh"/.test(new TextDecoder().decode(files.read(file))),
    )
    .map((file) => file.replace(/(^|\/)index\.html$/, '$1'))

/** Launches the browser that setup.ts found, once for all test files of a process. */
export function launchBrowser(): Promise<Browser> {
  const found = inject('chromium')
  if (!found) throw new Error('There is no browser: set CHROME_PATH to the program of a Chrome or Chromium.')
  launched.browser ??= chromium.launch({
    executablePath: found.executablePath,
    env: { ...process.env, ...found.env },
    args: [
      // Containers have no users to keep apart; the pages are our own.
      '--no-sandbox',
      '--font-render-hinting=none',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  return launched.browser
}

/** Milliseconds after which what a page is waited for has hung: less than a test has, so that it says what did not come. */
const HANGS = 240_000

/** A reader's browser that has stored nothing. No wait in it fails for being slow. */
export async function newReader(options?: BrowserContextOptions): Promise<BrowserContext> {
  const context = await (await launchBrowser()).newContext(options)
  context.setDefaultTimeout(HANGS)
  return context
}

async function newContext(open: OpenOptions, origin: string): Promise<BrowserContext> {
  const context = await newReader({
    viewport: { width: open.width ?? 1280, height: open.height ?? 800 },
    colorScheme: open.scheme ?? 'light',
    reducedMotion: open.reducedMotion ? 'reduce' : 'no-preference',
    forcedColors: open.forcedColors ? 'active' : 'none',
    javaScriptEnabled: open.javaScript ?? true,
    hasTouch: open.touch ?? false,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  context.on('page', (page) => {
    const found: string[] = []
    faults.set(page, found)
    page.on('console', (message) => {
      if (message.type() === 'error') found.push(`console: ${message.text()}`)
    })
    page.on('pageerror', (error) => found.push(`script: ${error.message}`))
    page.on('response', (response) => {
      if (response.status() >= 400) found.push(`${response.status()}: ${response.url()}`)
    })
    page.on('request', (request) => {
      const asked = new URL(request.url())
      if (/^(?:https?|wss?|file):$/.test(asked.protocol) && asked.origin !== origin)
        found.push(`another host: ${request.url()}`)
    })
  })
  // The console tells most of it; this names what was refused, and catches what is reported without a line there.
  await context.exposeBinding('tellViolation', ({ page }, text: string) => {
    faults.get(page)?.push(`policy: ${text}`)
  })
  await context.addInitScript(() => {
    const tell = (globalThis as unknown as { tellViolation: (text: string) => void }).tellViolation
    document.addEventListener('securitypolicyviolation', (event) => {
      tell(`${event.effectiveDirective} refused ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`)
    })
  })
  return context
}
