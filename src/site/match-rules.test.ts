/** Rules that were packed for the browser are the same to whoever runs them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Entry } from '../catalog/build.js'
import { load } from '../cli/load.js'
import { type Hit, Runner } from '../match/runner.js'
import { runnable } from '../match/unable.js'
import type { Rule } from '../model/rule.js'
import { examples } from './match-examples.js'
import { ruleFiles } from './match-files.js'
import { firing } from './match-firing.js'
import { packRule, unpackRule } from './match-rules.js'

const folder = join(import.meta.dirname, '../../examples')
const ending = '.records.jsonl'

const records: readonly unknown[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith(ending))
  .sort()
  .flatMap((path) => linesOf(path))

function linesOf(path: string): unknown[] {
  const lines = readFileSync(join(folder, path), 'utf8').split('\n')
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line).record)
}

let all: readonly Entry[]
/** Those that can run. */
let entries: readonly Entry[]
beforeAll(async () => {
  all = (await load([])).catalog.entries
  entries = runnable(all).entries
})

const there = ({ rule, href }: Entry): Rule => unpackRule(JSON.parse(JSON.stringify(packRule(rule, href)))).rule

/** Without the places that only the text has. */
const bare = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner) => (key === 'span' ? undefined : inner)))

describe('a packed rule', () => {
  test('has all of its logic', () => {
    for (const entry of entries) {
      const { definitions, stages, kind, id, title, family, language, path } = there(entry)
      const { rule } = entry
      expect(bare({ definitions, stages })).toEqual(bare({ definitions: rule.definitions, stages: rule.stages }))
      expect({ kind, id, title, family, language, path }).toEqual({
        ...{ kind: rule.kind, id: rule.id, title: rule.title },
        ...{ family: rule.family, language: rule.language, path: rule.path },
      })
    }
  })

  test('is much smaller than the rule', () => {
    const packed = entries.reduce((n, { rule, href }) => n + JSON.stringify(packRule(rule, href)).length, 0)
    const whole = entries.reduce((n, { rule }) => n + JSON.stringify(rule).length, 0)
    expect(packed).toBeLessThan(whole / 3)
  })

  test('fires on the same records', () => {
    const run = (rules: readonly Rule[]): unknown[] => {
      const hits: unknown[] = []
      const runner = new Runner(rules, ({ rule, verdict, from, to, records }: Hit) =>
        hits.push([rule, verdict, from, to, records.join(' ')]),
      )
      for (const [i, record] of records.entries()) runner.push(record, i + 1)
      runner.end()
      return hits
    }
    const hits = run(entries.map(({ rule }) => rule))
    expect(hits.length).toBeGreaterThan(500)
    expect(run(entries.map(there))).toEqual(hits)
  }, 60_000)
})

test('the files hold every rule that can run, and the index says how many', () => {
  const able = runnable(all)
  const files = new Map([...ruleFiles(able)].map(({ path, content }) => [path, JSON.parse(content)]))
  const index = files.get('match/index.json')
  const hrefs = index.files.flatMap((file: { path: string; rules: number }) => {
    const { rules } = files.get(`match/${file.path}`)
    expect(rules).toHaveLength(file.rules)
    return rules.map(({ href }: { href: string }) => href)
  })
  expect(hrefs.sort()).toEqual(able.entries.map(({ href }) => href).sort())
  expect(index.rules).toBe(hrefs.length)
  const unable = [...able.unable.values()].reduce((sum, n) => sum + n, 0)
  const filters = all.filter(({ rule }) => rule.kind === 'filter')
  expect(hrefs.length + unable + filters.length).toBe(all.length)
})

test('the records to try are those beside example rules, and something fires on each that is shown', () => {
  for (const { from, record } of examples) expect(linesOf(from)).toContainEqual(record)
  const rules = entries.map(({ rule }) => rule)
  const shown = firing(rules)
  expect(shown.length).toBe(6)
  for (const { record } of shown) {
    let fired = 0
    const runner = new Runner(rules, ({ verdict }) => {
      if (verdict === 'true') fired++
    })
    runner.push(record, 1)
    runner.end()
    expect(fired).toBeGreaterThan(0)
  }
  expect(firing([])).toEqual([])
}, 60_000)
