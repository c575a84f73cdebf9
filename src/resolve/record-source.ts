/**
 * Where a record comes from: which event it is and whose names its fields have. Asked for every record, so it looks at a
 * handful of fields, and what it finds is kept by their values.
 */
import type { EventKind } from '../data/telemetry/types.js'
import type { FlatRecord, Scalar } from '../model/record.js'
import type { Family } from '../model/rule.js'
import { askedOfEcs, ecsSource, isEcs } from './ecs-source.js'
import { shapeOf, shapeSource } from './shape-source.js'
import { sourceOf } from './source-of.js'
import { askedOfTables, isOfTable, tableSource } from './table-source.js'
import { windowsSource } from './windows-source.js'

/** What is known of where a record comes from. Records of one source are routed and seen alike. */
export interface RecordSource {
  /** One source, one key. */
  readonly key: string
  /** The event that the record is; undefined when only its log is known. */
  readonly event: EventKind | undefined
  /** The event, the rows of whole logs that hold it, that of any log of the product; empty when nothing is known. */
  readonly events: readonly EventKind[]
  /** Happenings that such a record may tell of, by their names in data/telemetry/happenings.ts. */
  readonly happenings: ReadonlySet<string>
  /**
   * Whose names its fields have. sigma: the product's own (Sysmon, Security, auditd, CloudTrail); elastic: ECS; splunk: CIM;
   * kusto: tables of Defender and Sentinel.
   */
  readonly names: Family
  /** Names of the log as field tables know them, most specific first. */
  readonly logs: readonly string[]
  /** Sigma's name of the product; undefined when not even that is known. */
  readonly product: string | undefined
  readonly os: System | undefined
  /** What every name of its fields begins with besides: `properties.` where a service wraps its records. */
  readonly prefix: string
}

export type System = 'windows' | 'linux' | 'macos'

/** The first value of a field; undefined when the record lacks it. */
export type Get = (name: string) => Scalar | undefined
/** The record's fields; asked for only where the values of a few do not tell. */
export type Names = () => Iterable<string>

/** A source, and whether records with the same values of the fields that were looked at are all of it. */
export interface Told {
  readonly source: RecordSource
  readonly always: boolean
}

/** Records of any source that is not known. Rules for all of them may be tried on it. */
export const nowhere: RecordSource = sourceOf({
  names: 'sigma',
  event: undefined,
  others: [],
  logs: [],
  product: undefined,
})

/** The source of a record whose fields have lists of values. */
export const sourceIn = (sources: ReturnType<typeof createSources>, record: FlatRecord): RecordSource =>
  sources(
    (name) => record.get(name)?.[0],
    () => record.keys(),
  )

/** Enough for any real log. */
const enough = 20_000

/** Of one id. */
const mostHeaders = 8

interface Header {
  readonly channel: Scalar
  readonly provider: Scalar
  readonly source: RecordSource
}

type Value = Scalar | undefined
type Level = Map<Value, Level | RecordSource>

/**
 * A function to be called for each record. It gives the same object for all records of a source. More sources than `most`
 * are not told apart: records of what comes then are of `nowhere`.
 */
export function createSources(most = enough): (get: Get, names: Names) => RecordSource {
  const sources = new Map<string, RecordSource>()
  const [own, tables, beats]: [Level, Level, Level] = [new Map(), new Map(), new Map()]
  /** The commonest headers of Windows events by their ids: comparing a few texts costs less than hashing them. */
  const headers = new Map<Scalar, Header[]>()
  let kept = 0

  const once = (source: RecordSource): RecordSource => {
    const known = sources.get(source.key)
    if (known) return known
    if (sources.size >= most) return nowhere
    sources.set(source.key, source)
    return source
  }
  const keep = (root: Level, values: readonly Value[], { source, always }: Told): RecordSource => {
    const one = once(source)
    if (!always || kept >= most) return one
    kept++
    let level = root
    for (const value of values.slice(0, -1)) {
      const next = level.get(value)
      const below: Level = next instanceof Map ? next : new Map()
      level.set(value, below)
      level = below
    }
    level.set(values.at(-1), one)
    return one
  }
  const find = (root: Level, values: readonly Value[]): RecordSource | undefined => {
    let at: Level | RecordSource | undefined = root
    for (const value of values) at = at instanceof Map ? at.get(value) : undefined
    return at instanceof Map ? undefined : at
  }

  const ofHeader = (header: { id: Scalar; channel: Scalar; provider: Scalar }, names: Names): RecordSource => {
    const { id, channel, provider } = header
    const values = [id, channel, provider]
    const known = find(own, values)
    if (known) return known
    const told = windowsSource(header, names)
    const source = keep(own, values, told)
    const few = headers.get(id) ?? []
    if (told.always && few.length < mostHeaders && kept < most) {
      headers.set(id, few)
      few.push({ channel, provider, source })
    }
    return source
  }

  return (get, names) => {
    const id = get('EventID')
    if (id !== undefined) {
      const channel = get('Channel')
      const provider = get('Provider_Name')
      if (channel !== undefined && provider !== undefined) {
        const few = headers.get(id)
        if (few)
          for (let i = 0; i < few.length; i++) {
            const one = few[i]
            if (one && one.channel === channel && one.provider === provider) return one.source
          }
        return ofHeader({ id, channel, provider }, names)
      }
    }
    if (isEcs(get)) {
      const values = askedOfEcs(get)
      return find(beats, values) ?? keep(beats, values, ecsSource(get, names))
    }
    if (id !== undefined || isOfTable(get)) {
      const values = askedOfTables(get)
      return find(tables, values) ?? keep(tables, values, tableSource(get, names))
    }
    const shape = shapeOf(get)
    return shape ? once(shapeSource(shape, get)) : nowhere
  }
}
