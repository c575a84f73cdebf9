import { type Diagnostic, families, levels, type Span } from '../model/rule.js'
import { about, merged } from './about.js'
import { say } from './diagnostics.js'
import { guess } from './guess.js'
import { keyAt, meantAt } from './keys.js'
import {
  type About,
  type Fact,
  facts,
  type Predicate,
  type Query,
  type QueryKey,
  type Sought,
  type Term,
  type Test,
  tests,
  type Written,
  wordKeys,
} from './query.js'

/** Bounds what one query can cost. */
export const most = { characters: 2000, terms: 64 }

export interface Parsed extends Query {
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads any text. A term that cannot be meant is left out, with an error that says where and why. */
export function parse(text: string): Parsed {
  const parser = new Parser(text.slice(0, most.characters))
  if (text.length > most.characters)
    parser.problem(say('search/too-long', { from: most.characters, to: text.length }, `${most.characters} characters`))
  return parser.query()
}

/** What stands before a term. */
interface Signs {
  readonly from: number
  readonly negated: boolean
  readonly excludes: boolean
}

class Parser {
  private at = 0
  private readonly terms: Term[] = []
  private readonly diagnostics: Diagnostic[] = []
  /** Whether the last term is a predicate that the next test may go on with. */
  private open = false

  constructor(private readonly text: string) {}

  problem(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic)
  }

  query(): Parsed {
    for (this.blanks(); this.at < this.text.length; this.blanks()) {
      if (this.terms.length >= most.terms) {
        this.problem(say('search/too-long', { from: this.at, to: this.text.length }, `${most.terms} terms`))
        break
      }
      this.item()
    }
    return { terms: this.terms, diagnostics: this.diagnostics }
  }

  private blanks(): void {
    while (/\s/.test(this.text.charAt(this.at))) this.at++
  }

  private item(): void {
    const from = this.at
    let negated = false
    let excludes = false
    let signed = false
    for (let sign = this.sign(); sign; sign = this.sign()) {
      signed = true
      if (sign === 'not') negated = !negated
      else excludes = true
      this.blanks()
      if (this.at < this.text.length) continue
      this.problem(say('search/nothing-to-turn', { from, to: this.at }, sign))
      return
    }
    const wasOpen = this.open && !signed
    this.open = false
    const key = keyAt(this.text, this.at)
    const signs = { from, negated, excludes }
    if (key) this.keyed(key.key, key.after, signs, wasOpen)
    else this.word(signs)
  }

  /** Goes past `not:` or `excludes:`. */
  private sign(): 'not' | 'excludes' | undefined {
    const found = keyAt(this.text, this.at)
    if (found?.key !== 'not' && found?.key !== 'excludes') return undefined
    this.at = found.after
    return found.key
  }

  private word({ from, negated, excludes }: Signs): void {
    const meant = meantAt(this.text, this.at)
    if (meant) {
      const span = { from: this.at, to: this.at + meant.name.length + 1 }
      this.problem(say('search/unknown-key', span, meant.name, `${meant.key}:`))
    }
    const text = this.written()
    if (excludes) return this.problem(say('search/not-excludable', { from, to: this.at }))
    if (text && text.text !== '') this.add({ from, negated }, { kind: 'words', place: null, text })
  }

  private add({ from, negated }: Pick<Signs, 'from' | 'negated'>, ask: Term['ask']): void {
    this.terms.push({ negated, ask, span: { from, to: this.at } })
  }

  private keyed(key: QueryKey, after: number, signs: Signs, wasOpen: boolean): void {
    const name = { from: this.at, to: after }
    this.at = after
    const fact = facts.find((known) => known === key)
    const place = wordKeys.find((known) => known === key)
    const whole = this.whole(key)
    const values = fact ? this.list() : [this.written()].flatMap((one) => one ?? [])
    // Only a comparison can be with nothing.
    const compares = whole || tests.some((test) => test === key)
    const [first] = compares ? values : values.filter(({ text }) => text !== '')
    if (!first) return this.problem(say('search/no-value', name, key))
    if (signs.excludes && (fact || place))
      return this.problem(say('search/not-excludable', { from: signs.from, to: this.at }))
    if (fact) this.fact(fact, values, signs)
    else if (place) this.add(signs, { kind: 'words', place, text: first })
    else this.predicate(key, { ...first, whole }, signs, wasOpen)
  }

