import { fillWords } from '../config/interface-words.ts'
import { defineBlock } from '../markdown/blocks/block.ts'
import { html } from '../markdown/text/html.ts'

export const github = defineBlock({
  name: 'github',
  doc: 'A link to a person or an issue on GitHub, anywhere in a line; the network is not asked.',
  inline: true,
  fields: {
    user: { type: 'string', doc: 'A name on GitHub: the link is `@name`.' },
    repo: { type: 'string', doc: 'A repository, as in `owner/name`.' },
    issue: { type: 'string', doc: 'The number of an issue of `repo`: the link is “Issue #12”.' },
  },
  example: 'github:\n  repo: smathot/pythontutorials\n  issue: 12',
  render({ user, repo, issue }, context) {
    const bad = (field: string, hint: string): undefined => {
      context.report('github/incomplete', `The \`${field}\` of a \`github\` block is missing or cannot be right.`, {
        field,
        hint,
      })
      return undefined
    }
    if (user !== undefined) {
      const name = user.replace(/^@/, '')
      if (!/^[\w-]+$/.test(name)) return bad('user', 'write the name of an account, as in `user: octocat`')
      return html`<a href="https://github.com/${name}">@${name}</a>`
    }
    if (repo === undefined || !/^[\w.-]+\/[\w.-]+$/.test(repo))
      return bad('repo', 'write `user: name`, or `repo: owner/name` and `issue: 12`')
    if (issue === undefined || !/^#?\d+$/.test(issue))
      return bad('issue', 'write the number of an issue, as in `issue: 12`')
    const number = issue.replace(/^#/, '')
    return html`<a href="https://github.com/${repo}/issues/${number}">${fillWords(context.words.issue, { n: number })}</a>`
  },
})
