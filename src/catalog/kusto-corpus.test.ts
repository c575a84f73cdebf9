/**
 * Public rules in KQL, read whole, against an independent plain reading of their files. Skipped where ../shared is not.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as yaml from 'js-yaml'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Rule } from '../model/rule.js'
import { levels } from '../model/rule.js'
import { parseKql } from '../node/kusto.js'
import { attackRows } from '../resolve/attack.js'
import { parseYaml } from '../text/yaml.js'
import { copySignature } from './copies.js'
import type { ReadFile, Tools } from './families.js'
import { readKqlFile, readKustoMarkdown, readSentinel } from './kusto.js'

const root = join(import.meta.dirname, '../../../shared/corpora/kusto')
const tools: Tools = { macros: () => undefined, kql: parseKql }

interface Case {
  readonly path: string
  readonly text: string
  readonly file: ReadFile
}

interface PlainRule {
  readonly id: string
  readonly name: string
  readonly severity?: string
  readonly query?: string
  readonly tactics?: readonly string[]
  readonly relevantTechniques?: readonly string[]
  readonly entityMappings?: readonly { readonly fieldMappings: readonly { readonly columnName: string }[] }[]
}

function read(path: string, text: string): ReadFile {
  if (path.endsWith('.md')) return readKustoMarkdown(path, text, tools)
  return path.endsWith('.kql') ? readKqlFile(path, text, tools) : readSentinel(path, text, parseYaml(text), tools)
}

/** The part of `part` in `whole` as a percentage. */
const share = (part: number, whole: number): number => (100 * part) / whole

