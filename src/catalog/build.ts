import type { KqlParser } from '../languages/kql/tree.js'
import { applies, withFilter } from '../languages/sigma/filter.js'
import type { MacroLibrary } from '../languages/spl/macros.js'
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Rule } from '../model/rule.js'
import type { Polarity } from '../model/walk.js'
import type { TacticRow } from '../resolve/attack.js'
import type { Coverage } from '../resolve/telemetry.js'
import { union } from '../resolve/telemetry.js'
import { byUnits } from '../text/order.js'
import { copySignature } from './copies.js'
import { Corpus, type Relations, type Tally } from './corpus.js'
import { type ReadFile, readerOf, type Tools } from './families.js'
import { type FieldPlace, fieldPlaces } from './field-places.js'
import type { Held, Key } from './indicators.js'
import { gatherMacros, type Macros } from './macros.js'
import type { Prepared } from './prepare.js'
import { prepare } from './prepare.js'
import { References } from './references.js'
import { slugs } from './slugs.js'
import { byTitle } from './title-order.js'
import type { ValueEntry } from './values.js'
import { valueEntries } from './values.js'
import type { Extent, RuleView, SourceInfo } from './view.js'
import { viewOf } from './view.js'

/** A file to read. Effects stay outside: whoever calls has read it, decoded it, and says what went wrong doing so. */
export interface InputFile {
  /** Index into the sources. */
  readonly source: number
  /** Path below the source's root, `/` between parts. */
  readonly path: string
  /** Empty when the file could not be read; `diagnostics` then says why. */
  readonly text: string
  /** What happened on the way in: unreadable, too large, not UTF-8. */
  readonly diagnostics?: readonly Diagnostic[]
}

/** A rule of the catalog with what can be said of it alone. What needs the corpus is in `Catalog.view`. */
export interface Entry {
  readonly slug: string
  readonly href: string
  readonly rule: Rule
  readonly source: SourceInfo
  readonly extent: Extent
  readonly attack: readonly TacticRow[]
  readonly coverage: Coverage
  readonly ways: number
  readonly indicators: number
  readonly exclusions: number
  /** Canonical names of the fields that it asks about. */
  readonly fields: readonly string[]
}

/** What became of one file. `skipped`: not a rule file at all. */
export interface FileReport {
  readonly source: SourceInfo
  readonly path: string
  readonly entries: readonly Entry[]
  readonly skipped: boolean
  readonly text: string
  /** Everything said about the file and its rules, in text order. */
  readonly diagnostics: readonly Diagnostic[]
}

export interface Totals {
  readonly files: number
  readonly skipped: number
  readonly rules: Readonly<Record<Extent, number>>
  /** Distinct indicator keys of the corpus. */
  readonly indicators: number
  readonly exclusions: number
  /** Distinct events that some rule covers, and techniques that some rule names. */
  readonly events: number
  readonly techniques: number
}

export interface Catalog {
  readonly sources: readonly SourceInfo[]
  /** Sorted by title, then path. Holds unread rules too when a title could be found. */
  readonly entries: readonly Entry[]
  readonly files: readonly FileReport[]
  readonly totals: Totals
  view(entry: Entry): RuleView
  /** Every value that some rule looks for or excludes. */
  values(): Iterable<ValueEntry>
  /** What the corpus counts of a rule, in the order of its text. */
  held(entry: Entry): readonly Held[]
  /** An indicator as the whole corpus has it; undefined when no rule holds it. */
  tally(key: Key): Tally | undefined
  /** Every indicator and exclusion of the corpus. */
  tallies(): Iterable<Tally>
  /** What an indicator has to do with the others of its field. */
  relations(tally: Tally, polarity: Polarity): Relations
  /** Where the page of a field is; undefined when too few rules ask about it for a page. Null: anywhere in the record. */
  fieldPlace(field: string | null): FieldPlace | undefined
  /** By slug, path, id or title (exact, then unique beginning); undefined when none or several fit. */
  find(query: string): Entry | undefined
}

