/** The door of this folder: bytes of a file to its entries. */
import { Allowance } from './allowance.js'
import { OpenLog } from './open-log.js'
import type { LogBatch } from './pipe.js'
import type { Fault } from './types.js'

/** What a source of bytes throws when it cannot give more. */
export class UnreadableLog extends Error {
  readonly fault: Fault

  constructor(fault: Fault) {
    super(fault.message)
    this.fault = fault
  }
}

/**
 * Reads a log of any known format, packed or not. Memory does not grow with its length: at most one entry is held, and
 * what one piece gives. What is wrong with the log is a fault, and never thrown; errors of the source go on, but for
 * `UnreadableLog`. A file without a byte gives nothing.
 *
 * `name` only decides where the content leaves the format open.
 */
export async function* readLog(
  name: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<LogBatch> {
  const allowance = new Allowance()
  const log = new OpenLog({ depth: 0, name, allowance })
  try {
    for await (const bytes of chunks) {
      allowance.read(bytes.length)
      yield* log.push(bytes)
      if (log.done) return
    }
  } catch (error) {
    if (!(error instanceof UnreadableLog)) throw error
    yield* log.end()
    yield { records: [], faults: [error.fault] }
    return
  }
  yield* log.end()
}
