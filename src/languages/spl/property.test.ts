/** Random searches: those made by the grammar print and read back and stand at their places; edited ones are reported. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Predicate, Span, Stage } from '../../model/rule.js'
import { inputsOf } from '../../model/walk.js'
import { plainFragment } from '../../text/fragment.js'
import { eachPredicate } from '../testing.js'
import { depthLimit } from './cursor.js'
import type { Macro } from './macros.js'
import { printSpl } from './print.js'
import { readSpl } from './read.js'

const none = () => undefined
const read = (text: string) => readSpl(plainFragment(text), none)

const meaning = (data: unknown): string =>
  JSON.stringify(data, (key, value: unknown) => {
    if (key === 'span' || key === 'label') return undefined
    // A text may be written in several ways.
    if (typeof value === 'object' && value !== null && 'parts' in value) return { ...value, written: undefined }
    if (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'pattern') return value
    return value
  })

// ---- searches by the grammar ----

const name = fc.constantFrom('a', 'b.c', 'Processes.process', 'user.groups{}', 'EventCode')
const quotable = fc.string({ unit: fc.constantFrom('a', 'B', '*', '\\', '"', ' ', '|', '(', '[', '`', "'", 'é', '$') })
const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`
const literal = fc.oneof(
  quotable.map(quote),
  fc.integer().map(String),
  fc.constantFrom('x*', '*y', 'C:\\\\a\\\\*', '0.5', 'word'),
)
const list = (of: fc.Arbitrary<string>, between = ', ') =>
  fc.array(of, { minLength: 1, maxLength: 3 }).map((all) => all.join(between))

const { search } = fc.letrec<{ term: string; search: string }>((tie) => ({
  term: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(name, fc.constantFrom('=', '!=', ' = '), literal).map((all) => all.join('')),
    fc.tuple(name, fc.constantFrom('<', '<=', '>', '>='), fc.integer()).map((all) => all.join('')),
    fc.tuple(name, list(literal)).map(([field, values]) => `${field} IN (${values})`),
    fc.tuple(name, fc.constantFrom('=*', '!=*')).map((all) => all.join('')),
    fc.constantFrom('free', '"two words"', '*part*', 'begin*', '*end', 'TERM(a.b)', 'CASE(Abc)'),
    tie('search').map((one) => `(${one})`),
  ),
  search: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('term'),
    fc.tuple(tie('search'), fc.constantFrom(' ', ' AND ', ' OR '), tie('search')).map((all) => all.join('')),
    tie('term').map((one) => `NOT ${one}`),
  ),
}))

const field = fc.constantFrom('a', "'b.c'", "'x y'", 'lower(d)', 'len(e)', 'tonumber(f)')
const text = fc.string({ unit: fc.constantFrom('a', 'b', '%', '_', '\\', '"', ' ', '|', '(', '[') }).map(quote)
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(field, fc.constantFrom('=', '==', '!=', '<', '>='), fc.oneof(text, fc.integer().map(String)))
      .map((all) => all.join('')),
    fc
      .tuple(fc.constantFrom('like', 'match'), fc.constantFrom('a', "'b.c'"), text)
      .map(([fn, of, value]) => `${fn}(${of}, ${value})`),
    fc.tuple(fc.constantFrom('a', "'b.c'"), list(text)).map(([of, values]) => `${of} IN (${values})`),
    fc.constantFrom(
      'isnull(a)',
      'isnotnull(b)',
      'cidrmatch("10.0.0.0/8", ip)',
      'a=b',
      'mvcount(a)>1',
      'now()-a>5',
      'coalesce(a, b)="x"',
      'a.":".b=c',
    ),
    fc.tuple(tie('condition'), fc.constantFrom(' AND ', ' OR '), tie('condition')).map((all) => all.join('')),
    tie('condition').map((one) => `(${one})`),
    tie('condition').map((one) => `NOT (${one})`),
  ),
}))

const pipe = fc.oneof(
  search.map((one) => `search ${one}`),
  condition.map((one) => `where ${one}`),
  fc.constantFrom(
    'fields a, b.c',
    'fields - d',
    'table a b',
    'head 5',
    'tail 3',
    'reverse',
    'stats count by a',
    'eval z=1',
    'regex a="x"',
    'rex "(?<n>x)"',
    'lookup l k OUTPUT v',
    'rename a as q',
  ),
)
const whole = fc
  .tuple(
    fc.oneof(
      search,
      fc.constantFrom(
        '| inputlookup hosts',
        '| from datamodel:Web.Web',
        '| tstats count from datamodel=A.B where A.x=1 by A.y',
      ),
    ),
    fc.array(pipe, { maxLength: 3 }),
  )
  .map(([first, pipes]) => [first, ...pipes].join(' | '))

/** A pipe that is of filters and shapes alone. */
const plain = (stages: readonly Stage[]): boolean =>
  stages.every(({ kind }, i) => (i === 0 ? kind === 'read' : kind === 'filter' || kind === 'shape'))

