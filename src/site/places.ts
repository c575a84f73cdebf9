import { type Key, keysOf } from '../catalog/indicators.js'
import type { RuleView, StageView, ValueRow } from '../catalog/view.js'
import type { Indicator, Predicate, Rule, Span, Value } from '../model/rule.js'
import { walk } from '../model/walk.js'
import { type Lines, lines } from '../text/lines.js'
import { type Html, html } from './html.js'

/** Where the spans of one rule are on its page: lines of the code panels, and the numbers of its predicates. */
export interface Places {
  readonly view: RuleView
  /** Attributes that tie an element to its text: lines, and the columns in the first and the last of them. */
  mark(span: Span): Html
  /** `#L28`. */
  href(span: Span): string
  /** `line 28`, `lines 25–31`, `filter line 3`. */
  words(span: Span): string
  line(span: Span): number
  /** `28:14`. */
  position(span: Span): string
  /** `p3` for the third value of the rule, in the order of the stages; undefined when it is not listed. */
  predicate(span: Span): string | undefined
  /** The corpus row of a value that stands here or says the same elsewhere in the rule. */
  row(indicator: Indicator, value: Value | undefined): ValueRow | undefined
}

/** What stands at a span. */
export const textAt = ({ from, to, in: insert }: Span, { text, inserts }: Rule): string =>
  (insert === undefined ? text : (inserts[insert]?.text ?? '')).slice(from, to)

const spanKey = (span: Span): string => `${span.in ?? ''}:${span.from}`

/**
 * The stages that the page lists. A condition that only names its definitions is told above the drawing, and its
 * definitions say what it means.
 */
export const listedStages = ({ stages }: RuleView): readonly StageView[] =>
  stages.some(({ definition }) => definition !== undefined)
    ? stages.filter(({ definition, predicate }) => definition !== undefined || !predicate || !namesOnly(predicate))
    : stages

/** Whether a predicate is made of definitions alone. */
function namesOnly(predicate: Predicate): boolean {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return predicate.of.every(namesOnly)
    case 'not':
      return namesOnly(predicate.of)
    case 'use':
      return true
    case 'indicator':
    case 'compare':
    case 'opaque':
      return false
    default:
      return predicate satisfies never
  }
}

/** Prefix of the line ids of a panel: none for the rule's own text, `i0-` for its first insert. */
export const panelPrefix = (insert: number | undefined): string => (insert === undefined ? '' : `i${insert}-`)

export function places(view: RuleView): Places {
  const inserts = view.rule.inserts.map(({ text }) => lines(text))
  const at = (span: Span) => ends(span, span.in === undefined ? view.lines : (inserts[span.in] ?? view.lines))
  const numbers = numberPredicates(view)
  const rows = corpusRows(view)
  const keyOf = keysOf(view.rule)
  return {
    view,
    mark(span) {
      const { first, last } = at(span)
      const panel = span.in === undefined ? '' : html` data-in="${span.in}"`
      return html` data-l="${first.line === last.line ? first.line : `${first.line}-${last.line}`}" data-c="${first.column}-${last.column}"${panel}`
    },
    href: (span) => `#${panelPrefix(span.in)}L${at(span).first.line}`,
    words(span) {
      const { first, last } = at(span)
      const range = first.line === last.line ? `line ${first.line}` : `lines ${first.line}–${last.line}`
      return span.in === undefined ? range : `${view.rule.inserts[span.in]?.kind ?? 'insert'} ${range}`
    },
    line: (span) => at(span).first.line,
    position(span) {
      const { line, column } = at(span).first
      return `${line}:${column}`
    },
    predicate: (span) => numbers.get(spanKey(span)),
    row: (indicator, value) =>
      rows.get(spanKey((value ?? indicator).span)) ?? (value && rows.get(saying(keyOf(indicator, value)))),
  }
}

/** The last character belongs to the span, so a span that ends with a line does not reach into the next. */
function ends(span: Span, of: Lines) {
  const first = of.at(span.from)
  const last = of.at(Math.max(span.from, span.to - 1))
  return { first, last: { line: last.line, column: last.column + (span.to > span.from ? 1 : 0) } }
}

const nothing: Predicate = { kind: 'and', of: [], span: { from: 0, to: 0 } }

function numberPredicates(view: RuleView): ReadonlyMap<string, string> {
  const numbers = new Map<string, string>()
  const add = (span: Span): void => {
    const key = spanKey(span)
    if (!numbers.has(key)) numbers.set(key, `p${numbers.size + 1}`)
  }
  // Definitions have stages of their own, so they are not opened here.
  for (const stage of listedStages(view))
    walk(stage.predicate ?? nothing, [], (predicate) => {
      if (predicate.kind !== 'indicator') return
      if (predicate.values.length === 0) add(predicate.span)
      for (const value of predicate.values) add(value.span)
    })
  return numbers
}

/** Values of the corpus rows by their place, and by what they say, for a value that the rule repeats elsewhere. */
function corpusRows({ indicators, exclusions }: RuleView): ReadonlyMap<string, ValueRow> {
  const rows = new Map<string, ValueRow>()
  for (const { field, kind, modifiers, values } of [...exclusions, ...indicators])
    for (const row of values) {
      rows.set(spanKey(row.span), row)
      rows.set(saying({ field, kind, modifiers, folded: row.folded }), row)
    }
  return rows
}

type Saying = Pick<Key, 'field' | 'modifiers' | 'folded'> & { readonly kind: string }

const saying = ({ field, kind, modifiers, folded }: Saying): string =>
  [field ?? '*', kind, ...modifiers, folded].join('\n')