  /** Goes past the sign that asks for all of a text: `contains:="x"`. */
  private whole(key: QueryKey): boolean {
    const sign = (key === 'value' || tests.some((test) => test === key)) && this.text.charAt(this.at) === '='
    if (sign) this.at++
    return sign
  }

  private fact(fact: Fact, all: readonly Written[], signs: Signs): void {
    const allowed: readonly string[] | undefined = closed[fact]
    const values = all.filter(({ text, span }) => {
      if (text === '') return false
      if (!allowed || allowed.includes(text.toLowerCase())) return true
      this.problem(say('search/unknown-value', span, fact, text, guess(text, allowed), allowed.join(', ')))
      return false
    })
    if (values.length > 0) this.add(signs, { kind: 'fact', fact, values })
  }

  private predicate(key: QueryKey, sought: Sought, signs: Signs, wasOpen: boolean): void {
    const before = wasOpen ? this.terms.at(-1) : undefined
    if (key === 'field') {
      this.open = true
      const { text, span } = sought
      return this.add(signs, { kind: 'predicate', excludes: signs.excludes, field: { text, span } })
    }
    const about = this.about(key, sought)
    if (!about) return
    this.open = true
    if (before?.ask.kind !== 'predicate') return this.add(signs, { kind: 'predicate', excludes: signs.excludes, about })
    const joined = merged(before.ask.about, about)
    if (joined) {
      this.terms.pop()
      return this.add({ from: before.span.from, negated: before.negated }, { ...before.ask, about: joined })
    }
    // One more thing asked of the same field, in the same way.
    const { field, excludes } = before.ask
    const same: Predicate = field
      ? { kind: 'predicate', excludes, field, about }
      : { kind: 'predicate', excludes: false, about }
    this.add({ from: signs.from, negated: field !== undefined && before.negated }, same)
  }

  private about(key: QueryKey, text: Sought): About | undefined {
    if (key === 'value') return about({ text })
    const named = key === 'kind' ? text.text.toLowerCase() : key
    const kind = tests.find((known): known is Test => known === named)
    if (kind) return key === 'kind' ? { kind } : about({ kind, text })
    this.problem(say('search/unknown-value', text.span, 'kind', text.text, guess(named, tests), tests.join(', ')))
    return undefined
  }

  /** A text in quotes, or all up to the next blank; undefined when there is none. */
  private written(stop = /\s/): Written | undefined {
    const from = this.at
    if (this.text.charAt(from) === '"') return this.quoted()
    while (this.at < this.text.length && !stop.test(this.text.charAt(this.at))) this.at++
    return from === this.at ? undefined : { text: this.text.slice(from, this.at), span: { from, to: this.at } }
  }

  /** Inside quotes a quote is written twice; nothing else is special, so that paths stay as they are. */
  private quoted(): Written {
    const from = this.at++
    let text = ''
    for (;;) {
      const end = this.text.indexOf('"', this.at)
      if (end < 0) {
        text += this.text.slice(this.at)
        this.at = this.text.length
        const span: Span = { from, to: this.at }
        this.problem(say('search/unclosed', { from, to: from + 1 }))
        return { text, span }
      }
      text += this.text.slice(this.at, end)
      this.at = end + 1
      if (this.text.charAt(this.at) !== '"') return { text, span: { from, to: this.at } }
      text += '"'
      this.at++
    }
  }

  private list(): Written[] {
    const all: Written[] = []
    for (;;) {
      const one = this.written(/[\s,]/)
      if (one) all.push(one)
      if (this.text.charAt(this.at) !== ',') return all
      this.at++
    }
  }
}

/** Facts whose values are known before any rule is. */
const closed: Partial<Record<Fact, readonly string[]>> = { family: families, level: levels }
