import type { DefinitionId, Diagnostic, Family, Predicate, Rule, Span, Stage, StageId } from '../model/rule.js'
import { families } from '../model/rule.js'
import type { Polarity } from '../model/walk.js'
import { attackVersion, type TacticRow } from '../resolve/attack.js'
import type { Coverage } from '../resolve/telemetry.js'
import type { Lines } from '../text/lines.js'
import { lines } from '../text/lines.js'
import { type Figures, stageViews } from './anatomy.js'
import type { Entry } from './build.js'
import type { Corpus, Tally } from './corpus.js'
import type { Held } from './indicators.js'
import { valueHref } from './values.js'

/** One rule as a page, a terminal or a JSON twin shows it: the model with everything the corpus knows about it. */
export interface RuleView {
  readonly rule: Rule
  readonly slug: string
  /** Address below the site's root: `rules/sigma/<slug>/`. */
  readonly href: string
  readonly source: SourceInfo
  /** Where the file is published, when the source is known: an http(s) URL. */
  readonly url?: string
  readonly lines: Lines
  /** Whole: no opaque part and no error. */
  readonly extent: Extent
  readonly attack: readonly TacticRow[]
  /** ATT&CK version of `attack`. */
  readonly attackVersion: string
  readonly coverage: Coverage
  /** Stage 0 is the condition where there is one; one stage a definition follows. */
  readonly stages: readonly StageView[]
  readonly ways: number
  /** Number of distinct things any one of which stops the rule. */
  readonly blocks: number
  readonly predicates: number
  readonly indicators: readonly FieldRow[]
  readonly exclusions: readonly FieldRow[]
  readonly related: readonly RelatedRule[]
  readonly diagnostics: readonly Diagnostic[]
}

export type Extent = 'whole' | 'partial' | 'unread'

export interface SourceInfo {
  readonly name: string
  readonly root: string
  readonly url?: string
  readonly revision?: string
  readonly license?: string
}

/** What part a definition plays in its rule. */
export type DefinitionRole = 'required' | 'alternative' | 'exclusion' | 'both' | 'unused'

export type StageRole = 'condition' | DefinitionRole | Exclude<Stage['kind'], 'filter'>

export interface StageView {
  readonly index: number
  readonly name: string
  readonly role: StageRole
  /** The stage's own text, as written. */
  readonly text: string
  readonly span: Span
  /** What must hold of a record or row; absent of a stage that does something else with them. */
  readonly predicate?: Predicate
  readonly definition?: DefinitionId
  /** Index of the rule's stage that this shows; absent for a definition. */
  readonly stage?: StageId
  readonly ways: number
}

/** A field and a kind with their values, in rule order: one block of the indicator table. */
export interface FieldRow {
  /** Canonical name; null for a keyword, which may stand anywhere in the record. */
  readonly field: string | null
  readonly written: string
  /** Address of the field's page below the site's root, when it has one. */
  readonly href?: string
  /** Operator of the indicator key: `eq`, `contains`, ..., `wildcard`. */
  readonly kind: string
  /** Transformations that belong to the kind: `windash`, `base64offset`. */
  readonly modifiers: readonly string[]
  readonly values: readonly ValueRow[]
}

export interface ValueRow {
  /** Null: the field is absent. */
  readonly value: string | null
  /** As compared: what is counted as the same has the same. */
  readonly folded: string
  readonly cased: boolean
  readonly span: Span
  /** Rules of the corpus that hold this indicator (or exclusion), this one included. */
  readonly count: number
  readonly families: Partial<Record<Family, number>>
  /** Address below the site's root of the list of rules that hold this value. */
  readonly href: string
  readonly coveredBy: readonly Neighbour[]
  readonly covers: readonly Neighbour[]
  readonly elsewhere: readonly Neighbour[]
}

/** Another indicator that says something about this one, and how many rules hold it. */
export interface Neighbour {
  readonly field: string | null
  readonly kind: string
  readonly modifiers: readonly string[]
  readonly value: string | null
  readonly count: number
  readonly href: string
}

export interface RelatedRule {
  /** `derived`, `obsolete`, `merged`, `renamed`, `similar`, `correlation`, `filter`, `copy`. */
  readonly type: string
  /** `out`: this rule names the other; `in`: the other names this one. */
  readonly direction: 'out' | 'in'
  readonly id: string
  /** Absent when the other rule is not in the catalog. */
  readonly rule?: {
    readonly title: string
    readonly href: string
    readonly level?: string
    readonly family: Family
    readonly status?: string
  }
}

