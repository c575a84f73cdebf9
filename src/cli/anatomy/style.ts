import type { FieldRow, RuleView } from '../../catalog/view.js'
import type { Span } from '../../model/rule.js'
import { lines } from '../../text/lines.js'
import { count, type Paint, safe } from '../terminal.js'

/** How the parts of one rule are written in the terminal. */
export interface Style {
  readonly paint: Paint
  /** Shows long lists whole. */
  readonly all: boolean
  /** `line 23`, `lines 20-24`; with its name when it lies in a global filter. */
  place(span: Span): string
  /** How many rules hold the value written there; empty when it is not counted. */
  held(span: Span): string
  /** A value in quotes, so that blanks at its ends show. */
  value(text: string): string
}

export function styleFor(view: RuleView, paint: Paint, all: boolean): Style {
  const counts = countsBySpan([...view.indicators, ...view.exclusions])
  const insertLines = view.rule.inserts.map(({ text }) => lines(text))
  return {
    paint,
    all,
    place(span) {
      const inside = span.in === undefined ? view.lines : insertLines[span.in]
      if (!inside) return ''
      const first = inside.at(span.from).line
      const last = inside.at(Math.max(span.from, span.to - 1)).line
      const where = first === last ? `line ${first}` : `lines ${first}-${last}`
      const insert = span.in === undefined ? undefined : view.rule.inserts[span.in]
      return insert ? `${where} of ${insert.kind} ${safe(insert.name)}` : where
    },
    held(span) {
      const rules = counts.get(spanKey(span))
      return rules === undefined ? '' : rules === 1 ? 'only here' : count(rules, 'rule')
    },
    value: (text) => paint.green(`'${safe(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t')}'`),
  }
}

function countsBySpan(rows: readonly FieldRow[]): Map<string, number> {
  return new Map(rows.flatMap(({ values }) => values.map(({ span, count }) => [spanKey(span), count] as const)))
}

const spanKey = ({ from, to, in: inside }: Span): string => `${inside ?? ''}:${from}:${to}`
