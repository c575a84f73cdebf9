/** Sources of records that only their fields tell apart: a product's own JSON, lines of a log that someone took apart. */
import { shapes } from '../data/telemetry/index.js'
import type { Shape } from '../data/telemetry/shapes.js'
import type { EventKind } from '../data/telemetry/types.js'
import { eventsOf } from './log-sources.js'
import type { Get, RecordSource } from './record-source.js'
import { sigmaLogs, sourceOf } from './source-of.js'

export function shapeOf(get: Get): Shape | undefined {
  for (const shape of shapes) if (fits(shape, get)) return shape
  return undefined
}

function fits({ all, any }: Shape, get: Get): boolean {
  for (const name of all) if (get(name) === undefined) return false
  if (any.length === 0) return true
  for (const name of any) if (get(name) !== undefined) return true
  return false
}

const made = new Map<string, RecordSource>()

/** Logs that tell their records apart in a way that other tables ask about: the record type of auditd. */
export function shapeSource({ log }: Shape, get: Get): RecordSource {
  const type = log === 'auditd' ? String(get('type')).toLowerCase() : ''
  const known = made.get(`${log}/${type}`) ?? made.get(log)
  if (known) return known
  const [event] = type === '' ? [] : eventsOf([`${log}/${type}`])
  const source = ofLog(eventsOf([log]), event)
  made.set(event ? event.key : log, source)
  return source
}

function ofLog(others: readonly EventKind[], event: EventKind | undefined): RecordSource {
  const product = others[0]?.product
  const any = product === undefined ? [] : eventsOf([product]).filter(({ anyLog }) => anyLog)
  return sourceOf({ names: 'sigma', event, others: [...others, ...any], logs: sigmaLogs(others), product })
}
