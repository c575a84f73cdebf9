/**
 * Every record beside an example rule gets the verdict that its line expects, from the reference evaluator, and every
 * series its hits where they are expected.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Catalog } from '../src/catalog/build.js'
import { build } from '../src/catalog/build.js'
import { ability } from '../src/match/ability.js'
import { causeText } from '../src/match/causes.js'
import { flatten } from '../src/match/record.js'
import { scan } from '../src/match/scan.js'
import type { Predicate, Rule } from '../src/model/rule.js'
import { operators } from '../src/model/rule.js'
import { filters, walk } from '../src/model/walk.js'
import { parseKql } from '../src/node/kusto.js'
import { hitsAfterEach } from './series.js'

const root = join(import.meta.dirname, '../examples')
const records = '.records.jsonl'
const ending = /\.(?:ya?ml|toml|md|kql)$/
const families = ['sigma', 'elastic', 'splunk', 'kusto'] as const

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
  const files = pathsIn(folder).filter((path) => ending.test(path))
  return build(
    [{ name: folder, root: folder }],
    files.map((path) => ({ source: 0, path, text: readFileSync(join(root, folder, path), 'utf8') })),
    undefined,
    { kql: parseKql },
  )
}

const linesOf = (path: string): Line[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Line => JSON.parse(line))

/** The rule that a line means: the one of its file, or the one whose id or title it names. */
function meant(rules: readonly Rule[], line: Line): Rule {
  const [rule, ...others] =
    line.rule === undefined ? rules : rules.filter(({ id, title }) => line.rule === id || line.rule === title)
  if (!rule || others.length > 0) throw new Error(`"${line.why}" means ${rule ? 'several rules' : 'no rule'}`)
  return rule
}

/** Series that do not come out, and why. */
const notAsSeries: Readonly<Record<string, string>> = {
  'windows/credential_access_password_spray.toml': 'how far a rule looks back is not in the model',
  'windows/discovery_three_questions_sample.toml': 'how far a rule looks back is not in the model',
  'detections/endpoint/admin_host_not_entered_from_its_station.yml':
    'which columns of a lookup hold wildcards is not in the model',
  'detections/network/many_text_records_asked_for_in_a_row.yml':
    'that a row is compared with the one before it (streamstats current=f) is not in the model',
  'queries/Odd ports and first sign-ins.kql': 'the rows of a datatable are not in the model',
  'sentinel/Analytic Rules/MailProtocolWithoutSecondFactor.yaml':
    'that case does not count in a list that is a table is not in the model',
}

/** Series that cannot run, and why. */
const cannotRun: Readonly<Record<string, string>> = {
  'sentinel/Analytic Rules/UploadVolumeOutOfLine.yaml': 'The function "make-series" cannot run here',
}

/** The series of a file: the lines of each rule that it has some for. */
function seriesOf(lines: readonly Line[], rules: readonly Rule[]): [Rule, Line[]][] {
  const found = new Map<Rule, Line[]>()
  for (const line of lines) {
    const rule = meant(rules, line)
    found.set(rule, [...(found.get(rule) ?? []), line])
  }
  return [...found]
}

const verdictOf = (rules: readonly Rule[], line: Line) => scan(meant(rules, line), flatten(line.record))

function predicates(rule: Rule): Predicate[] {
  const found: Predicate[] = []
  for (const { where } of filters(rule)) walk(where, rule.definitions, (predicate) => found.push(predicate))
  return found
}

