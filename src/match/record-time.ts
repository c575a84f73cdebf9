import type { Millis } from '../model/rule.js'
import type { FlatRecord } from './record.js'
import { parseTime } from './time.js'

/** Fields that tell when a record came to be, by how surely they do. */
const names = [
  ...['@timestamp', '_time', 'SystemTime', 'TimeCreated_SystemTime', 'TimeCreated', 'TimeGenerated', 'Timestamp'],
  ...['UtcTime', 'eventTime', 'EventTime', 'event.created', 'timestamp', 'CreationTime', 'createdDateTime'],
  ...['activityDateTime', 'published', 'created_at', 'requestReceivedTimestamp', 'ts', 'datetime', 'time', 'date'],
]

/** The record's own time, in milliseconds since 1970. Undefined when it tells none. */
export function recordTime(record: FlatRecord): Millis | undefined {
  for (const name of names)
    for (const value of record.get(name) ?? []) {
      const time = parseTime(value)
      if (time !== undefined) return time
    }
  return undefined
}
