/**
 * The property that makes a page clickable: the text at a node's span, read again by itself, is the same node.
 * Checked for every predicate, field and value of the embedded examples, and of the public corpus where it is at hand.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSigma } from '../src/catalog/sigma.js'
import { readCondition } from '../src/languages/sigma/condition.js'
import { readSelection } from '../src/languages/sigma/detection.js'
import type { Predicate, Rule, Span } from '../src/model/rule.js'
import { parseYaml } from '../src/text/yaml.js'

const corpus = join(import.meta.dirname, '../../shared/corpora/sigma')
const examples = join(import.meta.dirname, '../examples/sigma')

function rulesBelow(folder: string): Rule[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yml'))
    .flatMap((path) => readSigma(path, readFileSync(join(folder, path), 'utf8')).rules)
}

/** Without places: what is left is the meaning. */
function bare(node: unknown): unknown {
  return JSON.parse(JSON.stringify(node, (key, value) => (key === 'span' ? undefined : value)))
}

/** A stretch of YAML by itself: moved right as far as it stood, so that its lines still line up. */
function alone(text: string, { from, to }: Span): string {
  const column = from - (text.lastIndexOf('\n', from - 1) + 1)
  return ' '.repeat(column) + text.slice(from, to)
}

const aliased = /(?:^|[\s[:,-])[*&]\w/m

interface Tally {
  predicates: number
  values: number
  skipped: number
  wrong: string[]
}

function checkRule(rule: Rule, tally: Tally): void {
  const complain = (what: string, span: Span): void => {
    tally.wrong.push(`${rule.path}: ${what}: ${rule.text.slice(span.from, span.to).slice(0, 120)}`)
  }
  const checkPredicate = (predicate: Predicate): void => {
    const { span } = predicate
    const text = alone(rule.text, span)
    // Part of a list beside nulls, and parts whose anchor stands elsewhere, cannot be read by themselves.
    if (predicate.label === 'null' || aliased.test(text)) tally.skipped++
    else {
      tally.predicates++
      const [node] = parseYaml(text).documents
      const again = node && readSelection('', node, [])
      if (JSON.stringify(bare(again)) !== JSON.stringify(bare(predicate))) complain('reads otherwise', span)
    }
    if (predicate.kind === 'and' || predicate.kind === 'or') predicate.of.forEach(checkPredicate)
    else if (predicate.kind === 'not' && predicate.label !== 'null') checkInside(predicate.of)
    else if (predicate.kind === 'indicator') checkInside(predicate)
  }
  /** Fields and values: their spans hold exactly what was written. */
  const checkInside = (predicate: Predicate): void => {
    if (predicate.kind !== 'indicator') return
    const { field } = predicate
    if (
      field &&
      scalarAt(rule.text, field.span) !== field.written &&
      !rule.text.slice(field.span.from, field.span.to).includes(field.written)
    )
      complain('field', field.span)
    for (const value of predicate.values) {
      tally.values++
      if (scalarAt(rule.text, value.span) !== value.written) complain(`value ${value.written}`, value.span)
    }
  }
  for (const definition of rule.definitions) {
    checkPredicate(definition.predicate)
    if (!rule.text.slice(definition.span.from, definition.span.to).includes(definition.name))
      complain('name', definition.span)
  }
  const checkCondition = (predicate: Predicate): void => {
    const { span } = predicate
    const text = rule.text.slice(span.from, span.to)
    // A list of conditions is no condition itself.
    if (predicate.kind === 'or' && /\n\s*- /.test(text)) return predicate.of.forEach(checkCondition)
    tally.predicates++
    const again = readCondition(
      { text, span: { from: 0, to: text.length }, mapped: true },
      rule.definitions,
      [],
    ).predicate
    const same = JSON.stringify(bare(again)) === JSON.stringify(bare(predicate))
    // A use that a pattern stands for points at the pattern, which stands for all its uses.
    if (!same && !(predicate.kind === 'use' && /[*?]|^them$/.test(text)) && !text.includes(' of '))
      complain('condition', span)
    if (predicate.kind === 'and' || predicate.kind === 'or') {
      if (!predicate.label) predicate.of.forEach(checkCondition)
    } else if (predicate.kind === 'not') checkCondition(predicate.of)
  }
  for (const stage of rule.stages)
    if (
      stage.kind === 'filter' &&
      rule.kind !== 'correlation' &&
      stage.where.kind !== 'opaque' &&
      !madeHere(stage.where)
    )
      checkCondition(stage.where)
}

const madeHere = (predicate: Predicate): boolean =>
  predicate.kind === 'indicator' || (predicate.kind === 'not' && madeHere(predicate.of))

function scalarAt(text: string, span: Span): string | undefined {
  const slice = alone(text, span)
  const [node] = parseYaml(slice).documents
  return node?.kind === 'scalar' ? node.text : undefined
}

function checkAll(rules: readonly Rule[]): Tally {
  const tally: Tally = { predicates: 0, values: 0, skipped: 0, wrong: [] }
  for (const rule of rules) checkRule(rule, tally)
  return tally
}

describe.skipIf(!existsSync(corpus))('the public Sigma corpus (needs ../shared/corpora/sigma)', () => {
  test('every span reads back to its node', () => {
    const tally = checkAll(rulesBelow(corpus))
    expect(tally.wrong.slice(0, 10)).toEqual([])
    expect(tally.predicates).toBeGreaterThan(10_000)
    expect(tally.values).toBeGreaterThan(20_000)
    expect(tally.skipped).toBeLessThan(tally.predicates / 100)
  })
})

test('every span of the examples reads back to its node', () => {
  const tally = checkAll(rulesBelow(examples))
  expect(tally.wrong).toEqual([])
  expect(tally.predicates).toBeGreaterThan(100)
})