/**
 * Reads files into a catalog. Never throws on bad input. `previous` makes a rebuild cheap: a file whose source,
 * path and text are unchanged is not read again, unless it uses a macro and one has changed.
 */
export function build(
  sources: readonly SourceInfo[],
  files: readonly InputFile[],
  previous?: Catalog,
  { kql, ahead }: Parsers = {},
): Catalog {
  const before = previous instanceof BuiltCatalog ? previous : undefined
  const macros = gatherMacros(files, before?.macros)
  const nameOf = (file: InputFile): string => `${sources[file.source]?.root ?? file.source}\u0000${file.path}`
  // Files that are being read elsewhere come last; the map keeps the order of the files all the same.
  const reads = new Map<string, Read | undefined>(files.map((file) => [nameOf(file), undefined]))
  const late = (file: InputFile): number => (ahead?.has(file) ? 1 : 0)
  for (const file of [...files].sort((a, b) => late(a) - late(b))) {
    const known = before?.reads.get(nameOf(file))
    const library = macros.libraryOf(file.source)
    const same = known && known.file.text === file.text && (!known.macros || known.macros === library)
    reads.set(nameOf(file), same ? { ...known, file } : readFile(file, { macros: library, kql }, ahead?.read(file)))
  }
  return new BuiltCatalog(sources, new Map([...reads].flatMap(([name, read]) => (read ? [[name, read]] : []))), macros)
}

/** Parsers that are too heavy to be part of every program that reads rules. */
export interface Parsers {
  readonly kql?: KqlParser | undefined
  readonly ahead?: Ahead | undefined
}

/** Files that someone else is reading at the same time. */
export interface Ahead {
  has(file: InputFile): boolean
  /** Waits for what was read; undefined when the file has to be read here after all. */
  read(file: InputFile): ReadFile | undefined
}

/** A file with its rules, ready to be put in a catalog. */
interface Read {
  readonly file: InputFile
  readonly rules: readonly Prepared[]
  readonly diagnostics: readonly Diagnostic[]
  readonly skipped: boolean
  /** What its macros were looked up in, when it has any. */
  readonly macros?: MacroLibrary
}

function readFile(file: InputFile, tools: Tools, known?: ReadFile): Read {
  const reader = readerOf(file.path)
  const given = file.diagnostics ?? []
  if (!reader || given.some((one) => one.severity === 'error'))
    return { file, rules: [], diagnostics: given, skipped: given.length === 0 }
  try {
    let asked = false
    const macros: MacroLibrary = (name, arity) => {
      asked = true
      return tools.macros(name, arity)
    }
    const { rules, diagnostics, skipped } = known ?? reader(file.path, file.text, { ...tools, macros })
    const read = { file, rules: rules.map(prepare), diagnostics: [...given, ...diagnostics], skipped }
    return asked ? { ...read, macros: tools.macros } : read
  } catch (error) {
    // A reader must not throw; should one, its file is lost and no other.
    const detail = error instanceof Error ? error.message : String(error)
    const failed = diagnose('catalog/reader-failed', { from: 0, to: 0 }, detail)
    return { file, rules: [], diagnostics: [...given, failed], skipped: false }
  }
}

/** An entry while the catalog is put together. */
interface Made extends Entry {
  coverage: Coverage
}

class BuiltCatalog implements Catalog {
  readonly entries: readonly Entry[]
  readonly files: readonly FileReport[]
  readonly totals: Totals
  private readonly corpus = new Corpus()
  private places: ReadonlyMap<string | null, FieldPlace> | undefined
  private readonly references: References
  /** What was prepared of each entry, in the order of `entries`. */
  private readonly prepared = new Map<Entry, Prepared>()

