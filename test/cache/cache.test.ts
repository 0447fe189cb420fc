import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../src/files/store.ts'
import { defineBlock } from '../../src/markdown/blocks/block.ts'
import { html } from '../../src/markdown/text/html.ts'
import { apply, edit, everything, request, start } from '../incremental/edits.ts'
import { site, type TestSite } from '../site.ts'

/** The same site, in a new process: what is left is on the disk. */
const again = (before: TestSite, store = memoryStore(), program?: string, large = false): TestSite =>
  site(Object.fromEntries(before.files.contents), {
    output: before.output,
    store,
    large,
    ...(program === undefined ? {} : { program }),
  })

/** Builds a site once more in a new process, and gives what that reads of the kept pages. */
function partsRead(before: TestSite, store: ReturnType<typeof memoryStore>): readonly string[] {
  const read: string[] = []
  again(before, {
    ...store,
    readPart: (...part: Parameters<typeof store.readPart>) => {
      read.push(part[0])
      return store.readPart(...part)
    },
  }).build()
  return read
}

describe('a build in a new process, with the cache of earlier ones', () => {
  test('after random edits equals a clean build, byte for byte', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(edit, { minLength: 0, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(
          undefined,
          /^index$/,
          /^journal$/,
          /^text/,
          /^details/,
          /^links/,
          /^made$/,
          /^search$/,
          /^search-words$/,
        ),
        fc.boolean(),
        (rounds, harm, large) => {
          const store = memoryStore()
          let tree = site(start, { store, large }).build(request)
          for (const round of rounds) {
            tree = again(tree, store, undefined, large)
            for (const change of round) apply(tree, change)
            if (harm) damage(store.contents, harm)
            tree.build(request)
            const clean = site(Object.fromEntries(tree.files.contents)).build(request)
            const [now, then] = [everything(tree), everything(clean)]
            expect(now.printed).toBe(then.printed)
            expect(now.fault).toBe(then.fault)
            if (now.fault === 'none') expect(now.outputs).toEqual(then.outputs)
            else for (const [file, text] of Object.entries(then.outputs)) expect(now.outputs[file]).toBe(text)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('does nothing where nothing changed', () => {
    const store = memoryStore()
    const tree = again(site(start, { store }).build(), store).build()
    tree.expectCodes().rebuilt().relinked()
    expect(tree.result().written).toEqual([])
    expect(tree.result().unchanged).toBe(Object.keys(tree.outputs()).length)
    expect(tree.result().notes).toEqual([])
  })

  test.each([false, true])('finds the words of a page that went and came back with others (large: %s)', (large) => {
    const store = memoryStore()
    const pages = Array.from({ length: 150 }, (_, i) => [`content/p${i}.md`, `title: P${i}\n\nNumber n${i}.\n`])
    const first = site({ ...Object.fromEntries(pages), 'sitemap.yaml': 'P1: p1\n' }, { store, large }).build()
    const without = again(first, store, undefined, large).remove('content/p7.md').build()
    const back = again(without, store, undefined, large).edit('content/p7.md', 'title: P7\n\nAnother text.\n').build()
    expect(back.outputs()).toEqual(site(Object.fromEntries(back.files.contents)).build().outputs())
  })

  test('leaves the words of all pages as they are kept, for an edit of one', () => {
    const store = memoryStore()
    const pages = Array.from({ length: 300 }, (_, i) => [`content/p${i}.md`, `title: P${i}\n\nNumber n${i}.\n`])
    let tree = site(Object.fromEntries(pages), { store }).build()
    const kept = store.contents.get('search')
    expect(kept).toBeDefined()
    for (const i of [3, 77]) {
      tree = again(tree, store).edit(`content/p${i}.md`, `title: P${i}\n\nNow m${i}.\n`).build()
      expect(store.contents.get('search')).toBe(kept)
      expect(tree.outputs()).toEqual(site(Object.fromEntries(tree.files.contents)).build().outputs())
    }
    for (const i of [4, 5]) tree = tree.edit(`content/p${i}.md`, `title: P${i}\n\nNow m${i}.\n`)
    again(tree, store).build()
    expect(store.contents.get('search')).not.toBe(kept)
  })

  test('reads no page that it need not make', () => {
    const store = memoryStore()
    const first = site(start, { store }).build()
    expect(partsRead(first, store)).toEqual([])
  })

  test('knows the site again after a change that changed no file of it', () => {
    const store = memoryStore()
    const first = site(start, { store }).build()
    const later = again(first, store).edit('sitemap.yaml', `${start['sitemap.yaml']}# A note.\n`).build()
    expect(later.result().written).toEqual([])
    expect(partsRead(later, store)).toEqual([])
  })

  test('makes a page again that somebody changed in the output folder', () => {
    const store = memoryStore()
    const first = site(start, { store }).build()
    const page = first.page('one/b/index.html')
    first.output.contents.set('one/b/index.html', 'changed')
    const tree = again(first, store).build()
    tree.rebuilt().relinked()
    expect(tree.result().written).toEqual(['one/b/index.html'])
    expect(tree.page('one/b/index.html')).toBe(page)
  })

  test('lays out pages from their kept text when a template changes', () => {
    const store = memoryStore()
    const tree = again(site(start, { store }).build(), store).edit('templates/page.hbs', 'new {{content}}').build()
    tree.rebuilt().relinked().expect('one/b/index.html', 'new ', '<img')
  })

  test('writes a whole site into another folder from kept texts', () => {
    const store = memoryStore()
    const first = site(start, { store }).build()
    const tree = site(Object.fromEntries(first.files.contents), { store }).build()
    tree.rebuilt().relinked()
    expect(tree.outputs()).toEqual(first.outputs())
  })

  test('says so, and begins anew, where the cache is of another program', () => {
    const store = memoryStore()
    const tree = again(site(start, { store }).build(), store, 'another').build()
    tree.rebuilt('content/index.md', 'content/one/a.md', 'content/one/b.md', 'content/two/c.md')
    expect(tree.result().notes).toEqual(['The cache comes from another version of Lectern; it is made anew.'])
    expect(again(tree, store, 'another').build().rebuilt().result().notes).toEqual([])
  })

  test('says so, and begins anew, where the cache is torn', () => {
    const store = memoryStore()
    const first = site(start, { store }).build()
    const index = store.contents.get('index') ?? new Uint8Array()
    store.contents.set('index', index.slice(0, index.length / 2))
    const tree = again(first, store).build()
    expect(tree.result().notes).toEqual(['The cache is damaged; it is made anew.'])
    expect(tree.result().compiled.length).toBe(4)
    expect(tree.result().written).toEqual([])
  })

  test('keeps what few pages have become beside the index, and writes that anew when many have changed', () => {
    const store = memoryStore()
    const pages = Array.from({ length: 60 }, (_, i) => [`content/p${i}.md`, 'title: A page\n\nText.\n'])
    let tree = site(Object.fromEntries(pages), { store }).build()
    const index = store.contents.get('index')
    const isWhole = (): boolean => store.contents.get('index') !== index
    const edited = (paths: readonly string[], text: string): void => {
      tree = again(tree, store)
      for (const path of paths) tree.edit(path, `title: A page\n\n${text}\n`)
      tree.build()
    }
    for (const [path, text] of [
      ['content/p3.md', 'one'],
      ['content/p4.md', 'two'],
      ['content/p3.md', 'three'],
    ] as const) {
      edited([path], text)
      expect(isWhole()).toBe(false)
      expect(store.contents.get('journal')?.length).toBeLessThan((index?.length ?? 0) / 2)
      tree = again(tree, store).build().rebuilt().relinked()
    }
    edited(
      pages.slice(10, 50).map(([path = '']) => path),
      'four',
    )
    expect(isWhole()).toBe(true)
    expect(store.contents.has('journal')).toBe(false)
    expect(again(tree, store).build().rebuilt().relinked().page('p20/index.html')).toContain('four')
  })

  test('keeps that a page is gone, and that one is new', () => {
    const store = memoryStore()
    let tree = site({ 'content/a.md': '# A', 'content/b.md': '# B' }, { store }).build()
    const index = store.contents.get('index')
    tree = again(tree, store)
    tree.files.contents.delete('content/a.md')
    tree.edit('content/c.md', '# C').build()
    expect(store.contents.get('index')).toBe(index)
    expect(store.contents.has('journal')).toBe(true)
    tree = again(tree, store).build().rebuilt().relinked()
    expect(Object.keys(tree.outputs())).toContain('c/index.html')
    expect(Object.keys(tree.outputs())).not.toContain('a/index.html')
    again(tree, store).edit('content/a.md', '# A').build().rebuilt('content/a.md')
  })

  test('says so, and makes it anew, where what few pages have become is damaged', () => {
    const store = memoryStore()
    const first = site(start, { store }).build()
    const text = String(first.files.contents.get('content/one/b.md'))
    const second = again(first, store).edit('content/one/b.md', `${text}\nMore.\n`).build(request)
    expect(store.contents.has('journal')).toBe(true)
    const changes = Uint8Array.from(store.contents.get('journal') ?? [])
    damage(store.contents, /^journal$/)
    const third = again(second, store).build(request)
    expect(third.result().notes).toEqual(['A part of the cache is damaged; it is made anew.'])
    expect(third.result().written).toEqual([])
    expect(again(third, store).build(request).rebuilt().result().notes).toEqual([])
    // Where the index knows of the page already, nothing is written that would take the place of what is damaged.
    store.contents.delete('index')
    const fourth = again(third, store).build(request)
    store.contents.set('journal', changes.slice(1))
    const notes = [1, 2].map(() => again(fourth, store).build(request).rebuilt().result().notes.length)
    expect(notes).toEqual([1, 0])
    store.contents.set('journal', changes)
    expect(again(fourth, store).build(request).rebuilt().result().notes).toEqual([])
  })

  test('keeps what an edit changed of the index that is there, not of one that another process replaced', () => {
    const store = memoryStore()
    const pages = Array.from({ length: 60 }, (_, i) => [`content/p${i}.md`, 'title: A page\n\nText.\n'])
    const first = site(Object.fromEntries(pages), { store }).build()
    const text = 'title: A page\n\nOther.\n'
    const other = site(Object.fromEntries(pages), { store })
    for (let i = 0; i < 40; i++) other.edit(`content/p${i}.md`, text)
    let isIndexRead = false
    // The other process builds while this one does.
    const meanwhile = {
      ...store,
      read(name: string) {
        const bytes = store.read(name)
        if (name === 'index' && !isIndexRead) {
          isIndexRead = true
          other.build()
        }
        return bytes
      },
    }
    const edited = again(first, meanwhile).edit('content/p50.md', text).build()
    expect(store.contents.has('journal')).toBe(false)
    expect(again(edited, store).build().rebuilt().result().notes).toEqual([])
  })

  test('keeps what it knows where the index cannot be written anew', () => {
    const store = memoryStore()
    const pages = Array.from({ length: 60 }, (_, i) => [`content/p${i}.md`, 'title: A page\n\nText.\n'])
    const first = site(Object.fromEntries(pages), { store }).build()
    const text = 'title: A page\n\nOther.\n'
    const edited = again(first, store).edit('content/p1.md', text).build()
    const full = { ...store, write: (name: string, bytes: Uint8Array) => name !== 'index' && store.write(name, bytes) }
    const more = again(edited, full)
    for (let i = 10; i < 50; i++) more.edit(`content/p${i}.md`, text)
    more.build()
    again(edited, store).build().rebuilt()
  })

  test.each([
    ['details', 'content/one/b.md', 'text only\n'],
    ['links', 'content/one/b.md', 'title: Better\n'],
    ['text', 'templates/side.hbs', 'side'],
  ])('says so, and makes it anew, where %s are damaged', (kind, edited, content) => {
    const store = memoryStore()
    const first = site(start, { store }).build()
    for (const [name, bytes] of store.contents)
      if (name.startsWith(kind))
        store.contents.set(
          name,
          bytes.map(() => 0),
        )
    const tree = again(first, store).edit(edited, content).build(request)
    expect(tree.result().notes).toEqual(['A part of the cache is damaged; it is made anew.'])
    const clean = site(Object.fromEntries(tree.files.contents)).build(request)
    expect(tree.outputs()).toEqual(clean.outputs())
    expect(again(tree, store).edit('templates/side.hbs', 'other').build(request).result().notes).toEqual([])
  })

  test('says so, and makes the site anew, where what it consists of is lost', () => {
    const store = memoryStore()
    const first = site(start, { store }).build()
    store.contents.delete('made')
    const tree = again(first, store).build()
    expect(tree.rebuilt().relinked().result().notes).toEqual(['A part of the cache is damaged; it is made anew.'])
    expect(tree.result().written).toEqual([])
  })

  test('keeps no more than twice what is in use', () => {
    const store = memoryStore()
    const long = (word: string) => `${word} `.repeat(300_000)
    let tree = site({ 'content/a.md': long('one') }, { store }).build()
    for (const word of ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']) {
      tree = again(tree, store).edit('content/a.md', long(word)).build()
    }
    const sizes = [...store.contents].filter(([name]) => name.startsWith('text')).map(([, bytes]) => bytes.length)
    expect(sizes).toHaveLength(1)
    expect(sizes[0]).toBeLessThan(12_000_000)
    expect(again(tree, store).build().rebuilt().page('a/index.html')).toContain('nine nine')
  })

  test('has none for blocks of the caller: what they do may change without a sign', () => {
    const store = memoryStore()
    const own = defineBlock({ name: 'own', doc: 'A block.', fields: {}, example: 'own:', render: () => html`own` })
    site(start, { store, blocks: [own] })
      .build()
      .expectCodes()
    expect(store.contents.size).toBe(0)
  })
})

/** Changes a byte in the middle of the files of a name. */
function damage(contents: Map<string, Uint8Array>, name: RegExp): void {
  for (const [file, bytes] of contents) {
    if (!name.test(file) || bytes.length === 0) continue
    const harmed = bytes.slice()
    const at = bytes.length >> 1
    harmed[at] = (harmed[at] ?? 0) ^ 0x55
    contents.set(file, harmed)
  }
}
