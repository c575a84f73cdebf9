/** Every row of the tables of functions: its samples, with arguments out of a record. */
import { describe, expect, test } from 'vitest'
import { span } from '../../../test/rules.js'
import type { Call, Expr, Language } from '../../model/rule.js'
import { flatten } from '../record.js'
import { rowOf } from '../row.js'
import { type Computed, type Datum, isBag, isList, isoText, Lapse, lapseText, Moment, Real, unknown } from './datum.js'
import { evaluate, tables } from './evaluate.js'
import type { Json } from './fn.js'
import { Work } from './place.js'

/** What a result is as JSON. */
function plain(value: Computed): Json | 'unknown' {
  if (value === unknown) return 'unknown'
  if (value === undefined) return null
  if (value instanceof Moment) return isoText(value) ?? ''
  if (value instanceof Lapse) return lapseText(value)
  if (value instanceof Real) return value.value
  if (isList(value)) return value.map((one: Datum) => plain(one))
  if (isBag(value)) return Object.fromEntries([...value].map(([name, one]) => [name, plain(one)]))
  return value
}

const text = (written: string): Expr => ({ kind: 'text', span, parts: [written], written })

/** A call whose arguments are fields of a record; one that is missing is a field that the record lacks. */
function called(language: Language, fn: string, of: readonly Json[], literally = false): Json {
  const record = flatten(Object.fromEntries(of.map((value, i) => [`a${i}`, value])))
  const args = of.map((value, i): Expr => {
    if (literally && typeof value === 'string') return text(value)
    return { kind: 'field', span, written: `a${i}` }
  })
  const call: Call = { kind: 'call', span, fn, args }
  return plain(evaluate(call, { row: rowOf(record, { language, stages: [] }), lists: new Map(), work: new Work() }))
}

const languages = ['eql', 'esql', 'spl', 'kql'] as const
const rows = languages.flatMap((language) =>
  Object.entries(tables[language]).map(([name, fn]) => ({ language, name, fn })),
)

describe.each(languages)('%s', (language) => {
  const samples = rows
    .filter((row) => row.language === language)
    .flatMap(({ name, fn }) =>
      fn.samples.map(([of, is]) => [`${name}(${JSON.stringify(of).slice(1, -1)})`, name, of, is] as const),
    )

  test.each(samples)('%s', (_, name, of, is) => {
    const expected = typeof is === 'number' ? expect.closeTo(is, 6) : is
    expect(called(language, name, of), 'of fields').toEqual(expected)
    expect(called(language, name, of, true), 'of literals').toEqual(expected)
  })
})

/** Rows whose arguments cannot be fields with plain values, or that hang on the time; other tests are for them. */
const otherwise = [
  'now',
  'time',
  'ago',
  'ingestion_time',
  'mvfilter',
  'mvmap',
  'grok',
  'dissect',
  'between',
  '!between',
  'column_ifexists',
  'columnifexists',
]

test('every row has samples', () => {
  const bare = rows.filter(({ name, fn }) => fn.samples.length === 0 && !otherwise.includes(name))
  expect(bare.map(({ language, name }) => `${language} ${name}`)).toEqual([])
})
