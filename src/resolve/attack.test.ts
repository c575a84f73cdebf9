import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AttackVersion, attackTables } from '../data/attack/index.js'
import type { Tag, Threat } from '../model/rule.js'
import { attackRows } from './attack.js'

const tag = (written: string): Tag => {
  const dot = written.indexOf('.')
  return { namespace: written.slice(0, dot), name: written.slice(dot + 1), span: { from: 0, to: written.length } }
}

/** The rows as one line each: `stealth(defense-evasion): T1218 T1685<T1562.001 T1106?`. */
const rows = (tags: string, version?: AttackVersion): string[] =>
  attackRows({ tags: tags.split(' ').map((name) => tag(`attack.${name}`)) }, version).rows.map(
    (row) =>
      `${row.shortname}${row.written ? `(${row.written})` : ''}:${row.techniques
        .map(({ id, revoked, inferred }) => ` ${id}${revoked ? `<${revoked}` : ''}${inferred ? '?' : ''}`)
        .join('')}`,
  )

const problems = (tags: string, version?: AttackVersion): string[] =>
  attackRows({ tags: tags.split(' ').map((name) => tag(`attack.${name}`)) }, version).problems.map(
    ({ code, written, detail }) => `${code} ${written} ${detail}`,
  )

describe('placing', () => {
  test('rows are in matrix order, whatever the order of the tags', () => {
    expect(rows('exfiltration command-and-control t1567 t1572')).toEqual([
      'command-and-control: T1572',
      'exfiltration: T1567',
    ])
  })

  test('names come from ATT&CK', () => {
    expect(attackRows({ tags: [tag('attack.command-and-control'), tag('attack.t1572')] })).toEqual({
      version: '19.1',
      problems: [],
      rows: [
        {
          id: 'TA0011',
          shortname: 'command-and-control',
          name: 'Command and Control',
          techniques: [{ id: 'T1572', name: 'Protocol Tunneling' }],
        },
      ],
    })
  })

  test('a technique stands under every listed tactic that has it', () => {
    expect(rows('persistence privilege-escalation execution t1053.005')).toEqual([
      'execution: T1053.005',
      'persistence: T1053.005',
      'privilege-escalation: T1053.005',
    ])
    expect(rows('persistence t1053.005')).toEqual(['persistence: T1053.005'])
  })

  test('without a listed tactic the first of its own holds it, marked', () => {
    expect(rows('discovery t1053.005')).toEqual(['execution: T1053.005?', 'discovery:'])
    expect(rows('t1572')).toEqual(['command-and-control: T1572?'])
  })

  test('a tactic without technique keeps its row', () => {
    expect(rows('impact collection')).toEqual(['collection:', 'impact:'])
  })

  test('techniques are by id, each once', () => {
    expect(rows('execution t1059.003 t1059 t1047 T1059.003')).toEqual(['execution: T1047 T1059 T1059.003'])
  })

  test('underscores, capitals and tactic ids are read', () => {
    expect(rows('Command_And_Control T1572')).toEqual(['command-and-control: T1572'])
    expect(rows('ta0011')).toEqual(['command-and-control:'])
  })

  test('groups, software and other namespaces are left alone', () => {
    expect(
      attackRows({
        tags: ['attack.g0016', 'attack.s0002', 'attack.ds0005', 'car.2013-05-002', 'cve.2021-1675'].map(tag),
      }),
    ).toEqual({
      version: '19.1',
      rows: [],
      problems: [],
    })
  })
})

