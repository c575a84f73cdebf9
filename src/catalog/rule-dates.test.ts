import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ruleWith } from '../../test/rules.js'
import type { Family } from '../model/rule.js'
import type { Entry } from './build.js'
import { kindsOf } from './kind-survey.js'
import { ruleDates } from './rule-dates.js'

const entry = (date: string | undefined, family: Family = 'sigma'): Entry => {
  const rule = ruleWith({ family })
  return { rule: { ...rule, meta: { ...rule.meta, ...(date !== undefined && { date }) } } } as Entry
}

describe('rules by the date that they give', () => {
  test('years without a gap, each split by family; what is no date is without one', () => {
    const found = ruleDates([
      entry('2020-02-29'),
      entry('2020-12-31', 'kusto'),
      entry('2024-01-01'),
      entry(undefined, 'kusto'),
      entry('last week'),
      entry('2024-13-01'),
    ])
    expect(found.unit).toBe('year')
    expect(found.periods.map(({ label, rules }) => `${label} ${rules}`)).toEqual([
      '2020 2',
      '2021 0',
      '2022 0',
      '2023 0',
      '2024 1',
    ])
    expect(found.periods[0]?.families).toEqual({ sigma: 1, kusto: 1 })
    expect(found.undated).toEqual({ kusto: 1, sigma: 2 })
  })

  test('a short time is told in quarters', () => {
    const found = ruleDates([entry('2025-03-31'), entry('2025-04-01'), entry('2026-01-01')])
    expect(found.periods.map(({ label, rules }) => `${label} ${rules}`)).toEqual([
      '2025 Q1 1',
      '2025 Q2 1',
      '2025 Q3 0',
      '2025 Q4 0',
      '2026 Q1 1',
    ])
  })

  test('a date far from all others does not stretch the time, and is counted', () => {
    const found = ruleDates([entry('0001-01-01'), entry('2023-01-01'), entry('2024-01-01'), entry('9999-12-31')])
    expect([found.earlier, found.later, found.periods.length]).toEqual([1, 1, 2])
  })

  test('a day that most of a family share is named', () => {
    const many = Array.from({ length: 30 }, (_, i) => entry(i < 20 ? '2024-09-30' : `2023-01-${10 + i - 20}`, 'splunk'))
    expect(ruleDates(many).sameDay).toEqual([{ family: 'splunk', day: '2024-09-30', rules: 20 }])
    expect(ruleDates([...many.slice(0, 10), ...many.slice(20)]).sameDay).toEqual([])
  })

  test('no rule is lost or counted twice', () => {
    const year = fc.oneof(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 2015, max: 2026 }))
    const date = year.map((n) => `${String(n).padStart(4, '0')}-05-06`)
    fc.assert(
      fc.property(fc.array(fc.option(date, { nil: undefined })), (dates) => {
        const { periods, earlier, later, undated } = ruleDates(dates.map((one) => entry(one)))
        const drawn = periods.reduce((n, { rules }) => n + rules, 0)
        expect(drawn + earlier + later + (undated.sigma ?? 0)).toBe(dates.length)
        expect(periods.length).toBeLessThanOrEqual(20)
      }),
    )
  })
})

test('kinds of comparison count a rule once each, those of most rules first', () => {
  const held = new Map([
    [entry(undefined), ['eq', 'eq', 'contains']],
    [entry(undefined), ['contains']],
  ])
  const found = kindsOf([...held.keys()], (one) => (held.get(one) ?? []).map((kind) => ({ key: { kind } })) as never)
  expect(found.map(({ kind, rules }) => [kind, rules.length])).toEqual([
    ['contains', 2],
    ['eq', 1],
  ])
})
