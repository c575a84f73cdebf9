import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadAll } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Tag } from '../src/model/rule.js'
import { attackRows } from '../src/resolve/attack.js'

const root = join(import.meta.dirname, '..')
const shared = join(root, '../shared')

const generate = (...args: string[]): string =>
  execFileSync(process.execPath, [join(root, 'scripts/attack.mjs'), ...args], { encoding: 'utf8', stdio: 'pipe' })

describe('the generator', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'detectionary-attack-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const file = (content: unknown) => {
    const path = join(folder, 'input.json')
    writeFileSync(path, JSON.stringify(content))
    return path
  }

  const named = (id: string) => ({ external_references: [{ source_name: 'mitre-attack', external_id: id }] })
  const phases = (...names: string[]) => ({
    kill_chain_phases: names.map((phase_name) => ({ kill_chain_name: 'mitre-attack', phase_name })),
  })
  const pattern = (id: string, attackId: string, name: string, more: object) => ({
    type: 'attack-pattern',
    id: `attack-pattern--${id}`,
    name,
    ...named(attackId),
    ...more,
  })
  const bundle = {
    type: 'bundle',
    id: 'bundle--1',
    objects: [
      { type: 'x-mitre-collection', id: 'x-mitre-collection--1', x_mitre_version: '77.0' },
      { type: 'marking-definition', id: 'm', definition: { statement: 'Copyright 2015-2031, The MITRE Corporation.' } },
      pattern('2', 'T0002', "Say 'Two'", { ...phases('second', 'first'), x_mitre_platforms: ['Windows', 'Linux'] }),
      pattern('1', 'T0001', 'One', { ...phases('first'), x_mitre_platforms: ['Linux'], revoked: true }),
      pattern('3', 'T0003', 'Three', { ...phases('first'), x_mitre_platforms: ['Linux'], x_mitre_deprecated: true }),
      pattern('2a', 'T0002', 'Two once', { ...phases('first'), x_mitre_platforms: ['Linux'], revoked: true }),
      {
        type: 'relationship',
        id: 'r',
        relationship_type: 'revoked-by',
        source_ref: 'attack-pattern--1',
        target_ref: 'attack-pattern--2',
      },
      {
        type: 'relationship',
        id: 's',
        relationship_type: 'uses',
        source_ref: 'attack-pattern--3',
        target_ref: 'attack-pattern--2',
      },
      { type: 'x-mitre-tactic', id: 'tb', name: 'Second', x_mitre_shortname: 'second', ...named('TA2') },
      { type: 'x-mitre-tactic', id: 'ta', name: 'First', x_mitre_shortname: 'first', ...named('TA1') },
      { type: 'x-mitre-matrix', id: 'x', tactic_refs: ['ta', 'tb'] },
    ],
  }
  const table = [
    "  ['TA1', 'first', 'First'],",
    "  ['TA2', 'second', 'Second'],",
    "  ['T0001', 'One', 'first', 'Linux', 'T0002'],",
    `  ['T0002', "Say 'Two'", 'first second', 'Linux, Windows'],`,
    "  ['T0003', 'Three', 'first', 'Linux', null],",
  ]
  const rows = (text: string) => text.split('\n').filter((line) => line.startsWith('  ['))

  test('reads a STIX bundle: matrix order, revocations, deprecations, version and year', () => {
    const text = generate(file(bundle))
    expect(rows(text)).toEqual(table)
    expect(text).toContain('© 2031 The MITRE Corporation.')
    expect(text).toContain("export const v77_0 = { version: '77.0',")
  })

  test('reads the compact form to the same table', () => {
    const compact = {
      version: '77.0',
      tactics: [
        { id: 'TA1', shortname: 'first', name: 'First' },
        { id: 'TA2', shortname: 'second', name: 'Second' },
      ],
      techniques: [
        { id: 'T0003', name: 'Three', tactics: ['first'], platforms: ['Linux'], deprecated: true },
        { id: 'T0002', name: "Say 'Two'", tactics: ['second', 'first'], platforms: ['Windows', 'Linux'] },
        { id: 'T0001', name: 'One', tactics: ['first'], platforms: ['Linux'], revoked: true, revokedBy: 'T0002' },
      ],
    }
    expect(rows(generate(file(compact), '--year', '2031'))).toEqual(table)
  })

  test('asks for what the input lacks', () => {
    expect(() => generate(file({ version: '77.0', tactics: [], techniques: [] }))).toThrow(/--year/)
    expect(() => generate(file({ tactics: [], techniques: [] }), '--year', '2031')).toThrow(/--version/)
  })

  // Skipped without ../shared/attack.
  test.skipIf(!existsSync(join(shared, 'attack'))).each([
    ['19.1', '2026'],
    ['18.1', '2025'],
  ])('the table of %s is what it writes today', (version, year) => {
    const today = generate(join(shared, `attack/enterprise-v${version}.json`), '--year', year)
    expect(readFileSync(join(root, `src/data/attack/v${version}.ts`), 'utf8')).toBe(today)
  })
})

