import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sigmaCatalog } from '../../test/catalogs.js'
import type { Catalog } from './build.js'
import { carriersOf, otherNames } from './field-carriers.js'
import { fieldPlaces } from './field-places.js'
import { type FieldReport, fieldReports } from './field-survey.js'

const catalogOf = (...detections: string[]): Catalog =>
  sigmaCatalog(
    detections.map(
      (detection, i) =>
        `title: r${i}\nlogsource: {category: process_creation, product: windows}\ndetection:\n${detection}\n`,
    ),
  )

const report = (catalog: Catalog, field: string | null): FieldReport => {
  const found = fieldReports(catalog).find((one) => one.field === field)
  if (!found) throw new Error(`no rule asks about ${field}`)
  return found
}

const three = catalogOf(
  '  s: {Image|endswith: \\a.exe, only: x}\n  f: {NewProcessName: c:\\b.exe}\n  condition: s and not f',
  '  s: {Image|endswith: [\\a.exe, \\c.exe]}\n  condition: s',
  '  s: {CommandLine|contains: x}\n  f: {Image|startswith: c:\\p\\}\n  condition: s and not f',
)

describe('a field', () => {
  test('counts each rule once, and those that exclude by it', () => {
    const { rules, excluding } = report(three, 'Image')
    expect(rules.map(({ rule }) => rule.title)).toEqual(['r0', 'r1', 'r2'])
    expect(excluding).toBe(2)
  })

  test('has the kinds with their rules, and its values most widely held first', () => {
    const { kinds, indicators, exclusions } = report(three, 'Image')
    expect(kinds.map(({ kind, rules }) => [kind, rules.length])).toEqual([
      ['ends_with', 2],
      ['eq', 1],
      ['starts_with', 1],
    ])
    expect(indicators.map(({ key }) => key.value)).toEqual(['\\a.exe', '\\c.exe'])
    expect(exclusions.map(({ key }) => key.value).sort()).toEqual(['c:\\b.exe', 'c:\\p\\'])
  })

  test('has the names that rules write, with the relation', () => {
    expect(report(three, 'Image').names).toEqual([
      { family: 'sigma', written: 'Image', relation: 'exact', rules: 3 },
      { family: 'sigma', written: 'NewProcessName', relation: 'exact', rules: 1 },
    ])
  })

  test('has a page when two rules ask about it', () => {
    expect(report(three, 'Image').place).toEqual({ slug: 'Image', href: 'fields/Image/' })
    expect(report(three, 'only').place).toBeUndefined()
    expect(
      three.view(report(three, 'only').rules[0] as never).indicators.map(({ field, href }) => [field, href]),
    ).toEqual([
      ['Image', 'fields/Image/'],
      ['only', undefined],
    ])
  })
})

test('two fields never share an address, whatever their names', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'A', '.', '/', '-', ' ', '{', 'é'), minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.oneof(name, fc.constantFrom('page', 'by-name', 'anywhere')), { maxLength: 30 }),
      (names) => {
        const fields = [null, ...names]
        const key = { kind: 'eq', modifiers: [], value: '', exact: '', folded: '', literal: true, text: '' } as const
        const places = fieldPlaces(
          fields.map((field) => ({
            key: { ...key, field },
            required: [0],
            excluded: [1],
            caseless: { required: true, excluded: true },
            spellings: [],
          })),
        )
        const slugs = [...places.values()].map(({ slug }) => slug)
        expect(new Set(slugs.map((slug) => slug.toLowerCase())).size).toBe(fields.length)
        for (const slug of slugs) expect(slug).toMatch(/^(?!page$|by-name$)[A-Za-z0-9_][A-Za-z0-9._-]*$/)
      },
    ),
  )
})

test('an event carries a field under its own name', () => {
  const carriers = carriersOf('Image', report(three, 'Image').rules)
  const of = (key: string) => carriers.find(({ event }) => event.key === key)
  // One of the three also needs a field that no such event has.
  expect(of('sysmon/1')).toMatchObject({ spec: { name: 'Image' }, relation: 'exact', rules: 2 })
  expect(of('security/4688')?.spec.name).toBe('NewProcessName')
  expect(of('sysmon/22')?.rules).toBe(0)
})

test('names that the tables know are told unless a rule writes them', () => {
  const all = otherNames('Image', new Set()).map(({ family, written }) => `${family} ${written}`)
  expect(all).toContain('elastic process.executable')
  expect(otherNames('Image', new Set(['elastic process.executable'])).length).toBeLessThan(all.length)
  expect(otherNames('no such field', new Set())).toEqual([])
})
