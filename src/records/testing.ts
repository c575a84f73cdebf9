/** What tests of this folder share. */
import { readLog } from './read-log.js'
import type { Batch, Fault, LogRecord, Reader } from './types.js'

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

export interface Everything {
  readonly records: readonly LogRecord[]
  readonly faults: readonly Fault[]
}

const all = (batches: readonly Batch[]): Everything => ({
  records: batches.flatMap(({ records }) => records),
  faults: batches.flatMap(({ faults }) => faults),
})

export async function readAll(pieces: Iterable<Uint8Array>, name = 'a.log'): Promise<Everything> {
  const batches: Batch[] = []
  for await (const batch of readLog(name, pieces)) batches.push(batch)
  return all(batches)
}

export function readWith(reader: Reader, pieces: Iterable<Uint8Array>): Everything {
  return all([...Array.from(pieces, (piece) => reader.push(piece)), reader.end()])
}

/** Bytes cut at some places, given as parts of the whole. Each piece is overwritten once it has been taken. */
export function* cut(bytes: Uint8Array, places: readonly number[]): Generator<Uint8Array> {
  const ends = places.map((place) => Math.floor(place * bytes.length)).sort((a, b) => a - b)
  let from = 0
  for (const end of [...ends, bytes.length]) {
    const piece = new Uint8Array(bytes.subarray(from, end))
    yield piece
    piece.fill(0x23)
    from = end
  }
}

/** A line for each record, `number@line value`, then one for each fault. */
export const shown = ({ records, faults }: Everything): string =>
  [
    ...records.map(({ number, line, value }) => `${number}${line ? `@${line}` : ''} ${JSON.stringify(value)}`),
    ...faults.map(
      ({ code, line, offset }) => `! ${code}${line ? ` line ${line}` : ''}${offset ? ` byte ${offset}` : ''}`,
    ),
  ].join('\n')
