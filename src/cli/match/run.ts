/** Logs through rules: reads one file after the other and tells what fires as it is found. */
import type { Entry } from '../../catalog/build.js'
import { hitLine } from '../../match/hit-line.js'
import { type Hit, Runner, type RunnerOptions } from '../../match/runner.js'
import { type LogFile, logFiles } from '../../node/log-files.js'
import { readLog } from '../../records/read-log.js'
import type { Fault } from '../../records/types.js'
import { createStatus, figure, safeLine } from '../terminal.js'

/** Where a record stands. */
export interface Place {
  readonly file: string
  /** Inside an archive. */
  readonly member?: string
  /** 1-based, among the records of its file. */
  readonly record: number
}

export interface Found extends Omit<Hit, 'rule' | 'records'> {
  readonly entry: Entry
  readonly places: readonly Place[]
}

/** A hit as a line of JSON. */
export const lineOf = ({ entry: { rule }, ...hit }: Found): string =>
  hitLine({ ...hit, rule: { ...rule, level: rule.meta.level } })

export interface Unread extends Fault {
  readonly file: string
}

export interface MatchRun {
  readonly files: number
  readonly records: number
  readonly bytes: number
  readonly milliseconds: number
  readonly faults: readonly Unread[]
  /** Faults that are only counted, since there are so many. */
  readonly moreFaults: number
  readonly held: Runner['held']
  readonly disordered: number
}

/** Of a log that is no log at all each line may be one. */
const mostFaults = 1000
/** Milliseconds between two lines of progress. */
const beat = 200

/** Runs all logs; `found` is called for every hit, those of rules over several records some time after their records. */
export async function runMatch(
  entries: readonly Entry[],
  logs: readonly string[],
  options: RunnerOptions,
  found: (hit: Found) => void,
): Promise<MatchRun> {
  const listed = logs.map(logFiles)
  const files = listed.flatMap((list) => list.files)
  const faults: Unread[] = listed.flatMap(({ problems }) =>
    problems.map(({ path, message }) => ({ file: path, code: 'log/unread', message })),
  )
  const places = new Places()
  const runner = new Runner(
    entries.map(({ rule }) => rule),
    ({ rule, records, ...hit }) =>
      found({ ...hit, entry: entries[rule] as Entry, places: records.map((number) => places.of(number)) }),
    { ...options, order: files.length > 1 ? 'time' : 'arrival' },
  )
  const status = createStatus()
  const start = performance.now()
  let [records, bytes, moreFaults, next] = [0, 0, 0, start + beat]
  const counted = async function* ({ chunks }: LogFile): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      bytes += chunk.length
      yield chunk
    }
  }
  for (const file of files)
    for await (const batch of readLog(file.path, counted(file))) {
      for (const fault of batch.faults)
        if (faults.length < mostFaults) faults.push({ ...fault, file: file.path })
        else moreFaults++
      for (const { value, number } of batch.records) runner.push(value, places.add(file.path, batch.member, number))
      records += batch.records.length
      const now = performance.now()
      if (now < next) continue
      next = now + beat
      const rate = figure(Math.round((records / (now - start)) * 1000))
      status.show(`${figure(records)} records, ${rate} a second: ${safeLine(file.path)}`)
    }
  runner.end()
  status.clear()
  return {
    files: files.length,
    records,
    bytes,
    milliseconds: performance.now() - start,
    faults,
    moreFaults,
    held: runner.held,
    disordered: runner.disordered,
  }
}

/** Numbers of records in the whole stream, and where they stand: a stretch of each file at a time. */
class Places {
  private readonly stretches: {
    readonly from: number
    readonly file: string
    readonly member?: string
    first: number
  }[] = []
  private next = 0

  add(file: string, member: string | undefined, record: number): number {
    const last = this.stretches.at(-1)
    // Records that could not be read leave gaps.
    if (!last || last.file !== file || last.member !== member || last.first + (this.next - last.from) !== record)
      this.stretches.push({ from: this.next, file, ...(member !== undefined && { member }), first: record })
    return this.next++
  }

  of(number: number): Place {
    let [low, high] = [0, this.stretches.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.stretches[middle]?.from ?? 0) <= number) low = middle
      else high = middle - 1
    }
    const stretch = this.stretches[low]
    if (!stretch) return { file: '', record: number }
    const { file, member, from, first } = stretch
    return { file, ...(member !== undefined && { member }), record: first + number - from }
  }
}
