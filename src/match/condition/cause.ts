import type { Pattern } from '../../model/rule.js'
import { matches } from '../pattern.js'
import { textsFor } from '../solve/regex-text.js'
import type { Lists } from '../text.js'
import type { Test } from './term.js'

/**
 * Why no record can be made that a condition holds for. `contradiction`: what it asks for excludes itself; `opaque`: it hangs
 * on what could not be read; `computed`: on a computed value; `regex`: on an expression that cannot run here, or of which no
 * text was made; `list`: on a list that was not given; `records`: on several records; `limit`: it was not found within the
 * tries that are spent on one rule.
 */
const causes = ['contradiction', 'limit', 'regex', 'list', 'opaque', 'computed', 'records'] as const
export type Cause = (typeof causes)[number]

/** Of several causes the one that says most: the later in the list. */
export const worse = (a: Cause, b: Cause): Cause => (causes.indexOf(b) > causes.indexOf(a) ? b : a)

/** What may stand in the way of a single test. */
export function causeOf(term: Test, lists: Lists): Cause {
  if (term.kind === 'asked') return 'computed'
  const { values } = term.from
  if (values.some((value) => value.kind === 'text' && value.parts.some((part) => isUngiven(part, lists)))) return 'list'
  return values.some((value) => value.kind === 'pattern' && !isMade(value)) ? 'regex' : 'contradiction'
}

const made = new WeakMap<Pattern, boolean>()

/** Whether some text is known that an expression fits. */
function isMade(pattern: Pattern): boolean {
  const known = made.get(pattern)
  if (known !== undefined) return known
  const found = textsFor(pattern.written).some(({ text }) => matches(text, pattern) === 'true')
  made.set(pattern, found)
  return found
}

const isUngiven = (part: unknown, lists: Lists): boolean =>
  typeof part === 'object' && part !== null && 'placeholder' in part && !lists.has(String(part.placeholder))
