// The notices of the packages whose code is bundled into lib/: their licences ask for them wherever the code goes.
import fs from 'node:fs'
import path from 'node:path'

/** Notes the modules of packages in what rolldown writes. */
export function noteBundled() {
  const modules = new Set()
  return {
    modules,
    plugin: {
      name: 'third-party',
      generateBundle(_options, bundle) {
        for (const file of Object.values(bundle))
          if (file.type === 'chunk') for (const id of file.moduleIds) modules.add(id)
      },
    },
  }
}

/** The folder of the package that a module lies in; undefined where it is one of this repository. */
function packageOf(module) {
  const [file] = module.replace(/^\0/, '').split('?')
  const at = file.lastIndexOf(`${path.sep}node_modules${path.sep}`)
  if (at < 0) return undefined
  const rest = file.slice(at + '/node_modules/'.length).split(path.sep)
  return path.join(file.slice(0, at), 'node_modules', ...rest.slice(0, rest[0].startsWith('@') ? 2 : 1))
}

/** Names, versions and licences of all packages that have one of these modules, with the text of each licence. */
export function noticesOf(modules) {
  const folders = new Set(Array.from(modules, packageOf).filter((folder) => folder !== undefined))
  const notices = Array.from(folders, (folder) => {
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
    const files = fs.readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)\b/i.test(file))
    if (typeof license !== 'string' || files.length === 0)
      throw new Error(`The package ${name} does not say its licence.`)
    const texts = files.sort().map((file) => fs.readFileSync(path.join(folder, file), 'utf8').trim())
    return { name: `${name} ${version}`, text: `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n` }
  }).sort((a, b) => (a.name < b.name ? -1 : 1))
  const line = `\n${'-'.repeat(80)}\n\n`
  return `The files beside this one hold code of these packages.\n${notices.map(({ text }) => line + text).join('')}`
}