  constructor(
    readonly sources: readonly SourceInfo[],
    readonly reads: ReadonlyMap<string, Read>,
    readonly macros: Macros,
  ) {
    const placed = [...reads.values()].flatMap((read) => read.rules.map((one) => ({ read, one })))
    const filterRules = placed.filter(({ one }) => one.rule.kind === 'filter').map(({ one }) => one.rule)
    const named = slugs(placed.map(({ read, one }) => ({ rule: one.rule, source: read.file.source })))
    const entries = placed.map(({ read, one }, i): [Made, Prepared, Read] => {
      const full = filtered(one, filterRules)
      return [toEntry(full, named[i] ?? '', this.sourceOf(read.file)), full, read]
    })
    entries.sort(([a], [b]) => inOrder(a.rule, b.rule))
    this.entries = entries.map(([entry]) => entry)
    for (const [entry, prepared] of entries) this.prepared.set(entry, prepared)
    const copies = copiesOf(this.entries)
    this.references = new References(this.entries, copies)
    for (const [entry] of entries) if (entry.rule.kind === 'correlation') entry.coverage = this.telemetryOf(entry)
    this.entries.forEach((entry, index) => {
      // A filter adds to other rules, and a copy says nothing that its original does not.
      if (entry.rule.kind !== 'filter' && !copies.has(entry))
        this.corpus.add(index, this.prepared.get(entry)?.held ?? [])
    })
    this.files = this.reportFiles(entries.map(([, , read]) => read))
    this.totals = this.count()
  }

  private sourceOf(file: InputFile): SourceInfo {
    return this.sources[file.source] ?? { name: 'unknown', root: '' }
  }

  /** A correlation is about the telemetry of the rules it reads, through other correlations too. */
  private telemetryOf(correlation: Entry): Coverage {
    const read = new Set([correlation])
    for (const entry of read) for (const { entry: other } of this.references.reads(entry)) if (other) read.add(other)
    return union([...read].filter(({ rule }) => rule.kind !== 'correlation').map(({ coverage }) => coverage))
  }

  private reportFiles(readOf: readonly Read[]): FileReport[] {
    const byRead = new Map<Read, Entry[]>()
    readOf.forEach((read, i) => {
      const list = byRead.get(read) ?? []
      const entry = this.entries[i]
      if (entry) list.push(entry)
      byRead.set(read, list)
    })
    return [...this.reads.values()].map((read) => {
      const entries = (byRead.get(read) ?? []).sort((a, b) => a.rule.span.from - b.rule.span.from)
      const diagnostics = [...read.diagnostics, ...entries.flatMap((entry) => this.diagnosticsAt(entry))]
      return {
        source: this.sourceOf(read.file),
        path: read.file.path,
        entries,
        skipped: read.skipped,
        text: read.file.text,
        diagnostics: diagnostics.sort((a, b) => a.span.from - b.span.from),
      }
    })
  }

  /** What is wrong with a rule, each at a place in its own file. A global filter's problems are told in the filter's file. */
  private diagnosticsAt(entry: Entry): readonly Diagnostic[] {
    const { text, inserts } = entry.rule
    return this.diagnosticsOf(entry).flatMap((diagnostic) => {
      const { span, message } = diagnostic
      const insert = span.in === undefined ? undefined : inserts[span.in]
      if (!insert) return diagnostic
      if (insert.kind !== 'macro') return []
      const call = `\`${insert.name}`
      const from = Math.max(0, text.indexOf(call))
      return {
        ...diagnostic,
        message: `In the macro "${insert.name}": ${message}`,
        span: { from, to: from + call.length },
      }
    })
  }

  held(entry: Entry): readonly Held[] {
    return this.prepared.get(entry)?.held ?? []
  }

  tally(key: Key): Tally | undefined {
    return this.corpus.get(key)
  }

  tallies(): Iterable<Tally> {
    return this.corpus.all()
  }

  relations(tally: Tally, polarity: Polarity): Relations {
    return this.corpus.relations(tally, polarity)
  }

  fieldPlace(field: string | null): FieldPlace | undefined {
    this.places ??= fieldPlaces(this.corpus.all())
    return this.places.get(field)
  }

  private diagnosticsOf(entry: Entry): readonly Diagnostic[] {
    return [...(this.prepared.get(entry)?.diagnostics ?? []), ...this.references.problems(entry)]
  }

