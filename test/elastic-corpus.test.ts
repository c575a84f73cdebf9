/**
 * The public Elastic corpus, read whole, against an independent plain reading of its files. Skipped without ../shared.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { beforeAll, describe, expect, test } from 'vitest'
import { readElastic } from '../src/catalog/elastic.js'
import type { Rule, Span } from '../src/model/rule.js'
import { attackRows } from '../src/resolve/attack.js'
import type { TomlNode } from '../src/text/toml.js'
import { parseToml } from '../src/text/toml.js'

const root = join(import.meta.dirname, '../../shared/corpora/elastic')

interface PlainRule {
  readonly rule_id: string
  readonly name: string
  readonly type: string
  readonly language?: string
  readonly query?: string
  readonly index?: readonly string[]
  readonly severity: string
  readonly tags: readonly string[]
  readonly threat?: readonly {
    readonly tactic: { readonly id: string }
    readonly technique?: readonly { readonly id: string; readonly subtechnique?: readonly { readonly id: string }[] }[]
  }[]
  readonly threshold?: {
    readonly field: readonly string[]
    readonly value: number
    readonly cardinality?: readonly unknown[]
  }
  readonly new_terms?: { readonly value: readonly string[] }
  readonly threat_mapping?: readonly {
    readonly entries: readonly { readonly field: string; readonly value: string }[]
  }[]
  readonly machine_learning_job_id?: string | readonly string[]
  readonly anomaly_threshold?: number
  readonly filters?: readonly unknown[]
  readonly alert_suppression?: { readonly group_by: readonly string[] }
}

interface Case {
  readonly path: string
  readonly text: string
  readonly rule: Rule
  readonly plain: PlainRule
}

describe.skipIf(!existsSync(root))('the Elastic corpus', () => {
  let cases: Case[] = []
  const lost: string[] = []

  beforeAll(() => {
    const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.toml'))
    cases = paths.sort().flatMap((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      const { rules, diagnostics } = readElastic(path, text)
      const [rule] = rules
      if (!rule || rules.length > 1 || diagnostics.length > 0) lost.push(path)
      return rule ? [{ path, text, rule, plain: parse(text).rule as unknown as PlainRule }] : []
    })
  }, 60_000)

  /** Paths of rules for which two readings differ. */
  const differing = (one: (one: Case) => unknown, other: (one: Case) => unknown): string[] =>
    cases.filter((each) => JSON.stringify(one(each)) !== JSON.stringify(other(each))).map(({ path }) => path)

  const slice = (text: string, { from, to }: Span): string => text.slice(from, to)

  test('every file is one rule', () => {
    expect(lost).toEqual([])
    expect(cases.length).toBeGreaterThan(1_400)
  })

  test('names, ids, levels and tags', () => {
    expect(
      differing(
        ({ rule }) => [rule.title, rule.id, rule.meta.level],
        ({ plain }) => [plain.name.trim(), plain.rule_id, plain.severity],
      ),
    ).toEqual([])
    expect(
      differing(
        ({ rule }) => rule.meta.tags.map(({ namespace, name }) => (namespace ? `${namespace}: ${name}` : name)),
        ({ plain }) => plain.tags.map((tag) => tag.trim()),
      ),
    ).toEqual([])
  })

  test('no key is lost: what has no place of its own is listed with its text', () => {
    const placed = new Set(
      'author description false_positives index investigation_fields language license name note query references rule_id setup severity tags threat threshold new_terms filters machine_learning_job_id anomaly_threshold threat_index threat_query threat_language threat_filters threat_mapping'.split(
        ' ',
      ),
    )
    expect(
      differing(
        ({ rule }) => rule.meta.other.map(({ key }) => key).sort(),
        ({ text }) => {
          const { rule, metadata, ...more } = parse(text)
          const dates = ['creation_date', 'updated_date', 'maturity']
          return [
            ...Object.keys(rule as object).filter((key) => !placed.has(key)),
            ...Object.keys(metadata as object).filter((key) => !dates.includes(key)),
            ...Object.keys(more),
          ].sort()
        },
      ),
    ).toEqual([])
  })

  test('threats: every pair of a tactic and a technique, each in its place', () => {
    expect(
      differing(
        ({ rule }) =>
          (rule.meta.threats ?? []).map(({ tactic, techniques }) => [tactic, techniques.map(({ id }) => id)]),
        ({ plain }) =>
          (plain.threat ?? []).map(({ tactic, technique = [] }) => [
            tactic.id,
            technique.flatMap(({ id, subtechnique = [] }) => [id, ...subtechnique.map((sub) => sub.id)]),
          ]),
      ),
    ).toEqual([])
    for (const { rule, text } of cases)
      for (const { techniques } of rule.meta.threats ?? [])
        for (const { id, span } of techniques) expect(slice(text, span)).toBe(`"${id}"`)
  })

  test('ATT&CK: every technique has a place or is told of', () => {
    for (const { rule, path } of cases) {
      const { rows, problems } = attackRows(rule.meta)
      const placed = new Set(rows.flatMap((row) => row.techniques.flatMap(({ id, revoked }) => [id, revoked ?? id])))
      for (const problem of problems) placed.add(problem.written)
      for (const { techniques } of rule.meta.threats ?? [])
        for (const { id } of techniques) expect(placed, path).toContain(id)
      expect(problems.filter(({ code }) => code !== 'attack/revoked')).toEqual([])
    }
  })

  const kinds = ({ stages }: Rule): string[] =>
    stages.map((stage) => (stage.kind === 'shape' ? stage.verb : stage.kind))

  test('every rule has stages, and what its type adds to the query is among them', () => {
    const wanted: Readonly<Record<string, string>> = {
      query: 'filter',
      eql: 'filter',
      esql: 'filter',
      threshold: 'group',
      new_terms: 'novel',
      threat_match: 'join',
      machine_learning: 'filter',
    }
    expect(
      cases.filter(({ rule, plain }) => !kinds(rule).includes(wanted[plain.type] ?? '?')).map(({ path }) => path),
    ).toEqual([])
    const suppressed = cases.filter(({ plain }) => plain.alert_suppression)
    expect(suppressed.length).toBeGreaterThan(10)
    for (const { rule } of suppressed) expect(kinds(rule).at(-1)).toBe('suppress')
    const filtered = cases.filter(({ plain }) => plain.filters)
    expect(filtered.length).toBeGreaterThan(10)
    for (const { rule } of filtered) expect(kinds(rule).slice(0, 3)).toEqual(['read', 'filter', 'filter'])
  })

  test('tails hold what their tables hold', () => {
    expect(
      differing(
        ({ rule }) =>
          rule.stages.flatMap((stage): readonly unknown[] => {
            switch (stage.kind) {
              case 'novel':
                return [stage.by.map(({ written }) => written)]
              case 'join':
                return stage.how === 'semi'
                  ? [stage.on.map((list) => list.map((pair) => pair.map((one) => one.written)))]
                  : []
              case 'read':
                return stage.source.kind === 'jobs' ? [stage.source.ids] : []
              default:
                return []
            }
          }),
        ({ plain }) => [
          ...(plain.new_terms ? [plain.new_terms.value] : []),
          ...(plain.threat_mapping
            ? [plain.threat_mapping.map(({ entries }) => entries.map(({ field, value }) => [field, value]))]
            : []),
          ...(plain.machine_learning_job_id ? [[plain.machine_learning_job_id].flat()] : []),
        ],
      ),
    ).toEqual([])
    for (const { rule, plain } of cases.filter(({ plain }) => plain.threshold)) {
      const group = rule.stages.find((stage) => stage.kind === 'group')
      const last = rule.stages.findLast((stage) => stage.kind === 'filter')
      expect(group?.by.map(({ written }) => written)).toEqual(plain.threshold?.field)
      expect(group?.within).toBeGreaterThan(0)
      const tests = last?.where.kind === 'and' ? last.where.of : last ? [last.where] : []
      expect(tests).toHaveLength(1 + (plain.threshold?.cardinality?.length ?? 0))
    }
  })

  test('the file itself brings no diagnostics but those that are known', () => {
    const found = new Map<string, number>()
    for (const { rule } of cases)
      for (const { code } of rule.diagnostics)
        if (/^(?:toml|elastic|kibana)\//.test(code)) found.set(code, (found.get(code) ?? 0) + 1)
    expect([...found.keys()].sort()).toEqual(['elastic/exceptions', 'elastic/unknown-language'])
    expect(found.get('elastic/unknown-language')).toBe(1)
  })

  test('the slice at a string is what it says, wherever nothing is escaped', () => {
    let strings = 0
    const visit = (node: TomlNode, text: string): void => {
      if (node.kind === 'list') for (const item of node.items) visit(item, text)
      else if (node.kind === 'map') for (const { value } of node.entries) visit(value, text)
      else if (!slice(text, node.inner).includes('\\') && !text.includes('\r')) {
        strings++
        if (slice(text, node.inner) !== node.text) throw new Error(`${slice(text, node.inner)} is not ${node.text}`)
      }
    }
    for (const { text } of cases) visit(parseToml(text).root, text)
    expect(strings).toBeGreaterThan(20_000)
  })

  test('a broken rule never throws and always says where', () => {
    for (const [i, { path, text }] of cases.entries()) {
      if (i % 10 !== 0) continue
      const at = (i * 7919) % text.length
      for (const edited of [
        text.slice(0, at),
        `${text.slice(0, at)}"""${text.slice(at)}`,
        text.replace('type = ', 'type '),
        text.replace("'''", ''),
      ]) {
        const { rules, diagnostics } = readElastic(path, edited)
        for (const { span } of [...diagnostics, ...rules.flatMap((rule) => rule.diagnostics)]) {
          expect(span.from).toBeLessThanOrEqual(span.to)
          expect(span.to).toBeLessThanOrEqual(edited.length)
        }
      }
    }
  })
})
