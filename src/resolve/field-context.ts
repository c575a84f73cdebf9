/**
 * What of a rule decides what its field names mean: the logs it reads, said by its log source, indices or tables and by
 * tests of the data set, and the operating system. Contexts are shared between rules that say the same.
 */
import type { Family, Indicator, Language, Rule, Stage, StageId } from '../model/rule.js'
import { walk } from '../model/walk.js'
import { type Canonical, fieldTables } from './field-table.js'

export interface FieldContext {
  readonly family: Family
  readonly language: Language
  /** What stands between the parts of a path; undefined when the rule does not tell. */
  readonly separator: Separator | undefined
  /** Each log that is read, by its names that the tables know, most specific first: `['aws.cloudtrail', 'aws']`. */
  readonly sources: readonly (readonly string[])[]
  /** What has been resolved already. */
  readonly memo: Map<string, Canonical>
}

type Separator = '\\' | '/'

/**
 * The contexts of a rule's stages. Branches that meet in a sequence, join or union have each their own; stages that
 * follow one another share one, so that a test of the data set counts wherever it stands.
 */
export function fieldContexts(rule: Rule): (stage: StageId) => FieldContext {
  const known = new Map<StageId, FieldContext>()
  const ends = lineEnds(rule.stages)
  return (stage) => {
    const end = ends[stage] ?? stage
    let context = known.get(end)
    if (!context) {
      context = contextOf(rule, behind(rule.stages, end))
      known.set(end, context)
    }
    return context
  }
}

const inputsOf = (stage: Stage): readonly StageId[] => {
  switch (stage.kind) {
    case 'read':
      return []
    case 'filter':
    case 'derive':
    case 'group':
    case 'novel':
    case 'shape':
      return [stage.from]
    case 'join':
      return [stage.from, stage.other]
    case 'sequence':
      return [...stage.steps, ...(stage.until ? [stage.until] : [])].map(({ from }) => from)
    case 'union':
    case 'opaque':
      return stage.from
    default:
      return stage satisfies never
  }
}

/** For each stage the last one that it leads to without meeting another branch or parting in two. */
function lineEnds(stages: readonly Stage[]): readonly StageId[] {
  const readers = stages.map((): StageId[] => [])
  stages.forEach((stage, id) => {
    for (const from of inputsOf(stage)) readers[from]?.push(id)
  })
  const ends: StageId[] = []
  for (let id = stages.length - 1; id >= 0; id--) {
    const [reader, ...others] = readers[id] ?? []
    const next = reader !== undefined && reader > id && others.length === 0 ? stages[reader] : undefined
    ends[id] = next && inputsOf(next).length === 1 && reader !== undefined ? (ends[reader] ?? reader) : id
  }
  return ends
}

/** A stage and all that it is made of. */
function behind(stages: readonly Stage[], end: StageId): readonly Stage[] {
  const found = new Set([end])
  for (const id of found) {
    const stage = stages[id]
    if (stage) for (const from of inputsOf(stage)) found.add(from)
  }
  return [...found].flatMap((id) => stages[id] ?? [])
}

const contexts = new Map<string, FieldContext>()

function contextOf(rule: Rule, stages: readonly Stage[]): FieldContext {
  const { family, language } = rule
  const { logs, separator } = family === 'elastic' ? elasticLogs(rule, stages) : { logs: writtenLogs(family, stages) }
  const known = fieldTables[family].logs
  const sources = [...new Set(logs.map((names) => names.filter((name) => known.has(name)).join(' ')))]
  const mark = [family, language, separator, ...sources].join('\n')
  const old = contexts.get(mark)
  if (old) return old
  const split = sources.map((names) => names.split(' ').filter((name) => name !== ''))
  const context: FieldContext = { family, language, separator, sources: split, memo: new Map() }
  contexts.set(mark, context)
  return context
}

const writtenSources = (stages: readonly Stage[]): Readonly<Record<string, string>>[] =>
  stages.flatMap((stage) => (stage.kind === 'read' && stage.source.kind === 'events' ? [stage.source.written] : []))

