/** Rules and queries to try, and the plain meaning of a query over one rule: what the evaluator is checked against. */
import fc from 'fast-check'
import { families, levels } from '../model/rule.js'
import { fold } from '../text/fold.js'
import { about } from './about.js'
import type { Hits, Searched, WordAsk } from './evaluate.js'
import {
  type Fact,
  facts,
  type Query,
  type Term,
  type Test,
  tests,
  type WordKey,
  type Written,
  wordKeys,
} from './query.js'
import type { Row } from './rows.js'

export interface Doc {
  readonly facts: Readonly<Partial<Record<Fact, readonly { readonly key: string; readonly label: string }[]>>>
  readonly held: readonly HeldDoc[]
  readonly words: Readonly<Partial<Record<WordKey, string>>>
}

interface HeldDoc extends Pick<Row, 'field' | 'written' | 'kind' | 'text' | 'shown'> {
  readonly polarity: 'required' | 'excluded'
}

/** An indicator as a catalog tells it of a rule. */
interface Indicator {
  readonly key: Pick<Row, 'field' | 'kind'> & {
    readonly text: string
    readonly value: string | null
    readonly folded: string
  }
  readonly written: string
  readonly polarity: 'required' | 'excluded'
}

/** What a rule holds: one that asks for something does not exclude it, as the corpus has it. */
export function heldDocs(all: readonly Indicator[]): HeldDoc[] {
  const required = new Set(all.filter(({ polarity }) => polarity === 'required').map(({ key }) => key.text))
  return all
    .filter(({ key, polarity }) => polarity === 'required' || !required.has(key.text))
    .map(({ key, written, polarity }) => ({
      field: key.field,
      written,
      kind: key.kind,
      text: key.value === null ? null : fold(key.folded),
      ...(key.value !== null && { shown: fold(key.value) }),
      polarity,
    }))
}

// ---- the plain meaning ----

export const satisfies = (doc: Doc, { terms }: Query): boolean =>
  terms.every((term) => holds(doc, term) !== term.negated)

function holds(doc: Doc, { ask, negated }: Term): boolean {
  switch (ask.kind) {
    case 'words': {
      const asked = wordsOf(ask.text.text)
      // Text without a word asks nothing, and turned around nothing too.
      if (asked.length === 0) return !negated
      return hasWords(doc, { text: ask.text.text, place: ask.place })
    }
    case 'fact':
      return ask.values.some(({ text }) => (doc.facts[ask.fact] ?? []).some((one) => fits(ask.fact, text, one)))
    case 'predicate':
      return doc.held.some(({ field, written, kind, text, shown, polarity }) => {
        const { kind: asked, text: sought } = ask.about ?? {}
        const name = ask.field && fold(ask.field.text)
        const texts = text === null ? [] : [text, shown ?? text]
        const wanted = sought && fold(sought.text)
        return (
          polarity === (ask.excludes ? 'excluded' : 'required') &&
          (name === undefined || fold(written) === name || (field !== null && fold(field) === name)) &&
          (asked === 'exists' && wanted === 'false'
            ? text === null
            : (asked === undefined || kind === asked) &&
              (wanted === undefined || texts.some((one) => (sought?.whole ? one === wanted : one.includes(wanted)))))
        )
      })
    default:
      return ask satisfies never
  }
}

