import { describe, expect, test } from 'vitest'
import { sigmaCatalog } from '../../test/catalogs.js'
import type { Catalog } from './build.js'
import { aloneIn } from './exclusion-alone.js'
import { type Exclusion, exclusionAudit } from './exclusions.js'

const catalogOf = (...detections: string[]): Catalog =>
  sigmaCatalog(
    detections.map(
      (detection, i) =>
        `title: r${i}\nlogsource: {category: process_creation, product: windows}\ndetection:\n  s: {CommandLine: x}\n${detection}\n`,
    ),
  )

const one = (filter: string, condition = 's and not f'): string => `  f: ${filter}\n  condition: ${condition}`

const audited = (...detections: string[]): Map<string | null, Exclusion> =>
  new Map(exclusionAudit(catalogOf(...detections)).all.map((exclusion) => [exclusion.tally.key.value, exclusion]))

describe('an exclusion stops a rule by itself', () => {
  const alone = (detection: string): string[] => {
    const catalog = catalogOf(detection)
    const [entry] = catalog.entries
    if (!entry) throw new Error('not a rule')
    const keys = aloneIn(entry, catalog.held(entry))
    return catalog.held(entry).flatMap(({ key }) => (keys.has(key.text) ? [String(key.value)] : []))
  }

  test.each([
    ['one value', one('{Image: a}'), ['a']],
    ['any of several', one('{Image: [a, b]}'), ['a', 'b']],
    ['not when two must hold', one('{Image: a, User: b}'), []],
    ['not when all of several must hold', one('{CommandLine|contains|all: [a, b]}'), []],
    ['not in one of two branches', one('{Image: a}', '(s and not f) or s'), []],
    ['when both branches have it', one('{Image: a}', '(s and not f) or (s and not f)'), ['a']],
    ['in one of several filters', '  f1: {Image: a}\n  f2: {Image: b, User: c}\n  condition: s and not 1 of f*', ['a']],
    ['not when all filters must hold', '  f1: {Image: a}\n  f2: {Image: b}\n  condition: s and not all of f*', []],
    ['through a double no', one('{Image: a}', 'not (not s or f)'), ['a']],
    ['an absent field', one('{Image: null}'), ['null']],
  ])('%s', (_, detection, values) => {
    expect(alone(detection)).toEqual(values)
  })
})

test('a record that satisfies an exclusion escapes the rules of broader ones too', () => {
  const found = audited(
    one('{Image|startswith: C:\\Program Files\\Tool\\}'),
    one('{Image|startswith: C:\\Program Files\\}'),
    one('{Image|startswith: C:\\Program Files\\, User: x}'),
    one('{Image|startswith: C:\\Program}'),
  )
  expect(found.get('C:\\Program Files\\')).toMatchObject({ alone: 1, further: 1, subject: 'folder' })
  expect(found.get('C:\\Program Files\\')?.rules.map(({ rule }) => rule.title)).toEqual(['r1', 'r2'])
  expect(found.get('C:\\Program Files\\Tool\\')).toMatchObject({ alone: 1, further: 2 })
  expect(found.get('C:\\Program')).toMatchObject({ alone: 1, further: 0, subject: 'other' })
})

test('what is asked for and excluded by one rule is not an exclusion of it', () => {
  expect(audited(one('{CommandLine: x}')).size).toBe(0)
})

test.each([
  ['{Image|startswith: "C:\\\\Users\\\\x\\\\AppData\\\\"}', '\\AppData\\'],
  ['{Image|startswith: "C:\\\\users\\\\public\\\\a"}', '\\Users\\Public\\'],
  ['{CommandLine|contains: /dev/shm/x}', '/dev/shm/'],
  ['{Image|re: ".*\\\\\\\\Temp\\\\\\\\.*"}', '\\Temp\\'],
  ['{Image|startswith: "C:\\\\Windows\\\\System32\\\\"}', undefined],
  ['{Image|endswith: "\\\\temp.exe"}', undefined],
])('%s names the place %s', (filter, place) => {
  expect([...audited(one(filter)).values()].map(({ writable }) => writable)).toEqual([place])
})

test.each([
  ['{Image|endswith: "\\\\a.exe"}', true],
  ['{Image|endswith: /a}', true],
  ['{Image|endswith: "\\\\bin\\\\a.exe"}', false],
  ['{Image|endswith: a.exe}', false],
  ['{Image|endswith: "\\\\"}', false],
  ['{Image: "\\\\a.exe"}', false],
  ['{TargetObject|endswith: "\\\\Start"}', false],
])('%s is a name alone: %s', (filter, nameOnly) => {
  expect([...audited(one(filter)).values()].map((exclusion) => exclusion.nameOnly)).toEqual([nameOnly])
})

test.each([
  ['{User: x}', 'user'],
  ['{SubjectUserName: x}', 'user'],
  ['{ProcessId: 4}', 'other'],
  ['{DestinationIp|cidr: 10.0.0.0/8}', 'address'],
  ['{DestinationIp: 10.0.0.1}', 'address'],
  ['{Image: "C:\\\\a.exe"}', 'file'],
])('%s is about a thing of the kind %s', (filter, subject) => {
  expect([...audited(one(filter)).values()].map((exclusion) => exclusion.subject)).toEqual([subject])
})

test('fields are listed with distinct rules, those of most first', () => {
  const { fields, rules } = exclusionAudit(
    catalogOf(one('{Image: [a, b]}'), one('{User: x}'), one('{Image: a, User: y}'), one('{User: [x, z]}')),
  )
  expect(fields.map(({ field, rules: some, exclusions }) => [field, some.length, exclusions.length])).toEqual([
    ['User', 3, 3],
    ['Image', 2, 2],
  ])
  expect(rules).toBe(4)
})
