import type { Millis } from '../../model/rule.js'
import type { Row } from '../row.js'
import type { Lists } from '../text.js'

/** What the values of expressions hang on. */
export interface Place {
  readonly row: Row
  readonly lists: Lists
  /** The time that `now()` means. Without it what asks for the time is unknown. */
  readonly now?: Millis
  readonly work: Work
}

/** A place for a record, with all that may be computed for one still to spend. */
export const placeOf = (row: Row, { lists = new Map(), now }: Partial<Pick<Place, 'lists' | 'now'>>): Place => ({
  row,
  lists,
  ...(now === undefined ? {} : { now }),
  work: new Work(),
})

/** How many characters or elements one value may have. */
export const largest = 1 << 18

/** What may be computed for one record: characters and elements of all values together. What comes after is unknown. */
export class Work {
  private left = 1 << 22

  /** Whether there was so much left. */
  spend(amount: number): boolean {
    this.left -= amount
    return amount <= largest && this.left >= 0
  }
}
