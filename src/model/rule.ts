/**
 * The nouns of the product: plain JSON-safe data. This file imports nothing.
 *
 * Each language's own semantics are settled by its reader, so here there is one set to learn:
 *  - An indicator on a missing field is false, so its `not` is true. There are no nulls.
 *  - A field with several values satisfies an indicator when any one of them does.
 *  - Case, wildcards, encodings and alternatives are spelled out on the value.
 *  - `not` is kept as written; it is never folded into an operator. Where a language has nulls, its reader says what they
 *    do with an `implied` existence test beside the indicator.
 *  - Definitions and stages refer to earlier ones by index, so nothing can cycle.
 *  - What could not be read stays, as `opaque` with its span; a match that hangs on it is unsure.
 */

/** UTF-16 offsets, `to` exclusive, into `Rule.text`, or into `Rule.inserts[in].text` when `in` is present. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly in?: number
}

/** What every node carries: where it was written, and what its author called it (a quantifier, a macro's name). */
interface At {
  readonly span: Span
  readonly label?: string
}

export const families = ['sigma', 'elastic', 'splunk', 'kusto'] as const
export type Family = (typeof families)[number]
/** `none`: the rule has no query, as one over anomaly detection jobs. */
export type Language = 'sigma' | 'kuery' | 'lucene' | 'eql' | 'esql' | 'spl' | 'kql' | 'none'

/** Severities, least first. */
export const levels = ['informational', 'low', 'medium', 'high', 'critical'] as const
export type Level = (typeof levels)[number]

/** Index into `Rule.stages`. */
export type StageId = number
/** Index into `Rule.definitions`. */
export type DefinitionId = number
export type Millis = number

export interface Rule {
  /** `filter`: conditions that are added to the rules it names; it yields no alerts of its own. */
  readonly kind: 'detection' | 'correlation' | 'filter'
  /** As the author wrote it; empty when the rule has none. */
  readonly id: string
  readonly title: string
  readonly family: Family
  readonly language: Language
  /** Path of the file below its source, `/` between parts. */
  readonly path: string
  /** The whole file, exactly as read. */
  readonly text: string
  /** The part of `text` that is this rule: all of it unless the file holds several. */
  readonly span: Span
  /** Texts from elsewhere that became part of this rule: a global filter, a macro. */
  readonly inserts: readonly Insert[]
  readonly meta: Metadata
  /** For a filter: ids or names of the rules it is added to; `any` means every rule of its log source. */
  readonly targets: readonly string[] | 'any'
  /** Named predicates: Sigma search identifiers, KQL lets. A later one may use an earlier one. */
  readonly definitions: readonly Definition[]
  /** In dependency order; the last one yields the alerts. Empty when the rule could not be read. */
  readonly stages: readonly Stage[]
  readonly diagnostics: readonly Diagnostic[]
}

export interface Insert {
  readonly kind: 'filter' | 'macro'
  readonly name: string
  readonly path: string
  readonly text: string
}

export interface Definition {
  readonly name: string
  readonly span: Span
  readonly predicate: Predicate
}

export interface Metadata {
  readonly status?: string
  readonly level?: Level
  readonly description?: string
  /** The short name by which correlation rules refer to a rule. */
  readonly name?: string
  readonly authors: readonly string[]
  /** ISO `YYYY-MM-DD` where the author's date could be understood, else as written. */
  readonly date?: string
  readonly modified?: string
  readonly license?: string
  readonly references: readonly string[]
  readonly falsepositives: readonly string[]
  readonly tags: readonly Tag[]
  readonly related: readonly Related[]
  /** ATT&CK as rules say it that pair tactics with techniques; absent when `tags` say it. */
  readonly threats?: readonly Threat[]
  /** Texts in Markdown for whoever handles an alert or sets the rule up: `Investigation guide`, `Setup`. */
  readonly guides?: readonly { readonly title: string; readonly markdown: string; readonly span: Span }[]
  /** Fields that the author asks an analyst to look at. */
  readonly fields: readonly string[]
  readonly scope: readonly string[]
  /** Every further key of the rule: its name and its value's text as written. */
  readonly other: readonly { readonly key: string; readonly text: string; readonly span: Span }[]
}

/** `attack.t1059.001`: namespace `attack`, name `t1059.001`. A tag without a dot has an empty namespace. */
export interface Tag {
  readonly namespace: string
  readonly name: string
  readonly span: Span
}

export interface Related {
  readonly id: string
  readonly type: string
  readonly span: Span
}