describe.each([...families, 'broken'])('examples/%s', (folder) => {
  const catalog = catalogOf(folder)
  const files = catalog.files.map(({ path, entries }) => {
    const beside = join(root, folder, path.replace(ending, records))
    return { path, rules: entries.map((entry) => entry.rule), lines: existsSync(beside) ? linesOf(beside) : [] }
  })

  test('records lie beside a rule', () => {
    const known = new Set(files.map(({ path }) => path.replace(ending, records)))
    const lost = pathsIn(folder).filter((path) => path.endsWith(records) && !known.has(path))
    expect(lost).toEqual([])
  })

  for (const { path, rules, lines } of files) {
    const alone = lines.filter((line) => !isSeries(line))
    const series = lines.filter(isSeries)

    if (alone.length > 0)
      test(path, () => {
        const said = alone.map((line) => ({ line, rule: meant(rules, line), verdict: verdictOf(rules, line) }))
        expect(said.map(({ line, verdict }) => `${verdict}: ${line.why}`)).toEqual(
          said.map(({ line }) => `${line.expect === 'match'}: ${line.why}`),
        )
      })

    const cause = cannotRun[path]
    if (cause !== undefined)
      test(`${path} cannot run`, () => {
        for (const rule of rules) expect(ability(rule)).toMatchObject({ runs: 'no' })
        expect(rules.flatMap((rule) => ability(rule).causes.map(causeText))).toContain(cause)
      })
    else if (series.length > 0)
      test(`${path}, as a series`, () => {
        const told = seriesOf(series, rules).flatMap(([rule, of]) => {
          const hits = hitsAfterEach(
            rule,
            of.map(({ record }) => record),
            catalog.entries.map((entry) => entry.rule),
          )
          return of.map((line, i) => ({ line, verdict: hits[i] ?? 'false' }))
        })
        const wrong = told.filter(({ line, verdict }) => (line.expect === 'hit after this') !== (verdict !== 'false'))
        if (notAsSeries[path] === undefined)
          return expect(wrong.map(({ line, verdict }) => `${verdict}: ${line.why ?? JSON.stringify(line)}`)).toEqual([])
        expect(wrong, 'it comes out: take it off the list').not.toEqual([])
      })
  }
})

test.each(families)('every example rule of %s that can has records on both sides', (folder) => {
  const wanting = catalogOf(folder).files.flatMap(({ path, entries, skipped }) => {
    if (skipped || entries.some(({ rule }) => rule.kind === 'filter' || rule.language === 'none')) return []
    const beside = join(root, folder, path.replace(ending, records))
    const said = new Set(existsSync(beside) ? linesOf(beside).map((line) => line.expect) : [])
    const both = (said.has('match') && said.has('no match')) || (said.has('hit after this') && said.has('no hit'))
    return both ? [] : [path]
  })
  expect(wanting).toEqual([])
})

test('every broken example but the empty file and the hostile ones has a fault that is told', () => {
  const silent = catalogOf('broken').files.filter(({ diagnostics }) =>
    diagnostics.every(({ severity }) => severity === 'note'),
  )
  expect(silent.map(({ path }) => path)).toEqual(['empty_file.yml', 'hostile_guide.toml', 'hostile_text.yml'])
})

