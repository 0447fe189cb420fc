import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { site } from '../site.ts'
import { apply, edit, start } from './edits.ts'
import { expectAsClean } from './random-edits.ts'

describe('an incremental build', () => {
  test('after a check writes what it found', () => {
    site({ 'content/a.md': '# A\n' }).build({ check: true }).build().expect('a/index.html', '<h1', 'A')
  })

  test('after random edits equals a clean build, byte for byte', () => {
    expectAsClean({ start, edit, apply, rounds: 6, runs: 150 })
  })

  test('does nothing where nothing changed', () => {
    const tree = site(start).build()
    tree.expectCodes().build().rebuilt().relinked()
    expect(tree.result().written).toEqual([])
    expect(tree.result().removed).toEqual([])
  })

  test('compiles the page that was edited, and links no other where its title and ids stay', () => {
    site(start)
      .build()
      .edit('content/one/b.md', 'title: B\n\nother text\n')
      .build()
      .rebuilt('content/one/b.md')
      .relinked('content/one/b.md')
  })

  test('links the pages that show a title again when it changes', () => {
    const tree = site(start).build().edit('content/one/b.md', 'title: Better\n\n[a](%link:a%#part)\n').build()
    // A shows it in its text and in its link to the next page, C in its link to the previous one.
    tree.rebuilt('content/one/b.md').relinked('content/one/a.md', 'content/one/b.md', 'content/two/c.md')
  })

  test('compiles again just the page that asked for an include, a picture or a table', () => {
    const tree = site(start).build()
    tree.edit('parts/shared.md', 'other\n').build().rebuilt('content/one/a.md')
    tree.edit('content/two/x.csv', 'a\n3\n').build().rebuilt('content/two/c.md')
    tree
      .edit('content/one/dot.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
      .build()
      .rebuilt('content/one/a.md', 'content/one/b.md')
  })

  test('takes absence for an answer: making a missing file compiles those who asked for it', () => {
    const tree = site({ 'content/a.md': '%-- include: late.md --%\n', 'content/b.md': 'text\n' }).build()
    tree.expectCodes('file/missing')
    tree
      .edit('late.md', 'It is here.\n')
      .build()
      .rebuilt('content/a.md')
      .expectCodes()
      .expect('a/index.html', 'It is here.')
  })

  test('finds a file in the folder that a page gets for itself', () => {
    const tree = site(start).build().expect('one/a/index.html', 'src="../dot.svg"')
    tree
      .edit('content/one/img/a/dot.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
      .build()
      .expectCodes()
      .expect('one/a/index.html', 'src="../img/a/dot.svg" alt="', 'width="9"')
      .expect('one/b/index.html', 'src="../dot.svg"')
  })

  test('links pages again that used a constant, and no others', () => {
    site(start).build().edit('constants.yaml', 'name: Grace\n').build().rebuilt('content/index.md', 'content/one/a.md')
  })

  test('lays all pages out again when a template changes, and compiles none', () => {
    const tree = site(start).build().edit('templates/side.hbs', 'side').build().rebuilt().relinked()
    expect(tree.result().written).toEqual([
      'one/a/index.html',
      'one/b/index.html',
      'two/c/index.html',
      'one/index.html',
      'two/index.html',
      '404.html',
    ])
  })
})

describe('a build', () => {
  test('writes the same bytes whatever the order of its input', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.entries(start), { minLength: Object.keys(start).length }), (entries) => {
        expect(site(Object.fromEntries(entries)).build().outputs()).toEqual(site(start).build().outputs())
      }),
      { numRuns: 20 },
    )
  })
})