describe.skipIf(!existsSync(root))('the KQL corpora', () => {
  let cases: Case[] = []
  let rules: Rule[] = []
  const of = (ending: RegExp): Case[] => cases.filter(({ path }) => ending.test(path))

  beforeAll(() => {
    const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /\.(?:ya?ml|md|kql)$/.test(path),
    )
    cases = paths.sort().map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, file: read(path, text) }
    })
    rules = cases.flatMap(({ file }) => file.rules)
  }, 120_000)

  test('every YAML file is one rule, and says what a plain reading says', () => {
    const files = of(/\.ya?ml$/)
    expect(files.length).toBeGreaterThan(100)
    let plain = 0
    for (const { path, text, file } of files) {
      const [rule] = file.rules
      expect(file.rules, path).toHaveLength(1)
      expect(rule?.stages.length, path).toBeGreaterThan(0)
      const loaded = loadYaml(text)
      if (!rule || !loaded?.query) continue
      plain++
      expect([rule.id, rule.title]).toEqual([loaded.id, loaded.name.trim()])
      expect(rule.meta.level).toBe(levels.find((level) => level === loaded.severity?.toLowerCase()))
      const techniques = loaded.relevantTechniques?.map((id) => id.toLowerCase()) ?? []
      const tags = rule.meta.tags.map(({ name }) => name)
      expect(
        techniques.filter((id) => !tags.includes(id)),
        path,
      ).toEqual([])
      const tactics = loaded.tactics?.map((name) => name.toLowerCase().replace(/[^a-z]/g, '')) ?? []
      expect(
        tactics.filter((name) => !tags.some((tag) => tag.replace(/[^a-z]/g, '') === name)),
        path,
      ).toEqual([])
      const columns =
        loaded.entityMappings?.flatMap(({ fieldMappings }) => fieldMappings.map(({ columnName }) => columnName)) ?? []
      expect(
        columns.filter((column) => !rule.meta.fields.includes(column)),
        path,
      ).toEqual([])
    }
    expect(plain).toBeGreaterThan(100)
  })

  test('tactics of YAML are known', () => {
    const problems = of(/\.ya?ml$/).flatMap(({ file }) => file.rules.flatMap(({ meta }) => attackRows(meta).problems))
    expect(problems.filter(({ code }) => code === 'attack/unknown-technique').map(({ written }) => written)).toEqual([])
    expect(share(problems.filter(({ code }) => code === 'attack/unknown-tactic').length, rules.length)).toBeLessThan(1)
  })

  test('every fence that is labelled as KQL and asks for something is a rule', () => {
    const files = of(/\.md$/)
    const fences = files.flatMap(({ text, path }) =>
      [...text.matchAll(/^```KQL[ \t]*\r?\n([^`]*)\r?\n```/gim)].map(([, body = '']) => ({ path, body })),
    )
    expect(fences.length).toBeGreaterThan(350)
    const bodies = new Map(
      files.map(({ path, file }) => [path, file.rules.map((rule) => rule.text.slice(rule.span.from, rule.span.to))]),
    )
    const lost = fences.filter(
      ({ path, body }) => !bodies.get(path)?.some((part) => part.includes(body.trim().slice(0, 40))),
    )
    // What is left are variables alone, and single operators, shown one by one.
    expect(
      lost
        .filter(({ body }) => !/^(?:\s*(?:\/\/.*)?\n)*\s*(?:let\b|\|)/.test(`${body}\n`))
        .map(({ path, body }) => `${path}: ${body}`),
    ).toEqual([])
    expect(share(lost.length, fences.length)).toBeLessThan(5)
  })

  test('files without a rule are skipped', () => {
    const without = cases.filter(({ file }) => file.rules.length === 0)
    expect(without.filter(({ file }) => !file.skipped).map(({ path }) => path)).toEqual([])
    expect(share(without.length, cases.length)).toBeLessThan(3)
    expect(
      of(/\.kql$/)
        .filter(({ file }) => file.rules.length === 0)
        .map(({ path }) => path),
    ).toEqual([])
  })

  test('titles are each rule’s own within a file, and not empty', () => {
    for (const { path, file } of cases) {
      const titles = file.rules.map(({ title }) => title.trim())
      expect(titles.every(Boolean), path).toBe(true)
      expect(new Set(titles).size, path).toBe(titles.length)
    }
  })

  test('queries of one file do not share text', () => {
    for (const { path, file } of cases) {
      const spans = file.rules.map(({ span }) => span).sort((a, b) => a.from - b.from)
      spans.forEach((span, i) => {
        const before = spans[i - 1]
        if (before) expect(span.from, path).toBeGreaterThanOrEqual(before.to)
      })
      for (const { span, stages } of file.rules)
        for (const stage of stages)
          expect([stage.span.from >= span.from, stage.span.to <= span.to], path).toEqual([true, true])
    }
  })

  test('almost every rule is read without an error', () => {
    const failed = rules.filter(
      ({ diagnostics, stages }) => stages.length === 0 || diagnostics.some(({ severity }) => severity === 'error'),
    )
    expect(rules.length).toBeGreaterThan(950)
    expect(share(failed.length, rules.length)).toBeLessThan(2)
  })

  test('copies are found, and differ in nothing but layout, the time’s name and columns', () => {
    const groups = new Map<string, Rule[]>()
    for (const rule of rules) {
      const signature = copySignature(rule)
      if (signature) groups.set(signature, [...(groups.get(signature) ?? []), rule])
    }
    const copies = [...groups.values()].reduce((sum, group) => sum + group.length - 1, 0)
    expect(copies).toBeGreaterThan(200)
    const odd = [...groups.values()].filter((group) => new Set(group.map(plainQuery)).size > 1)
    // These pick other columns at the end, or have another name for what they gather.
    expect(share(odd.length, copies)).toBeLessThan(5)
    for (const group of odd) expect(new Set(group.map((rule) => plainQuery(rule).slice(0, 60))).size).toBe(1)
  })

  test('two queries of a page that only name the time differently are copies', () => {
    for (const { path, file } of of(/\.md$/)) {
      const [one, two] = file.rules
      if (file.rules.length === 2 && one && two && fenced(one) === fenced(two))
        expect(copySignature(one), path).toBe(copySignature(two))
    }
  })
})

/** From the first stage to the last. */
function plainQuery({ text, stages }: Rule): string {
  const from = Math.min(...stages.map(({ span }) => span.from))
  const to = Math.max(...stages.map(({ span }) => span.to))
  return bare(text.slice(from, to))
}

const fenced = ({ text, span }: Rule): string =>
  bare(text.slice(span.from, span.to).replace(/^[\s\S]*?```[^\n]*\n/, ''))

/** Without what tells nothing. */
function bare(query: string): string {
  return query
    .replace(/\/\/.*$/gm, '')
    .replace(/Timestamp\b/g, 'TimeGenerated')
    .replace(/\s+/g, '')
}

function loadYaml(text: string): PlainRule | undefined {
  try {
    return yaml.load(text) as PlainRule
  } catch (error) {
    if (error instanceof yaml.YAMLException) return undefined
    throw error
  }
}
