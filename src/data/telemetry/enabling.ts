/**
 * How telemetry is turned on, where that can be said. By key of an event, of the log it stands in, or of what their keys
 * begin with: `enablingOf` takes the closest. What is not known is not here.
 */
import { auditPolicy } from './enabling-audit.js'
import { cloud } from './enabling-cloud.js'
import { hosts } from './enabling-hosts.js'
import { sysmonSettings } from './enabling-sysmon.js'
import type { Enabling } from './enabling-types.js'

export type { Enabling }

const rows: ReadonlyMap<string, Enabling> = new Map(
  [auditPolicy, sysmonSettings, hosts, cloud].flatMap((table) => Object.entries(table)),
)

/** Of `powershell/4104`: its own row, else that of `powershell`; undefined when neither is known. */
export function enablingOf(key: string): Enabling | undefined {
  for (let name = key; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('/')))) {
    const row = rows.get(name)
    if (row) return row
  }
  return undefined
}

/** The keys that have a row, for the test that they are keys of the tables. */
export const enablingKeys = (): Iterable<string> => rows.keys()
