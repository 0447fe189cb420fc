import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createSession } from '../../src/build/session.ts'
import { openSite } from '../../src/files/open-site.ts'
import { pluginPlace } from '../../src/plugins/host.ts'
import { createDevSite } from '../../src/serve/dev-site.ts'
import { type FolderSite, folderSite } from './folder-site.ts'

const sites: FolderSite[] = []
afterEach(() => {
  for (const site of sites.splice(0)) site.remove()
})

test('lectern dev runs a plugin again when any file that it names changes, goes or comes back', () => {
  const folder = folderSite({
    'site.yaml': 'title: Dev\nplugins: [./plugins/note.js]\n',
    'plugins/note.js': `import fs from 'node:fs'
const file = new URL('./note.html', import.meta.url)
const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : 'none'
export default ({ raw }) => ({ name: 'note', blocks: [{ name: 'note', fields: {}, render: () => raw(text) }] })
`,
    'plugins/note.html': '<p>One.</p>',
    'content/a.md': '# A\n\n%-- note: --%\n',
  })
  sites.push(folder)
  const { root } = folder
  const session = createSession({ ...openSite(root), pluginPlace: pluginPlace(root), version: '0.0.0' })
  const site = createDevSite(session, {})
  const shown = (...changed: readonly string[]): string => {
    site.update(changed.length ? changed : undefined, true)
    while (site.work(1000));
    return new TextDecoder().decode(site.page('a/index.html')?.bytes)
  }
  try {
    expect(shown()).toContain('<p>One.</p>')
    folder.write({ 'plugins/note.html': '<p>Two.</p>' })
    expect(shown('plugins/note.html')).toContain('<p>Two.</p>')
    fs.rmSync(path.join(root, 'plugins/note.html'))
    expect(shown('plugins/note.html')).toContain('none')
    folder.write({ 'plugins/note.html': '<p>Three.</p>' })
    expect(shown('plugins/note.html')).toContain('<p>Three.</p>')
  } finally {
    session.plugins.close()
  }
})