describe('other versions', () => {
  test('defense-evasion becomes what its techniques say', () => {
    expect(rows('defense_evasion t1218.011')).toEqual(['stealth(defense-evasion): T1218.011'])
    expect(rows('defense-evasion t1562.001')).toEqual(['defense-impairment(defense-evasion): T1685<T1562.001'])
    expect(rows('defense-evasion t1070.001 t1070.004')).toEqual([
      'stealth(defense-evasion): T1070.004',
      'defense-impairment(defense-evasion): T1685.005<T1070.001',
    ])
  })

  test('a tactic the rule also names itself is not marked', () => {
    expect(rows('defense-evasion stealth t1218')).toEqual(['stealth: T1218'])
    expect(rows('defense-evasion stealth')).toEqual(['stealth:'])
  })

  test('without a technique to decide, the old tactic keeps a row of its own', () => {
    expect(rows('defense-evasion')).toEqual(['defense-evasion(defense-evasion):'])
    expect(attackRows({ tags: [tag('attack.defense_evasion')] }).rows[0]).toMatchObject({
      id: 'TA0005',
      name: 'Defense Evasion',
    })
    expect(rows('credential-access defense-evasion privilege-escalation t1548.002')).toEqual([
      'privilege-escalation: T1548.002',
      'defense-evasion(defense-evasion):',
      'credential-access:',
    ])
  })

  test('a deprecated technique keeps the tactic it had', () => {
    expect(rows('defense-evasion t1149')).toEqual(['defense-evasion(defense-evasion): T1149'])
    expect(rows('defense-evasion t1149 t1218')).toEqual([
      'stealth(defense-evasion): T1218',
      'defense-evasion(defense-evasion): T1149',
    ])
    expect(problems('defense-evasion t1149')).toEqual(['attack/deprecated T1149 T1149 LC_MAIN Hijacking'])
  })

  test('in 18.1 the tactics of 19 fold back, and its techniques are unknown', () => {
    expect(rows('stealth t1218', '18.1')).toEqual(['defense-evasion(stealth): T1218'])
    expect(rows('defense-evasion t1562.001', '18.1')).toEqual(['defense-evasion: T1562.001'])
    expect(problems('defense-impairment t1685', '18.1')).toEqual(['attack/unknown-technique T1685 T1685'])
  })
})

/** Written as `TA0005=Stealth T1218 T1036 | TA0002 T1059`: threats, each with a tactic's id and perhaps its name. */
const threatsOf = (text: string): Threat[] => {
  let at = 0
  return text.split('|').map((block) => {
    const [tactic = '', ...ids] = block.trim().split(' ')
    const [id = '', name] = tactic.split('=')
    const techniques = ids.map((technique) => ({ id: technique, span: { from: at++, to: at } }))
    return { tactic: id, ...(name && { name: name.replaceAll('_', ' ') }), techniques, span: { from: at++, to: at } }
  })
}

const paired = (text: string, version?: AttackVersion): string[] =>
  attackRows({ tags: [], threats: threatsOf(text) }, version).rows.map(
    (row) =>
      `${row.shortname}${row.written ? `(${row.written})` : ''}:${row.techniques
        .map(({ id, revoked, inferred, elsewhere }) =>
          [' ', id, revoked ? `<${revoked}` : '', inferred ? '?' : '', elsewhere ? '!' : ''].join(''),
        )
        .join('')}`,
  )

