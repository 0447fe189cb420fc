import { afterEach, expect, test } from 'vitest'
import { createSiteBuild } from '../../src/build/site-build.ts'
import { openSession } from '../../src/open-session.ts'
import { notebookOf } from '../../src/run/export-notebook.ts'
import { removeFolders, siteOnDisk } from './site-on-disk.ts'

afterEach(removeFolders)

/** The cells of a page as a notebook: kind, tags, source, and the kinds of outputs. */
function cellsOf(root: string, page: string) {
  const siteBuild = createSiteBuild(openSession(root, '0.0.0').session, {})
  const { cells } = JSON.parse(notebookOf(siteBuild, page))
  return cells.map(
    (cell: {
      cell_type: string
      metadata: { tags?: string[] }
      source: string[]
      outputs?: { output_type: string }[]
      attachments?: object
    }) => [
      cell.cell_type,
      cell.source.join(''),
      ...(cell.metadata.tags ?? []),
      ...(cell.outputs ?? []).map(({ output_type }) => output_type),
      ...Object.keys(cell.attachments ?? {}),
    ],
  )
}

test('a page is a notebook: its text filled in, hidden code too, and below code what it gave', async () => {
  const site = siteOnDisk({
    'site.yaml': 'url: https://example.org\nrun: {python: false, javascript: true}\n',
    'content/a.md':
      'title: Loops\n\nSee %link:b%.\n\n```javascript\n// hidden\nconst n = 2\n```\n\n- one\n\n  ```javascript\n  console.log(n)\n  ```\n\n  two\n\n![](c.svg)\n\n```javascript\n// should-raise\nnull.x\n```\n',
    'content/b.md': 'title: Lists\n',
    'content/c.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"/>',
  })
  await site.run()
  expect(cellsOf(site.root, 'content/a.md')).toEqual([
    ['markdown', '# Loops\n\nSee [Lists](https://example.org/b/).'],
    ['code', 'const n = 2', 'remove-cell'],
    ['markdown', '- one'],
    ['code', 'console.log(n)', 'stream'],
    ['markdown', 'two\n\n![](attachment:c.svg)', 'c.svg'],
    ['code', 'null.x', 'raises-exception', 'error'],
  ])
  // What it gave before it changed is not of this code.
  site.edit('content/a.md', site.read('content/a.md').replace('console.log(n)', 'console.log(n + 1)'))
  expect(cellsOf(site.root, 'content/a.md')[3]).toEqual(['code', 'console.log(n + 1)'])
})

test('a notebook of a page, put beside the pages, shows what the page shows', async () => {
  const site = siteOnDisk({
    'site.yaml': 'run: {python: false, javascript: true}\n',
    'content/a.md': 'title: A\n\nText.\n\n```javascript\nconsole.log(1)\n```\n',
  })
  await site.run()
  const siteBuild = createSiteBuild(openSession(site.root, '0.0.0').session, {})
  site.edit('content/b.ipynb', notebookOf(siteBuild, 'content/a.md'))
  const built = site.build()
  const plain = (html: string): string =>
    html
      .replace(/<[^>]*>/g, '')
      .replace(/\s+/g, ' ')
      .replace('#', '')
      .trim()
  expect(plain(built.page('b'))).toBe(plain(built.page('a')))
})
