/** Writes the files of a site as they are made. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { Failure } from './exit.js'
import { type OutputFile, SiteFolder, type Written } from './output.js'
import type { FromWriter, ToWriter } from './output-worker.js'

/** So many files go to the writer at once, and so many may wait there. */
const batch = 16
const waiting = 256

const script = fileURLToPath(new URL('./output-worker.js', import.meta.url))

/**
 * Writes the files while the next ones are made, where a second thread can be had: run from its sources, the program has no
 * script for one. Throws what `SiteFolder` throws.
 */
export async function writeSite(folder: string, files: Iterable<OutputFile>): Promise<Written> {
  if (existsSync(script)) return writeBeside(folder, files)
  const site = new SiteFolder(folder)
  for (const file of files) site.put(file)
  return site.finish()
}

async function writeBeside(folder: string, files: Iterable<OutputFile>): Promise<Written> {
  const writer = new Writer(folder)
  try {
    let list: EncodedFile[] = []
    for (const file of files) {
      list.push(encoded(file))
      if (list.length < batch) continue
      await writer.take(list)
      list = []
    }
    if (list.length > 0) await writer.take(list)
    return await writer.finish()
  } finally {
    await writer.end()
  }
}

/** A file whose bytes are the other thread's once sent: to hand over its text would copy it, at five times the cost. */
interface EncodedFile extends OutputFile {
  readonly content: Uint8Array<ArrayBuffer>
}

const encoder = new TextEncoder()

/** Its content in memory of its own. */
const encoded = (file: OutputFile): EncodedFile => ({
  ...file,
  content: typeof file.content === 'string' ? encoder.encode(file.content) : new Uint8Array(file.content),
})

class Writer {
  private readonly worker: Worker
  private open = 0
  private done: Written | undefined
  private failure: Error | undefined
  private changed: () => void = () => {}

  constructor(folder: string) {
    this.worker = new Worker(script, { workerData: folder })
    this.worker.on('message', (said: FromWriter) => {
      if ('done' in said) this.done = said.done
      else if ('failed' in said) this.failure = new Failure(said.failed)
      else this.open -= said.taken
      this.changed()
    })
    this.worker.on('error', (error) => {
      this.failure = error instanceof Error ? error : new Error(String(error))
      this.changed()
    })
  }

  async take(files: readonly EncodedFile[]): Promise<void> {
    this.open += files.length
    this.worker.postMessage(
      files satisfies ToWriter,
      files.map((file) => file.content.buffer),
    )
    await this.until(() => this.open <= waiting)
  }

  async finish(): Promise<Written> {
    this.worker.postMessage([])
    await this.until(() => this.done !== undefined)
    return this.done ?? { files: 0, written: 0, removed: 0, bytes: 0 }
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }

  /** Also gives the worker's messages a chance to be heard. Throws what the worker threw. */
  private async until(holds: () => boolean): Promise<void> {
    await new Promise(setImmediate)
    while (!this.failure && !holds())
      await new Promise<void>((resolve) => {
        this.changed = resolve
      })
    if (this.failure) throw this.failure
  }
}
