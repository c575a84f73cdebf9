import { describe, expect, test } from 'vitest'
import { build } from '../catalog/build.js'
import type { RuleView } from '../catalog/view.js'
import { circuit } from './circuit-flow.js'
import { type Part, partWays } from './circuit-model.js'
import { plainWords } from './words.js'

const views = (...texts: string[]): RuleView[] => {
  const catalog = build(
    [{ name: 'test', root: '/' }],
    texts.map((text, i) => ({ source: 0, path: `r${i}.yml`, text })),
  )
  return texts.map((_, i) => {
    const entry = catalog.entries.find(({ rule }) => rule.path === `r${i}.yml`)
    if (!entry) throw new Error(`r${i}.yml is not a rule`)
    return catalog.view(entry)
  })
}

const rule = (detection: string): string =>
  `title: t\nid: t\nlogsource: {product: windows, category: process_creation}\ndetection:\n${detection
    .trim()
    .split('\n')
    .map((line) => `  ${line.trim()}`)
    .join('\n')}\n`

/** A drawing on one line: `a` in a row with `--`, branches in `[ | ]`, gates as `!x`, opened names as `name{}`. */
function sketch(part: Part): string {
  switch (part.kind) {
    case 'series':
      return part.of.map(sketch).join(' -- ')
    case 'parallel': {
      const about = part.above ? `${plainWords(part.above)} (${part.below}) ` : ''
      return `${about}[${part.of.map(({ body, ways }) => sketch(body) + (ways ? ` = ${ways}` : '')).join(' | ')}]`
    }
    case 'frame':
      return `${plainWords(part.name)}{${sketch(part.body)}}`
    case 'gap':
      return `..${plainWords(part.above)}, ${plainWords(part.below)}..`
    case 'block': {
      const note = part.note ? ` (${plainWords(part.note)})` : ''
      return `${part.look === 'gate' ? '!' : part.look === 'lost' ? '?' : ''}${plainWords(part.name)}${note}`
    }
    default:
      return part satisfies never
  }
}

const drawn = (view: RuleView | undefined): string => {
  const drawing = view && circuit(view)
  return drawing ? sketch(drawing.body) : 'nothing'
}

const many = (n: number, length = 1): string =>
  Array.from({ length: n }, (_, i) => String(i).padStart(length, 'v')).join(', ')

