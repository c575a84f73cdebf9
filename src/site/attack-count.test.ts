import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tacticCoverage } from '../catalog/attack-survey.js'
import { build, type Catalog } from '../catalog/build.js'
import { type Choice, everything } from './attack-address.js'
import { counting } from './attack-count.js'
import { attackData } from './attack-data.js'
import { layerOf } from './attack-layer.js'
import { settingOf } from './attack-links.js'
import { heat, matrixHtml, moveWords } from './attack-matrix.js'
import { distances, undistanced } from './distances.js'
import { fromAddress } from './rules-index-address.js'
import { rulesIndexData } from './rules-index-data.js'
import { engine } from './rules-index-engine.js'

const sources = [
  'category: process_creation, product: windows',
  'product: windows, service: security',
  'product: linux',
]
const techniques = ['t1059', 't1059.001', 't1078', 't1562.001', 't1685', 't1112', 't9999']
const levels = ['low', 'high', 'critical']

interface Made {
  readonly source: string
  readonly level: string
  readonly tags: readonly string[]
}

const text = ({ source, level, tags }: Made, i: number): string =>
  `title: r${i}\nlevel: ${level}\nlogsource: {${source}}\ntags: [${tags.map((tag) => `attack.${tag}`).join()}]\ndetection:\n  s: {Image: x}\n  condition: s\n`

const catalogOf = (rules: readonly Made[]) =>
  build(
    [{ name: 'test', root: '/' }],
    rules.map((one, i) => ({ source: 0, path: `${i}.yml`, text: text(one, i) })),
  )
const dataOf = (rules: readonly Made[]) => ofCatalog(catalogOf(rules))
const ofCatalog = (catalog: Catalog) => attackData(catalog, tacticCoverage(catalog.entries))

const rules = fc.array(
  fc.record({
    source: fc.constantFrom(...sources),
    level: fc.constantFrom(...levels),
    tags: fc.subarray(techniques),
  }),
  { maxLength: 12 },
)
const choice: fc.Arbitrary<Choice> = fc.record({
  version: fc.constantFrom('', '18.1'),
  holes: fc.boolean(),
  moved: fc.boolean(),
  facets: fc.record(
    {
      level: fc.subarray([...levels, 'none such'], { minLength: 1 }),
      product: fc.subarray(['windows', 'linux'], { minLength: 1 }),
    },
    { requiredKeys: [] },
  ),
})

/** What an id that a rule writes stands for in a version. */
const meant = (tag: string, version: string): string =>
  version === '' && tag === 't1562.001' ? 'T1685' : tag.toUpperCase()

test('a cell counts the rules of the choice that name its technique or a part of it', () => {
  fc.assert(
    fc.property(rules, choice, (made, asked) => {
      const shown = counting(dataOf(made))(asked)
      const kept = made.filter(
        ({ level, source }) =>
          (asked.facets.level?.includes(level) ?? true) &&
          (asked.facets.product?.some((product) => source.includes(`product: ${product}`)) ?? true),
      )
      expect(shown.rules).toBe(kept.length)
      for (const cell of shown.columns.flatMap(({ cells }) => cells)) {
        const named = kept.filter(({ tags }) =>
          tags.some((tag) => {
            const id = meant(tag, asked.version)
            return id === cell.id || id.startsWith(`${cell.id}.`)
          }),
        )
        expect([cell.id, cell.rules]).toEqual([cell.id, named.length])
      }
    }),
    { numRuns: 40 },
  )
})

test('the list that a cell leads to holds as many rules as the cell says', () => {
  fc.assert(
    fc.property(rules, choice, (made, asked) => {
      const catalog = catalogOf(made)
      const data = ofCatalog(catalog)
      const count = counting(data)
      const index = engine(rulesIndexData(catalog))
      const narrowed = { ...asked, version: '', facets: { ...asked.facets, event: ['sysmon', 'security'] } }
      const shown = count(narrowed)
      const { hrefOf } = settingOf(data, count(everything), shown, narrowed, new Set())
      for (const [id, rules] of shown.counts) {
        const search = new URL(hrefOf(id) ?? '', 'http://x/attack/').search
        expect([id, index.ask(fromAddress(search)).rules.length]).toEqual([id, rules])
      }
    }),
    { numRuns: 30 },
  )
})

test('ascending numbers come back from their distances', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(9999)), (numbers) => {
      const sorted = numbers.sort((a, b) => a - b)
      expect([...undistanced(distances(sorted))]).toEqual(sorted)
    }),
  )
})

