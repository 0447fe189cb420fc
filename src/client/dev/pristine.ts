/** What the server sent: elements that scripts added are not in it, and attributes are as they were. */
export const pristine = new WeakMap<Node, ReadonlyMap<string, string>>()

/** Exercises as the server sent them: a script makes editors and more of what is in them. */
export const pristineExercises = new WeakMap<Element, string>()

const isExercise = (node: Node): node is HTMLElement => node instanceof HTMLElement && node.matches('.exercise[id]')

/** The attributes of an element as they are now. */
export const attributesOf = (element: Element): ReadonlyMap<string, string> =>
  new Map(Array.from(element.attributes, ({ name, value }) => [name, value]))

/** Takes a part of the page as it stands for what the server sent. */
export function remember(root: Node): void {
  pristine.set(root, root instanceof Element ? attributesOf(root) : new Map())
  if (isExercise(root)) pristineExercises.set(root, root.innerHTML)
  for (const child of root.childNodes) remember(child)
}
