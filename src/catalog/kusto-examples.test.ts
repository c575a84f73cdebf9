/**
 * The example rules in KQL with the records beside them: every single record gets its verdict from the reference, every
 * series belongs to a rule that single records do not decide, and every broken rule is told what is wrong with it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { flatten } from '../match/record.js'
import { canScan, scan } from '../match/scan.js'
import type { Rule } from '../model/rule.js'
import { filters, walk } from '../model/walk.js'
import { parseKql } from '../node/kusto.js'
import { attackRows } from '../resolve/attack.js'
import { parseYaml } from '../text/yaml.js'
import { copySignature } from './copies.js'
import type { ReadFile, Tools } from './families.js'
import { readKqlFile, readKustoMarkdown, readSentinel } from './kusto.js'

const root = join(import.meta.dirname, '../../examples')
const tools: Tools = { macros: () => undefined, kql: parseKql }

interface Line {
  readonly expect: 'match' | 'no match' | 'hit after this' | 'no hit'
  readonly why: string
  readonly rule?: string
  readonly record: Readonly<Record<string, unknown>>
}

const pathsIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ya?ml|md|kql)$/.test(path))
    .sort()

function read(folder: string, path: string): ReadFile {
  const text = readFileSync(join(root, folder, path), 'utf8')
  if (path.endsWith('.md')) return readKustoMarkdown(path, text, tools)
  return path.endsWith('.kql') ? readKqlFile(path, text, tools) : readSentinel(path, text, parseYaml(text), tools)
}

function linesBeside(path: string): Line[] {
  const beside = join(root, 'kusto', path.replace(/\.\w+$/, '.records.jsonl'))
  const text = existsSync(beside) ? readFileSync(beside, 'utf8') : ''
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Line => JSON.parse(line))
}

/** The rule that a line means: the one of its file, or the one whose id or title it names. */
function meant(rules: readonly Rule[], line: Line): Rule {
  const [rule, ...others] =
    line.rule === undefined ? rules : rules.filter(({ id, title }) => id === line.rule || title === line.rule)
  if (!rule || others.length > 0) throw new Error(`"${line.why}" means ${rule ? 'several rules' : 'no rule'}`)
  return rule
}

describe('examples/kusto', () => {
  const files = new Map<string, ReadFile>()
  beforeAll(() => {
    for (const path of pathsIn('kusto')) files.set(path, read('kusto', path))
  })
  const rulesOf = (path: string): readonly Rule[] => files.get(path)?.rules ?? []

  describe.each(pathsIn('kusto'))('%s', (path) => {
    const lines = linesBeside(path)

    test('is read whole', () => {
      const rules = rulesOf(path)
      expect(rules.length).toBeGreaterThan(0)
      const faults = rules.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === 'error'))
      expect(faults.map(({ message }) => message)).toEqual([])
      for (const rule of rules) {
        expect(rule.stages.length).toBeGreaterThan(0)
        expect(rule.stages.filter(({ kind }) => kind === 'opaque')).toEqual([])
        for (const { where } of filters(rule))
          walk(where, rule.definitions, (one) =>
            expect(one.kind, rule.text.slice(one.span.from, one.span.to)).not.toBe('opaque'),
          )
        expect(attackRows(rule.meta).rows.length).toBeGreaterThan(0)
      }
    })

    test('has records on both sides', () => {
      const said = new Set(lines.map((line) => line.expect))
      expect((said.has('match') && said.has('no match')) || (said.has('hit after this') && said.has('no hit'))).toBe(
        true,
      )
    })

    test('gives its records the verdicts that they expect', () => {
      for (const line of lines) {
        const rule = meant(rulesOf(path), line)
        const verdict = scan(rule, flatten(line.record))
        if (line.expect === 'match' || line.expect === 'no match')
          expect(`${verdict}: ${line.why}`).toBe(`${line.expect === 'match'}: ${line.why}`)
        else expect(canScan(rule), line.why).toBe(false)
      }
    })
  })

  test('two platforms and a custom detection are copies, and nothing else is', () => {
    const groups = new Map<string, string[]>()
    for (const { rules } of files.values())
      for (const rule of rules) {
        const signature = copySignature(rule) ?? ''
        groups.set(signature, [...(groups.get(signature) ?? []), rule.title])
      }
    expect([...groups.values()].filter((titles) => titles.length > 1).sort()).toEqual([
      ['Connection to a public tunnel service', 'Connection to a public tunnel service (custom detection)'],
      [
        'Office application starts a script interpreter (Defender XDR)',
        'Office application starts a script interpreter (Sentinel)',
      ],
    ])
  })

  test('name Sigma rules that are there', () => {
    const named = [...files.values()].flatMap(({ rules }) =>
      rules.flatMap(({ meta }) => {
        const [, after = ''] = (meta.description ?? '').replace(/\s+/g, ' ').split(/ Sigma (?:rule|correlation) (?=")/)
        return /^"([^"]+)"/.exec(after)?.[1] ?? []
      }),
    )
    const sigma = readdirSync(join(root, 'sigma'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.yml'))
      .map((path) => readFileSync(join(root, 'sigma', path), 'utf8'))
    expect(new Set(named).size).toBeGreaterThanOrEqual(8)
    expect(named.filter((title) => !sigma.some((text) => text.includes(`title: ${title}\n`)))).toEqual([])
  })

  test('show what the language has', () => {
    const text = [...files.values()].flatMap(({ rules }) => rules.map((rule) => rule.text)).join('\n')
    const features = [
      ...[
        'let ',
        'dynamic([',
        'join kind=inner',
        'join kind=leftsemi',
        'join kind=leftanti',
        'union',
        '_GetWatchlist(',
        'externaldata',
      ],
      ...[
        'datatable(',
        'parse EventData',
        'summarize ',
        'dcount(',
        'make-series',
        'has_any',
        'has_all',
        'in~',
        '!in~',
        '!in ',
      ],
      ...[
        'matches regex',
        'mv-expand',
        'materialize',
        'invoke ',
        'project-reorder',
        'between',
        'isempty(',
        'isnotempty(',
        '!has ',
      ],
      ...[
        'startswith',
        'endswith',
        'contains',
        '=~',
        'kind: NRT',
        'kind: Scheduled',
        'kind: CustomDetection',
        'triggerThreshold: 2',
      ],
    ]
    expect(features.filter((one) => !text.includes(one))).toEqual([])
  })
})

describe('examples/broken', () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    'kusto_fence_never_closed.md': ['kusto/open-fence'],
    'kusto_label_joined_to_query.md': ['kusto/joined-label'],
    'kusto_list_never_closed.yml': ['kql/syntax'],
    'kusto_list_out_of_line.yml': ['yaml/syntax'],
    'kusto_no_query.yml': ['kusto/no-query'],
    'kusto_operator_without_operand.kql': ['kql/syntax'],
    'kusto_query_is_a_list.yml': ['kusto/query-not-text'],
    'kusto_severity_and_time.yml': ['kusto/bad-value', 'kusto/bad-time'],
    'kusto_threshold_no_number.yml': ['kusto/bad-trigger'],
    'kusto_unknown_trigger.yml': ['kusto/bad-trigger'],
  }

  test.each(pathsIn('broken').filter((path) => path.startsWith('kusto_')))('%s', (path) => {
    const { rules } = read('broken', path)
    const told = rules.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity !== 'note'))
    expect([...new Set(told.map(({ code }) => code))]).toEqual(expected[path])
    expect(rules).toHaveLength(1)
  })

  test('is complete', () => {
    expect(pathsIn('broken').filter((path) => path.startsWith('kusto_'))).toEqual(Object.keys(expected))
  })
})
