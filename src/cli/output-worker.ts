/** Writes a site on a thread of its own: encoding and the disk take a quarter of a build. */
import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from './exit.js'
import { type OutputFile, SiteFolder, type Written } from './output.js'

/** What the thread is told: files to write, in order; none: that is all. */
export type ToWriter = readonly OutputFile[]

/** What it tells: how many files are written, and at last what was done; or why it cannot go on. */
export type FromWriter = { readonly taken: number } | { readonly done: Written } | { readonly failed: string }

const folder = told(() => new SiteFolder(String(workerData)))

parentPort?.on('message', (files: ToWriter) => {
  const said = told(() => write(files))
  if (said) parentPort?.postMessage(said)
  if (files.length === 0) parentPort?.close()
})

function write(files: ToWriter): FromWriter | undefined {
  for (const file of files) folder?.put(file)
  return files.length > 0 ? { taken: files.length } : folder && { done: folder.finish() }
}

/** Errors lose their class on the way to the other thread, so a failure is told in words. */
function told<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    parentPort?.postMessage({ failed: error.message } satisfies FromWriter)
    return undefined
  }
}
