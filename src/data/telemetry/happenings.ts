import { cellRows, words } from './table.js'

/** One kind of happening, as several products tell it, and what the families call it. */
export interface Happening {
  readonly name: string
  /** Keys of events; one that tells several kinds of happenings is in each. */
  readonly events: readonly string[]
  /** What ECS says of it. */
  readonly category: readonly string[]
  readonly type: readonly string[]
  readonly action: readonly string[]
  /** Values of Defender's `ActionType`. */
  readonly kusto: readonly string[]
}

/** Name, events, categories, types and actions of ECS, actions of Defender. */
const table = `
  process start | sysmon/1 security/4688 linux-sysmon/1 auditd/execve macos/notify_exec elastic-defend/process elastic-containers/process endgame/process sentinelone/process crowdstrike/processrollup2 jamf-protect/process defender-xdr/deviceprocessevents defender-xdr/deviceprocessevents/processcreated | process | start | start exec | ProcessCreated
  process end   | sysmon/5 security/4689 linux-sysmon/5 macos/notify_exit elastic-defend/process endgame/process crowdstrike/endofprocess | process | end | end |
  file creation | sysmon/11 linux-sysmon/11 macos/notify_create elastic-defend/file elastic-containers/file endgame/file sentinelone/file crowdstrike/file defender-xdr/devicefileevents defender-xdr/devicefileevents/filecreated | file | creation | creation | FileCreated
  file deletion | sysmon/23 sysmon/26 linux-sysmon/23 macos/notify_unlink elastic-defend/file elastic-containers/file endgame/file sentinelone/file defender-xdr/devicefileevents defender-xdr/devicefileevents/filedeleted | file | deletion | deletion | FileDeleted
  file renaming | kernel-file/27 kernel-file/19 macos/notify_rename elastic-defend/file endgame/file sentinelone/file defender-xdr/devicefileevents defender-xdr/devicefileevents/filerenamed | file | change | rename | FileRenamed
  registry value | sysmon/13 security/4657 elastic-defend/registry endgame/registry sentinelone/registry crowdstrike/registry defender-xdr/deviceregistryevents defender-xdr/deviceregistryevents/registryvalueset | registry | change | modification | RegistryValueSet
  registry key  | sysmon/12 elastic-defend/registry endgame/registry sentinelone/registry crowdstrike/registry defender-xdr/deviceregistryevents defender-xdr/deviceregistryevents/registrykeycreated defender-xdr/deviceregistryevents/registrykeydeleted defender-xdr/deviceregistryevents/registryvaluedeleted | registry | | |
  registry rename | sysmon/14 elastic-defend/registry defender-xdr/deviceregistryevents defender-xdr/deviceregistryevents/registrykeyrenamed | registry | change | rename | RegistryKeyRenamed
  connection    | sysmon/3 security/5156 linux-sysmon/3 elastic-defend/network elastic-containers/network endgame/network sentinelone/network crowdstrike/networkconnectip4 defender-xdr/devicenetworkevents defender-xdr/devicenetworkevents/connectionsuccess | network | start connection | connection_attempted connection_accepted | ConnectionSuccess
  name query    | sysmon/22 elastic-defend/dns endgame/dns sentinelone/dns crowdstrike/dnsrequest defender-xdr/deviceevents/dnsqueryresponse | network dns | protocol | lookup_requested | DnsQueryResponse
  library load  | sysmon/7 elastic-defend/library endgame/library sentinelone/module crowdstrike/classifiedmoduleload defender-xdr/deviceimageloadevents defender-xdr/deviceimageloadevents/imageloaded | library | start | load | ImageLoaded
  driver load   | sysmon/6 elastic-defend/driver endgame/driver sentinelone/driver crowdstrike/driverload defender-xdr/deviceevents/driverload | driver | start | load | DriverLoad
  remote thread | sysmon/8 defender-xdr/deviceevents/createremotethreadapicall | process | | | CreateRemoteThreadApiCall
  pipe          | sysmon/17 sysmon/18 defender-xdr/deviceevents/namedpipeevent | file | | | NamedPipeEvent
  logon         | security/4624 sentinelone/login crowdstrike/userlogon defender-xdr/devicelogonevents defender-xdr/devicelogonevents/logonsuccess | authentication | start | logged-in | LogonSuccess
  failed logon  | security/4625 defender-xdr/devicelogonevents defender-xdr/devicelogonevents/logonfailed | authentication | start | logon-failed | LogonFailed
`

export const happenings: readonly Happening[] = cellRows(table).map(
  ([name = '', events, category, type, action, kusto]) => ({
    name,
    events: words(events),
    category: words(category),
    type: words(type),
    action: words(action),
    kusto: words(kusto),
  }),
)
