/** Explanations of the examples' own records say what the reference says, whatever the language and what it computes. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { build } from '../src/catalog/build.js'
import { explain } from '../src/match/explain/explain.js'
import type { StageReason } from '../src/match/explain/explanation.js'
import { flatten } from '../src/match/record.js'
import { isExpanded } from '../src/match/row.js'
import { canScan, scan, scanStage } from '../src/match/scan.js'
import type { Rule } from '../src/model/rule.js'
import { parseKql } from '../src/node/kusto.js'

const root = join(import.meta.dirname, '../examples')

interface Example {
  readonly rule: Rule
  readonly records: readonly Readonly<Record<string, unknown>>[]
}

function examplesOf(family: string): readonly Example[] {
  const paths = readdirSync(join(root, family), { recursive: true, encoding: 'utf8' })
  const textOf = (path: string): string => readFileSync(join(root, family, path), 'utf8')
  const files = paths
    .filter((path) => /\.(?:ya?ml|toml|md|kql)$/.test(path))
    .map((path) => ({ path, text: textOf(path) }))
  const catalog = build(
    [{ name: family, root: family }],
    files.map((file) => ({ source: 0, ...file })),
    undefined,
    {
      kql: parseKql,
    },
  )
  return catalog.entries.flatMap(({ rule }) => {
    const beside = rule.path.replace(/\.\w+$/, '.records.jsonl')
    if (!paths.includes(beside)) return []
    const lines = textOf(beside)
      .split('\n')
      .filter((line) => line.trim() !== '')
    return [{ rule, records: lines.map((line) => JSON.parse(line).record) }]
  })
}

/** A filter's own condition decides whether a record that comes to it gets through. */
function agrees(rule: Rule, { stage, from, where, verdict }: StageReason, record: ReturnType<typeof flatten>): void {
  expect(verdict).toBe(scanStage(rule, stage, record))
  const [before] = from
  if (before === undefined || !where || isExpanded(rule, before)) return
  if (scanStage(rule, before, record) === 'true') expect(where.verdict, `${rule.path} ${stage}`).toBe(verdict)
}

test.each(['sigma', 'elastic', 'splunk', 'kusto'])('%s', (family) => {
  let fired = 0
  for (const { rule, records } of examplesOf(family))
    for (const json of records) {
      const record = flatten(json)
      const told = explain(rule, record, { change: false })
      expect(told.scope).toBe(canScan(rule) ? 'record' : 'series')
      expect(told.verdict, rule.path).toBe(scan(rule, record))
      expect(JSON.parse(JSON.stringify(told))).toEqual(told)
      for (const stage of told.stages) agrees(rule, stage, record)
      if (told.verdict === 'true') fired++
    }
  expect(fired).toBeGreaterThan(0)
})
