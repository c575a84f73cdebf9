import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Predicate, Rule, Stage } from '../model/rule.js'
import { parseKql } from '../node/kusto.js'
import { parseYaml } from '../text/yaml.js'
import { copySignature } from './copies.js'
import { readKqlFile, readSentinel } from './kusto.js'

const tools = { macros: () => undefined, kql: parseKql }

function ruleOf(query: string): Rule {
  const [rule, ...others] = readKqlFile('x.kql', query, tools).rules
  if (!rule || others.length > 0) throw new Error(`not one rule: ${query}`)
  return rule
}

const signature = (query: string): string | undefined => copySignature(ruleOf(query))

const query = `let names = dynamic(["a.exe", "b.exe"]);
DeviceProcessEvents
| where Timestamp > ago(1h)
| where FileName in~ (names) and ProcessCommandLine has_any ("x", "y")
| summarize Times = count(), Last = max(Timestamp) by DeviceName
| where Times > 3`

describe('the same', () => {
  test.each([
    ['columns of the other platform', query.replaceAll('Timestamp', 'TimeGenerated')],
    ['comments and layout', query.replace(/\n\| /g, ' // a note\n    |  ')],
    ['values in another order', query.replace('"a.exe", "b.exe"', '"B.EXE", "a.exe"')],
    ['tests in another order', query.replace(/FileName in~ \(names\) and (.*)/, '$1 and FileName in~ (names)')],
    ['tests in lines of their own', query.replace(' and Proc', '\n| where Proc')],
    ['a variable put in', query.replace(/^let.*\n/, '').replace('names', '"a.exe", "b.exe"')],
    ['a variable that nothing uses', `let other = 1d;\n${query}`],
    ['columns picked for reading', `${query}\n| project DeviceName, Last, Times`],
    ['columns added for reading', `${query}\n| extend Host = tolower(DeviceName)\n| sort by Last desc`],
  ])('%s', (_, other) => expect(signature(other)).toBe(signature(query)))

  test('what is gathered of the time without a name', () => {
    const gathered = (time: string): string => `T | summarize max(${time}) by A | where isnotempty(max_${time})`
    expect(signature(gathered('Timestamp'))).toBe(signature(gathered('TimeGenerated')))
  })

  test('a custom detection and the analytic rule it was made from', () => {
    const body = 'SigninLogs | where ResultType == "0" and AppDisplayName =~ "x"'
    const texts = [
      `id: 1\nname: a\nkind: NRT\nquery: ${body}\n`,
      `kind: CustomDetection\nproperties:\n  id: b\n  displayName: B\n  queryCondition:\n    queryText: |\n      ${body}\n        | project Timestamp\n`,
    ]
    const [one, two] = texts.map((text) => readSentinel('x.yml', text, parseYaml(text), tools).rules[0])
    expect(one && copySignature(one)).toBe(two && copySignature(two))
    expect(one && copySignature(one)).toContain('SigninLogs')
  })
})

describe('not the same', () => {
  test.each([
    ['another table', query.replace('DeviceProcessEvents', 'DeviceEvents')],
    ['another column', query.replace('FileName', 'FolderPath')],
    ['another value', query.replace('"y"', '"z"')],
    ['a value less', query.replace(', "y"', '')],
    ['another operator', query.replace('has_any', 'has_all')],
    ['case that counts', query.replace('in~', 'in')],
    ['a negation', query.replace('FileName in~', 'FileName !in~')],
    ['another threshold', query.replace('> 3', '> 4')],
    ['another key', query.replace('by DeviceName', 'by DeviceId')],
    ['another count', query.replace('count()', 'dcount(FileName)')],
    ['another time', query.replace('1h', '2h')],
    ['a test more', query.replace('| summarize', '| where isnotempty(DeviceId)\n| summarize')],
    ['no threshold', query.replace('\n| where Times > 3', '')],
    ['another number of rows', `${query}\n| top 5 by Times`],
    ['another join', `${query}\n| join kind=leftanti (DeviceInfo) on DeviceName`],
  ])('%s', (_, other) => expect(signature(other)).not.toBe(signature(query)))

  test('joins that differ in what they do with a partner', () => {
    const joined = (kind: string): string => `A | where X == "1" | join kind=${kind} (B | where Y == "2") on Z`
    const all = ['inner', 'leftanti', 'leftsemi', 'leftouter', 'fullouter'].map((kind) => signature(joined(kind)))
    expect(new Set(all).size).toBe(5)
  })

  test('variables inside what no stage can follow', () => {
    const latest = (value: string, more = ''): string =>
      `let wanted = "${value}";\nlet found = A | where X == wanted;\nlet newest = toscalar(found | summarize max(T));\n${more}B | where T > newest`
    expect(signature(latest('a'))).toBe(signature(latest('a').replaceAll('\n', ' // so\n')))
    expect(signature(latest('a'))).not.toBe(signature(latest('b')))
    expect(signature(latest('a', 'let unused = 1;\n'))).toBe(signature(latest('a')))
  })

  test('a threshold beside the query', () => {
    const sentinel = (threshold: number): Rule | undefined => {
      const text = `id: 1\nname: a\nkind: Scheduled\nqueryPeriod: 1h\ntriggerOperator: gt\ntriggerThreshold: ${threshold}\nquery: T | where A == "b"\n`
      return readSentinel('x.yml', text, parseYaml(text), tools).rules[0]
    }
    const all = [0, 1, 2].map((threshold) => copySignature(sentinel(threshold) ?? ruleOf('')))
    expect(new Set(all).size).toBe(3)
  })
})

