import { merged } from './about.js'
import { keyAt } from './keys.js'
import type { Predicate, Query, QueryKey, Term, Written } from './query.js'

/** A query as its text: reading it again gives the same terms. */
export function print({ terms }: Query): string {
  const parts: string[] = []
  for (const [i, term] of terms.entries()) {
    const before = terms[i - 1]
    // Nothing in quotes keeps a predicate from going on with the one before it.
    if (before && joins(before, term)) parts.push('""')
    parts.push(printTerm(term))
  }
  return parts.join(' ')
}

function joins({ ask: before }: Term, { negated, ask }: Term): boolean {
  if (before.kind !== 'predicate' || ask.kind !== 'predicate') return false
  if (negated || ask.excludes || ask.field || !ask.about) return false
  return before.field !== undefined || merged(before.about, ask.about) !== undefined
}

function printTerm({ negated, ask }: Term): string {
  return `${negated ? 'not:' : ''}${asked(ask)}`
}

function asked(ask: Term['ask']): string {
  switch (ask.kind) {
    case 'words':
      return ask.place ? `${ask.place}:${value(ask.text)}` : word(ask.text)
    case 'fact':
      return `${ask.fact}:${ask.values.map(listed).join(',')}`
    case 'predicate':
      return `${ask.excludes ? 'excludes:' : ''}${predicate(ask)}`
    default:
      return ask satisfies never
  }
}

function predicate({ field, about: { test, holds } = {} }: Predicate): string {
  const parts: string[] = []
  if (field) parts.push(`field:${value(field)}`)
  if (test) parts.push(test.value ? `${test.kind}:${value(test.value)}` : `kind:${test.kind}`)
  if (holds) parts.push(`value:${value(holds)}`)
  return parts.join(' ')
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

const value = ({ text }: Pick<Written, 'text'>): string => (/^[^\s"]\S*$/.test(text) ? text : quoted(text))

const listed = ({ text }: Written): string => (/^[^\s",][^\s,]*$/.test(text) ? text : quoted(text))

const word = ({ text }: Written): string => (/^[^\s"]\S*$/.test(text) && !keyAt(text, 0) ? text : quoted(text))

/** One term of a query: `field:Image`, `value:"a b"`. */
export const term = (key: QueryKey, text: string): string => `${key}:${value({ text })}`
