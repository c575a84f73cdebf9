/**
 * Reading Windows event logs to JSON values, in one run with two floors: touching every byte of them, and JSON.parse of the
 * same records as JSON. Sample logs are mostly empty space, so full chunks are measured once more by themselves.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { EvtxReader } from '../src/records/evtx/reader.js'
import type { LogRecord } from '../src/records/types.js'
import { median } from './corpus.js'

const corpora = process.argv[2] ?? join(import.meta.dirname, '../../shared/corpora')
const logs = join(corpora, '../logs')
if (!existsSync(logs)) throw new Error(`no logs at ${logs}`)

const headerSize = 4096
const chunkSize = 0x10000

const files = readdirSync(logs, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.evtx'))
  .map((path) => readFileSync(join(logs, path)))
const full = Buffer.concat(Array.from({ length: 8 }, () => files.flatMap(fullChunks)).flat())

/** The chunks of a file that are full of records but for a tenth. */
function fullChunks(bytes: Buffer): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = headerSize; at + chunkSize <= bytes.length; at += chunkSize) {
    const free = bytes.readUInt32LE(at + 48)
    if (free > 0.9 * chunkSize && free <= chunkSize) chunks.push(bytes.subarray(at, at + chunkSize))
  }
  return chunks
}

/** Gives the records of a log in pieces, as they come from a disk. */
function* read(bytes: Buffer): Generator<readonly LogRecord[]> {
  const reader = new EvtxReader()
  for (let at = 0; at < bytes.length; at += chunkSize) yield reader.push(bytes.subarray(at, at + chunkSize)).records
  yield reader.end().records
}

/** Without keeping the records, which would slow down what is measured after it. */
function asJson(bytes: Buffer): string[] {
  const json: string[] = []
  for (const batch of read(bytes)) for (const { value } of batch) json.push(JSON.stringify(value))
  return json
}

function count(bytes: Buffer): number {
  let records = 0
  for (const batch of read(bytes)) records += batch.length
  return records
}

function touch(bytes: Buffer): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let sum = 0
  for (let at = 0; at + 4 <= bytes.length; at += 4) sum = (sum + view.getUint32(at, true)) | 0
  return sum
}

function compare(logs: readonly Buffer[]) {
  const start = performance.now()
  const records = logs.reduce((sum, bytes) => sum + count(bytes), 0)
  const cold = performance.now() - start
  const warm = median(() => logs.map(count))
  const touched = median(() => logs.map(touch))
  const json = logs.flatMap(asJson)
  const parsed = median(() => json.map((text) => typeof JSON.parse(text)))
  const megabytes = logs.reduce((sum, bytes) => sum + bytes.length, 0) / 1e6
  return {
    megabytes,
    records,
    megabytesPerSecond: {
      cold: megabytes / (cold / 1000),
      warm: megabytes / (warm / 1000),
      touch: megabytes / (touched / 1000),
    },
    recordsPerSecond: {
      cold: records / (cold / 1000),
      warm: records / (warm / 1000),
      jsonParse: records / (parsed / 1000),
    },
  }
}

const samples = compare(files)
const dense = compare([full])

console.log(
  JSON.stringify(
    { bench: 'evtx', files: files.length, samples, dense },
    (_, value) => (typeof value === 'number' ? Math.round(value) : value),
    2,
  ),
)
