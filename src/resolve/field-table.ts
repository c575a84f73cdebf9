/** The rows of data/fields as tables to look names up in, one a family. */
import {
  type FieldRow,
  type FieldType,
  fieldRows,
  nameRules,
  type Relation,
  relations,
  routingNames,
} from '../data/fields/index.js'
import type { Family } from '../model/rule.js'

export interface Canonical {
  readonly name: string
  readonly relation: Relation
  readonly type: FieldType
  /** Says which telemetry is meant, not what to look for in it. */
  readonly routing: boolean
  /** The written field is kept without the case of letters, so no rule can mind it. */
  readonly caseless?: true
  /** For `map`: values in lower case, and what the canonical field has instead. */
  readonly values?: ReadonlyMap<string, string>
}

/** One of the names of a row: `source.ip@system.security`, `process.args:token`. */
export interface Name {
  readonly written: string
  readonly log?: string
  readonly relation: string
}

export function namesOf(row: FieldRow, family: Family): Name[] {
  const names = (row[family] ?? '').split(' ').filter((name) => name !== '')
  return names.map((name) => {
    const [left = '', relation = 'exact'] = name.split(':')
    // A name may begin with the sign, as `@timestamp` does.
    const at = left.indexOf('@', 1)
    return at < 0 ? { written: left, relation } : { written: left.slice(0, at), log: left.slice(at + 1), relation }
  })
}

export interface FieldTable {
  /** By `name`, and by `name@log` where only that log is meant. */
  readonly names: ReadonlyMap<string, Canonical>
  /** The logs that some name is special to. */
  readonly logs: ReadonlySet<string>
  /** Whether a name that has no row only says which telemetry is meant. */
  routes(written: string): boolean
}

function tableOf(family: Family): FieldTable {
  const names = new Map<string, Canonical>()
  const logs = new Set(nameRules[family].flatMap(({ within }) => within ?? []))
  for (const row of fieldRows)
    for (const { written, log, relation } of namesOf(row, family)) {
      if (log) logs.add(log)
      names.set(log ? `${written}@${log}` : written, canonicalOf(row, relation))
    }
  for (const row of fieldRows) if (!names.has(row.name)) names.set(row.name, canonicalOf(row, 'exact'))
  return { names, logs, routes: routesOf(routingNames[family]) }
}

function canonicalOf({ name, type, routing, values }: FieldRow, written: string): Canonical {
  const relation = relations.find((one) => one === written)
  if (!relation) throw new Error(`The relation "${written}" of ${name} is not known.`)
  const mapped = relation === 'map' && values ? { values: new Map(Object.entries(values)) } : {}
  return { name, relation, type, routing: routing === true, ...(relation === 'word' && { caseless: true }), ...mapped }
}

function routesOf(patterns: string): (written: string) => boolean {
  const all = patterns.split(' ').filter((name) => name !== '')
  const names = new Set(all.filter((name) => !name.endsWith('*')))
  const starts = all.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1))
  return (written) => names.has(written) || starts.some((start) => written.startsWith(start))
}

export const fieldTables: Readonly<Record<Family, FieldTable>> = {
  sigma: tableOf('sigma'),
  elastic: tableOf('elastic'),
  splunk: tableOf('splunk'),
  kusto: tableOf('kusto'),
}
