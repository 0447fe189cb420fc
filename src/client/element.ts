/** Makes an element. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<Omit<HTMLElementTagNameMap[Name], 'style'>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

/** A copy of what an element holds, for another place: without ids, which a page has only once. */
export function contentOf(of: Element | null | undefined): DocumentFragment {
  const copy = document.createDocumentFragment()
  for (const node of of?.childNodes ?? []) copy.append(document.importNode(node, true))
  for (const named of copy.querySelectorAll('[id]')) named.removeAttribute('id')
  return copy
}
