/** The places of a condition on which a record is to hang. */
import { flip, type Polarity } from '../../model/walk.js'
import type { Negation, Term, Test, Unknown } from '../condition/term.js'
import type { Wish } from '../solve/search.js'

export interface Pivot<T extends Term> {
  readonly term: T
  /** With these the whole says what the term says, or its opposite. */
  readonly alone: readonly Wish[]
}

/** Places are as many as there are uses of definitions; so many are looked at. */
const mostPlaces = 3000

/** The tests that must hold, each where it is first used. */
export function requiredTests(root: Term): readonly Pivot<Test | Unknown>[] {
  const found = new Map<Term, Pivot<Test | Unknown>>()
  each(root, ({ term, alone }, polarity) => {
    if (!isEnd(term) || polarity === 'excluded') return true
    const isImplied = term.kind === 'leaf' && term.from.implied === true
    if (!isImplied && !found.has(term)) found.set(term, { term, alone })
    return true
  })
  return [...found.values()]
}

const isEnd = (term: Term): term is Test | Unknown =>
  term.kind === 'leaf' || term.kind === 'asked' || term.kind === 'unknown'

/** What the rule excludes: the parts of what stands under its outermost `not`s, any of which is enough. */
export function exclusionsOf(root: Term): readonly Pivot<Term>[] {
  const found = new Map<Term, Pivot<Term>>()
  each(root, ({ term, alone }, polarity) => {
    if (polarity === 'required') return true
    if (opened(term).kind === 'or') return true
    if (!found.has(term)) found.set(term, { term, alone })
    return false
  })
  return [...found.values()]
}

/** What stands where a definition is used. */
function opened(term: Term): Term {
  let found = term
  while (found.kind === 'use') found = found.of
  return found
}

/** Calls for every place, the whole first; what is below one is not visited when the answer is no. */
function each(root: Term, visit: (place: Pivot<Term>, polarity: Polarity) => boolean): void {
  interface Place extends Pivot<Term> {
    readonly polarity: Polarity
  }
  const left: Place[] = [{ term: root, alone: [], polarity: 'required' }]
  let visited = 0
  for (let place = left.pop(); place && visited < mostPlaces; place = left.pop()) {
    visited++
    const { term, alone, polarity } = place
    if (!visit(place, polarity)) continue
    switch (term.kind) {
      case 'and':
      case 'or':
        for (let i = term.of.length - 1; i >= 0; i--) {
          const others = term.of
            .filter((_, j) => j !== i)
            .map((other) => ({ term: other, wanted: term.kind === 'and' }))
          left.push({ term: term.of[i] as Term, alone: [...alone, ...others], polarity })
        }
        break
      case 'not':
        left.push({ term: term.of, alone, polarity: flip(polarity) })
        break
      case 'use':
        left.push({ term: term.of, alone, polarity })
        break
      case 'leaf':
      case 'asked':
      case 'unknown':
      case 'constant':
        break
      default:
        term satisfies never
    }
  }
}

/** A condition with one of its parts replaced, wherever it stands. */
export function replaced(root: Term, part: Term, by: Term): Term {
  const known = new Map<Term, Term>([[part, by]])
  const of = (term: Term): Term => {
    const found = known.get(term)
    if (found) return found
    const made = again(term)
    known.set(term, made)
    return made
  }
  const again = (term: Term): Term => {
    switch (term.kind) {
      case 'and':
      case 'or':
        return { ...term, of: term.of.map(of) }
      case 'not':
        return { ...term, of: of(term.of) } satisfies Negation
      case 'use':
        return { ...term, of: of(term.of) }
      case 'leaf':
      case 'asked':
      case 'unknown':
      case 'constant':
        return term
      default:
        return term satisfies never
    }
  }
  return of(root)
}