function fits(fact: Fact, asked: string, { key, label }: { readonly key: string; readonly label: string }): boolean {
  const [text, name, shown] = [fold(asked), fold(key), fold(label)]
  if (fact !== 'tactic' && fact !== 'technique' && fact !== 'event') return name === text || shown === text
  if (name === text || name.startsWith(`${text}.`) || name.startsWith(`${text}/`)) return true
  return text.length >= 3 && !/[\d/]$/.test(text) && shown.includes(text)
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? []

const hasWords = ({ words }: Doc, { text, place }: WordAsk): boolean => {
  const own = wordKeys.filter((key) => place === null || key === place).flatMap((key) => wordsOf(words[key] ?? ''))
  return wordsOf(text).every((word) => own.includes(word))
}

/** Rules as the evaluator asks of them. */
export function searchedOf(docs: readonly Doc[]): Searched {
  const rows = docs.flatMap(({ held }, rule) =>
    held.map(
      ({ polarity, ...row }): Row => ({
        ...row,
        required: polarity === 'required' ? [rule] : [],
        excluded: polarity === 'excluded' ? [rule] : [],
      }),
    ),
  )
  return {
    size: docs.length,
    fact(name) {
      const all = docs.flatMap((doc) => doc.facts[name] ?? [])
      const keys = [...new Set(all.map(({ key }) => key))]
      return {
        keys,
        labels: keys.map((key) => all.find((one) => one.key === key)?.label ?? key),
        of: docs.map((doc) => (doc.facts[name] ?? []).map(({ key }) => keys.indexOf(key))),
      }
    },
    rows: (field) =>
      field === undefined
        ? rows
        : rows.filter((row) => [row.field, row.written].some((name) => name !== null && fold(name) === fold(field))),
    words(asked): Hits | undefined {
      if (asked.every(({ text }) => wordsOf(text).length === 0)) return undefined
      return { rules: docs.flatMap((doc, rule) => (asked.every((one) => hasWords(doc, one)) ? [rule] : [])) }
    },
  }
}

// ---- queries and rules to try ----

const at = { from: 0, to: 0 }
const written = (text: fc.Arbitrary<string>): fc.Arbitrary<Written> => text.map((one) => ({ text: one, span: at }))

/** Any text of a value: quotes, blanks, commas, colons and keys in it. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('a', '"', ' ', ',', ':', '\\', '-', '\n', 'é', '='), minLength: 1, maxLength: 8 }),
  fc.constantFrom('not:', 'field:x', 'level:high', '""', 'a:b', 'excludes:'),
)

interface Texts {
  readonly text: fc.Arbitrary<string>
  readonly field: fc.Arbitrary<string>
  readonly fact: (fact: Fact) => fc.Arbitrary<string>
}

const free: Texts = { text: anyText, field: anyText, fact: () => anyText }

export const queryOf = ({ text, field, fact }: Texts = free): fc.Arbitrary<Query> => {
  const anyTest = fc.constantFrom(...tests)
  const sought = fc.tuple(written(text), fc.boolean()).map(([one, whole]) => ({ ...one, whole }))
  const anyAbout = fc.oneof(
    fc.record({ kind: anyTest, text: sought }).map(about),
    fc.record({ kind: anyTest }),
    fc.record({ text: sought }).map(about),
  )
  const predicate = fc
    .tuple(fc.boolean(), fc.option(written(field), { nil: undefined }), fc.option(anyAbout, { nil: undefined }))
    .filter(([, name, about]) => name !== undefined || about !== undefined)
    .map(([excludes, name, about]) => ({
      kind: 'predicate' as const,
      excludes,
      ...(name && { field: name }),
      ...(about && { about }),
    }))
  const words = fc.record({
    kind: fc.constant('words' as const),
    place: fc.option(fc.constantFrom(...wordKeys)),
    text: written(text),
  })
  const closed: Partial<Record<Fact, readonly string[]>> = { family: families, level: levels }
  const factAsk = fc.constantFrom(...facts).chain((name) => {
    const values = closed[name]
    return fc.record({
      kind: fc.constant('fact' as const),
      fact: fc.constant(name),
      values: fc.array(written(values ? fc.constantFrom(...values) : fact(name)), { minLength: 1, maxLength: 3 }),
    })
  })
  const term = fc.record({
    negated: fc.boolean(),
    ask: fc.oneof(predicate, words, factAsk),
    span: fc.constant(at),
  })
  return fc.record({ terms: fc.array(term, { maxLength: 6 }) })
}

const value = fc.string({ unit: fc.constantFrom('a', 'B', '.'), minLength: 0, maxLength: 3 })
const some = fc.constantFrom('a', 'ab', 'T1059', 'T1059.001', 'sysmon', 'sysmon/1')
const names = fc.constantFrom('Image', 'image', 'process.name', 'CommandLine', 'none')

/** Queries that have something to find in `anyDocs`. */
export const fittingQuery = queryOf({ text: value.filter((text) => text !== ''), field: names, fact: () => some })

const held: fc.Arbitrary<HeldDoc> = fc
  .record({
    field: fc.option(fc.constantFrom('Image', 'CommandLine')),
    written: fc.constantFrom('Image', 'process.name', 'CommandLine'),
    kind: fc.constantFrom<Test>(...tests),
    text: fc.option(value.map(fold), { freq: 5 }),
    shown: fc.option(value.map(fold), { nil: undefined }),
    polarity: fc.constantFrom('required', 'excluded'),
  })
  .map(({ shown, ...one }) => ({ ...one, ...(shown !== undefined && one.text !== null && { shown }) }))

export const anyDocs: fc.Arbitrary<readonly Doc[]> = fc.array(
  fc.record({
    facts: fc.dictionary(
      fc.constantFrom<string>(...facts),
      fc.array(
        fc.oneof(some, fc.constantFrom(...families, ...levels)).map((key) => ({ key, label: `${key} Ab` })),
        { maxLength: 2 },
      ),
      { maxKeys: 5 },
    ),
    held: fc.array(held, { maxLength: 4 }),
    words: fc.dictionary(fc.constantFrom<string>(...wordKeys), value, { maxKeys: 3 }),
  }),
  { maxLength: 6 },
)