test('a rule that could not be read asks nothing', () => {
  const text =
    'id: 1\nname: a\nkind: Scheduled\ntactics: []\ndescription: As part of content migration, this file is moved.\n'
  const [rule] = readSentinel('x.yml', text, parseYaml(text), tools).rules
  expect(rule?.stages).toEqual([])
  expect(rule && copySignature(rule)).toBeUndefined()
})

describe('what could not be read', () => {
  const opaque = (text: string, from: number, to: number): Rule => {
    const span = { from, to }
    const where: Predicate = { kind: 'opaque', span }
    const stages: Stage[] = [
      { kind: 'read', source: { kind: 'events', written: { table: 'T' } }, span },
      { kind: 'filter', from: 0, where, span },
    ]
    return { ...ruleOf('T | where A == "b"'), text, stages }
  }

  test('counts by its text without comments and layout', () => {
    const one = opaque('odd(  Timestamp , "a // b" ) // note', 0, 36)
    const two = opaque('odd(TimeGenerated,"a // b")', 0, 27)
    expect(copySignature(one)).toBe(copySignature(two))
    expect(copySignature(one)).not.toBe(copySignature(opaque('odd(TimeGenerated,"a // c")', 0, 27)))
    expect(copySignature(one)).not.toBe(copySignature(opaque('odd(TimeGenerated,"a  // b")', 0, 28)))
  })
})

type Test =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Test[] }
  | { readonly kind: 'not'; readonly of: Test }
  | { readonly kind: 'leaf'; readonly field: string; readonly op: string; readonly values: readonly string[] }

const leaf = fc.record({
  kind: fc.constant('leaf' as const),
  field: fc.constantFrom('FileName', 'FolderPath', 'Timestamp'),
  op: fc.constantFrom('in', 'in~', 'has_any'),
  values: fc.uniqueArray(fc.constantFrom('a', 'B', 'cd', 'x"y', 'e\\f'), { minLength: 1, maxLength: 3 }),
})

const anyTest = fc.letrec<{ test: Test }>((tie) => ({
  test: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('test'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('test') }),
  ),
})).test

/** What a test asks, by the plainest reading of it. */
function asked(one: Test): string {
  switch (one.kind) {
    case 'leaf': {
      const values = one.op === 'in' ? one.values : one.values.map((value) => value.toLowerCase())
      return JSON.stringify([one.field, one.op, [...new Set(values)].sort()])
    }
    case 'not':
      return `not ${asked(one.of)}`
    default: {
      const inside = (part: Test): string[] => (part.kind === one.kind ? part.of.flatMap(inside) : [asked(part)])
      const parts = [...new Set(inside(one))].sort()
      return parts.length === 1 ? (parts[0] ?? '') : `${one.kind} (${parts.join(' ; ')})`
    }
  }
}

function written(one: Test, turned: boolean): string {
  switch (one.kind) {
    case 'leaf': {
      const values = turned ? [...one.values].reverse() : one.values
      const field = turned && one.field === 'Timestamp' ? 'TimeGenerated' : one.field
      return `${field}${turned ? '  ' : ' '}${one.op} (${values.map((value) => JSON.stringify(value)).join(turned ? ',' : ', ')})`
    }
    case 'not':
      return `not(${written(one.of, turned)})`
    default: {
      const parts = one.of.map((part) => `(${written(part, turned)})`)
      return (turned ? parts.reverse() : parts).join(turned ? `\n  ${one.kind} // so\n` : ` ${one.kind} `)
    }
  }
}

const whole = (one: Test, turned = false): string => `DeviceEvents\n| where ${written(one, turned)}`

describe('for any tests', () => {
  test('order, layout and platform do not matter', () => {
    fc.assert(
      fc.property(anyTest, (one) => {
        expect(signature(whole(one, true))).toBe(signature(whole(one)))
      }),
    )
  })

  test('two are copies exactly when they ask the same', () => {
    fc.assert(
      fc.property(anyTest, anyTest, (one, two) => {
        expect(signature(whole(one)) === signature(whole(two))).toBe(asked(one) === asked(two))
      }),
      { numRuns: 200 },
    )
  })

  test('a value more or less makes another rule', () => {
    fc.assert(
      fc.property(leaf, fc.constantFrom('zz', 'A.'), (one, more) => {
        expect(signature(whole({ ...one, values: [...one.values, more] }))).not.toBe(signature(whole(one)))
      }),
    )
  })
})
