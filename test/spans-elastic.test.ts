/**
 * The same property as in spans.test.ts for queries: the text of the file at a predicate's span, read again by itself, is
 * the same predicate; so is that at a field's or a value's span the field and the value.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readElastic } from '../src/catalog/elastic.js'
import { readEql } from '../src/languages/eql/read.js'
import { readKuery } from '../src/languages/kuery/read.js'
import type { Field, Predicate, Rule, Stage } from '../src/model/rule.js'
import { authored, walk } from '../src/model/walk.js'
import { plainFragment } from '../src/text/fragment.js'

const corpus = join(import.meta.dirname, '../../shared/corpora/elastic')
const examples = join(import.meta.dirname, '../examples/elastic')

const rulesBelow = (folder: string): Rule[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.toml'))
    .flatMap((path) => readElastic(path, readFileSync(join(folder, path), 'utf8')).rules)

/** Meaning only. Which stage made a field, and labels, belong to what stands around. */
const bare = (node: Predicate | undefined): string =>
  JSON.stringify(node && authored(node), (key, value) => (['span', 'made', 'label'].includes(key) ? undefined : value))

const whereOf = (stages: readonly Stage[]): Predicate | undefined =>
  stages.find((stage) => stage.kind === 'filter')?.where

const readers: Partial<Record<Rule['language'], (text: string) => Predicate | undefined>> = {
  kuery: (text) => readKuery(plainFragment(text)).where,
  eql: (text) => whereOf(readEql(plainFragment(`any where ${text}`), {}).stages),
  esql: () => undefined,
}

interface Tally {
  read: number
  values: number
  readonly wrong: string[]
}

/** The stretch of the file that is the query, when it stands there as it is read. */
function queryOf({ text }: Rule): { from: number; to: number } | undefined {
  const opening = /^query = '''/m.exec(text)
  if (!opening) return undefined
  const from = opening.index + opening[0].length
  return { from, to: text.indexOf("'''", from) }
}

function check(rule: Rule, tally: Tally): void {
  const read = readers[rule.language]
  const query = queryOf(rule)
  if (!read || !query) return
  const slice = ({ from, to }: { from: number; to: number }): string => rule.text.slice(from, to)
  const inQuery = ({ span }: { span: { from: number; to: number } }): boolean =>
    span.from >= query.from && span.to <= query.to
  /** `within`: where what stands around was written. What is written in one piece (`a != b`) is checked as a whole. */
  /** A query in a string inside a query: it is written with the escapes of that string. */
  const embedded = ({ span }: Predicate): boolean =>
    rule.language === 'esql' &&
    /\bkql\((?:\s*"(?:[^"\\]|\\.)*|\s*"""(?:(?!""")[\s\S])*)$/i.test(rule.text.slice(query.from, span.from))
  const visit = (predicate: Predicate, within: string): void => {
    if (predicate.label?.startsWith('nested') || (predicate.kind === 'indicator' && predicate.implied)) return
    const here = `${predicate.span.from}-${predicate.span.to}`
    if (predicate.kind === 'and' || predicate.kind === 'or') for (const part of predicate.of) visit(part, here)
    if (predicate.kind === 'not' && rule.language !== 'esql') visit(predicate.of, here)
    if (!inQuery(predicate) || here === within || embedded(predicate)) return
    if (predicate.kind === 'indicator') leaf(predicate)
    // ES|QL's nulls and aliases are settled for a whole command, so its parts do not stand alone; its reader tests them.
    if (rule.language === 'esql') return
    // A part of a list of values is read with the field before it, which its own span leaves out.
    if (fieldsOf(predicate).every(({ span }) => span.from >= predicate.span.from && span.to <= predicate.span.to))
      same(predicate)
  }
  const same = (predicate: Predicate): void => {
    tally.read++
    if (bare(read(slice(predicate.span))) !== bare(predicate))
      tally.wrong.push(`${rule.path}: ${slice(predicate.span).slice(0, 200)}`)
  }
  const leaf = ({ field, values }: Extract<Predicate, { kind: 'indicator' }>): void => {
    if (field && plainName(slice(field.span)) !== plainName(field.written)) wrongField(field)
    for (const value of values) {
      tally.values++
      const there = slice(value.span)
      if (there !== '' && !there.includes(value.written) && !/[\\%]/.test(there))
        tally.wrong.push(`${rule.path}: value ${value.written} at ${there}`)
    }
  }
  const wrongField = (field: Field): void => {
    // An alias that the query made is seen through: its place is where it is used.
    if (rule.language !== 'esql') tally.wrong.push(`${rule.path}: field ${field.written} at ${slice(field.span)}`)
  }
  for (const stage of rule.stages) if (stage.kind === 'filter') visit(stage.where, '')
}

function fieldsOf(predicate: Predicate): Field[] {
  const found: Field[] = []
  walk(predicate, [], (part) => {
    if (part.kind === 'indicator' && part.field && !part.implied) found.push(part.field)
  })
  return found
}

const plainName = (text: string): string => text.replace(/[?`"\\]/g, '')

function checkAll(rules: readonly Rule[]): Tally {
  const tally: Tally = { read: 0, values: 0, wrong: [] }
  for (const rule of rules) check(rule, tally)
  return tally
}

describe.skipIf(!existsSync(corpus))('the public Elastic corpus (needs ../shared/corpora/elastic)', () => {
  test('every span reads back to its node', () => {
    const tally = checkAll(rulesBelow(corpus))
    expect(tally.wrong.slice(0, 10)).toEqual([])
    expect(tally.read).toBeGreaterThan(10_000)
    expect(tally.values).toBeGreaterThan(15_000)
  })
})

test('every span of the examples reads back to its node', () => {
  const tally = checkAll(rulesBelow(examples))
  expect(tally.wrong).toEqual([])
  expect(tally.read).toBeGreaterThan(200)
})