/** What a view is made of. */
export interface Ingredients {
  readonly entry: Entry
  readonly held: readonly Held[]
  readonly figures: Figures
  readonly corpus: Corpus
  readonly fieldHref: (field: string | null) => string | undefined
  /** All of the catalog, in the order by which tallies refer to them. */
  readonly entries: readonly Entry[]
  readonly related: readonly RelatedRule[]
  readonly diagnostics: readonly Diagnostic[]
}

/** At most this many neighbours of each kind are told of one value. */
const neighbourLimit = 100

export function viewOf(from: Ingredients): RuleView {
  const { entry, figures, related, diagnostics } = from
  const { rule, source } = entry
  const path = rule.path.split('/').map(encodeURIComponent).join('/')
  return {
    rule,
    slug: entry.slug,
    href: entry.href,
    source,
    ...(source.url && { url: `${source.url}/${path}` }),
    lines: lines(rule.text),
    extent: entry.extent,
    attack: entry.attack,
    attackVersion,
    coverage: entry.coverage,
    stages: stageViews(rule),
    ...figures,
    indicators: fieldRows(from, 'required'),
    exclusions: fieldRows(from, 'excluded'),
    related,
    diagnostics,
  }
}

/** Keys of one polarity, each once, gathered by field and kind in the order in which they are first written. */
function fieldRows({ held, corpus, fieldHref, entries }: Ingredients, polarity: Polarity): FieldRow[] {
  const required = new Set(held.filter((one) => one.polarity === 'required').map((one) => one.key.text))
  const rows = new Map<string, FieldRow & { values: ValueRow[] }>()
  const seen = new Set<string>()
  for (const one of held) {
    const { key } = one
    if (one.polarity !== polarity || seen.has(key.text)) continue
    if (polarity === 'excluded' && required.has(key.text)) continue
    seen.add(key.text)
    const name = [key.field ?? '', key.kind, ...key.modifiers].join('\u0000')
    let row = rows.get(name)
    if (!row) {
      const { field, kind, modifiers } = key
      const href = fieldHref(field)
      row = { field, written: one.written, ...(href !== undefined && { href }), kind, modifiers, values: [] }
      rows.set(name, row)
    }
    row.values.push(valueRow(one, corpus, entries, polarity))
  }
  return [...rows.values()]
}

function valueRow({ key, span, cased }: Held, corpus: Corpus, entries: readonly Entry[], polarity: Polarity): ValueRow {
  const tally = corpus.get(key)
  const holders = tally?.[polarity] ?? []
  const relations = tally ? corpus.relations(tally, polarity) : { coveredBy: [], covers: [] }
  const neighbour = (other: Tally): Neighbour => toNeighbour(other, other[polarity].length)
  return {
    value: key.value,
    folded: key.folded,
    cased,
    span,
    count: holders.length,
    families: split(holders, entries),
    href: valueHref(key),
    coveredBy: relations.coveredBy.slice(0, neighbourLimit).map(neighbour),
    covers: relations.covers.slice(0, neighbourLimit).map(neighbour),
    elsewhere: byField(corpus.elsewhere(key)),
  }
}

function split(holders: readonly number[], entries: readonly Entry[]): Partial<Record<Family, number>> {
  const counts = new Map<Family, number>()
  for (const index of holders) {
    const family = entries[index]?.rule.family
    if (family) counts.set(family, (counts.get(family) ?? 0) + 1)
  }
  return Object.fromEntries(families.flatMap((family) => (counts.has(family) ? [[family, counts.get(family)]] : [])))
}

/** One neighbour a field, counting the rules that hold the value under it in whatever way. */
function byField(tallies: readonly Tally[]): Neighbour[] {
  const fields = new Map<string | null, { widest: Tally; rules: Set<number> }>()
  for (const tally of tallies) {
    const known = fields.get(tally.key.field)
    if (!known) {
      fields.set(tally.key.field, { widest: tally, rules: new Set(tally.required) })
      continue
    }
    for (const rule of tally.required) known.rules.add(rule)
    if (tally.required.length > known.widest.required.length) known.widest = tally
  }
  return [...fields.values()]
    .map(({ widest, rules }) => toNeighbour(widest, rules.size))
    .sort((a, b) => b.count - a.count || ((a.field ?? '') < (b.field ?? '') ? -1 : 1))
}

function toNeighbour({ key }: Tally, count: number): Neighbour {
  return { field: key.field, kind: key.kind, modifiers: key.modifiers, value: key.value, count, href: valueHref(key) }
}
