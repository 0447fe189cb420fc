// Other generators on the same pages: Hugo where `apt-get install hugo` or the like put it, and Eleventy, which is installed
// from npm into bench/out. What is Lectern's own in the pages becomes plain Markdown, and each page gets a navigation of
// its chapter and of all chapters, as Lectern's pages have. None of them makes a search.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const ELEVENTY = ['@11ty/eleventy@3.1.8', '@11ty/eleventy-plugin-syntaxhighlight@5.0.2']

const write = (file, text) => {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, text)
}

/** A page of the course in the Markdown that all generators read. */
function plainPage(text) {
  const figures = []
  const number = (id) => figures.indexOf(id) + 1
  return text
    .replace(/^title: (.*)\n/, (_, title) => `---\ntitle: ${JSON.stringify(title)}\n---\n`)
    .replace('[TOC]\n', '')
    .replace(/^~~~python$/gm, '```python')
    .replace(/^~~~$/gm, '```')
    .replace(/%--\nfigure:\n {4}source: (.*)\n {4}id: (.*)\n {4}caption: (.*)\n--%/g, (_, source, id, caption) => {
      figures.push(id)
      return `<figure id="${id}"><img src="../${source}" alt="">\n<figcaption>\n\nFigure ${figures.length}. ${caption}\n\n</figcaption></figure>`
    })
    .replace(/%link:lesson-(\d+)%/g, (_, n) => `../../chapter-${Math.floor((n - 1) / 25) + 1}/lesson-${n}/`)
    .replace(/\.\.\/(chapter-\d+\/lesson-\d+)\.md/g, '../../$1/')
    .replace(/%(Fig\w+)/g, (_, id) => `[Figure ${number(id) || 1}](#${id})`)
}

function writePages(course, target, page) {
  const content = path.join(course, 'content')
  for (const file of fs.readdirSync(content, { recursive: true })) {
    const from = path.join(content, file)
    if (fs.statSync(from).isDirectory()) continue
    if (file.endsWith('.md')) write(path.join(target, file), page(plainPage(fs.readFileSync(from, 'utf8')), file))
    else write(path.join(target, file), fs.readFileSync(from))
  }
}

/** Hugo, with a template that shows the pages of the section and all sections. */
function hugo(course, folder) {
  const version = spawnSync('hugo', ['version'], { encoding: 'utf8' })
  if (version.status !== 0) return { name: 'Hugo', missing: 'it is not installed: `apt-get install hugo`' }
  write(
    path.join(folder, 'config.toml'),
    `baseURL = "https://example.org/"\ntitle = "Course"\ndisableKinds = ["RSS", "sitemap", "taxonomy", "term", "404"]\n[markup.goldmark.renderer]\nunsafe = true\n[markup.highlight]\nnoClasses = false\n`,
  )
  const page = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><nav><ul>{{ range .Site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul><ul>{{ with .CurrentSection }}{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}{{ end }}</ul></nav><nav>{{ .TableOfContents }}</nav><main><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>`
  write(path.join(folder, 'layouts/_default/single.html'), page)
  write(path.join(folder, 'layouts/_default/list.html'), page)
  write(path.join(folder, 'layouts/index.html'), page)
  writePages(course, path.join(folder, 'content'), (text) => text)
  const [number = ''] = /v[\d.]+/.exec(version.stdout) ?? []
  return {
    name: `Hugo ${number}`,
    output: path.join(folder, 'public'),
    command: ['hugo', '--quiet', '--source', folder],
  }
}

/** Eleventy with its plugin for Prism. */
function eleventy(course, folder) {
  const home = path.join(folder, 'program')
  const program = path.join(home, 'node_modules/@11ty/eleventy/cmd.cjs')
  if (!fs.existsSync(program)) {
    write(path.join(home, 'package.json'), '{"private":true}')
    const npm = spawnSync('npm', ['install', '--silent', '--no-audit', '--no-fund', ...ELEVENTY], { cwd: home })
    if (npm.status !== 0) return { name: 'Eleventy', missing: 'npm could not install it' }
  }
  const site = path.join(folder, 'site')
  fs.rmSync(site, { recursive: true, force: true })
  fs.mkdirSync(site, { recursive: true })
  fs.symlinkSync(path.join(home, 'node_modules'), path.join(site, 'node_modules'))
  write(path.join(site, 'package.json'), '{"type":"module"}')
  write(
    path.join(site, 'eleventy.config.js'),
    `import highlight from '@11ty/eleventy-plugin-syntaxhighlight'
export default (config) => {
  config.addPlugin(highlight)
  config.addPassthroughCopy('src/**/*.{png,svg}')
  config.setQuietMode(true)
  config.addCollection('chapters', (api) => {
    const chapters = new Map()
    for (const page of api.getAll()) {
      const name = page.inputPath.split('/').at(-2)
      chapters.set(name, [...(chapters.get(name) ?? []), page])
    }
    return Object.fromEntries(chapters)
  })
  return { dir: { input: 'src', output: 'out', includes: '_includes' }, markdownTemplateEngine: false }
}
`,
  )
  write(
    path.join(site, 'src/_includes/page.njk'),
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>{{ title }}</title></head><body><nav><ul>{% for name, pages in collections.chapters %}<li><a href="/{{ name }}/">{{ name }}</a></li>{% endfor %}</ul><ul>{% for item in collections.chapters[chapter] %}<li><a href="{{ item.url }}">{{ item.data.title }}</a></li>{% endfor %}</ul></nav><main><h1>{{ title }}</h1>{{ content | safe }}</main></body></html>`,
  )
  writePages(course, path.join(site, 'src'), (text, file) =>
    text.replace('---\n', `---\nlayout: page.njk\nchapter: ${path.dirname(file)}\n`),
  )
  const { version } = JSON.parse(fs.readFileSync(path.join(home, 'node_modules/@11ty/eleventy/package.json'), 'utf8'))
  return {
    name: `Eleventy ${version}`,
    output: path.join(site, 'out'),
    command: [process.execPath, program, '--quiet'],
    cwd: site,
  }
}

/** The peers that can be run, ready to build the course; those that cannot say why in `missing`. */
export function preparePeers(course, folder) {
  return [hugo(course, path.join(folder, 'hugo')), eleventy(course, path.join(folder, 'eleventy'))]
}

/** Runs a peer: seconds, and the peak of its memory in MB, as the system tells them. */
export function runPeer({ command: [program = '', ...args], cwd, output }) {
  fs.rmSync(output, { recursive: true, force: true })
  const measure = `import resource, subprocess, sys, time
started = time.time()
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(status, time.time() - started, used.ru_utime, used.ru_maxrss / 1024)`
  const text = execFileSync('python3', ['-c', measure, program, ...args], { cwd, encoding: 'utf8' })
  const [status, seconds, user, memory] = text.trim().split(' ').map(Number)
  if (status !== 0) throw new Error(`${program} failed`)
  return { wall: seconds * 1000, user: user * 1000, memory }
}
