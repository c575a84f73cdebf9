/**
 * The public Sigma project's own positive cases: each names a rule and brings Windows events that must fire it, at least
 * as often as it says. Skipped without ../shared.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { readSigma } from '../src/catalog/sigma.js'
import type { FlatRecord } from '../src/match/record.js'
import { flatten } from '../src/match/record.js'
import { scan } from '../src/match/scan.js'
import { SeenRecord } from '../src/match/seen-record.js'
import type { Rule } from '../src/model/rule.js'
import { concerns } from '../src/resolve/concerns.js'
import { sourceOf } from './record-source.js'

const shared = join(import.meta.dirname, '../../shared')
const cases = join(shared, 'logs/sigma-regression')
const corpus = join(shared, 'corpora/sigma')

const filesIn = (folder: string, end: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(end))
    .sort()

interface Info {
  readonly rule_metadata: readonly { readonly id: string }[]
  readonly regression_tests_info?: readonly { readonly match_count?: number }[]
}

/** JSON values one after the other, not in an array: each begins with a brace in the first column. */
const concatenated = (text: string): unknown[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/^(?=\{)/m)
    .filter((part) => part.trim() !== '')
    .map((part) => JSON.parse(part))

/** The rules of the corpus by id, as far as they are asked for. */
function rulesById(wanted: ReadonlySet<string>): ReadonlyMap<string, Rule> {
  const files = filesIn(corpus, '.yml')
    .map((path) => ({ path, text: readFileSync(join(corpus, path), 'utf8') }))
    .filter(({ text }) => wanted.has(/^id:\s*([0-9a-f-]+)/m.exec(text)?.[1] ?? ''))
  const rules = files.flatMap(({ path, text }) => readSigma(path, text).rules)
  return new Map(rules.map((rule) => [rule.id, rule]))
}

describe.skipIf(!existsSync(cases) || !existsSync(corpus))('regression cases (need ../shared/logs and corpora)', () => {
  const found = filesIn(cases, 'info.yml').map((path) => {
    const info = load(readFileSync(join(cases, path), 'utf8')) as Info
    const folder = dirname(path)
    return {
      folder,
      ids: info.rule_metadata.map(({ id }) => id),
      count: info.regression_tests_info?.[0]?.match_count ?? 1,
      logs: filesIn(join(cases, folder), '.json'),
    }
  })
  const rules = rulesById(new Set(found.flatMap(({ ids }) => ids)))
  const withLog = found.filter(({ logs }) => logs.length > 0)
  const runnable = withLog.filter(({ ids }) => ids.every((id) => rules.has(id)))

  test('nearly every case with a log has its rule here', () => {
    expect(runnable.length).toBeGreaterThan(100)
    expect(runnable.length / withLog.length).toBeGreaterThan(0.95)
  })

  for (const { folder, ids, count, logs } of runnable)
    test(folder, () => {
      const events = logs.flatMap((log) => concatenated(readFileSync(join(cases, folder, log), 'utf8')))
      for (const id of ids) {
        const rule = rules.get(id)
        const verdictOf = (record: FlatRecord) => (rule ? scan(rule, record) : 'no rule')
        const verdicts = events.map((event) => verdictOf(flatten(event)))
        expect(verdicts).not.toContain('unsure')
        expect(verdicts.filter((verdict) => verdict === 'true').length).toBeGreaterThanOrEqual(count)
        // Also where the record is routed, and its fields are found through its source.
        const routed = events.map(flatten).filter((record) => rule && concerns(rule, sourceOf(record)))
        const seen = routed.map((record) =>
          rule ? scan(rule, new SeenRecord(rule, record, sourceOf(record))) : 'no rule',
        )
        expect(seen.filter((verdict) => verdict === 'true').length).toBe(
          verdicts.filter((verdict) => verdict === 'true').length,
        )
        // It is the event that fires the rule: one of the same computer and time with nothing in it does not.
        for (const event of events) expect(verdictOf(stripped(flatten(event)))).toBe('false')
      }
    })
})

const stripped = (record: FlatRecord): FlatRecord =>
  new Map([...record].filter(([name]) => name === 'Computer' || name === 'SystemTime'))
