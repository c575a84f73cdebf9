/** Reads files with Microsoft's KQL beside all others, where a second thread can be had. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Ahead, InputFile } from '../catalog/build.js'
import type { ReadFile } from '../catalog/families.js'
import type { FromReader, ToReader } from './read-ahead-worker.js'

/** Run from its sources, the program has no script for a thread. */
const script = fileURLToPath(new URL('./read-ahead-worker.js', import.meta.url))

/** Fewer files than this are not worth a thread. */
const fewest = 20

/** How long a thread may be silent, in milliseconds: it needs seconds to start, and a query takes no longer than one. */
const patience = 60_000

export interface Reader extends Ahead {
  /** Ends the thread. */
  end(): void
}

/** Begins to read; undefined when that is not worth it. */
export function readAhead(files: readonly InputFile[]): Reader | undefined {
  const chosen = files.filter(isKusto)
  return chosen.length >= fewest && existsSync(script) ? new Beside(chosen) : undefined
}

/** A guess that costs nothing when it is wrong: the thread gives back what is not for it. */
const isKusto = ({ path, text, diagnostics = [] }: InputFile): boolean =>
  diagnostics.length === 0 &&
  (/\.(?:kql|csl|md)$/i.test(path) || (/\.ya?ml$/i.test(path) && /^[ \t]*query(?:Text)?[ \t]*:/m.test(text)))

class Beside implements Reader {
  private readonly indices: ReadonlyMap<InputFile, number>
  private readonly found: (ReadFile | undefined)[] = []
  private readonly worker: Worker
  private readonly port: MessagePort
  private over = false
  private readonly sent = new Int32Array(new SharedArrayBuffer(4))

  constructor(files: readonly InputFile[]) {
    this.indices = new Map(files.map((file, i) => [file, i]))
    const { port1, port2 } = new MessageChannel()
    this.port = port1
    const workerData: ToReader = {
      files: files.map(({ path, text }) => ({ path, text })),
      port: port2,
      counter: this.sent.buffer,
    }
    this.worker = new Worker(script, { workerData, transferList: [port2] })
    // Its failure is no one's but its own: what it has not read is read here.
    this.worker.on('error', () => {})
    this.worker.unref()
    this.port.unref()
  }

  has(file: InputFile): boolean {
    return this.indices.has(file)
  }

  read(file: InputFile): ReadFile | undefined {
    const index = this.indices.get(file)
    if (index === undefined) return undefined
    while (this.found.length <= index && this.receive());
    const read = this.found[index]
    return read && { ...read, rules: read.rules.map((rule) => ({ ...rule, text: file.text })) }
  }

  /** Takes the next message, waiting for it; false when none will come. A thread that was too slow once is given up. */
  private receive(): boolean {
    while (!this.over) {
      const sent = Atomics.load(this.sent, 0)
      const message = receiveMessageOnPort(this.port) as { message: FromReader } | undefined
      if (message) {
        this.found.push(...message.message)
        return true
      }
      this.over = sent === -1 || Atomics.wait(this.sent, 0, sent, patience) === 'timed-out'
    }
    return false
  }

  end(): void {
    this.port.close()
    void this.worker.terminate()
  }
}
