/** What readers of logs give. Every reader takes bytes in pieces of any size and answers with what became complete. */

/** One log entry as it was read. */
export interface LogRecord {
  /** 1-based position among the entries of its file. */
  readonly number: number
  /** 1-based line, in logs made of lines. */
  readonly line?: number
  /** Any JSON value; Windows events as `{Event: {System, EventData | UserData}}`. */
  readonly value: unknown
}

/** What could not be read. */
export interface Fault {
  readonly code: string
  /** byte offset in the (unpacked) file */
  readonly offset?: number
  readonly line?: number
  readonly message: string
}

export interface Batch {
  readonly records: readonly LogRecord[]
  readonly faults: readonly Fault[]
}

/** Where the bytes are cut never changes what is read. Readers never throw for what is in a log. */
export interface Reader {
  push(bytes: Uint8Array): Batch
  /** What was still open when the bytes ended. Nothing is pushed after. */
  end(): Batch
}
