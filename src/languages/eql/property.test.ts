/** Random queries: those made by the grammar print and read back; those broken by edits are always reported. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Stage } from '../../model/rule.js'
import { plainFragment } from '../../text/fragment.js'
import { depthLimit } from './cursor.js'
import { quote } from './literals.js'
import { printEql } from './print.js'
import { readEql } from './read.js'
import { bare, misplaced } from './testing.js'

const read = (text: string) => readEql(plainFragment(text), { index: 'logs-*' })

// ---- queries by the grammar ----

const field = fc.constantFrom('a', 'b.c', '?d.e', '`f-g`.h', '`where`', 'i.`j``k`', '@l', 'user.name')
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('a', 'B', '*', '?', '\\', '"', ' ', '\n', '\u{1f600}') }),
)
const literal = fc.oneof(
  text.map(quote),
  text.filter((one) => !/"|\r/.test(one)).map((one) => `"""${one}"""`),
  fc.integer().map(String),
  fc.constantFrom('0.5', '-1.5e3', '.25', '+7', 'true', 'false', '"\\u{41}"'),
)
const list = (of: fc.Arbitrary<string>) => fc.array(of, { minLength: 1, maxLength: 3 }).map((items) => items.join(', '))
const spaced = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(' '))
const maybe = (one: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), one)
const tilde = fc.constantFrom('', '~')
const wildOp = fc.constantFrom(':', 'like', 'like~')
const comparator = fc.constantFrom('==', '!=', '<', '<=', '>', '>=')

const { condition, operand } = fc.letrec<{ condition: string; test: string; operand: string; call: string }>((tie) => ({
  operand: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    field,
    literal,
    tie('call'),
    fc
      .tuple(tie('operand'), fc.constantFrom('+', '-', '*', '/', '%'), tie('operand'))
      .map(([l, op, r]) => `${l} ${op} ${r}`),
    fc.tuple(fc.constantFrom('-', '+'), field).map((all) => all.join('')),
    tie('operand').map((one) => `(${one})`),
  ),
  call: fc.oneof(
    fc.tuple(fc.constantFrom('length', 'string'), field).map(([fn, arg]) => `${fn}(${arg})`),
    fc.tuple(tie('operand'), tie('operand')).map((args) => `concat(${args.join(', ')})`),
    fc.tuple(tilde, tie('operand'), tie('operand')).map(([mark, one, other]) => `indexOf${mark}(${one}, ${other})`),
    fc.constantFrom('substring(a, 0, -1)', 'between~(a, "x", "y")', 'Number("12", 16)'),
  ),
  test: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    spaced(field, comparator, literal),
    spaced(literal, comparator, field),
    spaced(field, wildOp, literal),
    fc.tuple(field, wildOp, list(literal)).map(([f, op, all]) => `${f} ${op} (${all})`),
    fc
      .tuple(field, fc.constantFrom('regex', 'regex~'), list(text.map(quote)))
      .map(([f, op, all]) => `${f} ${op} (${all})`),
    fc
      .tuple(tie('operand'), fc.constantFrom('in', 'in~', 'not in', 'not in~'), list(fc.oneof(literal, field)))
      .map(([left, op, all]) => `(${left}) ${op} (${all})`),
    spaced(tie('call'), fc.constantFrom(':', 'like', '!=', '=='), text.map(quote)),
    spaced(tie('operand'), comparator, tie('operand')),
    spaced(fc.oneof(field, tie('call')), fc.constantFrom('== null', '!= null')),
    fc
      .tuple(
        fc.constantFrom('startsWith', 'endsWith', 'stringContains', 'wildcard'),
        tilde,
        tie('operand'),
        list(tie('operand')),
      )
      .map(([fn, mark, first, others]) => `${fn}${mark}(${first}, ${others})`),
    spaced(fc.constant('cidrMatch(source.ip, "10.0.0.0/8")'), fc.constantFrom('', '== true', '!= true', '== false')),
    fc.constantFrom('true', 'false', 'a', 'null == null'),
  ),
  condition: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    tie('test'),
    spaced(tie('condition'), fc.constantFrom('and', 'or'), tie('condition')),
    tie('condition').map((one) => `not ${one}`),
    tie('condition').map((one) => `not (${one})`),
    tie('condition').map((one) => `(${one})`),
    tie('condition').map((one) => `${one} // said\n`),
  ),
}))

const category = fc.constantFrom('process', 'any', '"any"', '"a-b"', '"""c d"""', 'sequence')
const event = fc.tuple(category, condition).map(([name, where]) => `${name} where ${where}`)
const span = fc
  .tuple(fc.integer({ min: 1, max: 5_000 }), fc.constantFrom('ms', 's', 'm', 'h', 'd'))
  .map((all) => all.join(''))
const keys = (count: number) =>
  count === 0
    ? fc.constant('')
    : fc.array(field, { minLength: count, maxLength: count }).map((all) => ` by ${all.join(', ')}`)
const sequence = fc.integer({ min: 0, max: 2 }).chain((count) =>
  fc
    .tuple(
      fc.tuple(fc.integer({ min: 0, max: 2 }).chain(keys), span),
      fc.array(fc.tuple(fc.constantFrom('[', '[', '!['), event, keys(count), fc.integer({ min: 1, max: 100 })), {
        minLength: 1,
        maxLength: 3,
      }),
      fc.tuple(event, keys(count)),
      maybe(fc.tuple(event, keys(count)).map(([one, by]) => `until [${one}]${by}`)),
    )
    .map(([[by, within], steps, [last, lastBy], until]) =>
      [
        `sequence${by} with maxspan=${within}`,
        ...steps.map(([open, one, own, runs]) => `${open}${one}]${own}${open === '[' ? ` with runs=${runs}` : ''}`),
        `[${last}]${lastBy}`,
        until,
      ].join('\n'),
    ),
)
const sample = fc.tuple(keys(1), event, event).map(([by, a, b]) => `sample${by} [${a}] [${b}]`)
const pipe = fc.oneof(
  fc.constantFrom('head 5', 'tail 10', 'sort a, b.c', 'unique a', 'unique_count a, b.c', 'count', 'count `f-g`'),
  condition.map((one) => `filter ${one}`),
  fc.constant('filter count > 3'),
)
const query = fc
  .tuple(fc.oneof(event, sequence, sample), fc.array(pipe, { maxLength: 2 }))
  .map(([first, pipes]) => [first, ...pipes].join('\n| '))

const errors = (text: string) => read(text).diagnostics.filter(({ severity }) => severity === 'error')
const isOpaque = (stages: readonly Stage[]) => JSON.stringify(stages).includes('"kind":"opaque"')

describe('queries by the grammar', () => {
  test('are read without an error', () => {
    fc.assert(
      fc.property(query, (text) => {
        expect(errors(text)).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })

  test('print and read back to the same stages', () => {
    const once = fc.property(query, (text) => {
      const { stages } = read(text)
      fc.pre(!isOpaque(stages))
      const printed = printEql(stages)
      if (typeof printed !== 'string') throw new Error(printed.cannot)
      expect(bare(read(printed).stages)).toBe(bare(stages))
    })
    fc.assert(once, { numRuns: 2_000 })
  })

  test('have every part where it says it stands', () => {
    const once = fc.property(event, (text) => {
      const { stages } = read(text)
      expect(misplaced(text, stages, readAlone)).toEqual([])
    })
    fc.assert(once, { numRuns: 1_000 })
  })

  test('an operand alone is no condition, unless it is a field or a constant', () => {
    fc.assert(
      fc.property(operand, (text) => {
        const { stages, diagnostics } = read(`any where ${text}`)
        expect(isOpaque(stages)).toBe(diagnostics.some(({ code }) => code === 'eql/not-a-test'))
      }),
    )
  })
})

function readAlone(slice: string) {
  const filter = read(`any where ${slice}`).stages[1]
  return filter?.kind === 'filter' ? filter.where : undefined
}

// ---- queries broken by edits ----

interface Edit {
  readonly at: number
  readonly drop: number
  readonly put: string
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(400),
  drop: fc.nat(6),
  put: fc.oneof(
    fc.constantFrom(
      '"',
      '"""',
      "'",
      '`',
      '(',
      ')',
      '[',
      ']',
      '![',
      '|',
      '/*',
      '//',
      ',',
      '.',
      '?',
      ':',
      '==',
      '=',
      '!',
      '~',
      '\\',
    ),
    fc.constantFrom(
      ' and ',
      ' or ',
      ' not ',
      ' in ',
      ' where ',
      ' by ',
      ' with ',
      ' until ',
      ' null ',
      ' maxspan=',
      ' runs=',
      ' of [',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  ),
})

const broken = fc
  .tuple(query, fc.array(edit, { minLength: 1, maxLength: 4 }))
  .map(([text, edits]) =>
    edits.reduce(
      (now, { at, drop, put }) => now.slice(0, at % (now.length + 1)) + put + now.slice((at % (now.length + 1)) + drop),
      text,
    ),
  )

describe('queries broken by edits', () => {
  test('never throw, and what is opaque is reported with its place', () => {
    const once = fc.property(broken, (text) => {
      const { stages, diagnostics } = read(text)
      expect(stages.length).toBeGreaterThan(0)
      if (isOpaque(stages)) expect(diagnostics.length).toBeGreaterThan(0)
      for (const { span } of [...stages, ...diagnostics]) {
        expect(span.from).toBeGreaterThanOrEqual(0)
        expect(span.to).toBeGreaterThanOrEqual(span.from)
        expect(span.to).toBeLessThanOrEqual(text.length)
      }
      printEql(stages)
    })
    fc.assert(once, { numRuns: 5_000 })
  })

  test('stages only refer to earlier ones', () => {
    const once = fc.property(broken, (text) => {
      for (const [id, stage] of read(text).stages.entries()) {
        const from =
          'from' in stage ? [stage.from].flat() : stage.kind === 'sequence' ? stage.steps.map((step) => step.from) : []
        for (const one of from) expect(one).toBeLessThan(id)
      }
    })
    fc.assert(once, { numRuns: 1_000 })
  })
})

describe('queries of a monstrous size', () => {
  const deep = depthLimit * 50
  const monsters: Record<string, string> = {
    parentheses: `any where ${'('.repeat(deep)}a == 1${')'.repeat(deep)}`,
    not: `any where ${'not '.repeat(deep)}a == 1`,
    signs: `any where ${'-'.repeat(deep)}a == 1`,
    sums: `any where a${' + 1'.repeat(deep)} == 1`,
    'sums in parentheses': `any where ${'('.repeat(150)}a${`${' + 1'.repeat(150)})`.repeat(150)} == 1`,
    calls: `any where ${'f('.repeat(deep)}`,
    lists: `any where ${'a in ('.repeat(deep)}`,
    kin: `any where ${'child of [any where '.repeat(deep)}`,
  }
  for (const [name, text] of Object.entries(monsters))
    test(`${name}: nested too deep is said`, () => {
      expect(read(text).diagnostics.map(({ code }) => code)).toContain('eql/too-nested')
    })

  test('long and flat is read', () => {
    const text = `any where ${Array.from({ length: 20_000 }, (_, i) => `a == ${i}`).join(' or ')}`
    const { stages, diagnostics } = read(text)
    expect(diagnostics).toEqual([])
    expect(stages[1]?.kind === 'filter' && stages[1].where.kind === 'or' && stages[1].where.of.length).toBe(20_000)
  })

  for (const piece of ['"', '"""', '`', '/*', '/* ', '! ', '[', '?"', "'", '| ', '.', '\\'])
    test(`nothing but ${piece}`, () => {
      expect(read(piece.repeat(50_000)).diagnostics.length).toBeGreaterThan(0)
    })
})
