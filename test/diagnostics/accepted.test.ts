import { describe, expect, test } from 'vitest'
import { ACCEPTED_FILE, acceptedText, applyAccepted, readAccepted } from '../../src/diagnostics/accepted.ts'
import { site } from '../site.ts'

const broken = '# A\n\n[x](%link:nowhere%)\n\n[y](%link:nowhere%)\n'
const known = JSON.stringify([
  { code: 'link/unknown-page', path: 'content/a.md', message: 'There is no page `nowhere`.', count: 2 },
])

describe('accepted faults', () => {
  test('keep no site from being built, wherever they stand in their file', () => {
    const built = site({ 'content/a.md': `# A\n\nMore text.\n${broken.slice(3)}`, [ACCEPTED_FILE]: known }).build()
    built.expectCodes().expect('a/index.html', 'More text.')
    expect(built.result()).toMatchObject({ fault: 'none', gone: 0, accepted: [{}, {}] })
  })

  test('are told again where there are more of them, in another file, or with other words', () => {
    const files = { 'content/a.md': broken, [ACCEPTED_FILE]: known }
    site({ ...files, 'content/a.md': `${broken}\n[z](%link:nowhere%)\n` })
      .build()
      .expectCodes('link/unknown-page')
    site({ ...files, 'content/b.md': '# B\n\n[x](%link:nowhere%)\n' })
      .build()
      .expectCodes('link/unknown-page')
    site({ ...files, 'content/a.md': broken.replace('nowhere', 'there') })
      .build()
      .expectCodes('link/unknown-page')
  })

  test('are counted where they are gone', () => {
    const built = site({ 'content/a.md': '# A\n\n[x](%link:nowhere%)\n', [ACCEPTED_FILE]: known }).build()
    expect(built.result()).toMatchObject({ fault: 'none', gone: 1 })
  })

  test('count as nothing with strict rules, and new warnings as errors', () => {
    const files = {
      'content/a.md': '# A\n\n<b>x\n',
      [ACCEPTED_FILE]: acceptedText(site({ 'content/a.md': '# A\n\n<b>x\n' }).build().result().diagnostics),
    }
    expect(site(files).build({ strict: true }).result().fault).toBe('none')
    const more = { ...files, 'content/b.md': '# B\n\n<b>x\n' }
    expect(site(more).build({ strict: true }).result().fault).toBe('site')
  })

  test('are no faults of the settings', () => {
    const first = site({ 'site.yaml': 'search: maybe\n', 'content/a.md': '# A\n' }).build()
    first.expectCodes('config/wrong-type')
    expect(acceptedText(first.result().diagnostics)).toBe('')
    const [item] = first.result().diagnostics
    const { code = '', message = '' } = item ?? {}
    const listed = [{ code, path: 'site.yaml', message, count: 1 }]
    expect(applyAccepted(first.result().diagnostics, listed).diagnostics).toHaveLength(1)
  })

  test('are written sorted, one a line, and read as they were', () => {
    const { diagnostics } = site({ 'content/b.md': broken, 'content/a.md': broken }).build().result()
    const text = acceptedText(diagnostics)
    expect(text).toBe(
      '[\n  {"code":"link/unknown-page","path":"content/a.md","message":"There is no page `nowhere`.","count":2},\n  {"code":"link/unknown-page","path":"content/b.md","message":"There is no page `nowhere`.","count":2}\n]\n',
    )
    expect(applyAccepted(diagnostics, readAccepted(text) ?? [])).toMatchObject({ diagnostics: [], gone: 0 })
    expect(acceptedText([...diagnostics].reverse())).toBe(text)
  })

  test.each([
    '',
    '{}',
    '[1]',
    '[{"code":"a","path":"b"}]',
    '[{"code":"a","path":"b","message":"c","count":0}]',
    '<<<<',
  ])('are not read from %j', (text) => {
    expect(readAccepted(text)).toBeUndefined()
  })

  test('lie in no published file, also where the root holds the pages', () => {
    const built = site({ 'a.md': '# A\n', [ACCEPTED_FILE]: '[]\n' }).build()
    expect(built.paths()).not.toContain(ACCEPTED_FILE)
  })
})
