import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flatten } from './record.js'

const fields = (json: unknown) => Object.fromEntries(flatten(json))

test('nested, dotted and listed', () => {
  expect(
    fields({ a: 1, b: { c: 'x', d: { e: [true, 'y'] } }, 'f.g': 2, h: [{ i: 1 }, { i: 2 }, 3], j: null, k: [], l: {} }),
  ).toEqual({ a: [1], 'b.c': ['x'], 'b.d.e': [true, 'y'], 'f.g': [2], 'h.i': [1, 2], h: [3] })
})

test('a name with blanks is there without them too, unless that is a field of its own', () => {
  expect(fields({ 'Threat Name': 'x' })).toEqual({ 'Threat Name': ['x'], ThreatName: ['x'] })
  expect(fields({ 'Threat Name': 'x', ThreatName: 'y' })).toEqual({ 'Threat Name': ['x'], ThreatName: ['y'] })
  expect(fields({ ThreatName: 'y', 'Threat Name': 'x' })).toEqual({ 'Threat Name': ['x'], ThreatName: ['y'] })
})

test('the header of a Windows event', () => {
  const system = {
    Provider: { '#attributes': { Name: 'P', Guid: 'G' } },
    EventID: { '#attributes': { Qualifiers: 3 }, '#text': 7 },
    Level: 4,
    TimeCreated: { '#attributes': { SystemTime: '2026-01-02T03:04:05Z' } },
    Correlation: null,
    Execution: { '#attributes': { ProcessID: 1, ThreadID: 2 } },
    Channel: 'C',
    Security: { '#attributes': { UserID: 'S-1-5-18' } },
  }
  const header = {
    Provider_Name: ['P'],
    Provider_Guid: ['G'],
    EventID: [7],
    EventID_Qualifiers: [3],
    Level: [4],
    SystemTime: ['2026-01-02T03:04:05Z'],
    Execution_ProcessID: [1],
    Execution_ThreadID: [2],
    Channel: ['C'],
    Security_UserID: ['S-1-5-18'],
  }
  expect(fields({ Event: { '#attributes': { xmlns: 'x' }, System: system, EventData: null } })).toEqual(header)
  expect(fields({ System: system, EventData: { '#attributes': { Name: 'n' }, Image: 'i' } })).toEqual({
    ...header,
    Image: ['i'],
  })
})

test('what is no object has no fields', () => {
  for (const json of [null, undefined, 1, 'x', true, [], ['x']]) expect(fields(json)).toEqual({})
})

test('odd names are only names', () => {
  const record = flatten(JSON.parse('{"__proto__": {"x": 1}, "constructor": 2, "": 3, "a": {"": 4}}'))
  expect([...record]).toEqual([
    ['__proto__.x', [1]],
    ['constructor', [2]],
    ['a.', [4]],
  ])
})

test('deep and long records', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`)
  expect([...flatten(deep).values()]).toEqual([[1]])
  expect(flatten({ a: Array.from({ length: 300_000 }, (_, i) => i) }).get('a')).toHaveLength(300_000)
})

test('any JSON: every plain value is kept, in order, and no field is empty', () => {
  const leaves = (value: unknown): unknown[] =>
    typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : value === null ? [] : [value]
  // Names that are said once and have no blanks, so that each value is under one name.
  const name = fc.stringMatching(/^[a-z_#.]{1,3}$/)
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(name, tie('value'), { maxKeys: 3 }),
    ),
  })).value
  fc.assert(
    fc.property(fc.dictionary(name, json), (value) => {
      const values = [...flatten(value).values()]
      expect(values.every((list) => list.length > 0)).toBe(true)
      expect(values.flat().map(String).sort()).toEqual(leaves(value).map(String).sort())
    }),
  )
})
