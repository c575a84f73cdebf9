/** What the names mean by which Splunk's and Kusto's rules call logs: tables, data models, macros, sources. */
import { eventKinds, namedLogs } from '../data/telemetry/index.js'
import { unlisted } from '../data/telemetry/table.js'
import type { EventKind, NamedLog, Route } from '../data/telemetry/types.js'
import { globs } from './cells.js'
import { eventsOf } from './log-sources.js'

export interface Log {
  /** Single events, or whole logs. */
  readonly primary: readonly EventKind[]
  readonly alternatives: readonly EventKind[]
  readonly route?: Route
  /** Operations, lower case, that are the records of another log. */
  readonly elsewhere: ReadonlyMap<string, EventKind>
  /** That its records are these events is our conclusion. */
  readonly inferred: boolean
}

type Named = NamedLog['family']

export type Written = Readonly<Record<string, string>>

const known: Readonly<Record<Named, Map<string, Log>>> = { splunk: new Map(), kusto: new Map() }
for (const row of namedLogs) for (const name of row.names.split(';')) known[row.family].set(name.trim(), logOf(row))

function logOf({ primary, alternatives, route, elsewhere, inferred }: NamedLog): Log {
  const others = Object.entries(elsewhere ?? {}).flatMap(([operation, key]) =>
    eventsOf([key]).map((event): [string, EventKind] => [operation, event]),
  )
  return {
    primary: eventsOf(primary),
    alternatives: eventsOf(alternatives),
    ...(route && { route }),
    elsewhere: new Map(others),
    inferred: inferred === true,
  }
}

const [anySplunk] = eventsOf(['splunk'])
const [anyTable] = eventsOf(['kusto'])
const [anyWindows] = eventsOf(['windows'])

const bare = (event: EventKind | undefined, inferred: boolean): Log => ({
  primary: event ? [event] : [],
  alternatives: [],
  elsewhere: new Map(),
  inferred,
})

/** The log of a name alone, in any case; undefined when no table has it. */
export const namedLog = (family: Named, name: string): Log | undefined => known[family].get(name.toLowerCase())

/** What stands for a data source of Splunk that no table has. */
export const unnamed = (name: string): Log => bare(anySplunk && named(anySplunk, name), false)

const memo: Readonly<Record<Named, Map<string, readonly Log[]>>> = { splunk: new Map(), kusto: new Map() }

/** The logs that a source of a rule names, none when it reads no log. */
export function logsOf(family: Named, written: Written): readonly Log[] {
  const mark = JSON.stringify(written)
  const found = memo[family].get(mark) ?? (family === 'splunk' ? splunkLogs(written) : kustoLogs(written))
  memo[family].set(mark, found)
  return found
}

/** More logs than this that a pattern happens to fit say less than any log. */
const mostFitting = 64

function fitting(family: Named, pattern: string): readonly Log[] {
  const fits = globs(pattern)
  const logs = new Set([...known[family]].flatMap(([name, log]) => (fits(name) ? [log] : [])))
  return logs.size <= mostFitting ? [...logs] : []
}

function kustoLogs({ table }: Written): readonly Log[] {
  if (table === undefined) return []
  const name = table.toLowerCase()
  const parser = parserOf(name)
  const found = known.kusto.get(name) ?? (parser === undefined ? undefined : known.kusto.get(`_im_${parser}`))
  if (found) return [found]
  const wild = name.includes('*') ? fitting('kusto', name) : []
  if (wild.length > 0) return wild
  return [bare(name.includes('*') ? anyTable : anyTable && named(anyTable, table), name.includes('*'))]
}

/**
 * The parser of ASIM that a table is read through, as `dns` for `_Im_Dns`, `vimDnsMicrosoft` and `ASimDnsActivityLogs`;
 * undefined for other tables.
 */
export function parserOf(table: string): string | undefined {
  const [, rest] = /^(?:_im_|_asim_|asim|vim|im)(.+)$/.exec(table.toLowerCase()) ?? []
  if (rest === undefined) return undefined
  const parsers = [...known.kusto.keys()].flatMap((name) =>
    name.startsWith('_im_') ? [name.slice('_im_'.length)] : [],
  )
  return parsers.filter((parser) => rest.startsWith(parser)).sort((a, b) => b.length - a.length)[0]
}

/** The most telling first. */
const splunkKeys = ['datamodel', 'macro', 'eventtype', 'source', 'sourcetype', 'index'] as const
/** The most telling name of what no table has. */
const splunkNames = ['datamodel', 'sourcetype', 'source', 'eventtype', 'macro'] as const

const split = (names: string | undefined): string[] => (names ? names.split(', ') : [])

function splunkLogs(written: Written): readonly Log[] {
  for (const key of splunkKeys) {
    const find = key === 'datamodel' ? nodeLog : splunkLog
    const found = split(written[key]).flatMap((name) => find(name.toLowerCase()))
    if (found.length > 0) return [...new Set(found)]
  }
  const names = splunkNames.map((key) => split(written[key])).find((each) => each.length > 0)
  if (!names) return written.command === undefined ? [bare(anySplunk, true)] : []
  return names.map((name) => bare(anySplunk && named(anySplunk, name), written.macro === name))
}

function splunkLog(name: string): readonly Log[] {
  const found = known.splunk.get(name)
  if (found) return [found]
  const [, channel] = /^(?:xml)?wineventlog:(.+)$/.exec(name) ?? []
  if (channel !== undefined) return [ofChannel(channel)]
  return /[a-z].*\*|\*.*[a-z]/.test(name) ? fitting('splunk', name) : []
}

/** A node of a data model; of one that has no row what its model is, or what its name is the end of. */
function nodeLog(name: string): readonly Log[] {
  const [model = ''] = name.split('.')
  const found =
    known.splunk.get(name) ??
    known.splunk.get(model) ??
    [...known.splunk].find(([other, log]) => log.inferred && other.endsWith(`.${name}`))?.[1]
  return found ? [found] : []
}

const channels = eventKinds.filter(({ product, id, anyLog }) => product === 'windows' && id === null && !anyLog)

/** A channel of Windows, or several by a pattern. */
function ofChannel(channel: string): Log {
  const fits = channel.includes('*') ? globs(channel) : (name: string) => name === channel
  const found = channels.filter((event) => fits(event.channel.toLowerCase()))
  const own = found.length > 0 ? found : anyWindows ? [{ ...named(anyWindows, channel), channel }] : []
  const route = known.splunk.get('wineventlog')?.route
  return { primary: own, alternatives: [], elsewhere: new Map(), inferred: false, ...(route && { route }) }
}

/** A log that no table has: all that is known is its name. */
const named = (any: EventKind, name: string): EventKind => ({
  ...unlisted(any, null, name),
  channel: name,
  title: `Record of ${name}`,
  sample: any.sample,
})
