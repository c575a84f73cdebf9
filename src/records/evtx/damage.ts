export type DamageCode =
  /** The file's first block: no magic, a wrong checksum, a chunk count that is not met. */
  | 'evtx-header'
  /** A chunk's header, or what stands where a chunk should. */
  | 'evtx-chunk'
  | 'evtx-checksum'
  /** A record that could not be read, or whose size is wrong. */
  | 'evtx-record'
  /** A part of a record; the rest of the record was read. */
  | 'evtx-value'
  /** More depth, elements or text than a record of its size can mean honestly. */
  | 'evtx-limit'
  | 'evtx-cut'

/** Why reading stopped. Thrown inside this folder only: the chunk reader turns it into a fault. */
export class Damage extends Error {
  constructor(
    readonly code: DamageCode,
    /** From the start of the chunk. */
    readonly offset: number,
    message: string,
  ) {
    super(message)
  }
}