  private count(): Totals {
    const rules = { whole: 0, partial: 0, unread: 0 }
    const events = new Set<string>()
    const techniques = new Set<string>()
    for (const { extent, coverage, attack } of this.entries) {
      rules[extent]++
      for (const { event } of coverage.events) events.add(event.key)
      for (const row of attack) for (const technique of row.techniques) techniques.add(technique.id)
    }
    // A file of which nothing became a rule, though it should have, counts as one unread rule.
    rules.unread += this.files.filter((file) => file.entries.length === 0 && !file.skipped).length
    let indicators = 0
    let exclusions = 0
    for (const { required, excluded } of this.corpus.all()) {
      if (required.length > 0) indicators++
      if (excluded.length > 0) exclusions++
    }
    return {
      files: this.files.length,
      skipped: this.files.filter((file) => file.skipped).length,
      rules,
      indicators,
      exclusions,
      events: events.size,
      techniques: techniques.size,
    }
  }

  view(entry: Entry): RuleView {
    const prepared = this.prepared.get(entry)
    if (!prepared) throw new Error('The entry is not of this catalog.')
    return viewOf({
      entry,
      held: prepared.held,
      figures: prepared.figures,
      corpus: this.corpus,
      fieldHref: (field) => this.fieldPlace(field)?.href,
      entries: this.entries,
      related: this.references.related(entry),
      diagnostics: this.diagnosticsOf(entry),
    })
  }

  values(): Iterable<ValueEntry> {
    return valueEntries(this.corpus, this.entries)
  }

  find(query: string): Entry | undefined {
    const exact = this.entries.filter(
      ({ slug, rule }) => slug === query || rule.path === query || rule.id === query || rule.title === query,
    )
    if (exact.length > 0) return exact.length === 1 ? exact[0] : undefined
    const start = query.toLowerCase()
    const begins = this.entries.filter(
      ({ slug, rule }) =>
        start !== '' && [slug, rule.id, rule.title].some((name) => name.toLowerCase().startsWith(start)),
    )
    return begins.length === 1 ? begins[0] : undefined
  }
}

/** Families that publish a query once for each platform, or leave it behind when it moves. */
const copying: ReadonlySet<Rule['family']> = new Set(['splunk', 'kusto'])

/** Rules whose logic is that of another one, each with that one: of several the first by path and place that is in use. */
function copiesOf(entries: readonly Entry[]): ReadonlyMap<Entry, Entry> {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    if (!copying.has(entry.rule.family) || entry.rule.stages.length === 0) continue
    const signature = `${entry.rule.family} ${copySignature(entry.rule)}`
    const group = groups.get(signature)
    if (group) group.push(entry)
    else groups.set(signature, [entry])
  }
  const copies = new Map<Entry, Entry>()
  for (const group of groups.values()) {
    const [original, ...others] = group.sort((a, b) => retired(a) - retired(b) || byPlace(a.rule, b.rule))
    if (original) for (const other of others) copies.set(other, original)
  }
  return copies
}

const retired = ({ rule }: Entry): number => (rule.meta.status === 'deprecated' ? 1 : 0)

const byPlace = (a: Rule, b: Rule): number => byUnits(a.path, b.path) || a.span.from - b.span.from

const inOrder = (a: Rule, b: Rule): number =>
  byTitle(a.title, b.title) || byUnits(a.path, b.path) || a.span.from - b.span.from

/** The rule with every global filter that is meant for it. */
function filtered(prepared: Prepared, filters: readonly Rule[]): Prepared {
  const fitting = filters.filter((filter) => applies(filter, prepared.rule))
  return fitting.length === 0 ? prepared : prepare(fitting.reduce(withFilter, prepared.rule))
}

function toEntry(prepared: Prepared, slug: string, source: SourceInfo): Made {
  const { rule, extent, attack, coverage, figures, indicators, exclusions, fields } = prepared
  const href = `rules/${rule.family}/${slug}/`
  return { slug, href, rule, source, extent, attack, coverage, ways: figures.ways, indicators, exclusions, fields }
}
