/**
 * The condition of a rule as functions over what is known of the record at hand. Beside false, true and unsure there is
 * `ask`: what this form does not hold, for which the reference has to be asked.
 */
import type { Verdict } from '../verdict.js'

export const no = 0
export const yes = 1
export const unsure = 2
export const ask = 3
export type Answer = typeof no | typeof yes | typeof unsure | typeof ask

export const answerOf = (verdict: Verdict): Answer => (verdict === 'true' ? yes : verdict === 'false' ? no : unsure)

export interface Known {
  /** Whether a test that is found by search holds. */
  has(test: number): boolean
  /** The answer of a test that is worked out when it is first asked for. */
  late(test: number): Answer
}

export type Evaluate = (known: Known) => Answer

export interface Node {
  readonly evaluate: Evaluate
  /** Always this. */
  readonly constant?: Answer
  /** Tests found by search, one of which holds whenever the answer is not `no`: the ones that hold least often. */
  readonly witness?: (rateOf: RateOf) => Witness | undefined
  /** What it costs to evaluate, in steps. */
  readonly cost: number
}

/** How often a test is expected to hold, 0 to 1; undefined when it is not looked for. */
export type RateOf = (test: number) => number | undefined

interface Witness {
  readonly tests: readonly number[]
  readonly rate: number
}

export const constant = (answer: Answer): Node => ({
  evaluate: () => answer,
  constant: answer,
  cost: 0,
  ...(answer === no && { witness: () => ({ tests: [], rate: 0 }) }),
})

/** The cost of a test that is found by search. */
export const searched = 1

export function and(all: readonly Node[]): Node {
  if (all.some((node) => node.constant === no)) return constant(no)
  const nodes = all.filter((node) => node.constant !== yes).sort((a, b) => a.cost - b.cost)
  const [only] = nodes
  if (!only) return constant(yes)
  if (nodes.length === 1) return only
  const parts = nodes.map(({ evaluate }) => evaluate)
  return {
    evaluate(known) {
      let answer: Answer = yes
      for (const part of parts) {
        const one = part(known)
        if (one === no) return no
        if (one > answer) answer = one
      }
      return answer
    },
    witness(rateOf) {
      let best: Witness | undefined
      for (const { witness } of nodes) {
        const one = witness?.(rateOf)
        if (one && (!best || one.rate < best.rate)) best = one
      }
      return best
    },
    cost: sum(nodes),
  }
}

export function or(all: readonly Node[]): Node {
  if (all.some((node) => node.constant === yes)) return constant(yes)
  const nodes = all.filter((node) => node.constant !== no).sort((a, b) => a.cost - b.cost)
  const [only] = nodes
  if (!only) return constant(no)
  if (nodes.length === 1) return only
  const parts = nodes.map(({ evaluate }) => evaluate)
  return {
    evaluate(known) {
      let answer: Answer = no
      for (const part of parts) {
        const one = part(known)
        if (one === yes) return yes
        if (one > answer) answer = one
      }
      return answer
    },
    witness(rateOf) {
      const tests = new Set<number>()
      let rate = 0
      for (const { witness } of nodes) {
        const one = witness?.(rateOf)
        if (!one) return undefined
        for (const test of one.tests) tests.add(test)
        rate += one.rate
      }
      return { tests: [...tests], rate: Math.min(1, rate) }
    },
    cost: sum(nodes),
  }
}

const opposite: readonly Answer[] = [yes, no, unsure, ask]

export function not({ evaluate, constant: always, cost }: Node): Node {
  if (always !== undefined) return constant(opposite[always] as Answer)
  return { evaluate: (known) => opposite[evaluate(known)] as Answer, cost }
}

const sum = (nodes: readonly Node[]): number => nodes.reduce((cost, node) => cost + node.cost, 0)