describe('threats', () => {
  test('a technique stands only where the rule pairs it', () => {
    expect(paired('TA0003 T1053 T1053.005 | TA0002 T1059')).toEqual([
      'execution: T1059',
      'persistence: T1053 T1053.005',
    ])
  })

  test('a technique that ATT&CK has under other tactics stays, marked', () => {
    expect(paired('TA0007 T1059')).toEqual(['discovery: T1059!'])
    expect(paired('TA0007 T1059 | TA0002 T1059')).toEqual(['execution: T1059', 'discovery: T1059!'])
  })

  test('a tactic without technique keeps its row, named twice it has one', () => {
    expect(paired('TA0040 | TA0009 | TA0040 T1485')).toEqual(['collection:', 'impact: T1485'])
    expect(paired('TA0040 T9999')).toEqual(['impact:'])
  })

  test('an id that two versions share is read by the name beside it', () => {
    expect(paired('TA0005=Defense_Evasion T1218 T1562.001')).toEqual([
      'stealth(defense-evasion): T1218',
      'defense-impairment(defense-evasion): T1685<T1562.001',
    ])
    expect(paired('TA0005=Stealth T1218 T1562.001')).toEqual(['stealth: T1218 T1685<T1562.001!'])
    expect(paired('TA0005 T1218')).toEqual(['stealth: T1218'])
    expect(paired('TA0005=Defense_Evasion T1218 T1562.001', '18.1')).toEqual(['defense-evasion: T1218 T1562.001'])
    expect(paired('TA0005=Stealth T1218', '18.1')).toEqual(['defense-evasion(stealth): T1218'])
  })

  test('what the old tactic has lost stays under its old name', () => {
    expect(paired('TA0005=Defense_Evasion T1548.002 T1149')).toEqual([
      'defense-evasion(defense-evasion): T1149 T1548.002!',
    ])
    expect(paired('TA0005=Defense_Evasion')).toEqual(['defense-evasion(defense-evasion):'])
  })

  test('a row that is also named as it is called now is not marked, in either order', () => {
    expect(paired('TA0112 T1685 | TA0005=Defense_Evasion T1562.001')).toEqual(['defense-impairment: T1685'])
    expect(paired('TA0005=Defense_Evasion T1562.001 | TA0112 T1685')).toEqual(['defense-impairment: T1685'])
  })

  test('an unknown tactic leaves the place to ATT&CK', () => {
    expect(paired('TA9999 T1059')).toEqual(['execution: T1059?'])
  })

  test('problems stand where the id is written, of a tactic where the threat is', () => {
    const threats = threatsOf('TA9999 T1 T1089 | TA0002 T1059')
    const { problems } = attackRows({ tags: [], threats })
    expect(problems.map(({ code, written, span }) => `${code} ${written} ${span.from}`)).toEqual([
      'attack/unknown-tactic TA9999 2',
      'attack/unknown-technique T1 0',
      'attack/revoked T1089 1',
    ])
  })

  test('with threats, tags say nothing', () => {
    const placing = attackRows({ tags: [tag('attack.impact')], threats: threatsOf('TA0002 T1059') })
    expect(placing.rows.map((row) => row.shortname)).toEqual(['execution'])
  })

  test('no technique that a version has is lost, whatever it is paired with', () => {
    const tactics = attackTables.flatMap((table) =>
      table.tactics.map(([id, , name]) => `${id}=${name.replaceAll(' ', '_')}`),
    )
    const ids = attackTables.flatMap((table) => table.techniques.map(([id]) => id))
    const anyThreat = fc
      .tuple(fc.constantFrom(...tactics, 'TA0005', 'TA9'), fc.array(fc.constantFrom(...ids), { maxLength: 5 }))
      .map(([tactic, techniques]) => [tactic, ...techniques].join(' '))
    fc.assert(
      fc.property(fc.array(anyThreat, { minLength: 1, maxLength: 5 }), (blocks) => {
        const threats = threatsOf(blocks.join('|'))
        const { rows: placed, problems: found } = attackRows({ tags: [], threats })
        const shown = new Set(placed.flatMap((row) => row.techniques.flatMap(({ id, revoked }) => [id, revoked ?? id])))
        const told = new Set(found.map(({ written }) => written))
        for (const { techniques } of threats)
          for (const { id } of techniques) expect(shown.has(id) || told.has(id), id).toBe(true)
        const names = placed.map((row) => row.shortname)
        expect(new Set(names).size).toBe(names.length)
      }),
    )
  })
})

describe('problems', () => {
  test('revocations are followed to the end and told', () => {
    expect(rows('defense-impairment t1089')).toEqual(['defense-impairment: T1685<T1089'])
    expect(problems('defense-impairment t1089')).toEqual(['attack/revoked T1089 T1685 Disable or Modify Tools'])
  })

  test('an id that the rule also writes itself is not shown as revoked, in either order', () => {
    expect(rows('defense-impairment t1562.001 t1685')).toEqual(['defense-impairment: T1685'])
    expect(rows('defense-impairment t1685 t1562.001')).toEqual(['defense-impairment: T1685'])
  })

  test('unknown ids and words', () => {
    expect(problems('execution t9999 t1059.999')).toEqual([
      'attack/unknown-technique T9999 T9999',
      'attack/unknown-technique T1059.999 T1059.999',
    ])
    expect(problems('stealthy t1059_001 t105')).toEqual([
      'attack/unknown-tactic stealthy stealthy',
      'attack/unknown-tactic t1059_001 t1059_001',
      'attack/unknown-tactic t105 t105',
    ])
  })
})

