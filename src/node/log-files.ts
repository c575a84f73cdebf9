import { createReadStream, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import { fault } from '../records/faults.js'
import { UnreadableLog } from '../records/read-log.js'
import { Gunzipped, isGzip } from './gunzipped.js'
import { errorCode, reason } from './reason.js'
import { walk } from './walk.js'

/** Bytes that are read at once, while the ones before are being worked on. */
const blockBytes = 1024 * 1024

export interface LogFile {
  /** The path that was asked for, with the path below it; `-` is standard input. */
  readonly path: string
  /** To be read once. Throws `UnreadableLog` when the file cannot be read, or not further. */
  readonly chunks: AsyncIterable<Uint8Array>
}

export interface LogFiles {
  /** In the order of their paths, each real file once. Whether one is a log is seen when it is read. */
  readonly files: readonly LogFile[]
  /** Places where there should have been a file. */
  readonly problems: readonly { readonly path: string; readonly message: string }[]
}

/**
 * The files of a log path: the file itself, every file of a folder and of the folders in it, or standard input for `-`.
 * Nothing is opened before its chunks are asked for.
 */
export function logFiles(root: string): LogFiles {
  if (root === '-') return { files: [{ path: '-', chunks: unpacked(process.stdin) }], problems: [] }
  let stats: Stats
  try {
    stats = statSync(root)
  } catch (error) {
    return { files: [], problems: [{ path: root, message: `It cannot be read: ${reason(error)}.` }] }
  }
  // A pipe or a device that is named outright is read.
  if (!stats.isDirectory()) return { files: [logFile(root)], problems: [] }
  const { files, problems } = walk(root, { wanted: () => true })
  return {
    files: files.map((path) => logFile(join(root, path))),
    problems: problems.map(({ path, diagnostic }) => ({ path: join(root, path), message: diagnostic.message })),
  }
}

const logFile = (path: string): LogFile => ({ path, chunks: blocksOf(path) })

async function* blocksOf(path: string): AsyncGenerator<Uint8Array> {
  yield* unpacked(createReadStream(path, { highWaterMark: blockBytes }))
}

/** Bytes as they are, or what is in them when they are packed with gzip. */
async function* unpacked(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let gunzipped: Gunzipped | undefined
  let isFirst = true
  try {
    for await (const bytes of stream) {
      if (isFirst && isGzip(bytes)) gunzipped = new Gunzipped()
      isFirst = false
      if (gunzipped) yield* gunzipped.push(bytes)
      else yield bytes
    }
    if (gunzipped) yield* gunzipped.end()
  } catch (error) {
    if (error instanceof UnreadableLog || errorCode(error) === undefined) throw error
    throw new UnreadableLog(fault('log/unreadable', {}, reason(error)))
  } finally {
    gunzipped?.close()
  }
}
