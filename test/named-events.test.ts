import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { build, type Entry } from '../src/catalog/build.js'
import { parseKql } from '../src/node/kusto.js'
import type { Coverage } from '../src/resolve/telemetry.js'

const corpora = join(import.meta.dirname, '../../shared/corpora')

function entriesOf(family: string): readonly Entry[] {
  const root = join(corpora, family)
  if (!existsSync(root)) return []
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(?:ya?ml|md|kql)$/.test(path),
  )
  const files = paths.map((path) => ({ source: 0, path, text: readFileSync(join(root, path), 'utf8') }))
  return build([{ name: family, root }], files, undefined, { kql: parseKql }).entries
}

/** Rules that read some log. */
const reading = (entries: readonly Entry[]): Entry[] =>
  entries.filter(({ rule }) => rule.stages.some(({ kind }) => kind === 'read'))

const share = (entries: readonly Entry[], what: (coverage: Coverage) => boolean): number =>
  entries.filter(({ coverage }) => what(coverage)).length / entries.length

const unlisted =
  (begin: string) =>
  ({ events }: Coverage): boolean =>
    events.length > 0 && events.every(({ event }) => event.key.startsWith(begin))

function toldInOrder(entries: readonly Entry[]): void {
  for (const { rule, coverage } of entries) {
    const keys = coverage.events.map(({ event }) => event.key)
    expect(new Set(keys).size, rule.path).toBe(keys.length)
    const roles = coverage.events.map(({ role }) => role)
    expect(roles.lastIndexOf('primary') < (roles.indexOf('alternative') + 1 || Infinity), rule.path).toBe(true)
  }
}

describe.skipIf(!existsSync(join(corpora, 'splunk')))(
  "events of Splunk's public corpus (needs ../shared/corpora/splunk)",
  () => {
    const rules = reading(entriesOf('splunk'))

    test('every rule has some, nearly all of them in the tables', () => {
      expect(rules.length).toBeGreaterThan(1000)
      expect(rules.filter(({ coverage }) => coverage.events.length === 0).map(({ rule }) => rule.path)).toEqual([])
      expect(share(rules, unlisted('splunk/'))).toBeLessThan(0.01)
      expect(share(rules, ({ extent }) => extent === 'events')).toBeGreaterThan(0.75)
    })

    test('a rule that names its data sources means them, others are concluded from their data models', () => {
      const said = rules.filter(({ rule }) => rule.meta.other.some(({ key }) => key === 'data_source'))
      expect(said.length / rules.length).toBeGreaterThan(0.85)
      expect(share(said, ({ events }) => events.some(({ inferred }) => !inferred))).toBeGreaterThan(0.97)
    })

    test('are told once, those that are meant first before the others', () => toldInOrder(rules))
  },
)

describe.skipIf(!existsSync(join(corpora, 'kusto')))(
  "events of Kusto's public corpus (needs ../shared/corpora/kusto)",
  () => {
    const rules = reading(entriesOf('kusto')).filter(({ rule }) =>
      rule.stages.some((stage) => stage.kind === 'read' && stage.source.kind === 'events'),
    )

    test('nearly every query has some, nearly all of them in the tables', () => {
      expect(rules.length).toBeGreaterThan(700)
      expect(share(rules, ({ events }) => events.length === 0)).toBeLessThan(0.01)
      expect(share(rules, unlisted('kusto/'))).toBeLessThan(0.03)
      expect(share(rules, ({ extent }) => extent === 'events')).toBeGreaterThan(0.7)
    })

    test('are told once, those that are meant first before the others', () => toldInOrder(rules))
  },
)
