import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Tally } from './corpus.js'
import { Corpus } from './corpus.js'
import type { Held, Key, Kind } from './indicators.js'

const kinds = ['eq', 'contains', 'starts_with', 'ends_with'] as const
const span = { from: 0, to: 0 }

const key = (field: string, kind: Kind, value: string, cased: boolean): Key => {
  const folded = cased ? value : value.toLowerCase()
  const text = [field, kind, cased, folded].join('\u0000')
  return { text, field, kind, modifiers: [], value, folded, cased, literal: true }
}

const anyKey = fc
  .tuple(
    fc.constantFrom('F', 'G'),
    fc.constantFrom(...kinds),
    fc.string({ unit: fc.constantFrom('a', 'b', 'A', '.'), minLength: 1, maxLength: 12 }),
    fc.boolean(),
  )
  .map(([field, kind, value, cased]) => key(field, kind, value, cased))

const anyHeld = fc
  .tuple(anyKey, fc.constantFrom('required', 'excluded'))
  .map(([one, polarity]): Held => ({ key: one, polarity, written: one.field ?? '', span }))

const anyRules = fc.array(fc.array(anyHeld, { maxLength: 6 }), { maxLength: 12 })

function corpusOf(rules: readonly (readonly Held[])[]): Corpus {
  const corpus = new Corpus()
  rules.forEach((held, rule) => {
    corpus.add(rule, held)
  })
  return corpus
}

/** Whether a text satisfies a key: the plain meaning of the operators. */
function satisfies(text: string, { kind, folded, cased }: Key): boolean {
  const found = cased ? text : text.toLowerCase()
  if (kind === 'eq') return found === folded
  if (kind === 'contains') return found.includes(folded)
  return kind === 'starts_with' ? found.startsWith(folded) : found.endsWith(folded)
}

/** The tightest texts that satisfy a key: itself, with something else around it where that is allowed. */
function witnesses({ kind, folded }: Key): string[] {
  const around = '\u0007'
  if (kind === 'eq') return [folded]
  if (kind === 'starts_with') return [folded + around]
  return kind === 'ends_with' ? [around + folded] : [around + folded + around]
}

/** A caseless key is satisfied by every spelling of its value. */
function spellings(one: Key): string[] {
  const all = witnesses(one)
  return one.cased ? all : all.flatMap((text) => [text.toLowerCase(), text.toUpperCase()])
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

test('one indicator covers another exactly when every text that satisfies the other satisfies it', () => {
  fc.assert(
    fc.property(anyRules, (rules) => {
      const corpus = corpusOf(rules)
      const all = [...corpus.all()].filter((tally) => tally.required.length > 0)
      for (const narrow of all) {
        const expected = all
          .filter((broad) => broad !== narrow && broad.key.field === narrow.key.field)
          .filter((broad) => spellings(narrow.key).every((text) => satisfies(text, broad.key)))
          // A cased key of letters without case means the same as the caseless one; the corpus keeps them apart.
          .filter((broad) => !(broad.key.cased && !narrow.key.cased))
          .filter((broad) => !(broad.key.kind === 'eq'))
        const found = corpus.relations(narrow, 'required').coveredBy
        const names = (tallies: readonly Tally[]) => tallies.map((tally) => tally.key.text).sort()
        expect(names(found)).toEqual(names(expected))
        for (const broad of found) expect(corpus.relations(broad, 'required').covers).toContain(narrow)
      }
    }),
  )
})

test('networks cover the networks and addresses inside them', () => {
  const held = (kind: Kind, value: string): Held => ({
    key: key('Ip', kind, value, false),
    written: 'Ip',
    polarity: 'required',
    span,
  })
  const corpus = corpusOf([
    [held('cidr', '10.0.0.0/8'), held('cidr', '10.1.0.0/16'), held('cidr', 'fe80::/10')],
    [held('eq', '10.1.2.3'), held('eq', '11.0.0.1'), held('eq', 'fe80::1')],
  ])
  const coveredBy = (kind: Kind, value: string): string[] => {
    const tally = corpus.get(key('Ip', kind, value, false)) as Tally
    return corpus.relations(tally, 'required').coveredBy.map((one) => one.key.folded)
  }
  expect(coveredBy('eq', '10.1.2.3').sort()).toEqual(['10.0.0.0/8', '10.1.0.0/16'])
  expect(coveredBy('cidr', '10.1.0.0/16')).toEqual(['10.0.0.0/8'])
  expect(coveredBy('eq', '11.0.0.1')).toEqual([])
  expect(coveredBy('eq', 'fe80::1')).toEqual(['fe80::/10'])
})
