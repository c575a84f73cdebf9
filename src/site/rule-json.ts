import type { FieldRow, Neighbour, RuleView, StageView, ValueRow } from '../catalog/view.js'
import type { Diagnostic, Span } from '../model/rule.js'
import { logsourcesOf } from '../model/walk.js'
import type { CoveredEvent } from '../resolve/telemetry.js'
import { type Lines, lines } from '../text/lines.js'

/** The JSON twin of a rule page: everything the page says, as plain data. Lists are never cut. */
export function ruleJson(view: RuleView): object {
  const { rule, source } = view
  const { meta } = rule
  const inserts = rule.inserts.map(({ text }) => lines(text))
  const place = (span: Span) => {
    const { line, column } = (span.in === undefined ? view.lines : (inserts[span.in] ?? view.lines)).at(span.from)
    return { line, column }
  }
  return {
    id: rule.id,
    kind: rule.kind,
    family: rule.family,
    language: rule.language,
    title: rule.title,
    level: meta.level ?? null,
    status: meta.status ?? null,
    path: rule.path,
    href: view.href,
    extent: view.extent,
    source: {
      name: source.name,
      revision: source.revision,
      license: meta.license ?? source.license,
      url: view.url,
    },
    name: meta.name,
    description: meta.description,
    authors: meta.authors,
    date: meta.date,
    modified: meta.modified,
    references: meta.references,
    falsepositives: meta.falsepositives,
    tags: meta.tags.map(({ namespace, name }) => (namespace ? `${namespace}.${name}` : name)),
    fields: meta.fields,
    scope: meta.scope,
    guides: meta.guides?.map(({ title, markdown }) => ({ title, markdown })),
    other: meta.other.map(({ key, text }) => ({ key, text })),
    logsource: logsourcesOf(rule)[0] ?? null,
    attackVersion: view.attackVersion,
    attack: view.attack.map(({ id, shortname, name, written, techniques }) => ({
      tactic: { id, shortname, name, ...(written !== undefined && { written }) },
      techniques,
    })),
    coverage: view.coverage.extent,
    events: view.coverage.events.map(eventJson),
    ways: countable(view.ways),
    blocks: countable(view.blocks),
    predicates: view.predicates,
    stages: view.stages.map((stage) => ({ ...stageJson(stage), line: place(stage.span).line })),
    definitions: rule.definitions.map(({ name }) => name),
    flow: rule.stages,
    inserts: rule.inserts.map(({ kind, name, path }) => ({ kind, name, path })),
    indicators: view.indicators.map((row) => fieldJson(row, view.lines)),
    exclusions: view.exclusions.map((row) => fieldJson(row, view.lines)),
    related: view.related,
    diagnostics: view.diagnostics.map((diagnostic) => ({ ...diagnosticJson(diagnostic), ...place(diagnostic.span) })),
  }
}

/** Numbers that JSON cannot hold are null: too many to count. */
const countable = (n: number): number | null => (Number.isFinite(n) ? n : null)

const eventJson = ({ event, role, missing, blind, inferred }: CoveredEvent): object => ({
  key: event.key,
  provider: event.label,
  providerName: event.provider,
  channel: event.channel,
  id: event.id !== null && /^\d{1,9}$/.test(event.id) ? Number(event.id) : event.id,
  title: event.title,
  verified: event.verified,
  role,
  ...(missing.length > 0 && { missing }),
  ...(blind && { blind }),
  ...(inferred && { inferred }),
})

const stageJson = ({ index, name, role, text, span, predicate, definition, ways }: StageView): object => ({
  index,
  name,
  role,
  text,
  span,
  ways: countable(ways),
  ...(definition !== undefined && { definition }),
  // A stage that is no condition does something else with its records: `flow` says what.
  predicate: predicate ?? null,
})

const fieldJson = ({ field, written, kind, modifiers, values }: FieldRow, index: Lines): object => ({
  field,
  written,
  kind,
  ...(modifiers.length > 0 && { modifiers }),
  values: values.map((row) => valueJson(row, index)),
})

const valueJson = (
  { value, cased, count, families, span, href, coveredBy, covers, elsewhere }: ValueRow,
  index: Lines,
): object => ({
  value,
  count,
  families,
  span,
  ...(span.in === undefined && { line: index.at(span.from).line }),
  href,
  ...(cased && { cased }),
  ...neighbours('coveredBy', coveredBy),
  ...neighbours('covers', covers),
  ...neighbours('elsewhere', elsewhere),
})

const neighbours = (name: string, all: readonly Neighbour[]): object =>
  all.length === 0
    ? {}
    : { [name]: all.map(({ modifiers, ...other }) => ({ ...other, ...(modifiers.length > 0 && { modifiers }) })) }

const diagnosticJson = ({ code, severity, message, span }: Diagnostic): object => ({ code, severity, message, span })
