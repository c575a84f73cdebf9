/** What is said of a rule beforehand is what `scan` then does: for rules by hand, and for every example. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ruleWith, span } from '../../test/rules.js'
import { hitsOf } from '../../test/series.js'
import { build } from '../catalog/build.js'
import { readEsql } from '../languages/esql/read.js'
import { readKql } from '../languages/kql/read.js'
import { readSpl } from '../languages/spl/read.js'
import { families, type Language, type Rule } from '../model/rule.js'
import { parseKql } from '../node/kusto.js'
import { plainFragment } from '../text/fragment.js'
import { ability, type Given } from './ability.js'
import { causeText } from './causes.js'
import { flatten } from './record.js'
import { scan } from './scan.js'

const now = Date.UTC(2026, 2, 10, 12)

function ruleOf(language: Language, query: string): Rule {
  const source = plainFragment(query)
  const read =
    language === 'esql'
      ? readEsql(source)
      : language === 'spl'
        ? readSpl(source, () => undefined)
        : readKql(source, parseKql)
  return ruleWith({ language, stages: read.stages })
}

/** `single, decided` and then a line for each cause. */
function told(rule: Rule, given: Given = { now }): string[] {
  const { runs, decided, causes } = ability(rule, given)
  return [`${runs}, ${decided ? 'decided' : 'unsure'}`, ...causes.map(causeText)]
}

describe('a rule', () => {
  test.each<[string, Language, string, string[]]>([
    ['on single records', 'kql', 'T | extend a = tolower(b) | where a == "x" or strlen(a) > c', ['single, decided']],
    [
      'that counts',
      'kql',
      'T | summarize n = count() by a | where n > 5',
      ['series, decided', 'It looks at several records: group'],
    ],
    [
      'that computes what it counts',
      'esql',
      'from logs | stats spread = abs(max(a) - min(a)) by b | where spread > 5',
      ['series, decided', 'It looks at several records: group'],
    ],
    [
      'that gathers by what is not known',
      'spl',
      'index=x | iplocation src | stats count by Country | where count > 5',
      ['series, unsure', 'The function "iplocation" cannot run here', 'It looks at several records: group'],
    ],
    [
      'with a function that we do not have',
      'kql',
      'T | where a == 1 or geo_info_from_ip_address(b) == "x"',
      ['single, unsure', 'The function "geo_info_from_ip_address" cannot run here'],
    ],
    [
      'all of which hangs on one',
      'esql',
      'from logs | eval d = st_distance(a, b) | where c == 1 and d > 5',
      ['no, unsure', 'The function "st_distance" cannot run here'],
    ],
    [
      'that may not ask for it',
      'kql',
      'T | where iff(a == 1, 5, st_distance(b)) > 3',
      ['single, unsure', 'The function "st_distance" cannot run here'],
    ],
    [
      'behind a command that is not followed',
      'spl',
      'index=x | map search="x" | where a=1',
      ['no, unsure', 'The command "map" is not followed'],
    ],
    [
      'that excludes what a table lists',
      'spl',
      'index=x | lookup known a OUTPUT b | where isnull(b)',
      ['series, unsure', 'It looks at several records: join', 'The table "known" is kept elsewhere and not given'],
    ],
  ])('%s', (_, language, query, expected) => expect(told(ruleOf(language, query))).toEqual(expected))

  test('that asks for the time, which is not given', () => {
    const rule = ruleOf('kql', 'T | where TimeGenerated > ago(1d)')
    expect(told(rule)).toEqual(['single, decided'])
    expect(told(rule, {})).toEqual([
      'single, unsure',
      '"ago" asks for the present time, which is that of the record, where it tells one',
    ])
  })

  test('with a list is decided once the list is given', () => {
    const rule = ruleWith({
      stages: [
        { kind: 'read', span, source: { kind: 'events', written: {} } },
        {
          kind: 'filter',
          span,
          from: 0,
          where: {
            kind: 'indicator',
            span,
            field: { span, written: 'User' },
            op: 'eq',
            values: [{ kind: 'text', span, parts: [{ placeholder: 'admins' }], written: '%admins%' }],
            need: 'one',
            cased: false,
            via: [],
          },
        },
      ],
    })
    expect(told(rule)).toEqual(['no, unsure', 'The list "admins" is not given'])
    expect(told(rule, { lists: new Map([['admins', ['bob']]]) })).toEqual(['single, decided'])
  })

  test('that was not read', () => expect(told(ruleWith({}))).toEqual(['no, unsure', 'The rule could not be read']))
})

