import type { Rule, Shape } from '../../model/rule.js'
import type { Node, Workplace } from './node.js'
import type { Row } from './row.js'

/** Verbs that keep whatever rows come first. The others go by an order that the model does not tell. */
const first = new Set(['head', 'limit', 'take'])

/** Lets so many rows through. Which of more are kept hangs on their order: then each further one is unsure. */
export class Limit implements Node {
  private passed = 0

  constructor(
    private readonly limit: number,
    private readonly inOrder: boolean,
    private readonly place: Workplace,
  ) {}

  take(row: Row): boolean {
    if (row.quiet) return this.place.emit(row)
    if (this.passed < this.limit) {
      const through = this.place.emit(row)
      this.passed++
      return through
    }
    return !this.inOrder && this.place.emit({ ...row, verdict: 'unsure' })
  }
}

/** Whether the rows that a stage keeps are those that come first, which were not sorted before. */
export function keepsFirst({ verb, from }: Shape, { stages }: Pick<Rule, 'stages'>): boolean {
  if (!first.has(verb.toLowerCase())) return false
  for (let stage = stages[from]; stage?.kind === 'shape'; stage = stages[stage.from])
    if (/sort|order/i.test(stage.verb)) return false
  return true
}
