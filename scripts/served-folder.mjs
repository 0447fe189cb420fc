// A built course in a real browser, for programs that try or measure one: the folder served on this machine alone, and Chromium that
// reaches nothing else.
import fs from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import chromiumPackage from '@sparticuz/chromium'
import { chromium } from 'playwright-core'

const types = {
  html: 'text/html',
  js: 'text/javascript',
  mjs: 'text/javascript',
  css: 'text/css',
  wasm: 'application/wasm',
}

/** Serves a folder; gives its origin, and the server. `bodyOf` may change what a file, by its path from `/`, is served as. */
export async function serveFolder(folder, { headers = {}, bodyOf = (_file, bytes) => bytes } = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    const file = decodeURIComponent(pathname).replace(/\/$/, '/index.html')
    try {
      const body = bodyOf(file, fs.readFileSync(path.join(folder, file)))
      response.setHeader('Content-Type', types[file.split('.').at(-1)] ?? 'application/octet-stream')
      for (const [name, value] of Object.entries({ 'Cache-Control': 'max-age=600', ...headers }))
        response.setHeader(name, value)
      response.end(body)
    } catch {
      response.writeHead(404).end()
    }
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return { origin: `http://127.0.0.1:${server.address().port}`, server }
}

/** Starts Chromium: the one of `CHROME_PATH`, else the one that comes as a package. */
export const launchChromium = async () =>
  chromium.launch({
    executablePath: process.env.CHROME_PATH ?? (await chromiumPackage.executablePath()),
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  })
