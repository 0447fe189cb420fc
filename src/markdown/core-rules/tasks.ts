import type { RendererRule, StateCore, Token } from 'markdown-it'
import { compilationOf } from '../compilation.ts'
import { escapeHtml } from '../text/html.ts'

/**
 * Task lists:
 *
 *     - [ ] to do
 *     - [x] done
 */

/** Core rule: makes marks at the beginning of items into checkboxes. */
export function taskRule(state: StateCore): void {
  const { tokens } = state
  const lists: Token[] = []
  tokens.forEach((token, i) => {
    if (token.type === 'bullet_list_open' || token.type === 'ordered_list_open') lists.push(token)
    else if (token.type === 'bullet_list_close' || token.type === 'ordered_list_close') lists.pop()
    if (token.type !== 'inline' || tokens[i - 1]?.type !== 'paragraph_open' || tokens[i - 2]?.type !== 'list_item_open')
      return
    const match = /^\[([ xX])\][ \t]+/.exec(token.content)
    const [item, paragraph] = [tokens[i - 2], tokens[i - 1]]
    if (!match || !item || !paragraph) return
    const { words } = compilationOf(state.env)
    token.content = token.content.slice(match[0].length)
    item.attrJoin('class', 'task')
    const attributes =
      match[1] === ' ' ? `aria-label="${escapeHtml(words.toDo)}"` : `checked aria-label="${escapeHtml(words.done)}"`
    const checkbox = `<input type="checkbox" disabled ${attributes}> `
    // In a list with blank lines, the box stands in the paragraph.
    if (paragraph.hidden) item.meta = { checkbox }
    else {
      const box = new state.Token('fragment', '', 0)
      box.content = checkbox
      token.children = [box]
    }
    const list = lists.at(-1)
    if (list && !/(?:^| )tasks(?: |$)/.test(String(list.attrGet('class') ?? ''))) list.attrJoin('class', 'tasks')
  })
}

/** An item of a list, with its checkbox where it has one. */
export const renderListItem: RendererRule = (tokens, i, options, _env, renderer) => {
  const checkbox = tokens[i]?.meta?.checkbox
  return renderer.renderToken(tokens, i, options) + (typeof checkbox === 'string' ? checkbox : '')
}
