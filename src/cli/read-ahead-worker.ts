/**
 * Reads files with Microsoft's KQL on a thread of its own. Its parser needs seconds to start and memory that is given back
 * when the thread ends.
 */
import { type MessagePort, workerData } from 'node:worker_threads'
import { type ReadFile, readerOf } from '../catalog/families.js'
import { parseKql } from '../node/kusto.js'

export interface ToReader {
  readonly files: readonly { readonly path: string; readonly text: string }[]
  /** For what was read. */
  readonly port: MessagePort
  /** One number, raised by each message; -1 when no more will come. */
  readonly counter: SharedArrayBuffer
}

/** What was read of the next files, in their order; undefined where it is not for this thread to read. */
export type FromReader = readonly (ReadFile | undefined)[]

/** Files in one message. */
const batch = 20

const { files, port, counter } = workerData as ToReader
const sent = new Int32Array(counter)
try {
  for (let from = 0; from < files.length; from += batch) {
    const read: FromReader = files.slice(from, from + batch).map(({ path, text }) => readOne(path, text))
    port.postMessage(read)
    Atomics.add(sent, 0, 1)
    Atomics.notify(sent, 0)
  }
} finally {
  port.close()
  Atomics.store(sent, 0, -1)
  Atomics.notify(sent, 0)
}

/** Without the text of the file in each rule, which the other side has. */
function readOne(path: string, text: string): ReadFile | undefined {
  try {
    const read = readerOf(path)?.(path, text, { macros: () => undefined, kql: parseKql })
    if (!read?.rules.every(({ family, text: whole }) => family === 'kusto' && whole === text)) return undefined
    return { ...read, rules: read.rules.map((rule) => ({ ...rule, text: '' })) }
  } catch {
    // The reader on the other side will say the same, and whoever called it knows how to report it.
    return undefined
  }
}
