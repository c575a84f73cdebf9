/** How the fields of a rule are found in records of one kind. */
import type { Field, StageId } from '../../model/rule.js'
import type { Scalar } from '../record.js'

/** Where the values of a field stand in a record. */
export interface Seat {
  /** Two seats with the same key hold the same values of any record. */
  readonly key: string
  /** The record's own names for it; all that stands under them counts. Absent: all values of the record. */
  readonly names?: readonly string[]
  /** Makes the values of one that stands there. */
  readonly make?: (value: Scalar) => readonly Scalar[]
  /** Where else to look in records in which that leaves no value. */
  readonly otherwise?: Seen
  /** Where all that leaves no value, what stands below this name counts as one text of JSON. */
  readonly below?: string
  /** Makes the numbers that are compared of each value that is found. */
  readonly part?: (value: Scalar) => readonly Scalar[]
}

/** Where the values of a field stand, or these values themselves, where they are the same for all records of the kind. */
export type Seen = Seat | readonly Scalar[]

export type Seeing = (field: Pick<Field, 'written'>, stage: StageId) => Seen

/** The record as the rule names it: each field under the name that it was written with. */
export const asWritten: Seeing = ({ written }) => ({ key: written, names: [written] })

export const anywhere: Seat = { key: '' }