/** A tactic with the techniques that the author lists under it. */
export interface Threat {
  /** `TA0002`, as written. */
  readonly tactic: string
  /** `Execution`, as written beside the id: versions of ATT&CK give one id different names. */
  readonly name?: string
  /** `T1059.001`, as written; sub-techniques beside their parents. */
  readonly techniques: readonly { readonly id: string; readonly span: Span }[]
  readonly span: Span
}

export type Severity = 'error' | 'warning' | 'note'

/** What is wrong, doubtful or worth knowing. The words for `code` are in diagnostics.ts. */
export interface Diagnostic {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly span: Span
}

// ---- stages: a small dataflow graph, flattened ----

export type Stage = Read | Filter | Derive | Group | Novel | Join | Sequence | Union | Shape | OpaqueStage

/** Where records come from. */
export interface Read extends At {
  readonly kind: 'read'
  readonly source: Source
}

/** Keeps the records for which `where` is true. */
export interface Filter extends At {
  readonly kind: 'filter'
  readonly from: StageId
  readonly where: Predicate
}

/** Adds fields to each record. A later column may use an earlier one. */
export interface Derive extends At {
  readonly kind: 'derive'
  readonly from: StageId
  readonly make: readonly Column[]
}

export interface Column extends At {
  /** The name of the made field. */
  readonly as: string
  readonly of: Expr
}

/** Gathers records by key and time; yields one row a group with the keys and the fields that `make` names. */
export interface Group extends At {
  readonly kind: 'group'
  readonly from: StageId
  readonly by: readonly Field[]
  readonly within?: Millis
  readonly make: readonly Aggregate[]
  /** Every record is kept and gets the fields of its group. */
  readonly inline?: true
}

/** Keeps records whose combination of values has not been seen for `lookback`. */
export interface Novel extends At {
  readonly kind: 'novel'
  readonly from: StageId
  readonly by: readonly Field[]
  readonly lookback: Millis
}

/** Records of `from` beside those of `other` for which every pair of fields is equal. */
export interface Join extends At {
  readonly kind: 'join'
  readonly from: StageId
  readonly other: StageId
  /** `semi`: records of `from` that have a partner; `anti`: that have none; the others add the partner's fields. */
  readonly how: 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti'
  /** Pairs of a field of `from` and one of `other`: any of these lists of pairs must hold as a whole. */
  readonly on: readonly (readonly (readonly [Field, Field])[])[]
}

/** Steps that must all be seen (or, if `absent`, not be seen) within a time for one key. */
export interface Sequence extends At {
  readonly kind: 'sequence'
  readonly steps: readonly Step[]
  readonly ordered: boolean
  readonly within?: Millis
  /** Ends every series under way when it is seen. */
  readonly until?: Step
}

/** All rows of several stages; each row remembers which stage it came from. */
export interface Union extends At {
  readonly kind: 'union'
  readonly from: readonly StageId[]
}

/** Changes which fields or how many rows go on, and decides about no single record: keep, drop, sort, limit, head. */
export interface Shape extends At {
  readonly kind: 'shape'
  readonly from: StageId
  readonly verb: string
  readonly fields: readonly Field[]
  readonly limit?: number
}

export interface OpaqueStage extends At {
  readonly kind: 'opaque'
  readonly from: readonly StageId[]
  readonly verb: string
}

export type Source =
  /** Log source, index or table as written: `{product: 'windows', category: 'process_creation'}`. */
  | { readonly kind: 'events'; readonly written: Readonly<Record<string, string>> }
  /** Another rule's hits, by its id or name. */
  | { readonly kind: 'rule'; readonly ref: string }
  /** Results of anomaly detection jobs, which are defined elsewhere. */
  | { readonly kind: 'jobs'; readonly ids: readonly string[] }
  /** A list kept elsewhere: an enrichment policy, a lookup index or file. */
  | { readonly kind: 'list'; readonly name: string }

export interface Step extends At {
  readonly from: StageId
  readonly by: readonly Field[]
  readonly absent: boolean
  /** How often in a row it must be seen; once when absent. */
  readonly runs?: number
}

export interface Aggregate {
  /** The name of the made field. */
  readonly as: string
  /** `distinct` counts different values, `values` lists them; `expression` computes `expr` of several aggregates. */
  readonly fn: AggregateFn
  readonly of?: Field
  /** 0 to 100, for `percentile`. */
  readonly percentile?: number
  /** Only rows that came from this stage of a union are counted. */
  readonly only?: StageId
  /** Only rows that satisfy this are gathered. */
  readonly where?: Predicate
  /** What is aggregated when it is no plain field; for `expression` the whole computation. */
  readonly expr?: Expr
}