describe('tables', () => {
  test('the newest comes first', () => {
    expect(attackTables.map((table) => table.version)).toEqual(['19.1', '18.1'])
  })

  const everyTactic = new Set(attackTables.flatMap((table) => table.tactics.map(([, shortname]) => shortname)))

  test.each(attackTables)('$version holds together', ({ tactics, techniques }) => {
    const ids = techniques.map(([id]) => id)
    const own = new Set(tactics.map(([, shortname]) => shortname))
    expect(ids).toEqual([...new Set(ids)].sort())
    expect(techniques.length).toBeGreaterThan(800)
    for (const [id, name, names, platforms, successor] of techniques) {
      expect(id).toMatch(/^T\d{4}(\.\d{3})?$/)
      expect(name.trim()).not.toBe('')
      expect(platforms).not.toBe('')
      const known = successor === undefined ? own : everyTactic
      for (const shortname of names.split(' ')) expect(known, `${id} ${shortname}`).toContain(shortname)
      if (successor) expect(ids, `${id} was replaced by ${successor}`).toContain(successor)
    }
  })
})

describe('for any tags', () => {
  const words = [
    ...attackTables.flatMap(({ tactics }) => tactics.map(([, shortname]) => shortname)),
    ...attackTables.flatMap(({ techniques }) => techniques.map(([id]) => id.toLowerCase())),
  ]
  // Few enough tactics and techniques that they often belong together, and some of everything else.
  const near = [
    'stealth',
    'defense_evasion',
    'defense-impairment',
    'execution',
    't1562.001',
    't1685',
    't1078',
    't1064',
    't1149',
  ]
  const anyTags = fc.array(
    fc.oneof(
      fc.constantFrom(...near),
      fc.constantFrom(...words),
      fc.string(),
      fc.constantFrom('__proto__', 'constructor'),
    ),
    { maxLength: 12 },
  )
  const anyVersion = fc.constantFrom(...attackTables.map((table) => table.version))

  test('rows keep their promises', () => {
    fc.assert(
      fc.property(anyTags, anyVersion, (names, version) => {
        const table = attackTables.find((candidate) => candidate.version === version)
        const tactics = table?.tactics.map(([, shortname]) => shortname) ?? []
        const placing = attackRows({ tags: names.map((name) => tag(`attack.${name}`)) }, version)
        const shown = placing.rows.map((row) => row.shortname)
        expect(new Set(shown).size).toBe(shown.length)
        const own = shown.filter((shortname) => tactics.includes(shortname))
        expect(own).toEqual(tactics.filter((shortname) => own.includes(shortname)))
        const listed = new Set(names.map((name) => name.trim().toLowerCase().replaceAll('_', '-')))
        for (const shortname of tactics) if (listed.has(shortname)) expect(shown).toContain(shortname)
        const asked = new Set(
          placing.rows.filter((row) => listed.has(row.shortname) || row.written).map((row) => row.shortname),
        )
        const ids = new Set<string>()
        for (const row of placing.rows) {
          const inRow = row.techniques.map((technique) => technique.id)
          expect(inRow).toEqual([...new Set(inRow)].sort())
          for (const id of inRow) ids.add(id)
        }
        for (const id of ids) {
          const has = table?.techniques.find((technique) => technique[0] === id)?.[2].split(' ') ?? []
          const under = placing.rows.filter((row) => row.techniques.some((technique) => technique.id === id))
          const wanted = has.filter((shortname) => asked.has(shortname))
          const expected = wanted.length > 0 ? wanted : has.slice(0, 1)
          expect(under.map((row) => row.shortname).sort()).toEqual([...expected].sort())
          for (const row of under)
            for (const technique of row.techniques)
              if (technique.id === id) expect(technique.inferred ?? false).toBe(wanted.length === 0)
        }
        const live = table?.techniques.filter(
          ([id, , , , successor]) => listed.has(id.toLowerCase()) && successor === undefined,
        )
        for (const [id] of live ?? []) expect(ids).toContain(id)
      }),
      { numRuns: 500 },
    )
  })

  test('tags of other namespaces say nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ namespace: fc.string(), name: fc.string() })), (tags) => {
        const others = tags.filter(({ namespace }) => namespace.toLowerCase() !== 'attack')
        const placing = attackRows({ tags: others.map((other) => ({ ...other, span: { from: 0, to: 0 } })) })
        expect(placing.rows).toEqual([])
        expect(placing.problems).toEqual([])
      }),
    )
  })
})