describe('the Elastic examples', () => {
  const rules = catalogOf('elastic').entries.map(({ rule }) => rule)
  const queries = (language: string) =>
    rules
      .filter((rule) => rule.language === language)
      .map(({ text }) => /^query = ('{3}|"{3})(.*?)\1/ms.exec(text)?.[2])

  test('are read whole', () => {
    const faults = rules.flatMap(({ path, diagnostics }) =>
      diagnostics.filter(({ severity }) => severity !== 'note').map(({ message }) => `${path}: ${message}`),
    )
    expect(faults).toEqual([])
    const unread = rules.filter(
      (rule) =>
        predicates(rule).some(({ kind }) => kind === 'opaque') || rule.stages.some(({ kind }) => kind === 'opaque'),
    )
    expect(unread.map(({ path }) => path)).toEqual([])
  })

  test('are of every type', () => {
    const types = new Set(rules.map(({ text }) => /^type = "(.*)"$/m.exec(text)?.[1]))
    expect([...types].sort()).toEqual(
      ['eql', 'esql', 'machine_learning', 'new_terms', 'query', 'threat_match', 'threshold'].sort(),
    )
  })

  test('use every operator', () => {
    const used = new Set(
      rules.flatMap(predicates).flatMap((predicate) => (predicate.kind === 'indicator' ? predicate.op : [])),
    )
    expect([...used].sort()).toEqual([...operators].sort())
  })

  const features = {
    kuery: [' or ', ' and ', 'not ', '(* and not', ':*', '.*:', '*:', ':{', ' >= ', ' < ', '\\:', '\\\\', '" and ssh2'],
    eql: [
      ...['any where', ' by ', 'with maxspan=', 'with runs=', 'until', '![', 'sample by', '| tail', '?', '`'],
      ...[
        ' : ',
        ' == ',
        ' != ',
        ' like ',
        ' like~ ',
        ' regex ',
        ' regex~ ',
        ' in (',
        ' in~ (',
        'not ',
        '!= null',
        '== null',
      ],
      ...[
        'startsWith(',
        'startsWith~(',
        'endsWith(',
        'endsWith~(',
        'stringContains(',
        'stringContains~(',
        'cidrMatch(',
      ],
      ...['length(', 'concat(', 'substring(', ' / ', ' % ', ' + ', '"""', '//', '/*'],
    ],
    esql: [
      ...[
        'metadata',
        '| where',
        '| eval',
        '| stats',
        '| INLINE STATS',
        '| keep',
        '| drop',
        '| rename',
        '| sort',
        '| limit',
      ],
      ...[
        '| dissect',
        '| grok',
        '| MV_EXPAND',
        '| enrich',
        '| lookup join',
        'kql("',
        'case(',
        'to_lower(',
        'date_trunc(',
      ],
      ...[' like ', ' rlike ', ' in (', 'is null', 'is not null', 'cidr_match(', 'count(*) where', '//'],
    ],
  } as const

  describe.each(Object.entries(features))('in %s', (language, snippets) => {
    test.each(snippets)('show %s', (snippet) => {
      expect(queries(language).some((query) => query?.includes(snippet))).toBe(true)
    })
  })

  test('name Sigma rules that are there', () => expectSigmaNames(rules))
})

describe('the Splunk examples', () => {
  const { entries, files } = catalogOf('splunk')
  const rules = entries.map(({ rule }) => rule)

  test('are read whole', () => {
    const faults = rules.flatMap(({ path, diagnostics }) =>
      diagnostics.filter(({ severity }) => severity !== 'note').map(({ message }) => `${path}: ${message}`),
    )
    expect(faults).toEqual([])
    const unread = rules.filter(
      (rule) =>
        predicates(rule).some(({ kind }) => kind === 'opaque') || rule.stages.some(({ kind }) => kind === 'opaque'),
    )
    expect(unread.map(({ path }) => path)).toEqual([])
    expect(rules.length).toBeGreaterThan(20)
  })

  test('lie among files of other kinds, which are skipped without a word', () => {
    const others = files.filter(({ path }) => !path.startsWith('detections'))
    expect(others.filter(({ skipped, diagnostics }) => !skipped || diagnostics.length > 0)).toEqual([])
    expect(new Set(others.map(({ path }) => path.split('/')[0]))).toEqual(
      new Set(['baselines', 'data_sources', 'lookups', 'macros', 'stories']),
    )
  })

  test('use every macro', () => {
    const used = new Set(rules.flatMap(({ inserts }) => inserts.map(({ path }) => path)))
    const defined = files.map(({ path }) => path).filter((path) => path.startsWith('macros'))
    expect(defined.filter((path) => !used.has(path))).toEqual([])
  })

  test.each([
    ...['`', '```', '| tstats', 'datamodel=Endpoint.Processes', 'datamodel=Endpoint.Registry', 'Endpoint.Filesystem'],
    ...['EventCode', ' OR ', 'NOT ', ' IN (', '!=', '=*', '| where', 'like(', 'match(', 'cidrmatch(', 'isnull('],
    ...['| eval', 'case(', '| rex', '| regex', '| stats', '| eventstats', '| streamstats', '| bucket', 'dc('],
    ...[
      '| lookup',
      '| inputlookup',
      '| join',
      '| append',
      '| transaction',
      '| sort',
      '| table',
      '| fields',
      '| rename',
    ],
    ...['\nrba:', '\nfinding:', '\n  risk_score:', 'search: |', "search: '", 'search: >-', 'deprecated', 'drilldown'],
  ])('show %j', (snippet) => expect(rules.some(({ text }) => text.includes(snippet))).toBe(true))

  test('name Sigma rules that are there', () => expectSigmaNames(rules))
})

/** Rules of other families name their twins, quoted after the word `Sigma`. */
function expectSigmaNames(rules: readonly Rule[]): void {
  const titles = new Set(catalogOf('sigma').entries.map(({ rule }) => rule.title))
  const named = rules.flatMap(({ meta }) => {
    const [, after = ''] = (meta.description ?? '').replace(/\s+/g, ' ').split(' Sigma ')
    return [...after.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title)
  })
  expect(named.length).toBeGreaterThan(8)
  expect(named.filter((title) => !titles.has(title))).toEqual([])
}
