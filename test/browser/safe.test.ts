import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { isThemeId } from '../../src/markdown/theme-ids.ts'
import { harmlessFiles, hostileFiles } from '../hostile/files.ts'
import { vectors } from '../hostile/vectors.ts'
import { readerOf, takeFaults } from './browser.ts'

/** What authors who are not trusted cannot do in a reader's browser, and what nobody's text does to the page around it. */

const EACH = 30
const groups = Array.from({ length: Math.ceil(vectors.length / EACH) }, (_, i) =>
  vectors.slice(i * EACH, i * EACH + EACH),
)
const long = 'Words.\n\n'.repeat(60)
/** All classes of the theme's controls, on elements of a text. */
const CONTROLS =
  'site-header menu-open menu-close site-nav site-body search-open scheme-choice page-toc mark-read pager-next pager-previous progress-open progress-dialog progress-state progress-save progress-close site-footer site-title skip-link page-end viewer preview status search search-close'.split(
    ' ',
  )

const FORMULAS = [
  '\\kern-60em\\rule{200em}{20em}',
  '\\rule{300em}{300em}',
  '\\llap{\\rule{90em}{9em}}x',
  '\\raisebox{-90em}{x}',
  '\\hspace{-900px}x\\hspace{99999px}y',
]

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
/** Tags that close or open what is around them. */
const PIECES = [
  '</div></section></main></body></html>',
  '</li></ol></ul></div>',
  '</details></figure></p></blockquote>',
  '</td></tr></table>',
  '<b>',
  '<table>',
  '<pre><code>',
  '<ul><li>',
  '<details><summary>',
  '<a href="https://evil.example/">',
]
/** A piece in every part of a text that Lectern closes by itself. */
const partsWith = (piece: string, i: number): string =>
  [
    `:::tip[${piece}]\nx ${piece}\n\n${piece}\n:::`,
    `:::details ${piece}\nx ${piece}\n\n${piece}\n:::`,
    `:::steps ${piece}\n1. x ${piece}\n\n    ${piece}\n2. y\n:::`,
    `:::tree ${piece}\n- a/ ${piece}\n    - b ${piece}\n- c\n:::`,
    `:::cards ${piece}\n- [x ${piece}](open.md)\n\n    ${piece}\n- y\n:::`,
    `:::hero\nx ${piece}\n\n${piece}\n\n![x](x.png)\n:::`,
    `:::tabs\n== x ${piece}\nx ${piece}\n\n${piece}\n== y\nz\n:::`,
    `~~~python title="${piece.replaceAll('"', "'")}"\nx = 1  # (1)\n~~~\n\n1. x ${piece}`,
    `| a ${piece} | b |\n|---|---|\n| c ${piece} | d |`,
    `> x ${piece}\n>\n> ${piece}`,
    `x[^${i}]\n\n[^${i}]: x ${piece}`,
    `Word\n: x ${piece}`,
    `%--\nfigure:\n  source: x.png\n  id: Fig${i}\n  caption: ${JSON.stringify(piece)}\n--%`,
    `%--\nexercise:\n  id: Exp${i}\n  task: ${JSON.stringify(piece)}\n  output: x\n  hints: [${JSON.stringify(piece)}]\n--%`,
    `%--\nquiz:\n  id: Quizp${i}\n  question: ${JSON.stringify(piece)}\n  given: ${JSON.stringify(piece)}\n  right: ${JSON.stringify(piece)}\n  wrong: x\n--%`,
    `## After ${i}`,
  ].join('\n\n')

