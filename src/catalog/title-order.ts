import { byUnits } from '../text/order.js'

const letters = new Intl.Collator('en')

/** Titles as a reader looks for them: what stands before the first letter or digit does not count, nor does case at first. */
export function byTitle(a: string, b: string): number {
  return letters.compare(begun(a), begun(b)) || byUnits(a, b)
}

const begun = (title: string): string => title.replace(/^[^\p{L}\p{N}]+(?=.)/u, '')
