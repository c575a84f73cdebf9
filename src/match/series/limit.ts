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

/** `sorted`: rows were sorted before. */
export const keepsFirst = (verb: string, sorted: boolean): boolean => first.has(verb.toLowerCase()) && !sorted
