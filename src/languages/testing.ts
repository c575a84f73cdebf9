/** For tests of readers. */
import type { Predicate, Stage } from '../model/rule.js'

/** Every predicate of a query's filters with the one it stands in. */
export function eachPredicate(stages: readonly Stage[], visit: (one: Predicate, parent?: Predicate) => void): void {
  const look = (one: Predicate, parent?: Predicate): void => {
    visit(one, parent)
    if (one.kind === 'and' || one.kind === 'or') for (const part of one.of) look(part, one)
    else if (one.kind === 'not') look(one.of, one)
  }
  for (const stage of stages) if (stage.kind === 'filter') look(stage.where)
}
