/**
 * What keys say against what rules do: the reference matcher runs indicators of all families on generated happenings,
 * each written as a record by Sysmon's names and by those of the other families at once.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FlatRecord, flatten } from '../match/record.js'
import { scan } from '../match/scan.js'
import type { Family, Indicator, Part, Rule } from '../model/rule.js'
import { Corpus, type Tally } from './corpus.js'
import { type Held, held } from './indicators.js'

const span = { from: 0, to: 0 }

/** On Windows: all families say so in where the records come from, but for Kusto's, whose tables hold any system's. */
const sources: Readonly<Record<Family, Readonly<Record<string, string>>>> = {
  sigma: { product: 'windows' },
  elastic: { index: 'winlogbeat-*' },
  splunk: { datamodel: 'Endpoint.Processes' },
  kusto: { table: 'DeviceProcessEvents' },
}

function ruleOf(family: Family, where: Indicator): Rule {
  const written = sources[family]
  return {
    kind: 'detection',
    id: '',
    title: '',
    family,
    language: family === 'sigma' ? 'sigma' : 'eql',
    path: '',
    text: '',
    span,
    inserts: [],
    meta: {
      authors: [],
      references: [],
      falsepositives: [],
      tags: [],
      related: [],
      fields: [],
      scope: [],
      other: [{ key: 'data_source', text: 'Sysmon EventID 1', span }],
    },
    targets: [],
    definitions: [],
    stages: [
      { kind: 'read', span, source: { kind: 'events', written } },
      { kind: 'filter', span, from: 0, where },
    ],
    diagnostics: [],
  }
}

interface Tested {
  readonly rule: Rule
  readonly held: Held
}

/** Names of one thing, so that rules of one run often meet. */
const things: readonly (readonly [Family, string])[][] = [
  [
    ['sigma', 'Image'],
    ['elastic', 'process.executable'],
    ['elastic', 'process.name'],
    ['elastic', 'process.name.caseless'],
    ['splunk', 'Processes.process_path'],
    ['splunk', 'Processes.process_name'],
    ['kusto', 'FolderPath'],
  ],
  [
    ['sigma', 'CommandLine'],
    ['elastic', 'process.command_line'],
    ['elastic', 'process.args'],
    ['splunk', 'Processes.process'],
    ['kusto', 'ProcessCommandLine'],
  ],
  [
    ['sigma', 'TargetFilename'],
    ['elastic', 'file.path'],
    ['elastic', 'file.name'],
    ['elastic', 'file.directory'],
    ['elastic', 'file.extension'],
    ['splunk', 'Filesystem.file_path'],
    ['splunk', 'Filesystem.file_name'],
  ],
  [
    ['sigma', 'User'],
    ['elastic', 'user.name'],
    ['elastic', 'user.domain'],
  ],
  [
    ['sigma', 'TargetObject'],
    ['elastic', 'registry.path'],
    ['elastic', 'registry.value'],
    ['elastic', 'registry.key'],
    ['splunk', 'Registry.registry_path'],
    ['splunk', 'Registry.registry_value_name'],
  ],
]

const letters = (...units: string[]) => fc.string({ unit: fc.constantFrom(...units), minLength: 1, maxLength: 2 })
const name = letters('a', 'B', '.')
const anyText = letters('a', 'b', 'A', '.', '\\', ' ', '"')
const anyPart = fc.oneof(
  { weight: 3, arbitrary: anyText },
  { weight: 1, arbitrary: fc.constantFrom<Part>({ wild: '*' }, { wild: '?' }) },
)

const anyTested = (thing: (typeof things)[number]) =>
  fc
    .record({
      field: fc.constantFrom(...thing),
      op: fc.constantFrom('eq', 'contains', 'starts_with', 'ends_with'),
      parts: fc.oneof(
        { weight: 3, arbitrary: anyText.map((text): Part[] => [text]) },
        { weight: 1, arbitrary: fc.array(anyPart, { minLength: 1, maxLength: 3 }) },
      ),
      cased: fc.boolean(),
    })
    .map(({ field: [family, written], op, parts, cased }): Tested[] => {
      const text = parts.map((part) => (typeof part === 'string' ? part : '*')).join('')
      const where: Indicator = {
        kind: 'indicator',
        span,
        field: { span, written },
        op,
        values: [{ kind: 'text', span, parts, written: text }],
        need: 'one',
        // Such a field is kept in lower case and asked in it.
        cased: cased && !written.endsWith('.caseless'),
        via: [],
      }
      const rule = ruleOf(family, where)
      return held(rule).map((one) => ({ rule, held: one }))
    })
