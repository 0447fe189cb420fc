import { expect, test } from 'vitest'
import { site } from '../site.ts'

const build = (...paths: readonly string[]) =>
  site(Object.fromEntries([['content/index.md', '# Front\n'], ...paths.map((path) => [path, '# A\n'])])).build()

test.each([
  ['content/x..md', '`x.`', 'do not end with a dot', '`x`'],
  ['content/trailing .md', '`trailing `', 'do not end with a space', '`trailing`'],
  ['content/con.md', '`con`', 'the name of a device', '`con-1`'],
  ['content/basics/AUX/a.md', '`basics/AUX`', 'the name of a device', '`AUX-1`'],
  ['content/a:b.md', '`a:b`', 'have no `:`', '`a-b`'],
  ['content/why?.md', '`why?`', 'have no `?`', '`why-`'],
  ['content/com1.txt', '`com1.txt`', '`com1` is the name of a device', '`com1-1.txt`'],
  ['content/two\tparts.txt', 'cannot be stored', 'no control characters', '`two-parts.txt`'],
  ['assets/a*b.css', '`a*b.css`', 'have no `*`', '`a-b.css`'],
])('a name that Windows cannot hold is told: %s', (path, name, reason, other) => {
  const built = build(path).expectCodes('page/windows-name')
  expect(built.printed()).toContain(path.replace('\t', '\ufffd'))
  for (const part of [name, reason, other]) expect(built.printed()).toContain(part)
})

test('such a folder is told once, and one in `redirect_from` too', () => {
  build('content/nul/a.md', 'content/nul/b.md', 'content/nul/c.txt').expectCodes('page/windows-name')
  const moved = site({ 'content/a.md': '---\nredirect_from: /old./\n---\n# A\n' }).build()
  moved.expectCodes('page/windows-name')
})

test('names that are near are not told', () => {
  build(
    'content/console.md',
    'content/.well-known/x.txt',
    'content/aux-1.md',
    'content/com.md',
    'content/a.b.md',
    'content/lpt10.md',
    'content/it’s.md',
  ).expectCodes()
})
