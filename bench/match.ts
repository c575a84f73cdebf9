/**
 * Matching JSON lines of Windows records, reading included, turn about with the floor (decoding and parsing the same lines)
 * and with the plain reference on a few records; then with ever more rules. Hits of both must agree on these few.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { gunzipSync } from 'node:zlib'
import { build, type Catalog } from '../src/catalog/build.js'
import { Matcher, type Question } from '../src/match/matcher.js'
import { canScan, scan } from '../src/match/scan.js'
import { ruleIn, SeenRecord } from '../src/match/seen-record.js'
import { parseKql } from '../src/node/kusto.js'
import { JsonLinesReader } from '../src/records/json-lines.js'
import { concerns } from '../src/resolve/concerns.js'
import { multiplied, readCorpus } from './corpus.js'

const logs = join(process.argv[2] ?? '', '../logs')
if (!existsSync(logs)) {
  console.log(JSON.stringify({ bench: 'match', skipped: 'no logs beside the rules' }))
  process.exit(0)
}
const bytesOf = (name: string): Uint8Array => new Uint8Array(gunzipSync(readFileSync(join(logs, name))))
const workloads = { mixed: bytesOf('records-20k.jsonl.gz'), processes: bytesOf('records-process-creation.jsonl.gz') }
const rounds = 3
const block = 64 * 1024
const decoder = new TextDecoder()

const questionsOf = ({ entries }: Catalog): Question[] =>
  entries.flatMap(({ rule }) => (canScan(rule) ? [{ rule, stage: rule.stages.length - 1 }] : []))
const catalogOf = (files: Parameters<typeof build>[1]): Catalog =>
  build([{ name: 'bench', root: '' }], files, undefined, { kql: parseKql })

const sigma = readCorpus('sigma', '.yml')
const windows = questionsOf(catalogOf(sigma.filter(({ path }) => /(?:^|\/)windows\//.test(path))))

function* blocksOf(all: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < all.length; ) {
    const end = from + block >= all.length ? all.length : all.lastIndexOf(10, from + block) + 1
    yield all.subarray(from, end)
    from = end
  }
}

function floor(all: Uint8Array): number {
  let records = 0
  for (const bytes of blocksOf(all))
    for (const line of decoder.decode(bytes).split('\n')) {
      if (line === '') continue
      JSON.parse(line)
      records++
    }
  return records
}

function matched(matcher: Matcher, all: Uint8Array): number {
  const reader = new JsonLinesReader()
  let hits = 0
  for (const bytes of blocksOf(all))
    for (const { value } of reader.push(bytes).records) {
      matcher.match(value)
      hits += matcher.count
    }
  for (const { value } of reader.end().records) {
    matcher.match(value)
    hits += matcher.count
  }
  return hits
}

/** Milliseconds of each, turn about, the middle of some rounds; the first is to warm up. */
function measured(matcher: Matcher, all: Uint8Array): { floor: number; match: number; hits: number; records: number } {
  const times: { floor: number; match: number }[] = []
  let [hits, records] = [0, 0]
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now()
    records = floor(all)
    const between = performance.now()
    hits = matched(matcher, all)
    if (round > 0) times.push({ floor: between - start, match: performance.now() - between })
  }
  const middle = (of: (one: (typeof times)[number]) => number): number =>
    times.map(of).sort((a, b) => a - b)[rounds >> 1] ?? 0
  return { floor: middle((one) => one.floor), match: middle((one) => one.match), hits, records }
}

const perSecond = (records: number, ms: number): number => Math.round((records / ms) * 1000)

function figuresOf(questions: readonly Question[], all: Uint8Array): object {
  const matcher = new Matcher(questions)
  const { floor: least, match, hits, records } = measured(matcher, all)
  return {
    rules: questions.length,
    records,
    hits,
    recordsPerSecond: perSecond(records, match),
    floorPerSecond: perSecond(records, least),
    shareOfFloor: Math.round((least / match) * 100) / 100,
  }
}

/** The reference over a few records: every rule that is about a record, one by one. */
function plain(questions: readonly Question[], all: Uint8Array, few: number): object {
  const lines = decoder.decode(all).split('\n')
  const step = Math.floor(lines.length / few)
  const records = lines.filter((line, i) => i % step === 0 && line !== '').map((line): unknown => JSON.parse(line))
  const matcher = new Matcher(questions)
  for (const record of records) matcher.match(record)
  const start = performance.now()
  let quick = 0
  for (const record of records) {
    matcher.match(record)
    quick += matcher.count
  }
  const between = performance.now()
  let slow = 0
  for (const record of records) {
    matcher.match(record)
    for (const { rule } of questions)
      if (
        concerns(rule, matcher.source) &&
        scan(ruleIn(rule, matcher.source), new SeenRecord(rule, matcher.record, matcher.source)) !== 'false'
      )
        slow++
  }
  const end = performance.now()
  if (quick !== slow) throw new Error(`${quick} hits, and ${slow} of the reference`)
  return {
    records: records.length,
    recordsPerSecond: perSecond(records.length, end - between),
    timesFaster: Math.round((end - between) / (between - start)),
  }
}

const others = catalogOf([
  ...sigma,
  ...readCorpus('elastic', '.toml'),
  ...readCorpus('splunk', '.yml'),
  ...['.md', '.kql', '.yaml'].flatMap((ending) => readCorpus('kusto', ending)),
])
const more = catalogOf(multiplied(sigma, 4))
const every = [...questionsOf(others), ...questionsOf(more)]

globalThis.gc?.()
const before = process.memoryUsage()
const large = new Matcher(every.slice(0, 8000))
matched(large, workloads.mixed)
globalThis.gc?.()
const after = process.memoryUsage()

console.log(
  JSON.stringify(
    {
      bench: 'match',
      mixed: figuresOf(windows, workloads.mixed),
      processes: figuresOf(windows, workloads.processes),
      reference: plain(windows, workloads.mixed, 200),
      byRules: [100, 1000, 3000, 8000].map((n) => figuresOf(every.slice(0, n), workloads.mixed)),
      megabytesFor8000: Math.round((after.heapUsed + after.external - before.heapUsed - before.external) / 2 ** 20),
    },
    null,
    2,
  ),
)
