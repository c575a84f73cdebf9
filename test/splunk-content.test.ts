/**
 * The files of the public Splunk corpus, all but what is in their searches, against an independent plain reading.
 * Skipped without ../shared.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { beforeAll, describe, expect, test } from 'vitest'
import { kindOf } from '../src/formats/splunk-kinds.js'
import { readMacros, readSplunkFile, type SplunkDetection } from '../src/formats/splunk-yaml.js'
import type { Span } from '../src/model/rule.js'
import { attackRows } from '../src/resolve/attack.js'
import { parseYaml } from '../src/text/yaml.js'

const root = join(import.meta.dirname, '../../shared/corpora/splunk')

interface Plain {
  readonly name: string
  readonly id: string
  readonly date: string
  readonly author: string
  readonly status: string
  readonly type: string
  readonly description: string
  readonly search: string
  readonly how_to_implement: string
  readonly known_false_positives: string
  readonly references: readonly string[]
  readonly data_source?: readonly string[]
  readonly data_sources?: readonly string[]
  readonly drilldown_searches?: readonly { readonly search: string }[]
  readonly tags: {
    readonly analytic_story: readonly string[]
    readonly mitre_attack_id?: readonly string[]
    readonly risk_score: number
    readonly observable: readonly { readonly name: string }[]
  }
}

interface Case {
  readonly path: string
  readonly text: string
  readonly found: SplunkDetection
  readonly plain: Plain
}

describe.skipIf(!existsSync(root))('the files of the Splunk corpus', () => {
  const files = existsSync(root)
    ? readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yml'))
    : []
  const texts = new Map<string, string>()
  const cases: Case[] = []
  const odd: string[] = []

  beforeAll(() => {
    for (const path of files.sort()) {
      const text = readFileSync(join(root, path), 'utf8')
      texts.set(path, text)
      if (!path.startsWith('detections')) continue
      const { detections, diagnostics, skipped } = readSplunkFile(text, parseYaml(text))
      const [found] = detections
      if (!found || detections.length > 1 || diagnostics.length > 0 || skipped) odd.push(path)
      else cases.push({ path, text, found, plain: load(text) as Plain })
    }
  }, 60_000)

  /** Paths of detections for which two readings differ. */
  const differing = (one: (one: Case) => unknown, other: (one: Case) => unknown): string[] =>
    cases.filter((each) => JSON.stringify(one(each)) !== JSON.stringify(other(each))).map(({ path }) => path)

  const slice = (text: string, { from, to }: Span): string => text.slice(from, to)

  test('each below detections holds one, without a fault', () => {
    expect(odd).toEqual([])
    expect(cases.length).toBeGreaterThan(1_100)
    expect(cases.flatMap(({ path, found }) => found.diagnostics.map(({ message }) => `${path}: ${message}`))).toEqual(
      [],
    )
  })

  test('all others are told for what they are', () => {
    const folders: Readonly<Record<string, string>> = {
      macros: 'macro',
      lookups: 'lookup',
      data_sources: 'data source',
    }
    const wrong = [...texts].flatMap(([path, text]) => {
      const expected = folders[path.split(/[\\/]/)[0] ?? '']
      const kinds = parseYaml(text).documents.map((node) => (node.kind === 'map' ? kindOf(node) : node.kind))
      return expected === undefined || kinds.every((kind) => kind === expected) ? [] : [path]
    })
    expect(wrong).toEqual([])
  })

  test('each macro is there, in whatever way it is quoted', () => {
    const paths = files.filter((path) => path.startsWith('macros'))
    const lost = paths.filter((path) => {
      const text = texts.get(path) ?? ''
      const macros = readMacros(path, parseYaml(text))
      return macros.length !== 1 || macros[0]?.definition === ''
    })
    expect(lost).toEqual([])
    expect(paths.length).toBeGreaterThan(150)
  })

  test('the search is the one that is run, and each of its words stands at its place', () => {
    expect(
      differing(
        ({ found }) => found.search?.text,
        ({ plain }) => plain.search,
      ),
    ).toEqual([])
    const displaced = cases.flatMap(({ path, text, found: { search } }) =>
      [...(search?.text ?? '').matchAll(/[\w.]+/g)]
        .filter(({ 0: word, index }) => {
          const span = search?.place(index, index + word.length)
          return !span || slice(text, span).trimEnd() !== word
        })
        .map(({ 0: word }) => `${path}: ${word}`),
    )
    expect(displaced).toEqual([])
  })

  test('names, ids, states and texts', () => {
    expect(
      differing(
        ({ found: { title, id, meta } }) => [title, id, meta.status, meta.date, meta.description],
        ({ plain }) => [plain.name.trim(), plain.id, plain.status, plain.date, plain.description.trim()],
      ),
    ).toEqual([])
    expect(
      differing(
        ({ found: { meta } }) => [meta.references, meta.falsepositives, meta.guides?.[0]?.markdown],
        ({ plain }) => [
          plain.references.map((one) => one.trim()),
          [plain.known_false_positives.trim()].filter(Boolean),
          plain.how_to_implement,
        ],
      ),
    ).toEqual([])
  })

  test('what the tags say', () => {
    const named = ({ found }: Case, namespace: string): string[] =>
      found.meta.tags.filter((tag) => tag.namespace === namespace).map(({ name }) => name)
    expect(
      differing(
        (one) => [named(one, 'type'), named(one, 'analytic_story'), named(one, 'attack')],
        ({ plain }) => [
          [plain.type],
          plain.tags.analytic_story.map((one) => one.trim()).filter(Boolean),
          (plain.tags.mitre_attack_id ?? []).map((one) => one.trim().toLowerCase()),
        ],
      ),
    ).toEqual([])
    const most = [20, 40, 60, 80, 100]
    const levels = ['informational', 'low', 'medium', 'high', 'critical']
    expect(
      differing(
        ({ found }) => [found.meta.level, found.meta.fields],
        ({ plain }) => [
          levels[most.findIndex((score) => plain.tags.risk_score <= score)],
          [...new Set(plain.tags.observable.map(({ name }) => name.trim()))],
        ],
      ),
    ).toEqual([])
  })

  test('the telemetry, one entry a source', () => {
    const sources = ({ found }: Case) => found.meta.other.filter(({ key }) => key === 'data_source')
    expect(
      differing(
        (one) => sources(one).map(({ text }) => text),
        ({ plain }) => [...(plain.data_source ?? []), ...(plain.data_sources ?? [])].map((one) => one.trim()),
      ),
    ).toEqual([])
    const told = cases.filter((one) => sources(one).length > 0)
    expect(told.length).toBeGreaterThan(1_000)
  })

  test('drill-downs are in a guide, each as code', () => {
    const wrong = cases.filter(({ found, plain }) => {
      const markdown = found.meta.guides?.find(({ title }) => title === 'Drill-down searches')?.markdown ?? ''
      return (plain.drilldown_searches ?? []).some(({ search }) => !markdown.includes(`spl\n${search.trim()}\n`))
    })
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  test('techniques are those of ATT&CK, and their tactics are inferred', () => {
    const strange: string[] = []
    let inferred = 0
    for (const { path, found } of cases) {
      const { rows, problems } = attackRows(found.meta)
      for (const { code, written } of problems)
        if (code === 'attack/unknown-technique' || code === 'attack/unknown-tactic') strange.push(`${path}: ${written}`)
      for (const row of rows)
        for (const technique of row.techniques) {
          if (technique.inferred) inferred++
          else strange.push(`${path}: ${technique.id}`)
        }
    }
    expect(strange).toEqual([])
    expect(inferred).toBeGreaterThan(1_500)
  })

  test('what is broken is told and never thrown', () => {
    for (const { text, plain } of cases.filter((_, i) => i % 20 === 0)) {
      const at = text.search(/^search:/m)
      for (const broken of [
        text.slice(0, at + 40),
        text.replace(/^search:/m, 'seerch:'),
        text.replace(/^name:.*$/m, ''),
      ]) {
        const { detections } = readSplunkFile(broken, parseYaml(broken))
        for (const { diagnostics } of detections)
          for (const { span } of diagnostics) expect(span.to, plain.name).toBeLessThanOrEqual(broken.length)
      }
      const without = text.replace(/^search:/m, 'seerch:')
      const [found] = readSplunkFile(without, parseYaml(without)).detections
      expect(found?.diagnostics.map(({ code }) => code)).toEqual(['splunk/no-search'])
    }
  })
})
