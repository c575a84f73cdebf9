/**
 * Every record beside an example rule gets the verdict that its line expects, from the reference evaluator. Records of a
 * series need state over several records, which the reference does not hold: those tests are skipped.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Catalog } from '../src/catalog/build.js'
import { build } from '../src/catalog/build.js'
import { flatten } from '../src/match/record.js'
import { canScan, scan } from '../src/match/scan.js'
import type { Rule } from '../src/model/rule.js'

const root = join(import.meta.dirname, '../examples')
const records = '.records.jsonl'
const rule = /\.(?:yml|toml)$/

interface Line {
  readonly expect: 'match' | 'no match' | 'hit after this' | 'no hit'
  readonly why: string
  readonly rule?: string
  readonly record: Readonly<Record<string, unknown>>
}

const isSeries = (line: Line): boolean => line.expect === 'hit after this' || line.expect === 'no hit'

const pathsIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()

function catalogOf(folder: string): Catalog {
  const files = pathsIn(folder).filter((path) => rule.test(path))
  return build(
    [{ name: folder, root: folder }],
    files.map((path) => ({ source: 0, path, text: readFileSync(join(root, folder, path), 'utf8') })),
  )
}

const linesOf = (path: string): Line[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Line => JSON.parse(line))

/** The rule that a line means: the one of its file, or the one it names. */
function meant(rules: readonly Rule[], line: Line): Rule {
  const [rule, ...others] = line.rule === undefined ? rules : rules.filter((each) => each.id === line.rule)
  if (!rule || others.length > 0) throw new Error(`"${line.why}" means ${rule ? 'several rules' : 'no rule'}`)
  return rule
}

describe.each(['sigma', 'elastic', 'broken'])('examples/%s', (folder) => {
  const catalog = catalogOf(folder)
  const files = catalog.files.map(({ path, entries }) => {
    const beside = join(root, folder, path.replace(rule, records))
    return { path, rules: entries.map((entry) => entry.rule), lines: existsSync(beside) ? linesOf(beside) : [] }
  })

  test('records lie beside a rule', () => {
    const known = new Set(files.map(({ path }) => path.replace(rule, records)))
    const lost = pathsIn(folder).filter((path) => path.endsWith(records) && !known.has(path))
    expect(lost).toEqual([])
  })

  for (const { path, rules, lines } of files) {
    const alone = lines.filter((line) => !isSeries(line))
    const series = lines.filter(isSeries)

    if (alone.length > 0)
      test(path, () => {
        const verdicts = alone.map((line) => `${scan(meant(rules, line), flatten(line.record))}: ${line.why}`)
        expect(verdicts).toEqual(alone.map((line) => `${line.expect === 'match'}: ${line.why}`))
      })

    if (series.length > 0)
      test(`${path}, as a series`, ({ skip }) => {
        for (const line of series) expect(canScan(meant(rules, line)), line.why).toBe(false)
        skip('a series needs state over several records, which the reference does not hold')
      })
  }
})

test('every example rule but a filter has records on both sides', () => {
  const wanting = catalogOf('sigma').files.flatMap(({ path, entries }) => {
    if (entries.some((entry) => entry.rule.kind === 'filter')) return []
    const beside = join(root, 'sigma', path.replace(rule, records))
    const said = new Set(existsSync(beside) ? linesOf(beside).map((line) => line.expect) : [])
    const both = (said.has('match') && said.has('no match')) || (said.has('hit after this') && said.has('no hit'))
    return both ? [] : [path]
  })
  expect(wanting).toEqual([])
})
