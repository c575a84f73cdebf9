import type { Html } from '../../html.js'
import { part } from '../shared/part.js'

/** The elements of the rules index that its scripts work with. */

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
