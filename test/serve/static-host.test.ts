import { describe, expect, test } from 'vitest'
import { answerStatic, hostedBytes, type StaticAnswer } from '../../src/serve/static-host.ts'

const files: Readonly<Record<string, string>> = {
  'index.html': 'front',
  'basic/loops/index.html': 'loops',
  'basic/data.csv': 'a,b',
  'film.mp4': '0123456789',
  'about.html': 'about',
  'a/both.html': 'file',
  'a/both/index.html': 'folder',
  'a b/ü/index.html': 'odd',
  '404.html': 'nowhere',
}

const find = (path: string) => {
  const text = files[path]
  return text === undefined ? undefined : hostedBytes(new TextEncoder().encode(text))
}

const ask = (url: string, headers: Record<string, string> = {}, method = 'GET', base = '/'): StaticAnswer =>
  answerStatic(find, { method, url, headers }, base)

const textOf = ({ body }: StaticAnswer): string =>
  body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body ?? '')

describe('a static host', () => {
  test('serves the index of a folder, files, and pages without their ending', () => {
    expect(textOf(ask('/'))).toBe('front')
    expect(textOf(ask('/basic/loops/'))).toBe('loops')
    expect(textOf(ask('/basic/loops/index.html'))).toBe('loops')
    expect(textOf(ask('/about'))).toBe('about')
    expect(textOf(ask('/a%20b/%C3%BC/?x=1'))).toBe('odd')
  })

  test('sends to the slash at the end of a folder, and keeps the query', () => {
    expect(ask('/basic/loops?x=1')).toMatchObject({ status: 301, headers: { Location: '/basic/loops/?x=1' } })
    expect(ask('/a%20b/%C3%BC').headers.Location).toBe('/a%20b/%C3%BC/')
  })

  test('prefers a page of that name to a folder', () => {
    expect(textOf(ask('/a/both'))).toBe('file')
    expect(textOf(ask('/a/both/'))).toBe('folder')
  })

  test('shows 404.html where there is nothing', () => {
    expect(ask('/nowhere')).toMatchObject({ status: 404, headers: { 'Content-Type': 'text/html; charset=utf-8' } })
    expect(textOf(ask('/nowhere/'))).toBe('nowhere')
  })

  test('says what kind of file it is', () => {
    expect(ask('/basic/data.csv').headers['Content-Type']).toBe('text/csv; charset=utf-8')
    expect(ask('/film.mp4').headers['Content-Type']).toBe('video/mp4')
  })

  test('answers 304 to who has the file already', () => {
    const etag = ask('/').headers.ETag ?? ''
    expect(ask('/', { 'if-none-match': etag })).toMatchObject({ status: 304, body: undefined })
    expect(ask('/', { 'if-none-match': `"x", W/${etag}` }).status).toBe(304)
    expect(ask('/', { 'if-none-match': '"x"' }).status).toBe(200)
  })

  test('serves a range of a film', () => {
    const part = ask('/film.mp4', { range: 'bytes=2-4' })
    expect(part).toMatchObject({ status: 206, headers: { 'Content-Range': 'bytes 2-4/10', 'Content-Length': '3' } })
    expect(textOf(part)).toBe('234')
    expect(textOf(ask('/film.mp4', { range: 'bytes=8-' }))).toBe('89')
    expect(textOf(ask('/film.mp4', { range: 'bytes=-3' }))).toBe('789')
    expect(textOf(ask('/film.mp4', { range: 'bytes=5-99' }))).toBe('56789')
    expect(ask('/film.mp4', { range: 'bytes=10-' })).toMatchObject({
      status: 416,
      headers: { 'Content-Range': 'bytes */10' },
    })
    expect(ask('/film.mp4', { range: 'bytes=0-1,4-5' }).status).toBe(200)
    expect(ask('/film.mp4', { range: 'bytes=0-1', 'if-range': '"old"' }).status).toBe(200)
  })

  test('gives HEAD the headers alone, and refuses to change anything', () => {
    expect(ask('/', {}, 'HEAD')).toMatchObject({ status: 200, headers: { 'Content-Length': '5' }, body: undefined })
    expect(ask('/', {}, 'POST')).toMatchObject({ status: 405, headers: { Allow: 'GET, HEAD' } })
  })

  test('serves a site below a path', () => {
    expect(textOf(ask('/course/', {}, 'GET', '/course/'))).toBe('front')
    expect(ask('/', {}, 'GET', '/course/').headers.Location).toBe('/course/')
    expect(ask('/course', {}, 'GET', '/course/').headers.Location).toBe('/course/')
    expect(ask('/basic/loops/', {}, 'GET', '/course/').status).toBe(404)
  })

  test.each([
    '/%',
    '/%ff',
    '/a%00b',
    '/..%2f..%2fetc/passwd',
    '/../x',
    '//other.host/..',
    '/a\\b',
    '*',
    '',
    'x:/',
    '/a//b',
  ])('refuses the address %j', (url) => {
    expect(ask(url).status).toBe(400)
  })
})
