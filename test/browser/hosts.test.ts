import fs from 'node:fs'
import { createServer } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { readerOf, takeFaults } from './browser.ts'
import { course } from './course.ts'

// What hosts do beside serving files: addresses without their slash, and policies that forbid the frames of other hosts.

const video = (source: string, id: string) =>
  `%--\nvideo:\n  source: ${source}\n  id: ${id}\n  videoid: "12345"\n  caption: A film.\n--%\n`
const films = { 'content/index.md': `# Films\n\n${video('youtube', 'VidA')}\n${video('vimeo', 'VidB')}` }

describe('a host that shows pages at addresses without their slash', () => {
  const reader = readerOf(course)
  /** Shows the page of `/basics/short/` at `/basics/short`, as some hosts do. */
  const bare = (page: Page): Promise<void> =>
    page.route(/\/basics\/short(?:\?[^/]*)?$/, async (route) => {
      const response = await route.fetch({
        url: route
          .request()
          .url()
          .replace(/(?=\?|$)/, '/'),
      })
      await route.fulfill({ response })
    })

  test('has its readers taken to the address with it, with query and fragment', async () => {
    const open = await reader.open('/basics/short?a=1#b', { before: bare })
    await open.waitForURL('**/basics/short/?a=1#b')
    await open.locator('main a', { hasText: 'Figure 1' }).click()
    await open.waitForURL('**/basics/everything/#FigBlue')
    takeFaults(open)
  })

  test('has the last word where it takes the slash off again', async () => {
    const origin = await reader.origin()
    const asked: string[] = []
    const host = createServer((request, response) => {
      const { url = '/' } = request
      if (url.startsWith('/basics/short')) asked.push(url)
      if (url === '/basics/short/') {
        response.writeHead(301, { Location: '/basics/short' }).end()
        return
      }
      fetch(origin + url.replace(/^\/basics\/short$/, '$&/')).then(async (answer) => {
        response.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? '' })
        response.end(new Uint8Array(await answer.arrayBuffer()))
      })
    })
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
    const address = host.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const open = await reader.open(`http://127.0.0.1:${port}/basics/short`)
    await expect.poll(() => asked.length).toBe(3)
    await open.locator('html[data-script]').waitFor()
    expect(new URL(open.url()).pathname).toBe('/basics/short')
    expect(asked).toEqual(['/basics/short', '/basics/short/', '/basics/short'])
    takeFaults(open)
    host.closeAllConnections()
    host.close()
  })

  test('shows the page for unknown addresses where it is', async () => {
    const open = await reader.open('/nowhere/at-all')
    expect(new URL(open.url()).pathname).toBe('/nowhere/at-all')
    takeFaults(open)
  })
})

describe('a video', () => {
  test.each(['VidA', 'VidB'])('becomes its link again where the policy forbids its frame: %s', async (id) => {
    const open = await readers.strict.open('/')
    const link = open.locator(`#${id} a.video-player`)
    await link.click()
    await open.locator(`#${id} iframe`).waitFor({ state: 'detached' })
    await link.waitFor()
    expect(await link.getAttribute('role')).toBeNull()
    expect(await link.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(takeFaults(open).join('\n')).toContain('policy: frame-src refused')
    // The next click follows the link.
    await open.route(/youtube|vimeo/, (route) => route.fulfill({ body: 'the film', contentType: 'text/html' }))
    await link.click()
    await open.waitForURL(/youtube\.com\/watch|vimeo\.com/)
    takeFaults(open)
  })

  test('plays where the policy allows it', async () => {
    const open = await readers.open.open('/', {
      before: (page) => page.route(/youtube/, (route) => route.fulfill({ body: 'the film', contentType: 'text/html' })),
    })
    await open.locator('#VidA a.video-player').click()
    await open.frameLocator('#VidA iframe').getByText('the film').waitFor()
    takeFaults(open)
  })

  test('of YouTube stays a link on a disk, from where it would not play', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-films-'))
    folders.push(folder)
    for (const [file, content] of readers.portable.files.contents) {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      fs.writeFileSync(path.join(folder, file), content)
    }
    const open = await readers.portable.open(pathToFileURL(path.join(folder, 'index.html')).href)
    await open.locator('#VidB a[role="button"]').waitFor()
    expect(await open.locator('#VidA a').getAttribute('role')).toBeNull()
    expect(await open.locator('#VidA a').getAttribute('href')).toContain('youtube.com/watch')
  })
})

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true })
})
const readers = {
  strict: readerOf(films),
  open: readerOf(films, { contentSecurityPolicy: "default-src 'self'; frame-src https://www.youtube-nocookie.com" }),
  portable: readerOf(films, { request: { portable: true } }),
}