describe('a condition as a circuit', () => {
  const cases: Record<string, [string, string]> = {
    'one name with a few values opens down to them': [
      `s: {Initiated: 'true', Host|endswith: [a.example, b.example]}
       condition: s`,
      's{Initiated eq true -- Host ends_with (any of 2) [a.example | b.example]}',
    ],
    'values that must all hold stand in a row': [
      `s: {CommandLine|contains|all: [a, b]}
       condition: s`,
      's{CommandLine contains (both of 2) [a -- b]}',
    ],
    'alternatives within the name': [
      `s: [{Image: a}, {Original: b}]
       condition: s`,
      's{[Image eq a | Original eq b]}',
    ],
    'a field that must be missing': [
      `s: {Image: null, A: b}
       condition: s`,
      's{Image is absent -- A eq b}',
    ],
    'one name with many values opens down to its fields': [
      `s: {A: x, B|contains: [${many(40)}]}
       condition: s`,
      's{A (eq x) -- B (contains any of 40)}',
    ],
    'one name with one huge field stays closed': [
      `s: {B|contains: [${many(4000)}]}
       condition: s`,
      's (B any of 4,000)',
    ],
    'several names are blocks with a line each': [
      `a: {Image|endswith: [x, y]}
       b: {CommandLine|contains: [p, q, r]}
       c: {Image: z, CommandLine: w}
       condition: (a and b) or c`,
      '[a (Image any of 2) -- b (CommandLine any of 3) = 2 × 3 = 6 | c (Image z, and CommandLine) = 1]',
    ],
    'a gate for what is excluded': [
      `s: {A: [b, c]}
       f: {D: e, F: g}
       condition: s and not f`,
      's (A any of 2) -- !f (D and F)',
    ],
    'one gate for a pattern, which says how many it stands for': [
      `s: {A: b}
       f_1: {C: [d, e]}
       f_2: {C: f}
       f_3: {G: h}
       condition: s and not 1 of f_*`,
      's (A b) -- !any of 3 f_* (4 values in C and G)',
    ],
    'a pattern that fits one name is that name': [
      `s: {A: b}
       f_1: {C: d}
       condition: s and not 1 of f_*`,
      's (A b) -- !f_1 (C d)',
    ],
    'not all of': [
      `s: {A: b}
       f_1: {C: d}
       f_2: {C: e}
       condition: s and not all of f_*`,
      's (A b) -- !both of 2 f_* (2 values in C)',
    ],
    'a gate over an expression is named by its text': [
      `s: {A: b}
       f: {C: d}
       g: {E: f}
       condition: s and not (f or not g)`,
      's (A b) -- !(f or not g) (any of 2 in C and E)',
    ],
    'at least two of several stay one block': [
      `s1: {A: b}
       s2: {A: c}
       s3: {A: d}
       condition: 2 of s*`,
      'any 2 of s* (3 combinations)',
    ],
    'what could not be read is drawn as lost': [
      `s: {A: b}
       condition: s and missing`,
      's{A eq b} -- ?not read (missing)',
    ],
  }
  for (const [name, [detection, expected]] of Object.entries(cases))
    test(name, () => expect(drawn(views(rule(detection))[0])).toBe(expected))

  test('a rule that could not be read has no circuit', () =>
    expect(drawn(views('title: t\nlogsource: {product: windows}\n')[0])).toBe('nothing'))

  test('a pattern folds into one block only when there is no room for its names', () => {
    const names = Array.from({ length: 7 }, (_, i) => `selection_with_a_long_name_${i}: {A: b${i}}`).join('\n')
    const [view] = views(rule(`${names}\nother: {C: d}\ncondition: other or (all of selection_* and not other)`))
    expect(drawn(view)).toBe('[other (C d) | all of 7 selection_* (7 values in A) -- !other (C d)]')
  })

  test('a row that is too long keeps its names; it is broken into lines', () => {
    const names = Array.from({ length: 6 }, (_, i) => `selection_with_a_long_name_${i}: {A: b${i}}`).join('\n')
    const [view] = views(rule(`${names}\ncondition: all of selection_*`))
    expect(drawn(view).split(' -- ')).toHaveLength(6)
  })

  test('hundreds of branches end in one that says how many are not drawn, and its ways count', () => {
    const names = Array.from({ length: 300 }, (_, i) => `s_${i}: {A: [x${i}, y${i}]}`).join('\n')
    const [view] = views(rule(`${names}\nt: {C: d}\ncondition: t or 1 of s_*`))
    const drawing = view && circuit(view)
    expect(drawing && sketch(drawing.body)).toContain('281 more branches')
    expect(drawing && partWays(drawing.body)).toBe(601)
    expect(drawing?.end.note).toBe('601 ways')
  })
})

describe('correlations as circuits', () => {
  const base = (name: string): string =>
    `title: ${name} hits\nid: ${name}\nname: ${name}\nlogsource: {product: windows}\ndetection: {s: {A: ${name}}, condition: s}\n`
  const correlation = (body: string): string =>
    `title: c\nid: c\ncorrelation:\n  rules: [one, two]\n  timespan: 5m\n${body}`
  const cases: Record<string, [string, string]> = {
    'a count over the hits of several rules': [
      '  type: event_count\n  group-by: [User]\n  condition: {gte: 10}\n',
      '[one hits (hits of this rule) | two hits (hits of this rule)] -- ..within 5 m, same User.. -- count ≥ 10 (in the group)',
    ],
    'in order': [
      '  type: temporal_ordered\n  group-by: [User, Host]\n',
      '1{one hits (hits of this rule)} -- ..then within 5 m, same User and Host.. -- 2{two hits (hits of this rule)}',
    ],
    'in any order': [
      '  type: temporal\n',
      'in any order, within 5 m{one hits (hits of this rule) -- two hits (hits of this rule)}',
    ],
    'with a condition of its own': [
      '  type: temporal\n  condition: one and not two\n',
      'in any order, within 5 m{one hits (hits of this rule) -- !two hits (hits of this rule)}',
    ],
  }
  for (const [name, [body, expected]] of Object.entries(cases))
    test(name, () => expect(drawn(views(correlation(body), base('one'), base('two'))[0])).toBe(expected))

  test('a rule outside the catalog is still drawn', () =>
    expect(drawn(views(correlation('  type: temporal\n'), base('one'))[0])).toContain(
      'two (a rule outside the catalog)',
    ))

  test('a global filter is a frame of its own', () => {
    const filter =
      'title: Known admins\nid: f\nlogsource: {product: windows}\nfilter:\n  rules: [one]\n  sel: {User: admin}\n  condition: not sel\n'
    expect(drawn(views(base('one'), filter)[0])).toBe('s{A eq one} -- filter: Known admins{!sel (User admin)}')
  })
})
