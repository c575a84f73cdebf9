/**
 * The public Sigma corpus, read whole, against an independent plain reading: js-yaml's own values with every scalar
 * as text, walked without the model. Skipped without ../shared.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as yaml from 'js-yaml'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Catalog, Entry, InputFile } from '../src/catalog/build.js'
import { build } from '../src/catalog/build.js'
import type { Predicate, Rule } from '../src/model/rule.js'

const root = join(import.meta.dirname, '../../shared/corpora/sigma')

const retired = /^(?:deprecated|unsupported)\//

function readCorpus(): InputFile[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yml'))
    .sort()
    .map((path) => ({ source: 0, path, text: readFileSync(join(root, path), 'utf8') }))
}

/** `identifier / key / value` of everything a detection holds, from the plain values. */
function plainLeaves(detection: unknown): string[] {
  const found: string[] = []
  const visit = (name: string, key: string, node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) visit(name, key, item)
    else if (typeof node === 'object' && node !== null)
      for (const [inner, value] of Object.entries(node)) visit(name, inner, value)
    else found.push(`${name} / ${key} / ${node}`)
  }
  for (const [name, node] of Object.entries(detection as object))
    if (name !== 'condition' && name !== 'timeframe') visit(name, '', node)
  return found.sort()
}

/** The same from the model: fields with their values as written, the modifiers left to the other side to drop. */
function modelLeaves(rule: Rule): string[] {
  const found: string[] = []
  const visit = (name: string, predicate: Predicate): void => {
    if (predicate.kind === 'and' || predicate.kind === 'or') for (const part of predicate.of) visit(name, part)
    else if (predicate.kind === 'not') {
      const { of } = predicate
      // Only null and `exists: false` make a `not` here; null is a leaf of the text.
      if (predicate.label === 'null' && of.kind === 'indicator') found.push(`${name} / ${of.field?.written} / `)
      else visit(name, of)
    } else if (predicate.kind === 'indicator')
      for (const value of predicate.values) found.push(`${name} / ${predicate.field?.written ?? ''} / ${value.written}`)
  }
  for (const definition of rule.definitions) visit(definition.name, definition.predicate)
  return found.sort()
}

const withoutModifiers = (leaf: string): string => leaf.replace(/^(.*? \/ )([^|/]*)\|[^/]*( \/ )/s, '$1$2$3')

const nullText = (leaf: string): string => leaf.replace(/ \/ (?:null|~)$/, ' / ')

describe.skipIf(!existsSync(root))('the public Sigma corpus (needs ../shared/corpora/sigma)', () => {
  let catalog: Catalog
  let active: readonly Entry[]

  beforeAll(() => {
    catalog = build([{ name: 'sigma', root }], readCorpus())
    active = catalog.entries.filter((entry) => !retired.test(entry.rule.path))
  })

  test('every active rule is read whole, without an error', () => {
    expect(active.length).toBeGreaterThan(2_000)
    expect(active.filter((entry) => entry.extent !== 'whole').map((entry) => entry.rule.path)).toEqual([])
    const errors = catalog.files
      .filter((file) => !retired.test(file.path))
      .flatMap((file) => file.diagnostics.filter((one) => one.severity === 'error'))
    expect(errors).toEqual([])
  })

  test('every rule that is not whole says where and why', () => {
    for (const { rule, extent } of catalog.entries) {
      if (extent === 'whole') continue
      const errors = rule.diagnostics.filter((one) => one.severity === 'error')
      expect(errors.length, rule.path).toBeGreaterThan(0)
      for (const { span } of errors) expect(rule.text.slice(span.from, span.to), rule.path).not.toBe('')
    }
    expect(catalog.totals.rules.unread).toBe(0)
  })

  test('values equal the text to the character', () => {
    let leaves = 0
    const options = { schema: yaml.FAILSAFE_SCHEMA }
    for (const { rule } of active) {
      const document = yaml.load(rule.text, options) as { detection: unknown }
      const plain = plainLeaves(document.detection).map(withoutModifiers).map(nullText).sort()
      expect(modelLeaves(rule).map(nullText).sort(), rule.path).toEqual(plain)
      leaves += plain.length
    }
    expect(leaves).toBeGreaterThan(25_000)
  })

  test('every technique stands under a tactic that its rule lists', () => {
    const inferred = active.flatMap((entry) =>
      entry.attack.flatMap((row) => row.techniques.filter((one) => one.inferred)),
    )
    expect(inferred).toEqual([])
    expect(active.filter((entry) => entry.attack.length === 0).length).toBeLessThan(10)
  })

  test('the counts of one rule, counted by searching the files', () => {
    const entry = catalog.entries.find((one) => one.rule.id === '7cd1dcdc-6edf-4896-86dc-d1f19ad64903')
    if (!entry) return expect.unreachable('the reference rule is not in this corpus')
    const view = catalog.view(entry)
    const counts = Object.fromEntries(
      view.indicators.flatMap((row) => row.values.map((one) => [`${row.field} ${one.value}`, one.count])),
    )
    const holding = (field: RegExp, value: string): number =>
      catalog.entries.filter(({ rule }) => {
        const block = rule.text.match(field)?.join('\n') ?? ''
        return block.toLowerCase().includes(value)
      }).length
    expect(counts['Initiated true']).toBe(holding(/^ *-? *Initiated: .*$/gm, 'true'))
    for (const host of ['.v2.argotunnel.com', 'protocol-v2.argotunnel.com', 'update.argotunnel.com'])
      expect(counts[`DestinationHostname ${host}`]).toBe(
        holding(/DestinationHostname\|endswith:(?:\n +- .*)+/g, `'${host}'`),
      )
    expect(view.attack.map((row) => [row.name, row.techniques.map((one) => one.id)])).toEqual([
      ['Command and Control', ['T1572']],
      ['Exfiltration', ['T1567']],
    ])
    expect(view.exclusions).toEqual([])
    expect([view.ways, view.blocks, view.predicates]).toEqual([4, 0, 5])
  })
})