const root = join(import.meta.dirname, '../../examples')

function exampleRules(): Rule[] {
  const files = families.flatMap((family, source) =>
    readdirSync(join(root, family), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(?:ya?ml|toml|md|kql)$/.test(path))
      .map((path) => ({ source, path, text: readFileSync(join(root, family, path), 'utf8') })),
  )
  const catalog = build(
    families.map((name) => ({ name, root: name })),
    files,
    undefined,
    { kql: parseKql },
  )
  return catalog.files.flatMap(({ entries }) => entries.map(({ rule }) => rule)).filter(({ kind }) => kind !== 'filter')
}

/** What the rule's fields and values are called anywhere in it. */
function wordsOf(rule: Rule): { fields: string[]; values: (string | number)[] } {
  const fields = new Set<string>()
  const values = new Set<string | number>(['x', 5, '2026-03-10T11:59:00Z', '{"a":"b"}', 'a|b\\c d'])
  JSON.stringify([rule.stages, rule.definitions], (_, node) => {
    if (node?.kind === 'text')
      values.add(node.parts.map((part: unknown) => (typeof part === 'string' ? part : 'x')).join(''))
    else if (node?.kind === 'number') values.add(node.value)
    else if (typeof node?.written === 'string' && node.made === undefined)
      fields.add(node.written.replace(/\[.*?\]|\{\}/g, ''))
    return node
  })
  return { fields: [...fields], values: [...values] }
}

const readsRules = ({ stages }: Rule): boolean =>
  stages.some((stage) => stage.kind === 'read' && stage.source.kind === 'rule')

test('examples: what is decided is never unsure, and what cannot run never fires', () => {
  const rules = exampleRules()
  const abilities = rules.map((rule) => ({ rule, ...ability(rule, { now }) }))
  expect(new Set(abilities.map(({ runs, decided }) => `${runs} ${decided}`)).size).toBeGreaterThan(3)
  const fired = new Set<string>()
  fc.assert(
    fc.property(fc.nat(rules.length - 1), fc.infiniteStream(fc.nat()), (at, numbers) => {
      const one = abilities[at]
      if (!one) return
      const { fields, values } = wordsOf(one.rule)
      const next = (): number => numbers.next().value ?? 0
      const recordAt = (at: number) => ({
        ...Object.fromEntries(
          fields.flatMap((name) => (next() % 5 === 0 ? [] : [[name, values[next() % values.length]]])),
        ),
        '@timestamp': new Date(now + at * 1000).toISOString(),
      })
      if (one.runs === 'series') {
        const records = Array.from({ length: 8 }, (_, i) => flatten(recordAt(i)))
        for (const hit of hitsOf(one.rule, records, rules, { tolerance: 0, now })) {
          if (one.decided && !readsRules(one.rule)) expect(hit.verdict, one.rule.path).toBe('true')
          fired.add(`series ${hit.verdict}`)
        }
        return
      }
      const record = recordAt(0)
      const verdict = scan(one.rule, flatten(record), { now })
      if (one.decided) expect(verdict, one.rule.path).not.toBe('unsure')
      if (one.runs === 'no') expect(verdict, one.rule.path).not.toBe('true')
      fired.add(verdict)
    }),
    { numRuns: 1500 },
  )
  expect([...fired].sort()).toEqual(['false', 'series true', 'series unsure', 'true', 'unsure'])
}, 60_000)
