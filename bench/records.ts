/**
 * Reading logs: JSON lines against the floor, which only decodes the same bytes, splits them and parses each line, turn
 * about in one run; then the same records as CSV and as Windows XML, and unpacking. A round is some 27 MB.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { gunzipSync } from 'node:zlib'
import { CsvReader } from '../src/records/csv.js'
import { JsonLinesReader } from '../src/records/json-lines.js'
import { JsonValuesReader } from '../src/records/json-values.js'
import type { Reader } from '../src/records/types.js'
import { GzipUnpacker } from '../src/records/unpack.js'
import { XmlEventsReader } from '../src/records/xml-events.js'

const corpora = process.argv[2] ?? join(import.meta.dirname, '../../shared/corpora')
const logs = join(corpora, '../logs/records-20k.jsonl.gz')
if (!existsSync(logs)) {
  console.log(JSON.stringify({ bench: 'records', skipped: 'no logs beside the rules' }))
  process.exit(0)
}
const packed = new Uint8Array(readFileSync(logs))
const bytes = new Uint8Array(gunzipSync(packed))
const rounds = 7
/** As a file arrives from a disk. */
const block = 1024 * 1024

type Fields = Readonly<Record<string, string | number>>
const records: Fields[] = new TextDecoder()
  .decode(bytes)
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))

const decoder = new TextDecoder()

/** Cut at line ends: large, as they are read, and as small as makes the floor fastest. */
const blocks = { large: [...linesOf(bytes, block)], small: [...linesOf(bytes, 64 * 1024)] }

function* linesOf(all: Uint8Array, block: number): Generator<Uint8Array> {
  for (let from = 0; from < all.length; ) {
    const end = all.lastIndexOf(10, from + block) + 1
    yield all.subarray(from, end)
    from = end
  }
}

function floor(blocks: readonly Uint8Array[]): number {
  let count = 0
  for (const bytes of blocks)
    for (const line of decoder.decode(bytes).split('\n')) {
      if (line === '') continue
      JSON.parse(line)
      count++
    }
  return count
}

function read(reader: Reader, all: Uint8Array): number {
  let count = 0
  for (let from = 0; from < all.length; from += block)
    count += reader.push(all.subarray(from, from + block)).records.length
  return count + reader.end().records.length
}

const csv = new TextEncoder().encode(csvOf(records))
const xml = new TextEncoder().encode(records.map(xmlOf).join('\n'))

function csvOf(all: readonly Fields[]): string {
  const names = [...new Set(all.flatMap(Object.keys))]
  const cell = (value: string | number | undefined): string =>
    value === undefined ? '' : /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)
  return [names.join(','), ...all.map((one) => names.map((name) => cell(one[name])).join(','))].join('\n')
}

function xmlOf({ Provider_Name, EventID, Channel, Computer, ...data }: Fields): string {
  const escaped = (value: unknown): string => String(value).replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  const items = Object.entries(data).map(([name, value]) => `<Data Name='${name}'>${escaped(value)}</Data>`)
  return `<Event xmlns='x'><System><Provider Name='${Provider_Name}'/><EventID>${EventID}</EventID><Channel>${Channel}</Channel><Computer>${Computer}</Computer></System><EventData>${items.join('')}</EventData></Event>`
}

function unpack(): number {
  const unpacker = new GzipUnpacker()
  let length = 0
  for (let from = 0; from < packed.length; from += 16384)
    for (const found of unpacker.push(packed.subarray(from, from + 16384))) length += found.length
  return length === bytes.length ? records.length : 0
}

const candidates = {
  floor: () => floor(blocks.large),
  floorOfSmallBlocks: () => floor(blocks.small),
  jsonLines: () => read(new JsonLinesReader(), bytes),
  json: () => read(new JsonValuesReader(), bytes),
  csv: () => read(new CsvReader(','), csv),
  xml: () => read(new XmlEventsReader(), xml),
  gunzipInBrowser: unpack,
}

const times = new Map<string, number[]>()
for (let round = 0; round <= rounds; round++)
  for (const [name, run] of Object.entries(candidates)) {
    const start = performance.now()
    const count = run()
    const ms = performance.now() - start
    if (count !== records.length) throw new Error(`${name}: ${count} records`)
    // The first round warms up.
    if (round > 0) times.set(name, [...(times.get(name) ?? []), ms])
  }

const middle = (all: readonly number[] = []): number => [...all].sort((a, b) => a - b)[all.length >> 1] ?? 0
const perSecond = (name: string): number => Math.round(records.length / (middle(times.get(name)) / 1000))
/** Round by round, since other work on the machine slows both. */
const ratioTo = (name: string): number =>
  Math.round(middle((times.get(name) ?? []).map((ms, i) => ms / (times.get('jsonLines')?.[i] ?? 1))) * 100) / 100

console.log(
  JSON.stringify(
    {
      bench: 'records',
      records: records.length,
      megabytes: Object.fromEntries(
        Object.entries({ bytes, csv, xml }).map(([name, { length }]) => [name, Math.round(length / 1e6)]),
      ),
      recordsPerSecond: Object.fromEntries(Object.keys(candidates).map((name) => [name, perSecond(name)])),
      jsonLinesTo: { floor: ratioTo('floor'), floorOfSmallBlocks: ratioTo('floorOfSmallBlocks') },
    },
    null,
    2,
  ),
)
