import { comparesWhole, merged } from './about.js'
import { keyAt } from './keys.js'
import type { Predicate, Query, QueryKey, Sought, Term, Test, Written } from './query.js'

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

function predicate({ field, about: { kind, text } = {} }: Predicate): string {
  const parts: string[] = []
  if (field) parts.push(`field:${value(field)}`)
  if (text) parts.push(sought(kind ?? 'value', text))
  else if (kind) parts.push(`kind:${kind}`)
  return parts.join(' ')
}

const sought = (key: QueryKey, text: Sought): string =>
  text.whole && !comparesWhole(key) ? `${key}:=${value(text)}` : `${key}:${value(text)}`

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** An equals sign at the beginning would ask for the whole text. */
const value = ({ text }: Pick<Written, 'text'>): string => (/^[^\s"=]\S*$/.test(text) ? text : quoted(text))

const listed = ({ text }: Written): string => (/^[^\s",][^\s,]*$/.test(text) ? text : quoted(text))

const word = ({ text }: Written): string => (/^[^\s"]\S*$/.test(text) && !keyAt(text, 0) ? text : quoted(text))

/** One term of a query: `field:Image`, `value:"a b"`, which looks inside values. */
export const term = (key: QueryKey, text: string): string => `${key}:${value({ text })}`

/** One term that asks for all of a text: `contains:="a b"`. */
export const exactly = (kind: Test | 'value', text: string): string => `${kind}:=${value({ text })}`