export const aggregateFns = [
  'count',
  'distinct',
  'values',
  'sum',
  'avg',
  'min',
  'max',
  'first',
  'last',
  'percentile',
  'median',
  'expression',
] as const
export type AggregateFn = (typeof aggregateFns)[number]

// ---- predicates: true or false of one record or row ----

export type Predicate = And | Or | Not | Use | Indicator | Comparison | OpaquePredicate

export interface And extends At {
  readonly kind: 'and'
  readonly of: readonly Predicate[]
}

export interface Or extends At {
  readonly kind: 'or'
  readonly of: readonly Predicate[]
}

export interface Not extends At {
  readonly kind: 'not'
  readonly of: Predicate
}

/** Stands for a definition; `span` is where it is used, the definition's own span is where it is written. */
export interface Use extends At {
  readonly kind: 'use'
  readonly of: DefinitionId
}

/**
 * A test of something computed, or of one field against another through a function: `length(a) > length(b)`. It is false
 * when anything it needs is missing. A test of one field against values is an indicator and never a comparison.
 */
export interface Comparison extends At {
  readonly kind: 'compare'
  readonly left: Expr
  readonly op: Operator
  /** What any one of has to hold; empty only for `exists`. */
  readonly right: readonly Expr[]
  readonly cased: boolean
}

export interface OpaquePredicate extends At {
  readonly kind: 'opaque'
}

export const operators = [
  'eq',
  'contains',
  'starts_with',
  'ends_with',
  'regex',
  'cidr',
  'lt',
  'le',
  'gt',
  'ge',
  'exists',
] as const
export type Operator = (typeof operators)[number]

export interface Indicator extends At {
  readonly kind: 'indicator'
  /** Null: anywhere in the record (a keyword). */
  readonly field: Field | null
  readonly op: Operator
  /** Empty only for `exists`. */
  readonly values: readonly Value[]
  /** How many of `values` must hold. */
  readonly need: 'one' | 'every'
  readonly cased: boolean
  /** How the author asked for the values to be transformed, in order: `windash`, `wide`, `base64offset`. */
  readonly via: readonly string[]
  /** The language asks for it, its author did not write it: neither listed nor counted. */
  readonly implied?: true
}

export interface Field {
  readonly span: Span
  /** As the author wrote it, quoting undone. */
  readonly written: string
  /** A number taken from the field, which the indicator compares: `hour` of a time, `length` of a text. */
  readonly part?: FieldPart
  /** `written` is a pattern with `*`: any field whose name fits. */
  readonly wild?: true
  /** As a key: records that lack the field go together too. */
  readonly optional?: true
  /** The stage that made the field, when it is not of the record. */
  readonly made?: StageId
}

export const timeParts = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const
export type TimePart = (typeof timeParts)[number]
export type FieldPart = TimePart | 'length'

export type Value = Text | Num | Bool | Pattern | FieldValue

/** Literal text with holes. One string part is the common case. */
export interface Text {
  readonly kind: 'text'
  readonly span: Span
  /** What is compared, after escapes and encodings. */
  readonly parts: readonly Part[]
  /** What the author wrote, quoting of the file format undone, escapes and encodings not. */
  readonly written: string
}

/** A stretch of text: itself, any text (`*`), any one character (`?`), one of several texts, or a named list. */
export type Part =
  | string
  | { readonly wild: '*' | '?' }
  | { readonly any: readonly string[] }
  | { readonly placeholder: string }

export interface Num {
  readonly kind: 'number'
  readonly span: Span
  readonly value: number
  readonly written: string
}

export interface Bool {
  readonly kind: 'boolean'
  readonly span: Span
  readonly value: boolean
  readonly written: string
}

/** A regular expression. Flags: `i` ignores case, `m` lines, `s` dot matches newline. */
export interface Pattern {
  readonly kind: 'pattern'
  readonly span: Span
  readonly written: string
  readonly flags: string
  /** Lucene's dialect: it has to match the whole text. Else it may match anywhere in it. */
  readonly whole?: true
}

/** The value of another field of the same record. */
export interface FieldValue {
  readonly kind: 'field'
  readonly span: Span
  readonly written: string
  /** The stage that made the field, when it is not of the record. */
  readonly made?: StageId
}

// ---- expressions: a value computed of one record or row ----

export type Expr = Value | Call

/** `fn` is the function's name in lower case as its language has it, or an operator: `+`, `-`, `*`, `/`, `%`, `and`, `==`. */
export interface Call extends At {
  readonly kind: 'call'
  readonly fn: string
  readonly args: readonly Expr[]
}