const files = {
  'site.yaml': 'safe: true\ntitle: Course\n',
  ...Object.fromEntries(groups.map((group, i) => [`content/v${i}.md`, `# Page ${i}\n\n${group.join('\n\n')}\n`])),
  ...Object.fromEntries([...hostileFiles, ...harmlessFiles].map(([name, text]) => [`content/${name}`, text])),
  'content/lectern/lectern.js': 'steal()',
  'content/lectern/scheme.js': 'steal()',
  'content/404.html': '<script>steal()</script>',
  'content/open.md': `# Open\n\n${long}<a href="https://evil.example/">Last words.`,
  'content/closed.md': '# Closed\n\n</div></main></body>\n\n<b>\n\n<table>\n\n<pre><code>\n',
  'content/x.png': PIXEL,
  'content/parts.md': `# Parts\n\n${PIECES.map((piece, i) => partsWith(piece, i)).join('\n\n')}\n`,
  'content/n.ipynb': JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: PIECES.flatMap((piece) => [
      { cell_type: 'markdown', metadata: {}, source: piece },
      {
        cell_type: 'code',
        metadata: { tags: ['hide-input', 'hide-output'] },
        source: 'x',
        outputs: [
          { output_type: 'display_data', data: { 'text/html': `<table><tr><td>${piece}x`, 'text/plain': piece } },
        ],
      },
      { cell_type: 'markdown', metadata: { tags: ['hide-cell'] }, source: piece },
    ]),
  }),
  'content/classes.md': `# Classes\n\n## One {.page-toc}\n\n${CONTROLS.map((name) => `text {.${name}}\n\n[${name}](open.md){.${name} #x-${name}}`).join('\n\n')}\n\n<a rel="next" href="https://evil.example/next">n</a>\n`,
  'content/formulas.md': `# Formulas\n\n${FORMULAS.map((formula) => `Text $${formula}$ text.`).join('\n\n')}\n`,
  'content/tabs.md':
    '# Tabs\n\n<div class="tabs"><div class="tab" hidden aria-labelledby="go"><p id="here">x</p></div></div>\n\n[go](open.md){#go}\n',
}
/** Vectors in all texts of exercises and quizzes, and texts that are built as their parts are. */
const FORGED = `<div class="quiz-question"><fieldset><ul class="quiz-answers"><li><input name="x"></li></ul><p class="quiz-actions"><button class="quiz-check">x</button></p><p class="quiz-result">x</p></fieldset></div>

<section class="quiz" id="forged"><script class="quiz-key">[]</script><div class="quiz-question">x</div></section>

<section class="exercise" id="forged2"><textarea class="code">x</textarea><script class="exercise-checks">{}</script></section>

</div></section></main>`
const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by))
const workOf = (text: string, i: number): string => {
  const quoted = JSON.stringify(text)
  return `%--
exercise:
  id: ExAx${i}
  title: ${quoted}
  task: |
${indented(`Text.\n\n${text}`, 4)}
  starter: ${quoted}
  output: ${quoted}
  solution: ${quoted}
  hints: [${quoted}]
--%

%--
exercise:
  id: ExBx${i}
  task: ${quoted}
  check: ${quoted}
  solution: x
--%

%--
quiz:
  id: QuizAx${i}
  title: ${quoted}
  question: ${quoted}
  given: |
${indented(`Text.\n\n${text}`, 4)}
  right: [answer: ${quoted}, why: ${quoted}]
  wrong: [answer: x, why: ${quoted}]
  why: ${quoted}
--%

%--
quiz:
  id: QuizBx${i}
  questions:
    - {question: ${quoted}, text: ${quoted}, why: ${quoted}}
    - {question: b, predict: ${quoted}, output: ${quoted}}
    - {question: c, arrange: ${quoted}}
    - {question: d, match: [{item: ${quoted}, with: ${quoted}}, {item: b, with: c}]}
    - {question: e, right: yes, wrong: no}
--%
`
}
const worked = readerOf(
  {
    'site.yaml': 'safe: true\ntitle: Course\n',
    'content/w.md': `# Work\n\n${workOf(FORGED, 0)}`,
    ...Object.fromEntries(
      groups.map((group, i) => [`content/w${i}.md`, `# Work ${i}\n\n${group.map(workOf).join('\n')}`]),
    ),
  },
  { request: { keepGoing: true }, contentSecurityPolicy: '', hasFaults: true },
)

const reader = readerOf(files, { request: { keepGoing: true }, contentSecurityPolicy: '', hasFaults: true })

/** Opens a page in which scripts of an author would be seen. */
async function watched(address: string): Promise<{ page: Page; stolen: () => Promise<unknown> }> {
  const page = await reader.open(address, {
    before: (page) =>
      page.addInitScript(() => {
        Object.assign(window, { steal: () => Object.assign(window, { stolen: true }) })
      }),
  })
  return { page, stolen: () => page.evaluate(() => Reflect.get(window, 'stolen')) }
}

