/**
 * Runs cases/*.txt: a line `# what is shown`, filters as a rule file has them (`[[filters]]`), `==>`, then what they
 * mean as one predicate and diagnostics as `code @ the text it points at`.
 */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placed, testCases } from '../../../test/case-files.js'
import type { Predicate } from '../../model/rule.js'
import { show } from '../../model/show.js'
import { parseToml, tomlEntry } from '../../text/toml.js'
import type { Filters } from './read.js'
import { readKibana } from './read.js'

function read(text: string): Filters {
  const { root, problems } = parseToml(text)
  expect(problems).toEqual([])
  const found = tomlEntry(root, 'filters')
  if (!found) throw new Error('a case needs filters')
  return readKibana(found.value, found.span)
}

function meaning(text: string): string {
  const { where, diagnostics } = read(text)
  return [where ? show(where) : 'nothing', ...diagnostics.map((one) => placed(one, text))].join('\n')
}

testCases(new URL('./cases/', import.meta.url), (input, expected) => expect(meaning(input)).toBe(expected))

test('places: a field without its quotes, a value with them, a test with the name of its kind', () => {
  const text = '[[filters]]\n[filters.query.wildcard."file.path"]\nvalue = "C:*"\ncase_insensitive = true\n'
  const { where } = read(text)
  if (where?.kind !== 'indicator' || !where.field) throw new Error('no indicator')
  const at = ({ from, to }: Predicate['span']): string => text.slice(from, to)
  expect(at(where.field.span)).toBe('file.path')
  expect(where.values.map(({ span }) => at(span))).toEqual(['"C:*"'])
  expect(at(where.span)).toBe('[filters.query.wildcard."file.path"]\nvalue = "C:*"\ncase_insensitive = true')
})

test('any tables: a predicate, or a diagnostic for what is none', () => {
  const kinds = ['bool', 'term', 'range', 'wildcard', 'exists', 'nested', 'must', 'should', 'must_not', 'odd', 'filter']
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom('1', '"x"', 'true', '[]', '{}', '["a", 2]'),
      fc
        .uniqueArray(fc.tuple(fc.constantFrom(...kinds), tie('tree')), { maxLength: 3, selector: ([key]) => key })
        .map((pairs) => `{${pairs.map(([key, value]) => `${key} = ${value}`).join(', ')}}`),
      fc.array(tie('tree'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    ),
  }))
  fc.assert(
    fc.property(tree, (value) => {
      const text = `[[filters]]\nquery = ${value}\n`
      const { where, diagnostics } = read(text)
      const opaque = where !== undefined && show(where).includes('opaque')
      expect(opaque).toBe(opaque && diagnostics.some(({ code }) => code === 'kibana/unread'))
      for (const { span } of diagnostics) expect(span.to).toBeLessThanOrEqual(text.length)
    }),
  )
})
