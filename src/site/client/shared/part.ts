/** The element of the page that a script works with. Throws where the page has none: the two were made for each other. */
export function part<T extends Element>(selector: string): T {
  const found = document.querySelector<T>(selector)
  if (!found) throw new Error(`The page has no ${selector}`)
  return found
}
