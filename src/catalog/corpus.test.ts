import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Polarity } from '../model/walk.js'
import type { Tally } from './corpus.js'
import { Corpus } from './corpus.js'
import type { Held, Key, Kind } from './indicators.js'

const kinds = ['eq', 'contains', 'starts_with', 'ends_with'] as const
const span = { from: 0, to: 0 }

const key = (field: string, kind: Kind, value: string, modifiers: readonly string[] = []): Key => {
  const folded = value.toLowerCase()
  const text = [field, kind, ...modifiers, folded].join('\u0000')
  return { text, field, kind, modifiers, value, exact: value, folded, literal: true }
}

const anyHeld = fc
  .record({
    field: fc.constantFrom('F', 'G'),
    kind: fc.constantFrom(...kinds),
    value: fc.string({ unit: fc.constantFrom('a', 'b', 'A', '.'), minLength: 1, maxLength: 12 }),
    polarity: fc.constantFrom('required', 'excluded'),
    minds: fc.boolean(),
  })
  .map(({ field, kind, value, polarity, minds }): Held => {
    // What has no letters is the same in every case.
    const cased = minds && value.toLowerCase() !== value.toUpperCase()
    return { key: key(field, kind, value), polarity, written: field, relation: 'exact', span, cased }
  })

const anyRules = fc.array(fc.array(anyHeld, { maxLength: 6 }), { maxLength: 12 })

function corpusOf(rules: readonly (readonly Held[])[]): Corpus {
  const corpus = new Corpus()
  rules.forEach((held, rule) => {
    corpus.add(rule, held)
  })
  return corpus
}

/** Whether a text satisfies an indicator: the plain meaning of the operators. */
function satisfies(text: string, { key: { kind, exact, folded }, cased }: Held): boolean {
  const [found, wanted] = cased ? [text, exact] : [text.toLowerCase(), folded]
  if (kind === 'eq') return found === wanted
  if (kind === 'contains') return found.includes(wanted)
  return kind === 'starts_with' ? found.startsWith(wanted) : found.endsWith(wanted)
}

/** The tightest texts that satisfy an indicator: its value, with something else around it where that is allowed. */
function witnesses({ key: { kind, exact }, cased }: Held): string[] {
  const around = '\u0007'
  return (cased ? [exact] : [exact.toLowerCase(), exact.toUpperCase()]).map((text) => {
    if (kind === 'eq') return text
    if (kind === 'starts_with') return text + around
    return kind === 'ends_with' ? around + text : around + text + around
  })
}

test('a count is the number of rules that hold the indicator, required before excluded', () => {
  fc.assert(
    fc.property(anyRules, (rules) => {
      const corpus = corpusOf(rules)
      for (const { key: one } of rules.flat()) {
        const holds = (polarity: string) => (rule: readonly Held[]) =>
          rule.some((held) => held.key.text === one.text && held.polarity === polarity)
        const required = rules.filter(holds('required')).length
        const excluded = rules.filter((rule) => holds('excluded')(rule) && !holds('required')(rule)).length
        const tally = corpus.get(one) as Tally
        expect([tally.required.length, tally.excluded.length]).toEqual([required, excluded])
      }
    }),
  )
})

/** Those of the rules that hold an indicator of a tally and count for a polarity. */
const holders = (rules: readonly (readonly Held[])[], tally: Tally, polarity: Polarity): Held[] =>
  tally[polarity].flatMap((rule) =>
    (rules[rule] ?? []).filter((one) => one.key.text === tally.key.text && one.polarity === polarity),
  )

test('what one indicator is said to cover, some rule that holds it catches whenever the other is satisfied', () => {
  fc.assert(
    fc.property(anyRules, fc.constantFrom('required', 'excluded'), (rules, polarity: Polarity) => {
      const corpus = corpusOf(rules)
      const all = [...corpus.all()].filter((tally) => tally[polarity].length > 0)
      for (const narrow of all) {
        const texts = holders(rules, narrow, polarity).flatMap(witnesses)
        const found = corpus.relations(narrow, polarity).coveredBy
        for (const broad of found) {
          expect(corpus.relations(broad, polarity).covers).toContain(narrow)
          const catching = holders(rules, broad, polarity)
          for (const text of texts)
            expect(
              catching.some((held) => satisfies(text, held)),
              text,
            ).toBe(true)
        }
        // Where case is no matter, nothing is left out either.
        const loose = all.filter((broad) => broad !== narrow && broad.caseless[polarity] && broad.key.kind !== 'eq')
        for (const broad of loose) {
          if (broad.key.field !== narrow.key.field || found.includes(broad)) continue
          const catching = holders(rules, broad, polarity).filter(({ cased }) => !cased)
          expect(texts.every((text) => catching.some((held) => satisfies(text, held)))).toBe(false)
        }
      }
    }),
  )
})

test('networks cover the networks and addresses inside them', () => {
  const held = (kind: Kind, value: string): Held => ({
    key: key('Ip', kind, value),
    written: 'Ip',
    relation: 'exact',
    polarity: 'required',
    span,
    cased: false,
  })
  const corpus = corpusOf([
    [held('cidr', '10.0.0.0/8'), held('cidr', '10.1.0.0/16'), held('cidr', 'fe80::/10')],
    [held('eq', '10.1.2.3'), held('eq', '11.0.0.1'), held('eq', 'fe80::1')],
  ])
  const coveredBy = (kind: Kind, value: string): string[] => {
    const tally = corpus.get(key('Ip', kind, value)) as Tally
    return corpus.relations(tally, 'required').coveredBy.map((one) => one.key.folded)
  }
  expect(coveredBy('eq', '10.1.2.3').sort()).toEqual(['10.0.0.0/8', '10.1.0.0/16'])
  expect(coveredBy('cidr', '10.1.0.0/16')).toEqual(['10.0.0.0/8'])
  expect(coveredBy('eq', '11.0.0.1')).toEqual([])
  expect(coveredBy('eq', 'fe80::1')).toEqual(['fe80::/10'])
})
