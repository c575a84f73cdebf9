/** Functions against plain ways to say the same, and bounds that nothing gets past. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { span } from '../../../test/rules.js'
import type { Expr, Language } from '../../model/rule.js'
import { flatten } from '../record.js'
import { rowOf } from '../row.js'
import { fits } from '../text.js'
import { Moment, unknown } from './datum.js'
import { evaluate, tables } from './evaluate.js'
import { cPattern, javaPattern, netPattern, readTime, written } from './formats.js'
import { dissect } from './grok.js'
import { largest, Work } from './place.js'
import { base64Decoded, base64Encoded, urlDecoded, urlEncoded, wildParts } from './texts.js'
import { between, floorTo, plus, type Unit } from './times.js'

const text = (value: string): Expr => ({ kind: 'text', span, parts: [value], written: value })
const number = (value: number): Expr => ({ kind: 'number', span, value, written: String(value) })
const call = (fn: string, ...args: Expr[]): Expr => ({ kind: 'call', span, fn, args })
const field = (name: string): Expr => ({ kind: 'field', span, written: name })

const run = (language: Language, expr: Expr, json: unknown = {}) =>
  evaluate(expr, { row: rowOf(flatten(json), { language, stages: [] }), lists: new Map(), work: new Work() })

const words = fc.string({ unit: 'grapheme', maxLength: 12 })
const moments = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Moment(seconds * 1000))
const units: Unit[] = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year']

describe('texts', () => {
  test('parts of a text are those of its characters', () => {
    fc.assert(
      fc.property(words, fc.nat(14), fc.nat(14), (source, start, length) => {
        expect(run('kql', call('substring', text(source), number(start), number(length)))).toBe(
          source.slice(start, start + length),
        )
        expect(run('eql', call('substring', text(source), number(start), number(start + length)))).toBe(
          source.slice(start, start + length),
        )
        const characters = [...source].slice(start, start + length).join('')
        expect(run('spl', call('substr', text(source), number(start + 1), number(length)))).toBe(characters)
        expect(run('esql', call('substring', text(source), number(start + 1), number(length)))).toBe(characters)
      }),
    )
  })

  test('what is split and joined is what it was', () => {
    fc.assert(
      fc.property(words, fc.string({ minLength: 1, maxLength: 2 }), (source, by) => {
        expect(run('spl', call('mvjoin', call('split', text(source), text(by)), text(by)))).toBe(source)
        expect(run('kql', call('strcat_array', call('split', text(source), text(by)), text(by)))).toBe(source)
      }),
    )
  })

  test('encodings undo themselves', () => {
    fc.assert(
      fc.property(words, (source) => {
        expect(base64Decoded(base64Encoded(source))).toBe(source)
        expect(base64Encoded(source)).toBe(Buffer.from(source).toString('base64'))
        expect(urlDecoded(urlEncoded(source))).toBe(source)
      }),
    )
  })

  test('a command line is taken apart as it was put together', () => {
    const quoted = (argument: string): string => `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`
    const argument = fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', '\t'), maxLength: 8 })
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 4 }), (all) => {
        expect(run('kql', call('parse_command_line', text(all.map(quoted).join(' ')), text('windows')))).toEqual(all)
      }),
    )
  })

  test('LIKE is what a regular expression of the same signs is', () => {
    const alphabet = fc.constantFrom('a', 'b', '%', '_', '\\', '.')
    fc.assert(
      fc.property(
        fc.string({ unit: alphabet, maxLength: 6 }),
        fc.string({ unit: alphabet, maxLength: 6 }),
        (pattern, source) => {
          const regex = pattern.replace(
            /\\([%_\\])|([%_])|([\s\S])/g,
            (_, escaped?: string, wild?: string, plain?: string) =>
              wild ? (wild === '%' ? '[\\s\\S]*' : '[\\s\\S]') : (escaped ?? plain ?? '').replace(/[\\.]/g, '\\$&'),
          )
          expect(fits(wildParts(pattern, '%', '_'), source, 'eq', true, new Map())).toBe(
            new RegExp(`^${regex}$`).test(source),
          )
        },
      ),
    )
  })

  test('DISSECT finds what stands between separators that are not in it', () => {
    const value = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 5 })
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        expect(dissect(`<${a}-${b}|${c}`, '<%{x}-%{?skipped}|%{z}')).toEqual(
          new Map([
            ['x', a],
            ['z', c],
          ]),
        )
      }),
    )
  })
})

describe('times', () => {
  test('what is written by a pattern reads back', () => {
    const patterns = [
      javaPattern('yyyy-MM-dd HH:mm:ss'),
      javaPattern("dd MMMM yyyy 'at' hh.mm.ss a"),
      netPattern('yyyyMMddTHHmmss'.replace('T', "'T'")),
      cPattern('%a, %d %b %Y %I:%M:%S %p %z'),
      cPattern('%s'),
    ]
    fc.assert(
      fc.property(moments, fc.constantFrom(...patterns), (moment, pattern) => {
        if (!pattern) throw new Error('a pattern is not known')
        expect(readTime(written(moment, pattern) ?? '', pattern)).toEqual(moment)
      }),
    )
  })

  test('units are counted as they are added', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 500 }), fc.constantFrom(...units), (moment, amount, unit) => {
        const start = floorTo(moment, unit)
        expect(start.millis).toBeLessThanOrEqual(moment.millis)
        expect(plus(start, 1, unit).millis).toBeGreaterThan(moment.millis)
        expect(floorTo(start, unit)).toEqual(start)
        expect(between(start, plus(start, amount, unit), unit)).toBe(amount)
        expect(between(plus(start, amount, unit), start, unit)).toBe(amount === 0 ? 0 : -amount)
      }),
    )
  })
})

describe('bounds', () => {
  const bomb = (fn: string, ...more: Expr[]): Expr => {
    let expr: Expr = text('x'.repeat(1000))
    for (let i = 0; i < 40; i++) expr = call(fn, expr, ...(more.length > 0 ? more : [expr]))
    return expr
  }

  test.each<[string, Language, Expr]>([
    ['concat', 'esql', bomb('concat')],
    ['strcat', 'kql', bomb('strcat')],
    ['.', 'spl', bomb('.')],
    ['repeat', 'esql', call('repeat', text('x'), number(1e9))],
    ['strrep', 'kql', call('strrep', text('x'), number(1e9))],
    ['space', 'esql', call('space', number(1e9))],
    ['replace of each character', 'esql', bomb('replace', text(''), text('xx'))],
    ['replace_string', 'kql', bomb('replace_string', text('x'), text('xx'))],
    ['sed', 'spl', bomb('rex', text('s/x/xx/g'))],
    ['range', 'kql', call('range', number(1), number(1e9))],
    ['mvrange', 'spl', call('mvrange', number(1), number(1e9))],
    ['repeat of values', 'kql', call('repeat', text('x'), number(1e9))],
  ])('%s', (_, language, expr) => expect(run(language, expr)).toBe(unknown))

  test('lists of lists within lists come to an end', () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const expr = names.reduce<Expr>((of, name) => call('mvmap', field(name), of), text('x'))
    const values = Array.from({ length: 100 }, (_, i) => i)
    expect(run('spl', expr, Object.fromEntries(names.map((name) => [name, values])))).toBe(unknown)
  })

  test('a large text is counted in without end', () => {
    const source = 'a'.repeat(largest)
    expect(run('kql', call('countof', text(source), text('a'.repeat(largest / 2))))).toBe(unknown)
  })

  test('no call makes it throw', () => {
    const value = fc.oneof(
      fc.string(),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.array(fc.string(), { maxLength: 3 }),
      fc.json(),
    )
    const language = fc.constantFrom<Language>('eql', 'esql', 'spl', 'kql')
    fc.assert(
      fc.property(language, fc.nat(), fc.array(value, { maxLength: 4 }), (lang, pick, values) => {
        const names = Object.keys(tables[lang])
        const name = names[pick % names.length] ?? ''
        run(
          lang,
          call(name, ...values.map((_, i) => field(`a${i}`))),
          Object.fromEntries(values.map((one, i) => [`a${i}`, one])),
        )
        run(lang, call(name, ...values.map((one) => (typeof one === 'number' ? number(one) : text(String(one))))))
      }),
      { numRuns: 3000 },
    )
  })
})
