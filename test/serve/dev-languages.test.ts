import { expect, test } from 'vitest'
import { build } from '../../src/build/build.ts'
import { textOf } from '../../src/build/session.ts'
import { prettyAll } from '../../src/diagnostics/pretty.ts'
import { createDevSite } from '../../src/serve/dev-site.ts'
import { languagesCourse } from '../languages-course.ts'
import { memorySite } from '../memory-site.ts'

const decode = (content: string | Uint8Array | undefined): string | undefined =>
  typeof content === 'object' ? new TextDecoder().decode(content) : content

/** A course in several languages under `lectern dev`. After each edit it shows and tells what a clean build makes of the files. */
function developed() {
  const { files, session } = memorySite(languagesCourse())
  const site = createDevSite(session, {})
  const compare = (name: string): void => {
    while (site.work(1000));
    const clean = memorySite(Object.fromEntries(files.contents))
    const { diagnostics } = build(clean.session, { keepGoing: true })
    const printed = prettyAll(diagnostics, textOf(clean.session))
    expect(prettyAll(site.diagnostics(), textOf(session)), name).toEqual(printed)
    for (const address of site.addresses()) {
      const output = `${address.slice(1)}index.html`
      expect(decode(site.page(output)?.bytes), `${name}: ${output}`).toBe(decode(clean.output.contents.get(output)))
    }
    const made = [...clean.output.contents.keys()].filter((path) => path.endsWith('/index.html'))
    expect(site.addresses().filter((address) => address !== '/').length, name).toBe(made.length)
  }
  site.update(undefined, true)
  compare('at first')
  return {
    site,
    edit(path: string, change: (before: string) => string | undefined): void {
      const before = decode(files.contents.get(path))
      const after = change(before ?? '')
      if (after === undefined) files.contents.delete(path)
      else files.contents.set(path, after)
      site.update([path], before === undefined || after === undefined)
      compare(path)
    },
  }
}

test('lectern dev shows a course in several languages as a build makes it, whatever is edited', () => {
  const { site, edit } = developed()
  const shows = (output: string): string => decode(site.page(output)?.bytes) ?? ''
  edit('content/zh/basic/loops.md', (text) => `${text}\nA word that was added.\n`)
  expect(shows('zh/basic/loops/index.html')).toContain('A word that was added.')
  // Not translated until now: the pages that lead to it lead to the translation.
  expect(shows('zh/basic/tools/index.html')).toContain('This page is about')
  edit('content/zh/basic/tools.md', () => 'title: 工具\n\n新的一页。\n')
  expect(shows('zh/basic/tools/index.html')).toContain('新的一页。')
  edit('content/zh/basic/tools.md', () => undefined)
  expect(shows('zh/basic/tools/index.html')).toContain('This page is about')
  const settings = (change: (text: string) => string) => edit('site.yaml', change)
  settings((text) => text.replace('  ar: العربية\n', ''))
  expect(site.page('ar/basic/loops/index.html')?.source).toBe('content/ar/basic/loops.md')
  settings((text) => text.replace('  en: English\n', '  en: English\n  ar: العربية\n'))
  edit('content/basic/loops.md', (text) => text.replace('title: "', 'title: "New '))
})
