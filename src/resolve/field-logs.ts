/** The logs that stages of a rule read, by every name that field tables may have for them, and the system of its paths. */
import type { EventKind } from '../data/telemetry/types.js'
import type { Indicator, Rule, Stage } from '../model/rule.js'
import { walk } from '../model/walk.js'
import { dataSourcesOf } from './data-sources.js'
import { isListed } from './log-sources.js'
import { type Log, logsOf, parserOf, type Written } from './named-logs.js'

export type Separator = '\\' | '/'

export interface Told {
  /** Names of each log, most specific first. */
  readonly logs: readonly (readonly string[])[]
  readonly separator: Separator | undefined
}

export function toldBy(rule: Rule, stages: readonly Stage[]): Told {
  const sources = stages.flatMap((stage): Written[] =>
    stage.kind === 'read' && stage.source.kind === 'events' ? [stage.source.written] : [],
  )
  switch (rule.family) {
    case 'sigma':
      return { logs: sources.map(sigmaNames), separator: undefined }
    case 'elastic':
      return elasticLogs(rule, stages, sources)
    case 'splunk':
      return splunkLogs(rule, sources)
    case 'kusto':
      return { logs: sources.flatMap((written) => kustoNames(rule, stages, written)), separator: undefined }
    default:
      return rule.family satisfies never
  }
}

function sigmaNames(written: Written): string[] {
  const [product, category, service] = [written.product, written.category, written.service].map((name) =>
    name?.toLowerCase(),
  )
  const all = [product && service && `${product}.${service}`, product, service, category]
  return all.flatMap((name) => name || [])
}

/** Nodes of data models by their names; other sources by the keys of the logs that they stand for, and their products. */
function splunkLogs(rule: Rule, sources: readonly Written[]): Told {
  const said = dataSourcesOf(rule).map(({ log }) => log)
  const logs = sources.flatMap(({ datamodel, ...written }) => {
    if (datamodel !== undefined) return [nodeNames(datamodel.toLowerCase())]
    const read = logsOf('splunk', written)
    const told = read.some(({ primary }) => primary.some((event) => !event.anyLog && isListed(event))) ? read : said
    return told.flatMap(({ primary }) => primary.map(logNames))
  })
  return { logs, separator: separatorOf(productsOf(said), systems) }
}

/** `all_traffic` and `network_traffic` of `network_traffic.all_traffic`. */
const nodeNames = (node: string): string[] => [...new Set([node, ...node.split('.').reverse()])]

const logNames = ({ key, product }: EventKind): string[] => [key.split('/')[0] ?? key, product]

const productsOf = (logs: readonly Log[]): string[] =>
  logs.flatMap(({ primary }) => primary.map(({ product }) => product))

/** A table's own name, also with the action that the rule asks of it; the schema of one of ASIM's parsers. */
function kustoNames(rule: Rule, stages: readonly Stage[], { table }: Written): string[][] {
  if (table === undefined) return []
  const parser = parserOf(table)
  if (parser !== undefined) return [[`asim.${schemas[parser] ?? parser}`, 'asim']]
  const actions = [...new Set(askedOf(rule, stages, kustoAsking).get('ActionType') ?? [])]
  return actions.length === 0 ? [[table]] : actions.map((action) => [`${table}.${action}`, table])
}

/** The schema of ASIM's parsers where it has another name. */
const schemas: Readonly<Record<string, string>> = {
  processcreate: 'process',
  processterminate: 'process',
  processevent: 'process',
  registryevent: 'registry',
  fileevent: 'file',
  networksession: 'network',
  websession: 'web',
}

const kustoAsking = new Set(['ActionType'])

/** A test of the data set says more than one of the module, and that more than the indices. */
const dataSets = ['event.dataset', 'data_stream.dataset']

function elasticLogs(rule: Rule, stages: readonly Stage[], sources: readonly Written[]): Told {
  const texts = askedOf(rule, stages, asking)
  const asked = new Map([...texts].map(([field, all]) => [field, all.map((text) => text.toLowerCase())]))
  const indices = sources.flatMap((written) => Object.values(written)).flatMap((written) => written.split(/[\s,]+/))
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
function askedOf(
  { definitions }: Rule,
  stages: readonly Stage[],
  asking: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
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
    return typeof first === 'string' ? [first.replace(/\.$/, '')] : []
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