describe('a site of authors who are not trusted', () => {
  test('runs nothing of theirs, on any of its pages', async () => {
    for (const path of reader.pages) {
      const { page, stolen } = await watched(path)
      expect(await stolen(), path).toBeUndefined()
      expect(await page.evaluate(() => document.querySelector('main')?.parentElement?.className), path).toBe(
        'site-body',
      )
      expect(
        await page.evaluate(
          () =>
            [...document.querySelectorAll('main script:not(.exercise-checks, .quiz-key), main style, main iframe')]
              .length,
        ),
      ).toBe(0)
      // Pictures that are not there, or elsewhere, are no matter here.
      // A picture may be missed as late as here.
      await page.close()
      takeFaults(page)
    }
  })

  test('runs nothing in exercises and quizzes, whose scripts take no text for a part of theirs', async () => {
    for (const path of worked.pages.filter((address) => address.startsWith('/w'))) {
      const page = await worked.open(path, {
        before: (page) =>
          page.addInitScript(() => {
            Object.assign(window, { steal: () => Object.assign(window, { stolen: true }) })
          }),
      })
      expect(await page.evaluate(() => Reflect.get(window, 'stolen')), path).toBeUndefined()
      expect(
        await page.evaluate(() => [
          document.querySelectorAll('main script:not(.exercise-checks, .quiz-key)').length,
          document.querySelectorAll('body > main, .site-body > main').length,
        ]),
        path,
      ).toEqual([0, 1])
      if (path === '/w/') {
        expect(await page.locator('.exercise textarea.code').count()).toBe(1)
        expect(await page.locator('#ExAx0 .exercise-run').count()).toBe(1)
        expect(await page.locator('#ExBx0 .exercise-run, #forged2 .exercise-run').count()).toBe(0)
        await page.locator('#QuizBx0 > .quiz-question').nth(4).getByLabel('yes').check()
        await page.locator('#QuizBx0 > .quiz-question').nth(4).locator('.quiz-check').last().click()
        expect(
          await page.locator('#QuizBx0 > .quiz-question').nth(4).locator('.quiz-result').last().textContent(),
        ).toContain('Right')
      }
      // A picture may be missed as late as here.
      await page.close()
      takeFaults(page)
    }
  })

  test('runs nothing in any file beside them', async () => {
    const page = await reader.open('/open/', {
      before: (page) =>
        page.addInitScript(() => {
          Object.assign(window, { steal: () => Object.assign(window, { stolen: true }) })
        }),
    })
    const copied = [...hostileFiles, ...harmlessFiles].map(([name]) => name).filter((name) => reader.files.read(name))
    expect(copied).toEqual(harmlessFiles.map(([name]) => name))
    for (const name of [
      ...copied.filter((name) => name.endsWith('.svg')),
      '404.html',
      'lectern/lectern.js',
      'lectern/scheme.js',
    ]) {
      await page.goto(new URL(name, `${await reader.origin()}/`).href)
      expect(await page.evaluate(() => Reflect.get(window, 'stolen')), name).toBeUndefined()
    }
    takeFaults(page)
  })

  test('keeps the page around the text, whatever the text leaves open or closes', async () => {
    for (const path of ['/open/', '/closed/', '/parts/', '/n/']) {
      const page = await reader.open(path)
      const around = await page.evaluate(() =>
        ['.mark-read', '.site-footer', '.progress-dialog', '.page-end'].map((selector) => {
          const found = document.querySelector(selector)
          return [
            selector,
            found?.closest('main, a, b, table, pre, code')?.tagName ?? '',
            found?.parentElement?.closest('div, body, section')?.tagName ?? '',
          ]
        }),
      )
      expect(around).toEqual([
        ['.mark-read', '', 'SECTION'],
        ['.site-footer', '', 'BODY'],
        ['.progress-dialog', '', 'BODY'],
        ['.page-end', '', 'DIV'],
      ])
    }
    const page = await reader.open('/open/')
    await page.locator('.mark-read').click()
    expect(await page.locator('.mark-read').getAttribute('aria-pressed')).toBe('true')
    expect(new URL(page.url()).pathname).toBe('/open/')
  })

  test('paints nothing over the page around the text, and makes no page wider', async () => {
    for (const path of ['/formulas/', '/classes/'])
      for (const width of [360, 1280]) {
        const page = await reader.open(path, { width })
        expect(await page.evaluate(() => document.documentElement.scrollWidth), `${path} ${width}`).toBeLessThanOrEqual(
          width,
        )
        const covered = await page.evaluate(() => {
          const main = document.querySelector('main')
          return [...document.querySelectorAll('.site-header a, .site-nav a, .breadcrumbs a, .scheme-choice')]
            .filter((item) => !item.closest('main'))
            .filter((item) => {
              const box = item.getBoundingClientRect()
              const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
              return box.width > 0 && top && main?.contains(top)
            })
            .map((item) => item.textContent)
        })
        expect(covered, `${path} ${width}`).toEqual([])
        await page.close()
      }
  })

  test('a tab of a text presses no link', async () => {
    const page = await reader.open('/tabs/#here')
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done)))
    expect(new URL(page.url()).pathname).toBe('/tabs/')
  })
})

