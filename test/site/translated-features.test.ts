import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { absorbShard, compileShard } from '../../src/build/shard.ts'
import { DEFAULT_RUN } from '../../src/config/run-settings.ts'
import type { GitHistory } from '../../src/files/git-history.ts'
import { loadPeerFrom } from '../../src/files/load-peer.ts'
import { memoryStore } from '../../src/files/store.ts'
import { formatResults } from '../../src/results/page-results.ts'
import { runKey } from '../../src/results/runnable-block.ts'
import { languagesCourse } from '../languages-course.ts'
import { theme } from '../publish/theme.ts'
import { site } from '../site.ts'

const settings = (more = ''): string =>
  `url: https://example.org\nlanguages:\n  en: English\n  de: Deutsch\n  ar: العربية\n${more}`

describe('in a course of several languages', () => {
  test('words lead to the glossary of the language, which leads back to its own pages', () => {
    const built = site({
      'site.yaml': settings('words:\n  Lectern: {means: A program.}\n'),
      'content/a.md': 'title: A\n\nLectern.',
      'content/words.md': 'title: Words\n\n[GLOSSARY]',
      'content/de/a.md': 'title: A (de)\n\nMit Lectern.',
      'content/de/words.md': 'title: Wörter\n\n[GLOSSARY]',
      'content/ar/a.md': 'title: A (ar)\n\nLectern.',
    }).build()
    built.expectCodes()
    built.expect('a/index.html', 'href="../words/#term-lectern"')
    built.expect('de/a/index.html', 'href="../words/#term-lectern"')
    built.expect('ar/a/index.html', 'href="../words/#term-lectern"')
    built.expect('words/index.html', '<p class="uses"><a href="../a/">A</a></p>')
    built.expect('de/words/index.html', '<p class="uses"><a href="../a/">A (de)</a></p>')
    // Not translated, and shown all the same.
    built.expect('ar/words/index.html', '<p class="uses"><a href="../a/">A (ar)</a></p>')
  })

  test('each page says in its language when it was last changed', () => {
    const changed: Readonly<Record<string, string>> = {
      'content/a.md': '2024-05-06T07:08:09Z',
      'content/de/a.md': '2025-01-02T03:04:05Z',
    }
    const history: GitHistory = {
      changed: new Map(Object.entries(changed).map(([file, day]) => [file, Date.parse(day) / 1000])),
      isCut: false,
    }
    const built = site(
      {
        'content/ar/z.md': 'title: Z\n\nText.',
        'site.yaml': settings('last_changed: true\n'),
        'content/a.md': 'title: A\n\nText.',
        'content/de/a.md': 'title: A\n\nText.',
      },
      { theme, readHistory: () => history },
    ).build()
    built.expectCodes()
    built.expect('a/index.html', 'Last changed: <time datetime="2024-05-06T07:08:09Z">2024-05-06</time>')
    built.expect('de/a/index.html', 'Zuletzt geändert: <time datetime="2025-01-02T03:04:05Z">2. Januar 2025</time>')
    // Shown in Arabic as it was written in English.
    built.expect('ar/a/index.html', '<time datetime="2024-05-06T07:08:09Z">')
    built.expectNot('ar/a/index.html', 'Last changed')
    built.expect('sitemap.xml', '/de/a/</loc><lastmod>2025-01-02T03:04:05Z</lastmod>')
  })

  test('diagrams and heroes have the words and the links of the translation', () => {
    const page = (begin: string, title: string, text: string): string =>
      `title: ${title}\n\n:::hero\n# ${title}\n\n${text}\n\n[${begin}](%link:b%)\n:::\n\n~~~mermaid\nflowchart LR\n  A[${begin}] --> B\n~~~\n`
    const built = site(
      {
        'content/ar/z.md': 'title: Z\n\nText.',
        'site.yaml': settings('diagrams: true\n'),
        'content/index.md': page('Begin', 'Course', 'All of it.'),
        'content/b.md': 'title: B\n\nText.',
        'content/de/index.md': page('Anfangen', 'Kurs', 'Alles.'),
        'content/de/b.md': 'title: B\n\nText.',
      },
      { loadPeer: loadPeerFrom(path.resolve(import.meta.dirname, '../..')) },
    ).build()
    built.expectCodes()
    built.expect('de/index.html', '<div class="sr-only">Anfangen, B</div>', 'href="b/">Anfangen</a>')
    built.expect('ar/index.html', '<div class="sr-only">Begin, B</div>', 'href="b/">Begin</a>')
  })

  test('a notebook is translated as a notebook or as a page, and has the outputs of its own', () => {
    const notebook = (text: string, output: string): string =>
      JSON.stringify({
        cells: [
          { cell_type: 'markdown', metadata: {}, source: [`# ${text}\n`, '\n', 'See %link:b%.'] },
          {
            cell_type: 'code',
            execution_count: 1,
            metadata: {},
            outputs: [{ output_type: 'stream', name: 'stdout', text: [output] }],
            source: ['print(1)'],
          },
        ],
        metadata: { language_info: { name: 'python' } },
        nbformat: 4,
        nbformat_minor: 5,
      })
    const built = site({
      'site.yaml': settings(),
      'content/ar/z.md': 'title: Z\n\nText.',
      'content/a.ipynb': notebook('Loops', 'one\n'),
      'content/b.md': 'title: B\n\n%link:a%',
      'content/c.ipynb': notebook('Lists', 'two\n'),
      'content/de/a.ipynb': notebook('Schleifen', 'eins\n'),
      'content/de/b.md': 'title: B (de)\n\n%link:a% %link:c%',
      'content/de/c.md': 'title: Listen\n\nText.',
    }).build()
    built.expectCodes()
    built.expect('de/a/index.html', 'Schleifen', 'eins', 'href="../b/">B (de)</a>')
    built.expect('ar/a/index.html', 'Loops', 'one')
    built.expect('de/b/index.html', 'href="../a/">Schleifen</a>', 'href="../c/">Listen</a>')
    built.expect('de/c/index.html', 'Text.')
    expect(built.paths().filter((file) => file.startsWith('de/c/'))).toEqual(['de/c/index.html'])
  })

  test('exercises and quizzes have ids, numbers and words of their own', () => {
    const page = (title: string, task: string): string =>
      `title: ${title}\n\n%--\nexercise:\n  id: ExAdd\n  title: ${title}\n  task: ${task}\n  check: |\n    assert True\n  solution: |\n    print(1)\n--%\n\n` +
      `%--\nquiz:\n  id: QuizOne\n  question: ${task}\n  right: a\n  wrong: [b]\n--%\n\n%ExAdd and %ref:b#QuizOne%.\n`
    const built = site({
      'site.yaml': settings(),
      'content/a.md': page('Adding', 'Add.'),
      'content/b.md': page('More', 'Add.'),
      'content/de/a.md': page('Addieren', 'Addiere.'),
      'content/de/b.md': page('Mehr', 'Addiere.'),
      'content/ar/a.md': page('الجمع', 'اجمع.'),
    }).build()
    built.expectCodes()
    for (const output of ['a', 'de/a', 'ar/a']) built.expect(`${output}/index.html`, 'id="ExAdd"', 'id="QuizOne"')
    built.expect('de/a/index.html', 'Übung 1', 'href="../b/#QuizOne"')
    built.expect('ar/a/index.html', 'href="../b/#QuizOne"')
    built.expectNot('ar/a/index.html', 'Exercise')
    built.expectNot('de/a/index.html', 'Exercise', 'Question')
  })

  test('a translation whose exercise got another id is told', () => {
    const page = (id: string): string =>
      `title: A\n\n%--\nexercise:\n  id: ${id}\n  task: Add.\n  check: assert True\n  solution: print(1)\n--%\n`
    site({
      'site.yaml': settings(),
      'content/a.md': page('ExAdd'),
      'content/de/a.md': page('ExSumme'),
      'content/ar/z.md': 'title: Z\n\nText.',
    })
      .build()
      .expectCodes('translation/differs')
  })

  test('results of code are those of the page, or of its source where the code is the same', () => {
    const [engine] = DEFAULT_RUN.engines
    if (!engine) throw new Error('There is no engine for Python.')
    const results = (code: string, output: string): string =>
      formatResults('content/a.md', {
        engines: { python: '3.11.7' },
        packages: {},
        blocks: [
          {
            key: runKey(engine, `${code}\n`, false, true),
            output,
            error: undefined,
            value: undefined,
            figures: [],
            read: {},
          },
        ],
      })
    const page = (code: string): string => `title: A\n\n\`\`\`python\n${code}\n\`\`\`\n`
    const built = site({
      'site.yaml': settings('run: true\n'),
      'content/a.md': page("print('one')"),
      'content/de/a.md': page("print('eins')"),
      'content/ar/a.md': page("print('one')"),
      'runs/a.json': results("print('one')", 'one\n'),
      'runs/de/a.json': results("print('eins')", 'eins\n'),
    }).build()
    built.expectCodes()
    built.expect('de/a/index.html', '<code>eins\n</code>').expect('ar/a/index.html', '<code>one\n</code>')
  })

  test('shards compile it, and what is made of them is the whole', () => {
    const files = languagesCourse()
    const whole = site(files).build()
    const merged = site(files, { store: memoryStore() })
    for (const index of [1, 2, 3]) {
      const store = memoryStore()
      expect(compileShard(site(files, { store }).session, {}, { index, count: 3 }).fault).toBe('none')
      expect(absorbShard(merged.session, store, `shard ${index}`)).toBeUndefined()
    }
    expect(merged.build().outputs()).toEqual(whole.outputs())
  })
})
