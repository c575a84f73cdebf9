import { describe, expect, test } from 'vitest'
import { byFamilyAndLevel, bySeverity, feeding, tacticCoverage, techniqueCoverage } from './attack-survey.js'
import { attackMatrix, attackVersions, isLive, movesBetween, namedTechniques, parentOf } from './attack-tables.js'
import { build } from './build.js'

const rule = (title: string, tags: string, more = 'level: high'): string =>
  `title: ${title}\nlogsource: {category: process_creation, product: windows}\n${more}\ntags: [${tags}]\ndetection:\n  s: {Image: ${title}.exe}\n  condition: s\n`

const { entries } = build(
  [{ name: 'test', root: '/' }],
  [
    rule('a', 'attack.execution, attack.t1059.001'),
    rule('b', 'attack.execution, attack.t1059, attack.t1059.001', 'level: critical'),
    rule('c', 'attack.t1059.003, attack.persistence, attack.t1053.005'),
    rule('d', 'attack.defense-evasion, attack.t1562.001', 'status: test'),
    rule('e', 'attack.defense-evasion'),
  ].map((text, i) => ({ source: 0, path: `${i}.yml`, text })),
)
const titles = (some: readonly { rule: { title: string } }[]) => some.map((one) => one.rule.title).join('')

describe('techniques with a rule', () => {
  const found = techniqueCoverage(entries)
  const of = (id: string) => found.find(({ technique }) => technique.id === id)

  test('a parent has the rules of its sub-techniques, each once', () => {
    expect(titles(of('T1059')?.entries ?? [])).toBe('abc')
    expect(of('T1059')?.own).toBe(1)
    const named = of('T1059')?.subs.filter(({ entries: held }) => held.length > 0) ?? []
    expect(named.map(({ technique, entries: held }) => [technique.id, titles(held)])).toEqual([
      ['T1059.001', 'ab'],
      ['T1059.003', expect.stringMatching(/^[abc]$/)],
    ])
    expect(titles(of('T1059.001')?.entries ?? [])).toBe('ab')
    expect(of('T1059.001')?.parent?.name).toBe('Command and Scripting Interpreter')
  })

  test('what no rule names is not there, and a withdrawn id stands under its successor', () => {
    expect(found.map(({ technique }) => technique.id)).toEqual([
      'T1053',
      'T1053.005',
      'T1059',
      'T1059.001',
      'T1059.003',
      'T1685',
    ])
    expect(titles(of('T1685')?.entries ?? [])).toBe('d')
  })
})

test('tactics are all there, and an older one that a rule leaves open follows', () => {
  const found = tacticCoverage(entries)
  expect(found.filter(({ current }) => current).map(({ tactic }) => tactic.id)).toEqual(
    attackMatrix().tactics.map(({ id }) => id),
  )
  const of = (name: string) => titles(found.find(({ tactic }) => tactic.shortname === name)?.entries ?? [])
  expect([of('execution'), of('persistence'), of('defense-impairment'), of('defense-evasion')]).toEqual([
    'abc',
    'c',
    'd',
    'e',
  ])
  expect(found.at(-1)).toMatchObject({ current: false, tactic: { name: 'Defense Evasion' }, techniques: [] })
  const execution = found.find(({ tactic }) => tactic.shortname === 'execution')?.techniques ?? []
  expect(execution.map(({ id }) => id)).toContain('T1059')
  expect(execution.filter(({ id }) => parentOf(id) !== undefined)).toEqual([])
})

test('events that feed rules, most rules first, and what rules are', () => {
  const [first] = feeding(entries)
  expect([first?.event.key, first?.rules.length]).toEqual(['security/4688', 5])
  expect(feeding(entries).map(({ event }) => event.key)).toContain('sysmon/1')
  expect([...(byFamilyAndLevel(entries).get('sigma') ?? [])].sort()).toEqual([
    ['critical', 1],
    ['high', 3],
    ['none', 1],
  ])
  expect(titles(bySeverity(entries))).toBe('baced')
})

test('a rule names other techniques in the older version', () => {
  expect([...namedTechniques(entries, '18.1').keys()]).toContain('T1562.001')
  expect([...namedTechniques(entries).keys()]).not.toContain('T1562.001')
})

describe('what versions changed', () => {
  const [newest = '19.1', before = '18.1'] = attackVersions
  const now = attackMatrix(newest)
  const then = attackMatrix(before)
  const moves = movesBetween(then, now)
  const of = (id: string) => moves.find((move) => move.id === id)

  test('gone, new, moved, and moved because the tactic has another name is no move', () => {
    expect(of('T1562.001')).toEqual({
      kind: 'gone',
      id: 'T1562.001',
      name: 'Disable or Modify Tools',
      left: [],
      joined: [],
      became: 'T1685',
    })
    expect(of('T1685')).toMatchObject({ kind: 'new', joined: ['Defense Impairment'] })
    expect(of('T1112')).toMatchObject({ kind: 'changed', left: ['Defense Evasion'], joined: ['Defense Impairment'] })
    expect(of('T1027')).toBeUndefined()
  })

  test('they account for every technique that one version has and the other has not', () => {
    const live = (matrix: typeof now) => new Set([...matrix.techniques.values()].filter(isLive).map(({ id }) => id))
    const gone = moves.filter(({ kind }) => kind === 'gone').map(({ id }) => id)
    const fresh = moves.filter(({ kind }) => kind === 'new').map(({ id }) => id)
    expect(new Set([...live(then)].filter((id) => !live(now).has(id)))).toEqual(new Set(gone))
    expect(new Set([...live(now)].filter((id) => !live(then).has(id)))).toEqual(new Set(fresh))
    expect(movesBetween(now, now)).toEqual([])
  })

  test('a changed name is told', () => {
    const technique = { id: 'T1', name: 'New', tactics: ['execution'], platforms: [] }
    const matrix = (name: string) => ({ ...now, techniques: new Map([['T1', { ...technique, name }]]) })
    expect(movesBetween(matrix('Old'), matrix('New'))).toEqual([
      { kind: 'changed', id: 'T1', name: 'New', was: 'Old', left: [], joined: [] },
    ])
  })
})