// Skipped without ../shared/corpora/sigma.
const corpus = join(shared, 'corpora/sigma')
describe.skipIf(!existsSync(corpus))('the Sigma corpus', () => {
  interface Tagged {
    readonly path: string
    readonly tags: readonly Tag[]
  }
  const tagsOf = (folders: readonly string[]): Tagged[] =>
    folders.flatMap((folder) =>
      readdirSync(join(corpus, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.yml'))
        .flatMap((path) => loadAll(readFileSync(join(corpus, folder, path), 'utf8')).map((rule) => ({ path, rule })))
        .map(({ path, rule }) => ({ path: `${folder}/${path}`, tags: readTags(rule) })),
    )
  const readTags = (rule: unknown): Tag[] => {
    const tags =
      typeof rule === 'object' && rule !== null && 'tags' in rule && Array.isArray(rule.tags) ? rule.tags : []
    return tags.map(String).map((text) => {
      const dot = text.indexOf('.')
      return { namespace: text.slice(0, dot), name: text.slice(dot + 1), span: { from: 0, to: 0 } }
    })
  }
  const active = ['rules', 'rules-emerging-threats', 'rules-threat-hunting', 'rules-compliance', 'rules-placeholder']

  test('active rules: every technique stands under tactics the rule lists, under all that it has', () => {
    const rules = tagsOf(active)
    const inferred: string[] = []
    const partial: string[] = []
    const problems: string[] = []
    let uses = 0
    let several = 0
    for (const { path, tags } of rules) {
      const placing = attackRows({ tags })
      for (const problem of placing.problems) problems.push(`${path} ${problem.code} ${problem.written}`)
      const places = new Map<string, number>()
      for (const row of placing.rows) {
        if (row.written) problems.push(`${path} ${row.written}`)
        for (const technique of row.techniques) {
          places.set(technique.id, (places.get(technique.id) ?? 0) + 1)
          if (technique.inferred) inferred.push(`${path} ${technique.id}`)
        }
      }
      uses += places.size
      for (const [id, count] of places) {
        if (count > 1) several++
        const alone = attackRows({ tags: [...allTactics, { namespace: 'attack', name: id, span: { from: 0, to: 0 } }] })
        const all = alone.rows.filter((row) => row.techniques.length > 0).length
        if (all !== count) partial.push(`${path} ${id} ${count} of ${all}`)
      }
    }
    expect(problems).toEqual([])
    expect(inferred).toEqual([])
    expect(partial).toEqual([])
    // About 70 % of the whole corpus, where 4,509 uses were counted, 870 of them under several tactics.
    expect(rules.length).toBeGreaterThan(2_500)
    expect(uses).toBeGreaterThan(3_000)
    expect(several / uses).toBeCloseTo(0.193, 1)
  })

  test('old rules: v18 names become v19 tactics, revoked ids are followed', () => {
    const rows: string[] = []
    const problems = new Map<string, number>()
    for (const { tags } of tagsOf(['deprecated', 'unsupported'])) {
      const placing = attackRows({ tags })
      for (const { code, written } of placing.problems)
        problems.set(`${code} ${written}`, (problems.get(`${code} ${written}`) ?? 0) + 1)
      for (const row of placing.rows) if (row.written) rows.push(`${row.shortname}(${row.written})`)
    }
    expect(new Set(rows)).toEqual(
      new Set(['stealth(defense-evasion)', 'defense-impairment(defense-evasion)', 'defense-evasion(defense-evasion)']),
    )
    // Every id that v19 no longer has: those that the facts list, as far as their rules are here.
    const gone = ['T1562.001', 'T1050', 'T1562.002', 'T1070.001', 'T1086', 'T1043', 'T1035']
    expect([...problems.keys()].filter((key) => !gone.some((id) => key.endsWith(` ${id}`)))).toEqual([])
    expect(problems.size).toBeGreaterThan(3)
  })

  const allTactics: readonly Tag[] = (
    'reconnaissance resource-development initial-access execution persistence privilege-escalation stealth ' +
    'defense-impairment credential-access discovery lateral-movement collection command-and-control exfiltration impact'
  )
    .split(' ')
    .map((name) => ({ namespace: 'attack', name, span: { from: 0, to: 0 } }))
})
