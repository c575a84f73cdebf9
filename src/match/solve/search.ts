/**
 * Makes a condition true, or parts of it true and others false, by changing fields of a record. Goes through the ways in
 * which it can hold, the nearest first, and takes back what leads nowhere. A field that has to satisfy several tests gets
 * one value for all of them. What is found was tried; that nothing is found means that there is nothing only as far as
 * the values go that are thought of for a field.
 */
import { type Cause, causeOf, worse } from '../condition/cause.js'
import type { Term } from '../condition/term.js'
import type { FlatRecord } from '../record.js'
import { type Demand, Draft, type Limits, said, type Tools } from './draft.js'

export type { Limits, Tools } from './draft.js'

export interface Wish {
  readonly term: Term
  readonly wanted: boolean
}

export interface Solved {
  readonly record: FlatRecord
  /** What was asked of the fields that were changed, by the record's names of them. */
  readonly demands: ReadonlyMap<string, readonly Demand[]>
}

export function solve(
  wishes: readonly Wish[],
  start: FlatRecord,
  tools: Tools,
  limits: Limits,
): { readonly solved?: Solved; readonly cause: Cause; readonly tries: number } {
  const draft = new Draft(start, tools, limits)
  const search = new Search(draft, tools, limits)
  const found = search.expand(wishes, [])
  const demands = [...draft.changed].map((name) => [name, draft.demands.get(name) ?? []] as const)
  const solved: Solved = { record: draft.record, demands: new Map(demands) }
  return { ...(found && { solved }), cause: search.cause, tries: draft.tries }
}

interface Choice {
  readonly of: readonly Term[]
  readonly wanted: boolean
}

/** Tests that are looked at for one value that is tried. */
const stepsPerTry = 40

class Search {
  cause: Cause = 'contradiction'
  private steps = 0

  constructor(
    private readonly draft: Draft,
    private readonly tools: Tools,
    private readonly limits: Limits,
  ) {}

  /** Works through what must hold as a whole, then through one choice after the other. */
  expand(wishes: readonly Wish[], open: readonly Choice[]): boolean {
    const left = wishes.toReversed()
    const choices = [...open]
    for (let wish = left.pop(); wish; wish = left.pop()) {
      const { term, wanted } = wish
      switch (term.kind) {
        case 'and':
        case 'or':
          if ((term.kind === 'and') === wanted || term.of.length === 1)
            for (const part of term.of.toReversed()) left.push({ term: part, wanted })
          else choices.push({ of: term.of, wanted })
          break
        case 'not':
          left.push({ term: term.of, wanted: !wanted })
          break
        case 'use':
          left.push({ term: term.of, wanted })
          break
        case 'leaf':
        case 'asked':
          this.steps++
          if (!this.draft.require({ leaf: term, holds: wanted })) return this.blame(causeOf(term, this.tools.lists))
          break
        case 'unknown':
          return this.blame(term.cause)
        case 'constant':
          if (term.holds !== wanted) return false
          break
        default:
          term satisfies never
      }
      if (this.isSpent()) return false
    }
    return choices.length === 0 ? this.draft.settle() : this.choose(choices)
  }

  /** Tries the parts of the choice that has the fewest, the nearest first. */
  private choose(choices: readonly Choice[]): boolean {
    const { of, wanted } = choices.reduce((least, one) => (one.of.length < least.of.length ? one : least))
    const others = choices.filter((one) => one.of !== of)
    const parts = of.map((term) => ({ term, cost: this.cost(term, wanted) })).sort((a, b) => a.cost - b.cost)
    for (const { term } of parts) {
      const { mark } = this.draft
      if (this.expand([{ term, wanted }], others)) return true
      this.draft.undo(mark)
      if (this.isSpent()) return false
    }
    return false
  }

  /** How many tests would have to change, at least; infinitely many for what is not known. */
  private cost(term: Term, wanted: boolean): number {
    switch (term.kind) {
      case 'and':
      case 'or': {
        const costs = term.of.map((part) => this.cost(part, wanted))
        return (term.kind === 'and') === wanted
          ? costs.reduce((a, b) => a + b, 0)
          : costs.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
      }
      case 'not':
        return this.cost(term.of, !wanted)
      case 'use':
        return this.cost(term.of, wanted)
      case 'leaf':
      case 'asked':
        this.steps++
        // What must hold is more to say than what must not.
        return this.draft.verdict(term) === said(wanted) ? 0 : wanted ? 1 : 0.9
      case 'unknown':
        return Number.POSITIVE_INFINITY
      case 'constant':
        return term.holds === wanted ? 0 : Number.POSITIVE_INFINITY
      default:
        return term satisfies never
    }
  }

  private blame(cause: Cause): false {
    this.cause = worse(this.cause, cause)
    return false
  }

  private isSpent(): boolean {
    if (!this.draft.isSpent && this.steps < stepsPerTry * this.limits.tries) return false
    this.blame('limit')
    return true
  }
}
