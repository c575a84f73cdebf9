import type { Diagnostic } from '../model/rule.js'
import { fold } from '../text/fold.js'
import { comparesWhole } from './about.js'
import { say } from './diagnostics.js'
import { factTest, rowTest, type Searched } from './evaluate.js'
import { guess } from './guess.js'
import { term } from './print.js'
import type { FactAsk, Predicate, Query, Written } from './query.js'

/**
 * What a query names that no rule has, with the nearest that some rule has. `fields`: names of fields, folded; `found`:
 * rules that fit the query.
 */
export function doubts(
  { terms }: Query,
  searched: Searched,
  fields: ReadonlyMap<string, string>,
  found: number,
): Diagnostic[] {
  return terms.flatMap(({ ask, negated }) => {
    switch (ask.kind) {
      case 'words':
        return []
      case 'fact':
        return ask.values.flatMap((value) => factDoubt(ask, value, searched))
      case 'predicate':
        if (ask.field && !fields.has(fold(ask.field.text))) return [fieldDoubt(ask.field, fields)]
        return found === 0 && !negated ? textDoubt(ask, searched) : []
      default:
        return ask satisfies never
    }
  })
}

function fieldDoubt({ text, span }: Written, fields: ReadonlyMap<string, string>): Diagnostic {
  const near = guess(fold(text), [...fields.keys()])
  return say('search/nowhere', span, 'field', text, (near !== undefined && fields.get(near)) || '')
}

function textDoubt({ field, about }: Predicate, searched: Searched): Diagnostic[] {
  const { kind, text } = about ?? {}
  if (!text || (!kind && !text.whole) || comparesWhole(kind)) return []
  const fits = rowTest(about)
  for (const row of searched.rows(field?.text)) if (fits(row)) return []
  return [say('search/no-such-text', text.span, kind, text.whole, term(text.whole && kind ? kind : 'value', text.text))]
}

function factDoubt({ fact }: FactAsk, { text, span }: Written, searched: Pick<Searched, 'fact'>): Diagnostic[] {
  const { keys = [], labels = [] } = searched.fact(fact) ?? {}
  const fits = factTest(fact, text)
  if (keys.some((key, id) => fits(key, labels[id] ?? key))) return []
  return [say('search/nowhere', span, fact, text, guess(text, keys) ?? '')]
}
