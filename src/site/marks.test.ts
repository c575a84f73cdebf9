import { describe, expect, test } from 'vitest'
import { duration } from './durations.js'
import { corpusCount, figure, levelMark, plural } from './marks.js'

describe('figures', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [40_321, '40,321'],
    [999_999, '999,999'],
    [2_400_000, 'about 2.4 million'],
    [31_000_000_000, 'about 31 billion'],
    [4e20, 'about 10^20'],
    [Number.POSITIVE_INFINITY, 'countless'],
  ]
  for (const [n, expected] of cases) test(`${n}`, () => expect(figure(n)).toBe(expected))

  test('one and many', () => expect([plural(1, 'way'), plural(1200, 'way')]).toEqual(['1 way', '1,200 ways']))
})

describe('durations', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '0 s'],
    [250, '250 ms'],
    [90_000, '1 m 30 s'],
    [3_600_000, '1 h'],
    [90_061_000, '1 d 1 h'],
  ]
  for (const [millis, expected] of cases) test(expected, () => expect(duration(millis)).toBe(expected))
})

describe('marks', () => {
  test('a count of one is only here', () => expect(corpusCount(1, { sigma: 1 }).markup).toContain('only here'))

  test('a larger count says which families it is made of', () =>
    expect(corpusCount(3, { kusto: 2, sigma: 1 }).markup.replace(/<[^>]*>/g, '')).toBe('3 Σ1 K2'))

  test('a level outside the scale is its word alone, escaped', () =>
    expect(levelMark('"><b>')?.markup).toBe('<span class="lv">&quot;&gt;&lt;b&gt;</span>'))
})
