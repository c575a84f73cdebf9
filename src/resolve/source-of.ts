/** Sources of records, made of what is known of them. */
import { happenings, logSources } from '../data/telemetry/index.js'
import type { EventKind } from '../data/telemetry/types.js'
import type { Family } from '../model/rule.js'
import type { RecordSource, System } from './record-source.js'

interface Known {
  readonly names: Family
  readonly event: EventKind | undefined
  readonly others: readonly EventKind[]
  readonly logs: readonly string[]
  readonly product: string | undefined
  readonly os?: System | undefined
  readonly prefix?: string
  /** Words of ECS that the record has; a happening that has others is none of its. */
  readonly type?: string | undefined
  readonly action?: string | undefined
}

export function sourceOf(known: Known): RecordSource {
  const { names, event, others, logs, product, prefix = '' } = known
  const os = known.os ?? systemOf(product)
  const events = [...new Set(event ? [event, ...others] : others)]
  const told = new Set((event ? [event] : others).flatMap(({ key }) => happeningsOf(key, known)))
  const which = events.map(({ key, provider, channel, id }) => `${key} ${provider} ${channel} ${id}`)
  const key = [names, prefix, event ? 'one' : 'any', ...which, product, os, ...logs, ...told].join('|')
  return { key, event, events, happenings: told, names, logs, product, os, prefix }
}

const systems: Readonly<Record<string, System>> = { windows: 'windows', linux: 'linux', macos: 'macos' }

export const systemOf = (name: string | undefined): System | undefined =>
  name === undefined ? undefined : name === 'darwin' ? 'macos' : systems[name]

const byEvent = new Map<string, (typeof happenings)[number][]>()
for (const one of happenings) for (const key of one.events) byEvent.set(key, [...(byEvent.get(key) ?? []), one])

/** Those that an event tells of, by their names; where it tells of several, as far as its type and action allow. */
export function happeningsOf(key: string, { type, action }: Pick<Known, 'type' | 'action'> = {}): readonly string[] {
  const all = byEvent.get(key) ?? []
  const typed = all.length > 1 && type !== undefined ? all.filter((one) => one.type.includes(type)) : all
  const acted = typed.length > 1 && action !== undefined ? typed.filter((one) => one.action.includes(action)) : typed
  return acted.map(({ name }) => name)
}

/** Sigma's names of what is in some logs. */
export function sigmaLogs(events: readonly EventKind[]): readonly string[] {
  const keys = new Set(
    events.flatMap((event) => (event.id === null ? [event.key] : [event.key, event.key.split('/')[0] ?? ''])),
  )
  const rows = logSources.filter((row) => row.primary.some((key) => keys.has(key)))
  const named = rows.flatMap(({ product, category, service }) => [
    ...(product && service ? [`${product}.${service}`] : []),
    ...(service ? [service] : []),
    ...(category ? [category] : []),
    ...(product ? [product] : []),
  ])
  const exact = named.filter((name) => name.includes('.'))
  const products = events.map(({ product }) => product)
  return [...new Set([...exact, ...named, ...products])]
}