describe('the controls of the theme stay those of the theme', () => {
  test('whatever classes a text has', async () => {
    const page = await reader.open('/classes/')
    const pressed = page.locator('.page-end > .mark-read')
    await pressed.click()
    expect(await pressed.getAttribute('aria-pressed')).toBe('true')
    await page.locator('.site-footer .progress-open').click()
    expect(await page.locator('body > .progress-dialog').evaluate((dialog: HTMLDialogElement) => dialog.open)).toBe(
      true,
    )
    await page.keyboard.press('Escape')
    expect(
      await page.evaluate(
        () => [...document.querySelectorAll('main [aria-pressed], main [aria-haspopup], main [inert]')].length,
      ),
    ).toBe(0)
    await page.locator('.site-header .search-open').click()
    await page.locator('body > dialog.search input').fill('words')
    await page.locator('body > dialog.search [role=option]').first().waitFor()
    await page.keyboard.press('Escape')
    // Nothing is fetched ahead because a text says that it comes next.
    expect(
      await page.evaluate(() =>
        [...document.querySelectorAll('head link[rel=prefetch]')].map((link) => link.getAttribute('href')),
      ),
    ).toEqual([])
  })

  test('whatever classes and data a trusted text has', async () => {
    const trusted = readerOf({
      'site.yaml': 'title: Course\n',
      'content/a.md': `# A\n\n${CONTROLS.map((name) => `<div class="${name}" data-read-of="x" data-continue="x" data-pages="3" data-chapter="/a/"><span class="chapter-progress"></span>${name}</div>`).join('\n')}\n`,
      'content/b.md': '# B\n\nText.\n',
    })
    const page = await trusted.open('/a/')
    await page.locator('.page-end > .mark-read').click()
    expect(await page.evaluate(() => document.querySelector('main')?.textContent)).not.toMatch(/undefined|0\/3|1\/3/)
    expect(await page.evaluate(() => document.querySelectorAll('main [aria-pressed]').length)).toBe(0)
  })
})

describe('scripts of a page go on', () => {
  const odd = readerOf({
    'site.yaml': 'title: Course\n',
    'content/a.md':
      '# A\n\n## Part {id="50%"}\n\nText.\n\n## Other {id="%E0%A4%A"}\n\nText.\n\n```js\nlet x\n```\n\n[b](b.md)\n',
    'content/b.md':
      '# B\n\n## Lectern main\n\n## Lectern nav\n\n## Lectern progress\n\n## Lectern preview\n\n## Lectern search results\n\n## Lectern tab 1 1\n\nText.\n\n<div class="tabs"><div class="tab"><p class="tab-title">x</p></div><div class="tab"><p class="tab-title">y</p></div></div>\n\n[a](a.md)\n',
  })

  test.each(['/a/', '/a/#50%', '/a/#%E0%A4%A', '/b/#%', '/a/#%00'])('at %s', async (address) => {
    const page = await odd.open(address)
    expect(await page.locator('.search-open').isVisible()).toBe(true)
    expect(await page.locator('.mark-read').getAttribute('aria-pressed')).toBe('false')
    if (address.startsWith('/a/')) expect(await page.locator('main .copy').count()).toBe(1)
  })

  test('where one of them throws', async () => {
    const page = await odd.open('/a/', {
      before: (page) =>
        page.addInitScript(() => {
          Reflect.deleteProperty(window, 'IntersectionObserver')
          Reflect.set(window, 'matchMedia', undefined)
        }),
    })
    await page.locator('main .copy').waitFor()
    expect(await page.locator('.search-open').isVisible()).toBe(true)
    await page.evaluate(() => new Promise((done) => setTimeout(done)))
    expect(takeFaults(page).length).toBeGreaterThan(0)
  })

  test('with ids that no heading has', async () => {
    const page = await odd.open('/b/')
    await page.locator('.search-open').click()
    await page.locator('dialog.search input').fill('text')
    await page.locator('dialog.search [role=option]').first().waitFor()
    await page.keyboard.press('Escape')
    const ids = await page.evaluate(() =>
      [...document.querySelectorAll('[id]')].map(
        (item) => [item.id, item.matches('main *') && !item.matches('.tab, [role=tab]')] as const,
      ),
    )
    expect(ids.map(([id]) => id)).toEqual([...new Set(ids.map(([id]) => id))])
    for (const [id, isOfText] of ids) expect(isThemeId(id), id).toBe(!isOfText)
  })
})