/** Names of each log, most specific first. */
function writtenLogs(family: Family, stages: readonly Stage[]): readonly (readonly string[])[] {
  return writtenSources(stages).map((written) => {
    if (family !== 'sigma') return Object.values(written)
    const [product, category, service] = [written.product, written.category, written.service].map((name) =>
      name?.toLowerCase(),
    )
    const all = [product && service && `${product}.${service}`, product, service, category]
    return all.flatMap((name) => name || [])
  })
}

/** A test of the data set says more than one of the module, and that more than the indices. */
const dataSets = ['event.dataset', 'data_stream.dataset']

interface Told {
  readonly logs: readonly (readonly string[])[]
  readonly separator: Separator | undefined
}

function elasticLogs(rule: Rule, stages: readonly Stage[]): Told {
  const asked = askedOf(rule, stages)
  const indices = writtenSources(stages)
    .flatMap((written) => Object.values(written))
    .flatMap((written) => written.split(/[\s,]+/))
  const inIndices = indices.flatMap(
    (index) => /^(?:[^:]*:)?logs-([^*]+?)(?:\.?-?\*|-default.*)?$/.exec(index)?.[1] ?? [],
  )
  const told = [dataSets.flatMap((field) => asked.get(field) ?? []), asked.get('event.module') ?? [], inIndices]
  const os = systemFields.flatMap((field) => asked.get(field) ?? [])
  return {
    logs: (told.find((logs) => logs.length > 0) ?? []).map(prefixes),
    separator:
      os.length > 0
        ? separatorOf(os, systems)
        : (separatorOf(indices, indexSystems) ??
          separatorOf(
            rule.meta.tags.map(({ name }) => name),
            tagSystems,
          )),
  }
}

/** `['aws.cloudtrail', 'aws']` of `aws.cloudtrail`. */
const prefixes = (log: string): string[] =>
  log.split('.').map((_, i, parts) => parts.slice(0, parts.length - i).join('.'))

const systemFields = ['host.os.type', 'host.os.family', 'host.os.platform', 'host.os.name', 'host.os.name.caseless']
const asking = new Set([...dataSets, 'event.module', ...systemFields])

/** The texts that some fields are required to be, or to begin with. */
function askedOf({ definitions }: Rule, stages: readonly Stage[]): ReadonlyMap<string, readonly string[]> {
  const asked = new Map<string, string[]>()
  for (const stage of stages) {
    if (stage.kind !== 'filter') continue
    walk(stage.where, definitions, (predicate, polarity) => {
      if (predicate.kind !== 'indicator' || polarity !== 'required' || !predicate.field) return
      const { written } = predicate.field
      if (!asking.has(written)) return
      asked.set(written, [...(asked.get(written) ?? []), ...textsOf(predicate)])
    })
  }
  return asked
}

const textsOf = ({ values }: Indicator): string[] =>
  values.flatMap((value) => {
    const [first] = value.kind === 'text' ? value.parts : []
    return typeof first === 'string' ? [first.replace(/\.$/, '').toLowerCase()] : []
  })

type Systems = readonly (readonly [RegExp, Separator])[]

const systems: Systems = [
  [/^windows/, '\\'],
  [/^(?:linux|macos|darwin|unix|debian|ubuntu|redhat|centos|suse|alpine|amazon)/, '/'],
]
const indexSystems: Systems = [
  [/^(?:winlogbeat|logs-windows|logs-system\.(?:security|system|application))/, '\\'],
  [/^(?:auditbeat|logs-auditd|logs-jamf|logs-system\.(?:auth|syslog)|logs-cloud_defend)/, '/'],
]
const tagSystems: Systems = [
  [/^os: ?windows$/i, '\\'],
  [/^os: ?(?:linux|macos)$/i, '/'],
]

/** The one separator that all agree on. */
function separatorOf(names: readonly string[], systems: Systems): Separator | undefined {
  const found = new Set(names.flatMap((name) => systems.find(([pattern]) => pattern.test(name))?.[1] ?? []))
  const [only] = found
  return found.size === 1 ? only : undefined
}
