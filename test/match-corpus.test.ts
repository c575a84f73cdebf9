/**
 * The matcher against the reference, on the public rules and real logs, with and without the choice of rules that are worth
 * a look. Skipped without ../shared.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { build } from '../src/catalog/build.js'
import { Matcher, type Question } from '../src/match/matcher.js'
import { canScan, scanStage } from '../src/match/scan.js'
import { ruleIn, SeenRecord } from '../src/match/seen-record.js'
import { createSeries, Series } from '../src/match/series/series.js'
import type { Rule } from '../src/model/rule.js'
import { parseKql } from '../src/node/kusto.js'
import { EvtxReader } from '../src/records/evtx/reader.js'
import { concerns } from '../src/resolve/concerns.js'

const shared = join(import.meta.dirname, '../../shared')
const endings = { sigma: /\.yml$/, elastic: /\.toml$/, splunk: /\.yml$/, kusto: /\.(?:md|kql|ya?ml)$/ }
type Corpus = keyof typeof endings

function rulesOf(corpus: Corpus): Rule[] {
  const root = join(shared, 'corpora', corpus)
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => endings[corpus].test(path))
    .sort()
    .map((path) => ({ source: 0, path, text: readFileSync(join(root, path), 'utf8') }))
  return build([{ name: corpus, root }], files, undefined, { kql: parseKql }).entries.map(({ rule }) => rule)
}

/** The rule, where one record decides it; else its stages over single records. */
function questionsOf(rule: Rule): Question[] {
  if (canScan(rule)) return [{ rule, stage: rule.stages.length - 1 }]
  const series = createSeries(rule)
  return series instanceof Series ? series.feeds.map((stage) => ({ rule, stage })) : []
}

/** Every so many-th record of a log of JSON lines, from one on. */
function linesOf(name: string, step: number, from: number): unknown[] {
  const lines = gunzipSync(readFileSync(join(shared, 'logs', name)))
    .toString()
    .trimEnd()
    .split('\n')
  return lines.filter((_, i) => i % step === from).map((line) => JSON.parse(line))
}

function eventsIn(folder: string, step: number): unknown[] {
  const root = join(shared, 'logs', folder)
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.evtx'))
  return paths.sort().flatMap((path, i) => {
    if (i % step !== 0) return []
    const reader = new EvtxReader()
    const bytes = readFileSync(join(root, path))
    return [...reader.push(bytes).records, ...reader.end().records].slice(0, 2).map(({ value }) => value)
  })
}

/** What each says of every rule that is about a record, where it is not no. */
function compared(questions: readonly Question[], records: readonly unknown[]) {
  const quick = new Matcher(questions)
  const thorough = new Matcher(questions, { exhaustive: true })
  const found = { matcher: [] as string[], exhaustive: [] as string[], reference: [] as string[], pairs: 0 }
  records.forEach((record, at) => {
    const tell = (list: string[], question: number, sure: boolean): unknown =>
      list.push(`${at} ${questions[question]?.rule.path} ${questions[question]?.stage} ${sure}`)
    for (const [matcher, list] of [
      [quick, found.matcher],
      [thorough, found.exhaustive],
    ] as const) {
      matcher.match(record)
      for (let i = 0; i < matcher.count; i++) tell(list, matcher.hits[i] as number, matcher.sure[i] as boolean)
    }
    questions.forEach(({ rule, stage }, question) => {
      if (!concerns(rule, quick.source, stage)) return
      found.pairs++
      const seen = new SeenRecord(rule, quick.record, quick.source, stage)
      const verdict = scanStage(ruleIn(rule, quick.source), stage, seen)
      if (verdict !== 'false') tell(found.reference, question, verdict === 'true')
    })
  })
  return found
}

describe.skipIf(!existsSync(shared)).each([
  { corpus: 'sigma', least: 5000 },
  { corpus: 'elastic', least: 1000 },
  { corpus: 'splunk', least: 1000 },
  { corpus: 'kusto', least: 1000 },
] as const)('$corpus on real logs (needs ../shared)', ({ corpus, least }) => {
  let questions: Question[] = []
  beforeAll(() => {
    questions = rulesOf(corpus).flatMap(questionsOf)
  }, 120_000)

  test('the matcher says what the reference says', () => {
    const records = [
      ...linesOf('records-20k.jsonl.gz', 211, 7),
      ...linesOf('records-process-creation.jsonl.gz', 431, 3),
      ...eventsIn('sigma-regression', 8),
      ...eventsIn('evtx-attack-samples', 13),
    ]
    const { matcher, exhaustive, reference, pairs } = compared(questions, records)
    expect(pairs).toBeGreaterThan(least)
    expect(matcher).toEqual(reference)
    expect(exhaustive).toEqual(reference)
  }, 120_000)
})