const anyRules = fc
  .constantFrom(...things)
  .chain((thing) => fc.array(anyTested(thing), { minLength: 10, maxLength: 40, size: 'max' }))
  .map((all) => all.flat())

/** As a program is started: an argument with a blank or quote in it is quoted. */
const quoted = (arg: string): string => (/[ "]/.test(arg) ? `"${arg.replaceAll('"', '\\"')}"` : arg)

const anyRecord = fc
  .record({
    image: fc.tuple(name, name, name),
    file: fc.tuple(name, name, name),
    args: fc.array(letters('a', 'B', '.', ' ', '"'), { minLength: 1, maxLength: 3 }),
    user: fc.tuple(name, name),
    registry: fc.tuple(name, name, name),
  })
  .map(({ image, file, args, user, registry }): FlatRecord => {
    const path = image.join('\\')
    const target = file.join('\\')
    const line = args.map(quoted).join(' ')
    const extension = /\.([^.]+)$/.exec(file[2])?.[1]
    return flatten({
      Image: path,
      CommandLine: line,
      TargetFilename: target,
      User: user.join('\\'),
      TargetObject: registry.join('\\'),
      'process.executable': path,
      'process.name': image[2],
      'process.name.caseless': image[2].toLowerCase(),
      'process.args': args,
      'process.command_line': line,
      'file.path': target,
      'file.name': file[2],
      'file.directory': file.slice(0, 2).join('\\'),
      ...(extension !== undefined && { 'file.extension': extension }),
      'user.name': user[1],
      'user.domain': user[0],
      'registry.path': registry.join('\\'),
      'registry.key': registry[1],
      'registry.value': registry[2],
      'Processes.process_path': path,
      'Processes.process_name': image[2],
      'Processes.process': line,
      'Filesystem.file_path': target,
      'Filesystem.file_name': file[2],
      'Registry.registry_path': registry.join('\\'),
      'Registry.registry_value_name': registry[2],
      FolderPath: path,
      ProcessCommandLine: line,
    })
  })
const anyRecords = fc.array(anyRecord, { minLength: 5, maxLength: 20 })

test('indicators of one key are satisfied by the same records, where neither minds case', () => {
  let met = 0
  fc.assert(
    fc.property(anyRules, anyRecords, (rules, records) => {
      const first = new Map<string, Tested>()
      for (const one of rules.filter(({ held: { cased } }) => !cased)) {
        const same = first.get(one.held.key.text)
        if (!same) {
          first.set(one.held.key.text, one)
          continue
        }
        for (const record of records) expect(scan(one.rule, record), one.held.key.text).toBe(scan(same.rule, record))
        if (same.held.written !== one.held.written) met++
      }
    }),
    { numRuns: 300 },
  )
  expect(met).toBeGreaterThan(20)
})

const nameOf = ({ key: { field, kind, modifiers, value } }: Tally): string =>
  `${field} ${[kind, ...modifiers].join('|')} ${value}`

test('an indicator that covers another is satisfied whenever the other is', () => {
  let told = 0
  fc.assert(
    fc.property(anyRules, anyRecords, (rules, records) => {
      const corpus = new Corpus()
      rules.forEach(({ held: one }, i) => {
        corpus.add(i, [one])
      })
      const holders = (tally: Tally): Rule[] => tally.required.flatMap((i) => rules[i]?.rule ?? [])
      for (const narrow of corpus.all())
        for (const broad of corpus.relations(narrow, 'required').coveredBy)
          for (const record of records) {
            if (!holders(narrow).some((rule) => scan(rule, record) === 'true')) continue
            const caught = holders(broad).some((rule) => scan(rule, record) === 'true')
            expect(caught, `${nameOf(narrow)} is not covered by ${nameOf(broad)}`).toBe(true)
            told++
          }
    }),
    { numRuns: 300 },
  )
  expect(told).toBeGreaterThan(100)
})
