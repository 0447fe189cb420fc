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

/** What makes a selector one of the page around the text: classes and attributes in a text are its author's, and no controls. */
export const AROUND = ':not(main *)'

/** An element of the page around the text. */
export const around = <Found extends HTMLElement>(selector: string): Found | null =>
  document.querySelector<Found>(selector + AROUND)

/** A copy of what an element holds, for another place: without ids, which a page has only once. */
export function contentOf(of: Element | null | undefined): DocumentFragment {
  const copy = document.createDocumentFragment()
  for (const node of of?.childNodes ?? []) copy.append(document.importNode(node, true))
  for (const named of copy.querySelectorAll('[id]')) named.removeAttribute('id')
  return copy
}
