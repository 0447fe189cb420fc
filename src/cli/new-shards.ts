import fs from 'node:fs'
import path from 'node:path'
import { nodeFiles } from '../files/node.ts'
import { packageFolder } from '../files/open-site.ts'
import { holdsPages } from './courses.ts'

/** Where each workflow goes, by its name in the package: packages lose files whose names begin with a dot. */
const WORKFLOWS = [
  { from: 'dot-github/workflows/publish-shards.yml', to: '.github/workflows/publish-shards.yml' },
  { from: 'dot-gitlab-ci.yml', to: '.gitlab-ci.yml' },
] as const

/** `lectern new --shards 4 [folder]`: workflows that build a course on several machines. Nothing that exists is changed. */
export function newShards(folder: string, written: string): 0 | 2 {
  const fault = (message: string): 2 => {
    process.stderr.write(`lectern: ${message}\n`)
    return 2
  }
  const count = /^\d{1,3}$/.test(written) ? Number(written) : 0
  if (count < 2 || count > 256)
    return fault(`\`--shards\` takes the number of machines, from 2 to 256, not \`${written}\`.`)
  const root = path.resolve(folder)
  if (!fs.statSync(root, { throwIfNoEntry: false })?.isDirectory())
    return fault(`There is no folder \`${folder}\`. Make a course first: \`lectern new ${folder}\`.`)
  if (!holdsPages(root))
    return fault(`There is no course in \`${folder}\`. Name the folder that holds its \`site.yaml\`.`)
  const files = nodeFiles(root)
  const inTheWay = WORKFLOWS.filter(({ to }) => files.kind(to) !== undefined)
  if (inTheWay.length) {
    const list = inTheWay.map(({ to }) => `  ${path.join(folder, to)}\n`).join('')
    return fault(`Nothing was made, because this is in the way:\n${list}Move it away, and try again.`)
  }
  const linked = WORKFLOWS.find(({ to }) => !files.stays(to))
  if (linked)
    return fault(`\`${path.join(folder, linked.to)}\` would lie in a link to a folder elsewhere. Nothing was made.`)
  const parts = Array.from({ length: count }, (_, i) => i + 1).join(', ')
  for (const { from, to } of WORKFLOWS) {
    const text = fs.readFileSync(path.join(packageFolder(), 'lib/shard-workflows', from), 'utf8')
    files.write(to, text.replaceAll('COUNT', String(count)).replaceAll('PARTS', parts))
  }
  const publish = path.join(root, '.github/workflows/publish.yml')
  const both = fs.existsSync(publish)
    ? `\n\`${path.join(folder, '.github/workflows/publish.yml')}\` publishes, too: delete one of them.\n`
    : ''
  process.stdout.write(`Made workflows that build on ${count} machines:
  ${path.join(folder, WORKFLOWS[0].to)}, for GitHub
  ${path.join(folder, WORKFLOWS[1].to)}, for GitLab; keep the one that you need
${both}
Both install what \`package-lock.json\` says: commit it, with the file of Lectern that it names.
`)
  return 0
}
