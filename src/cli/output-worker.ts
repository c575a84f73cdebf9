/** Writes a site on a thread of its own: encoding and the disk take a quarter of a build. */
import { parentPort, workerData } from 'node:worker_threads'
import { type OutputFile, SiteFolder, type Written } from './output.js'

/** What the thread is told: files to write, in order; none: that is all. */
export type ToWriter = readonly OutputFile[]

/** What it tells: how many files are written, and at last what was done. */
export type FromWriter = { readonly taken: number } | { readonly done: Written }

const folder = new SiteFolder(String(workerData))

parentPort?.on('message', (files: ToWriter) => {
  for (const file of files) folder.put(file)
  const said: FromWriter = files.length > 0 ? { taken: files.length } : { done: folder.finish() }
  parentPort?.postMessage(said)
  if (files.length === 0) parentPort?.close()
})
