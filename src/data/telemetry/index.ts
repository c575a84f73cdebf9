/** Everything the catalog knows of telemetry. A new source is a file beside this one and a line in `tables`. */

import { application } from './application.js'
import { applications } from './applications.js'
import { auditd } from './auditd.js'
import { aws } from './aws.js'
import { azure } from './azure.js'
import { codeHosting } from './code-hosting.js'
import { defender } from './defender.js'
import { elastic } from './elastic.js'
import { elasticCloud } from './elastic-cloud.js'
import { elasticDefend } from './elastic-defend.js'
import { elasticEndpoints } from './elastic-endpoints.js'
import { elasticHosts } from './elastic-hosts.js'
import { elasticNetwork } from './elastic-network.js'
import { elasticWindows } from './elastic-windows.js'
import { google } from './google.js'
import { identity } from './identity.js'
import { kubernetes } from './kubernetes.js'
import { kusto } from './kusto.js'
import { kustoXdr } from './kusto-xdr.js'
import { linux } from './linux.js'
import { m365 } from './m365.js'
import { macos } from './macos.js'
import { network } from './network.js'
import { powershell } from './powershell.js'
import { security } from './security.js'
import { splunk } from './splunk.js'
import { sysmon } from './sysmon.js'
import { system } from './system.js'
import { expand } from './table.js'
import type { DataStream, EventKind, Gathering, LogSource, NamedLog, Telemetry } from './types.js'
import { web } from './web.js'
import { windowsAdmin } from './windows-admin.js'
import { windowsApps } from './windows-apps.js'
import { windowsNetwork } from './windows-network.js'
import { zeek } from './zeek.js'

const tables: readonly Telemetry[] = [
  sysmon,
  security,
  powershell,
  defender,
  system,
  application,
  windowsApps,
  windowsNetwork,
  windowsAdmin,
  linux,
  auditd,
  macos,
  aws,
  azure,
  m365,
  google,
  identity,
  codeHosting,
  kubernetes,
  network,
  zeek,
  web,
  applications,
  elasticDefend,
  elasticWindows,
  elasticEndpoints,
  elasticHosts,
  elasticNetwork,
  elasticCloud,
  elastic,
  kustoXdr,
  kusto,
  splunk,
]

export const eventKinds: readonly EventKind[] = tables.flatMap((table) => table.sources.flatMap(expand))
export const logSources: readonly LogSource[] = tables.flatMap((table) => table.logSources)

/** In the order in which their events are told. */
export const dataStreams: readonly DataStream[] = tables.flatMap((table) => table.streams ?? [])
export const gatherings: readonly Gathering[] = tables.flatMap((table) => table.gatherings ?? [])
/** How Splunk's and Kusto's rules name logs. */
export const namedLogs: readonly NamedLog[] = tables.flatMap((table) => table.named ?? [])
export { topics } from './elastic.js'
export { happenings } from './happenings.js'
export { shapes } from './shapes.js'