describe('a choice of few rules', () => {
  const made: Made[] = [
    { source: sources[0] ?? '', level: 'high', tags: ['t1059.001'] },
    { source: sources[1] ?? '', level: 'high', tags: ['t1059', 't1078'] },
    { source: sources[2] ?? '', level: 'low', tags: ['t1562.001'] },
  ]
  const data = dataOf(made)
  const count = counting(data)
  const all = count(everything)
  const asking = (facets: Choice['facets'], more: Partial<Choice> = {}): Choice => ({ ...everything, ...more, facets })
  const draw = (asked: Choice): string => {
    const shown = count(asked)
    return matrixHtml(shown, asked, settingOf(data, all, shown, asked, new Set(['execution T1059']))).markup
  }

  test('the name of a source stands for all of its events, the name of an event for itself', () => {
    expect(count(asking({ event: ['sysmon'] })).rules).toBe(1)
    expect(count(asking({ event: ['sysmon/1'] })).rules).toBe(1)
    expect(count(asking({ event: ['sys'] })).rules).toBe(0)
  })

  test('places, and what they hold', () => {
    expect(all.places).toBe(all.columns.reduce((n, { cells }) => n + cells.length, 0))
    // Valid Accounts stands under four tactics, Command and Scripting Interpreter and T1685 under one each.
    expect(all.held).toBe(6)
    expect([...all.counts]).toEqual([
      ['T1059', 2],
      ['T1059.001', 1],
      ['T1078', 1],
      ['T1685', 1],
    ])
    expect(all.naming).toBe(3)
  })

  test('a cell leads to its technique, and to the counted rules once some are left out', () => {
    expect(draw(everything)).toContain('href="techniques/T1059/"')
    const narrowed = draw(asking({ level: ['high'], event: ['security'] }))
    const [, href] = /href="(\.\.\/rules\/[^"]*technique=T1059,T1059\.001[^"]*)"/.exec(narrowed) ?? []
    expect(href).toContain('level=high')
    expect(href).toContain('event=security,security%2F4688')
    expect(narrowed).not.toContain('href="techniques/')
  })

  test('in the older version a cell leads to what its technique became', () => {
    const older = draw(asking({}, { version: '18.1', moved: true }))
    expect(older).toMatch(/<a class="tc" href="techniques\/T1685\/" title="T1562"/)
    expect(older).toContain('now T1685')
    expect(draw(asking({}, { moved: true }))).not.toContain('now T1685')
    expect(draw(everything)).not.toContain('<em>')
  })

  test('what was unfolded stays so', () => {
    expect(draw(everything).match(/<details [^>]*open/g)).toEqual(['<details data-k="execution T1059" open'])
  })

  test('holes are what has no rule, and so is their layer', () => {
    const holes = asking({ level: ['high'] }, { holes: true })
    expect(draw(holes)).not.toContain('title="T1059"')
    expect(draw(holes)).toContain('title="T1685"')
    const layer = layerOf(count(holes), holes)
    expect(layer.techniques.find(({ techniqueID }) => techniqueID === 'T1685')?.score).toBe(0)
    expect(layer.techniques.filter(({ score }) => score > 0)).toEqual([])
  })

  test('the layer has a score for each technique with a rule, once', () => {
    const layer = layerOf(all, everything)
    expect(layer.versions).toMatchObject({ attack: '19', layer: '4.5' })
    expect(layer.domain).toBe('enterprise-attack')
    expect(layer.techniques.map(({ techniqueID, score }) => [techniqueID, score])).toEqual([...all.counts])
    expect(layerOf(count(asking({ level: ['low'] })), asking({ level: ['low'] })).description).toContain('level low')
  })
})

test('heat steps', () => {
  expect([0, 1, 4, 5, 19, 20, 60, 149, 150, 9999].map(heat)).toEqual([0, 1, 1, 2, 2, 3, 4, 4, 5, 5])
})

test('a cell says of a move what is news under its tactic', () => {
  const move = { kind: 'changed', id: 'T1', name: 'New', left: ['A'], joined: ['B'] } as const
  expect(['A', 'B', 'C'].map((tactic) => moveWords(move, tactic, true))).toEqual([undefined, 'from A', undefined])
  expect(['A', 'B', 'C'].map((tactic) => moveWords(move, tactic, false))).toEqual(['to B', undefined, undefined])
  expect(moveWords({ ...move, joined: [] }, 'C', true)).toBe('left A')
  expect(moveWords({ ...move, joined: [] }, 'A', false)).toBe('leaves')
  expect(moveWords({ ...move, left: [] }, 'B', true)).toBe('also here')
  expect(moveWords({ ...move, left: [] }, 'A', false)).toBe('also B')
  expect(moveWords({ ...move, left: [], joined: [], was: 'Old' }, 'A', true)).toBe('was Old')
  expect(moveWords({ ...move, kind: 'gone', left: [], joined: [] }, 'A', false)).toBe('withdrawn')
})
