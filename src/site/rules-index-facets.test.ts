import fc from 'fast-check'
import { expect, test } from 'vitest'
import { counter } from './rules-index-facets.js'
import type { FacetTable } from './rules-index-format.js'

const rules = 12
const table = (name: FacetTable['name'], size: number): fc.Arbitrary<FacetTable> =>
  fc
    .array(fc.uniqueArray(fc.nat(size - 1), { maxLength: 3 }), { minLength: rules, maxLength: rules })
    .map((of) => ({ name, keys: Array.from({ length: size }, (_, i) => `k${i}`), labels: [], of }))

/** Choices as they are meant: or within a facet, and across facets. An id of 9 is a value that no rule has. */
const holds = (tables: readonly FacetTable[], chosen: readonly (readonly number[])[], rule: number, except = -1) =>
  tables.every((facet, f) => {
    const wanted = chosen[f] ?? []
    return f === except || wanted.length === 0 || wanted.some((id) => facet.of[rule]?.includes(id))
  })

test('counts are those of a plain reference', () => {
  fc.assert(
    fc.property(
      fc.tuple(table('family', 2), table('level', 4), table('technique', 5)),
      fc.array(fc.uniqueArray(fc.constantFrom(0, 1, 2, 3, 4, 9), { maxLength: 2 }), { minLength: 3, maxLength: 3 }),
      fc.uniqueArray(fc.nat(rules - 1)),
      (tables, chosen, candidates) => {
        const { kept, counts } = counter(tables)(candidates, chosen)
        expect(kept).toEqual(candidates.filter((rule) => holds(tables, chosen, rule)))
        for (const [f, facet] of tables.entries()) {
          const expected = facet.keys.map(
            (_, id) =>
              candidates.filter((rule) => holds(tables, chosen, rule, f) && facet.of[rule]?.includes(id)).length,
          )
          expect([...(counts[f] ?? [])]).toEqual(expected)
        }
      },
    ),
  )
})

test('the count of a chosen value is what choosing it alone would list', () => {
  const tables: FacetTable[] = [
    { name: 'level', keys: ['high', 'low'], labels: ['high', 'low'], of: [[0], [1], [0], []] },
    { name: 'tactic', keys: ['execution'], labels: ['Execution'], of: [[0], [0], [], [0]] },
  ]
  const { kept, counts } = counter(tables)([0, 1, 2, 3], [[0], [0]])
  expect(kept).toEqual([0])
  expect(counts.map((of) => [...of])).toEqual([[1, 1], [1]])
})