test('what is printed reads back the same', () => {
  let printed = 0
  fc.assert(
    fc.property(whole, (query) => {
      const { stages, diagnostics } = read(query)
      const said = printSpl(stages)
      if (typeof said !== 'string') return
      printed++
      const again = read(said)
      expect({ said, meaning: meaning(again.stages) }).toEqual({ said, meaning: meaning(stages) })
      expect(again.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
      if (diagnostics.length === 0) expect(plain(stages)).toBe(true)
    }),
    { numRuns: 4000 },
  )
  expect(printed).toBeGreaterThan(1500)
})

describe('is refused by name', () => {
  test.each([
    ['index=x | stats count', 'a stage of the kind "group" after others'],
    ['index=x | eval a=1', 'a stage of the kind "derive" after others'],
    ['index=x | dedup a', 'the stage "dedup"'],
    [
      'index=x | where match(a, "b") OR lower(c)="d"',
      'a comparison that does not mind case; or a comparison that minds case',
    ],
    ['| where a=1', 'a search without a source'],
  ])('%s', (query, cannot) => expect(printSpl(read(query).stages)).toMatchObject({ cannot }))
})

// ---- places ----

const whereOf = (stages: readonly Stage[]): Predicate | undefined => {
  const filter = stages.find((stage) => stage.kind === 'filter')
  return filter?.kind === 'filter' ? filter.where : undefined
}

const sameSpan = (a: Span, b: Span | undefined): boolean => a.from === b?.from && a.to === b.to

function misplaced(query: string, stages: readonly Stage[], again: (slice: string) => Predicate | undefined): string[] {
  const wrong: string[] = []
  eachPredicate(stages, (one, parent) => {
    if (one.kind === 'indicator' && one.implied) return
    const slice = query.slice(one.span.from, one.span.to)
    // Beside a guard, or below a `not` that has one, a predicate is not written by itself.
    const guarded = parent?.kind === 'and' && parent.of.some((part) => part.kind === 'indicator' && part.implied)
    const alone = !guarded && !sameSpan(one.span, parent?.span) && parent?.kind !== 'not'
    if (alone && meaning(again(slice)) !== meaning(one)) wrong.push(`${one.kind}: ${slice}`)
    if (one.kind !== 'indicator') return
    if (one.field && !query.slice(one.field.span.from, one.field.span.to).includes(one.field.written.slice(0, 1)))
      wrong.push(`field: ${one.field.written}`)
    for (const value of one.values)
      if (value.kind !== 'boolean' && value.kind !== 'field') {
        const { from, to } = value.span
        const slice = query.slice(from, to)
        const written = value.kind === 'pattern' ? slice.replace(/\\(["\\])/g, '$1') : slice
        if (!written.includes(value.written)) wrong.push(`value: ${value.written}`)
      }
  })
  return wrong
}

test('each predicate of a search stands at its place', () => {
  fc.assert(
    fc.property(search, (query) => {
      const { stages } = read(query)
      expect(misplaced(query, stages, (slice) => whereOf(read(slice).stages))).toEqual([])
    }),
    { numRuns: 3000 },
  )
})

test('each predicate of a condition stands at its place', () => {
  fc.assert(
    // Below a NOT, what is asked of each part is written nowhere by itself.
    fc.property(
      condition.filter((one) => !one.includes('NOT')),
      (query) => {
        const text = `| inputlookup x | where ${query}`
        const { stages } = read(text)
        const again = (slice: string) => whereOf(read(`| inputlookup x | where ${slice}`).stages)
        expect(misplaced(text, stages, again)).toEqual([])
      },
    ),
    { numRuns: 3000 },
  )
})

// ---- broken searches ----

const macros: readonly Macro[] = [
  { name: 'm', args: [], definition: 'x=1 OR (y=2', path: 'm.yml' },
  { name: 'p', args: ['v'], definition: 'z="$v$" | eval q=`m` | search', path: 'p.yml' },
]
const library = (called: string, arity: number) =>
  macros.find((one) => one.name === called && one.args.length === arity)

const pieces = fc.constantFrom(
  ...[
    '(',
    ')',
    '[',
    ']',
    '|',
    '"',
    "'",
    '`',
    '`m`',
    '`p(a)`',
    '```',
    '\\',
    '=',
    '!=',
    '*',
    ',',
    ' ',
    'NOT ',
    'OR ',
    'by ',
    'as ',
    'eval ',
    'where ',
    '<',
    '$x$',
    'count(',
    'é',
    '\n',
    '%',
  ],
)
const edit = fc.tuple(fc.nat(), fc.nat(12), pieces)
const edited = fc.tuple(whole, fc.array(edit, { maxLength: 4 })).map(([query, edits]) =>
  edits.reduce((now, [at, drop, add]) => {
    const place = at % (now.length + 1)
    return now.slice(0, place) + add + now.slice(place + drop)
  }, query),
)

function* spansOf(data: unknown): Generator<Span> {
  if (typeof data !== 'object' || data === null) return
  if ('from' in data && 'to' in data && typeof data.from === 'number' && typeof data.to === 'number') yield data as Span
  for (const value of Object.values(data)) yield* spansOf(value)
}

const isOpaque = (predicate: Predicate): boolean =>
  predicate.kind === 'opaque' ||
  (predicate.kind === 'not' && isOpaque(predicate.of)) ||
  ((predicate.kind === 'and' || predicate.kind === 'or') && predicate.of.some(isOpaque))

test('whatever is edited is read without a throw, in its bounds, and what is not read is said', () => {
  fc.assert(
    fc.property(edited, (query) => {
      const { stages, inserts, diagnostics } = readSpl(plainFragment(query), library)
      for (const { from, to, in: within } of [...spansOf(stages), ...spansOf(diagnostics)]) {
        const most = within === undefined ? query.length : (inserts[within]?.text.length ?? -1)
        expect(from >= 0 && from <= to && to <= most).toBe(true)
      }
      const unread = stages.some(
        (stage) => stage.kind === 'opaque' || (stage.kind === 'filter' && isOpaque(stage.where)),
      )
      if (unread) expect({ query, said: diagnostics.length > 0 }).toEqual({ query, said: true })
      stages.forEach((stage, id) => {
        for (const from of inputsOf(stage)) expect(from).toBeLessThan(id)
      })
    }),
    { numRuns: 6000 },
  )
})

describe('depth', () => {
  test.each([
    ['parentheses of a search', `${'('.repeat(5000)}a=1${')'.repeat(5000)}`],
    ['parentheses of a condition', `| inputlookup x | where ${'('.repeat(5000)}a=1${')'.repeat(5000)}`],
    ['functions', `| inputlookup x | where ${'lower('.repeat(5000)}a${')'.repeat(5000)}="x"`],
    ['nots', `${'NOT '.repeat(5000)}a=1`],
    ['brackets', `${'[search a '.repeat(500)}${']'.repeat(500)}`],
    ['signs', `| inputlookup x | where ${'-'.repeat(5000)}1=a`],
  ])('%s are bounded', (_, query) => {
    const { diagnostics } = read(query)
    expect(diagnostics.map(({ code }) => code)).toContain('spl/too-nested')
  })
  test('what is within the bound is read', () => {
    const depth = depthLimit - 2
    expect(read(`${'('.repeat(depth)}a=1${')'.repeat(depth)}`).diagnostics).toEqual([])
  })
})
