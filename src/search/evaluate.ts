/**
 * Answers a query over anything that can list facts, indicators and words of rules: a catalog in memory, or the parts of
 * the index that a browser has loaded. Rules are numbers from 0 on.
 */
import { fold } from '../text/fold.js'
import type { About, Fact, FactAsk, Predicate, Query, Term, WordKey, Words } from './query.js'
import type { FactColumns, Row } from './rows.js'

export interface WordAsk {
  readonly text: string
  readonly place: WordKey | null
}

/** What words find; whoever finds them may say more, as how well they fit. */
export interface Hits {
  readonly rules: readonly number[]
}

export interface Searched<H extends Hits = Hits> {
  /** Rules there are. */
  readonly size: number
  fact(name: Fact): FactColumns | undefined
  /** Rows of a field, by its canonical or a written name in any case; without a name, of all fields. */
  rows(field?: string): Iterable<Row>
  /** Rules that hold all of the words; undefined when there are none to look for. */
  words(asked: readonly WordAsk[]): H | undefined
}

export interface Result<H extends Hits = Hits> {
  /** Ascending; undefined when nothing was asked. */
  readonly rules: readonly number[] | undefined
  /** What the words found that must be there. */
  readonly hits: H | undefined
}

export function evaluate<H extends Hits>({ terms }: Query, searched: Searched<H>): Result<H> {
  const kept = new Uint8Array(searched.size).fill(1)
  let asked = false
  const narrow = (rules: Uint8Array, negated: boolean): void => {
    asked = true
    for (let rule = 0; rule < kept.length; rule++) if ((rules[rule] === 1) === negated) kept[rule] = 0
  }
  const wanted: WordAsk[] = []
  for (const { negated, ask } of terms) {
    if (ask.kind === 'words') {
      if (!negated) wanted.push(wordAsk(ask))
      else {
        const found = searched.words([wordAsk(ask)])
        if (found) narrow(marked(found.rules, searched.size), true)
      }
    } else narrow(ask.kind === 'fact' ? byFact(ask, searched) : byPredicate(ask, searched), negated)
  }
  const hits = searched.words(wanted)
  if (hits) narrow(marked(hits.rules, searched.size), false)
  if (!asked) return { rules: undefined, hits }
  const rules: number[] = []
  for (let rule = 0; rule < kept.length; rule++) if (kept[rule] === 1) rules.push(rule)
  return { rules, hits }
}

/** The fields that a query asks about; `undefined` among them: all there are. */
export const fieldsOf = ({ terms }: { readonly terms: readonly Term[] }): ReadonlySet<string | undefined> =>
  new Set(terms.flatMap(({ ask }) => (ask.kind === 'predicate' ? [ask.field?.text] : [])))

const wordAsk = ({ text, place }: Words): WordAsk => ({ text: text.text, place })

function marked(rules: Iterable<number>, size: number): Uint8Array {
  const set = new Uint8Array(size)
  for (const rule of rules) set[rule] = 1
  return set
}

// ---- facts ----

function byFact({ fact, values }: FactAsk, searched: Searched): Uint8Array {
  const set = new Uint8Array(searched.size)
  const columns = searched.fact(fact)
  if (!columns) return set
  const fit = values.map(({ text }) => factTest(fact, text))
  const wanted = columns.keys.map((key, id) => fit.some((test) => test(key, columns.labels[id] ?? key)))
  for (const [rule, ids] of columns.of.entries()) if (ids.some((id) => wanted[id])) set[rule] = 1
  return set
}

/** Facts that have names besides their keys. `technique:powershell` is by name, `technique:T1059` by key. */
const named: ReadonlySet<Fact> = new Set(['tactic', 'technique', 'event'])
const least = 3

/** Whether a value of a fact is the one asked for, or below it: `T1059` has `T1059.001`, `sysmon` has `sysmon/1`. */
export function factTest(fact: Fact, asked: string): (key: string, label: string) => boolean {
  const text = fold(asked)
  if (!named.has(fact)) return (key, label) => fold(key) === text || fold(label) === text
  const isKey = /^t\d{4}(\.\d{3})?$/.test(text) || /[/\d]$/.test(text)
  return (key, label) => {
    const folded = fold(key)
    if (folded === text || folded.startsWith(`${text}.`) || folded.startsWith(`${text}/`)) return true
    return !isKey && text.length >= least && fold(label).includes(text)
  }
}

// ---- predicates ----

function byPredicate({ field, about, excludes }: Predicate, searched: Searched): Uint8Array {
  const set = new Uint8Array(searched.size)
  const fits = rowTest(about)
  for (const row of searched.rows(field?.text))
    if (fits(row)) for (const rule of excludes ? row.excluded : row.required) set[rule] = 1
  return set
}

/** Texts are compared as the corpus compares them: folded, as it counts them or as it shows them. */
export function rowTest({ kind, text }: About = {}): (row: Pick<Row, 'kind' | 'text' | 'shown'>) => boolean {
  const wanted = text && fold(text.text)
  // That a field is absent is counted as equal to nothing.
  if (kind === 'exists' && wanted === 'false') return (row) => row.text === null
  const fits: (own: string) => boolean =
    wanted === undefined ? () => true : text?.whole ? (own) => own === wanted : (own) => own.includes(wanted)
  return (row) => {
    if (kind && row.kind !== kind) return false
    if (wanted === undefined) return true
    return (row.text !== null && fits(row.text)) || (row.shown !== undefined && fits(row.shown))
  }
}
