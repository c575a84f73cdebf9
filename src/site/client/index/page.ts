import type { Html } from '../../html.js'

/** The elements of the rules index that its scripts work with. */
export function part<T extends Element>(selector: string): T {
  const found = document.querySelector<T>(selector)
  if (!found) throw new Error(`The page has no ${selector}`)
  return found
}

export const field = part<HTMLInputElement>('#q')
export const sortField = part<HTMLSelectElement>('#sort')
export const facetForm = part<HTMLFormElement>('#facets')
export const list = part<HTMLOListElement>('#rows')
export const count = part<HTMLElement>('#count')
export const chosenLine = part<HTMLElement>('#chosen')
export const end = part<HTMLElement>('#end')

const standing = new WeakMap<Element, string>()

/** Only markup of the escaping template comes here. What stands already is left alone. */
export function put(element: Element, content: Html): void {
  if (standing.get(element) === content.markup) return
  standing.set(element, content.markup)
  element.innerHTML = content.markup
}
