import fs from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createSession } from '../../src/build/session.ts'
import { nodeFiles } from '../../src/files/node.ts'
import { openSite } from '../../src/files/open-site.ts'
import { pluginPlace } from '../../src/plugins/host.ts'
import { createDevSite } from '../../src/serve/dev-site.ts'
import { folderSite } from './folder-site.ts'

/** The plugins of the manual, exactly as they are printed there. */
const manual = fs.readFileSync(path.resolve(import.meta.dirname, '../../content/site/a-block-of-your-own.md'), 'utf8')
const printed = Object.fromEntries(
  Array.from(manual.matchAll(/^```\w+ title="([^"]+)"\n(.*?)^```$/gms), ([, file = '', text = '']) => [file, text]),
)
const [, use = ''] = /^```text\n(.*?)^```$/ms.exec(manual) ?? []

const pages = Object.fromEntries(
  Array.from({ length: 110 }, (_, i) => [`content/part/page-${i}.md`, `# Page ${i}\n\nSee %ref:towns#FigTowns%.\n`]),
)
const files = {
  ...pages,
  ...printed,
  'site.yaml': `title: Towns\n${printed['site.yaml']}  - ./plugins/reviewed.js\n  - ./plugins/figures.js\n`,
  'content/towns.md': `---\ntitle: Towns\nreviewed: May <2026>\n---\n\n${use}\n[Reviewed](#reviewed), and %link:part/page-1%.\n`,
  'content/other.md': '[Reviewed](%link:towns%#reviewed).\n',
  'content/towns.csv': 'North <, 10\nSouth, 40\n',
}
const site = folderSite(files)
afterAll(site.remove)

describe('the plugins of the manual', () => {
  test('make a numbered block, a line on pages, and a file', () => {
    expect(site.faults()).toBe('')
    expect(site.run('build', '.', '--output', 'one', '--threads', '1').status).toBe(0)
    const page = site.read('one/towns/index.html')
    expect(page).toContain('<figure class="figure" id="FigTowns">')
    expect(page).toContain('South: 40')
    expect(page).toContain('North &lt;: 10')
    expect(page).toContain('<span class="label">Figure 1.</span> How many of us live <em>where</em>.</figcaption>')
    expect(page).toContain('>Figure 1</a> shows that most of us')
    expect(page).toContain('<p id="reviewed">Last reviewed on May &lt;2026&gt;.</p>')
    expect(page).toContain('<a href="../part/page-1/">Page 1</a>')
    expect(site.read('one/other/index.html')).toContain('<a href="../towns/#reviewed">')
    expect(site.read('one/part/page-7/index.html')).toContain('href="../../towns/#FigTowns"')
    expect(JSON.parse(site.read('one/figures.json'))).toEqual(['/towns/#FigTowns'])
  })

  test('do the same with two threads, and in shards', () => {
    const one = site.filesOf('one')
    fs.rmSync(path.join(site.root, '.lectern'), { recursive: true })
    expect(site.run('build', '.', '--output', 'two', '--threads', '2').errors).toBe('')
    expect(site.filesOf('two')).toEqual(one)
    for (const part of [1, 2]) {
      fs.rmSync(path.join(site.root, '.lectern'), { recursive: true, force: true })
      expect(site.run('build', '.', '--shard', `${part}/2`).errors).toBe('')
      fs.renameSync(path.join(site.root, '.lectern'), path.join(site.root, `.shard-${part}`))
    }
    expect(site.run('merge', '.shard-1', '.shard-2', '--output', 'three').errors).toBe('')
    expect(site.filesOf('three')).toEqual(one)
  })

  test('are remembered by the cache, until a file that they use is edited', () => {
    site.run('build', '.', '--output', 'one')
    expect(site.run('build', '.', '--output', 'one').out).toMatch(/ 0 written/)
    site.write({ 'content/towns.csv': 'North, 10\nSouth, 80\n' })
    site.run('build', '.', '--output', 'one')
    expect(site.read('one/towns/index.html')).toContain('South: 80')
    const helper = printed['plugins/read-bars.js'] ?? ''
    site.write({ 'plugins/read-bars.js': helper.replace('Number(value)', 'Number(value) + 1') })
    site.run('build', '.', '--output', 'one')
    expect(site.read('one/towns/index.html')).toContain('South: 81')
    site.write({ 'plugins/read-bars.js': helper, 'content/towns.csv': 'North, 10\nSouth, 40\n' })
  })

  test('are loaded again by lectern dev where they are edited', () => {
    const session = createSession({
      ...openSite(site.root),
      site: nodeFiles(site.root),
      pluginPlace: pluginPlace(site.root),
      version: '0.0.0',
    })
    const dev = createDevSite(session, {})
    const shown = (): string => new TextDecoder().decode(dev.page('towns/index.html')?.bytes)
    const finish = (changed?: readonly string[]): void => {
      dev.update(changed)
      while (dev.work(1000));
    }
    finish()
    expect(dev.diagnostics()).toEqual([])
    expect(shown()).toContain('South: 40')
    expect(new TextDecoder().decode(dev.file('figures.json'))).toContain('/towns/#FigTowns')
    const text = printed['plugins/reviewed.js'] ?? ''
    site.write({ 'plugins/reviewed.js': text.replace('Last reviewed', 'Looked at') })
    dev.update(['plugins/reviewed.js'])
    expect(shown()).toContain('Looked at on May')
    site.write({ 'plugins/reviewed.js': 'export default {' })
    finish(['plugins/reviewed.js'])
    expect(dev.diagnostics().map(({ code }) => code)).toEqual([
      'link/unknown-anchor',
      'link/unknown-anchor',
      'plugin/failed',
    ])
    site.write({ 'plugins/reviewed.js': text })
    finish(['plugins/reviewed.js'])
    expect(dev.diagnostics()).toEqual([])
    expect(shown()).toContain('Last reviewed')
  })
})
