/**
 * A stretch of text that stands inside a larger one, as a query does in a rule file, with where each of its characters
 * was written. A reader of the stretch places what it finds without knowing about the file around it.
 */
import type { Span } from '../model/rule.js'

export interface Fragment {
  /** The content, escapes of whatever is around it undone. */
  readonly text: string
  /** From offsets in `text` to a place in the whole. `from` and `to` may be anything from 0 to the text's length. */
  place(from: number, to: number): Span
}

/** A stretch that stands in the whole exactly as it is read, beginning at `base`. */
export const plainFragment = (text: string, base = 0): Fragment => ({
  text,
  place: (from, to) => ({ from: base + from, to: base + to }),
})

/**
 * A stretch whose characters do not lie one after the other in `outer`: `offsets[i]` is where, in the text of `outer`,
 * what became the character at `i` begins; one more says where the last one ends.
 */
export const mappedFragment = (text: string, offsets: ArrayLike<number>, outer: Pick<Fragment, 'place'>): Fragment => ({
  text,
  place: (from, to) => outer.place(offsets[from] ?? 0, offsets[to] ?? offsets[from] ?? 0),
})

/** A part of a fragment, read by itself. */
export const partOf = (outer: Fragment, from: number, to: number): Fragment => ({
  text: outer.text.slice(from, to),
  place: (start, end) => outer.place(from + start, from + end),
})
