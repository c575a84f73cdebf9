import type { DataStream, Telemetry } from './types.js'

/** What Elastic's pipelines say of Sysmon's events, and what Winlogbeat calls them by their task. */
const sysmon = `
  sysmon/1    | process                | start               | Process Create (rule: ProcessCreate)
  + sysmon/5  | process                | end                 | Process terminated (rule: ProcessTerminate)
  + sysmon/7  | process                |                     | Image loaded (rule: ImageLoad) | library
  + sysmon/10 | process                | access              | Process accessed (rule: ProcessAccess)
  + sysmon/8  | process                |                     | CreateRemoteThread detected (rule: CreateRemoteThread)
  + sysmon/25 | process                |                     | Process Tampering (rule: ProcessTampering)
  sysmon/3    | network                | start connection    | Network connection detected (rule: NetworkConnect)
  + sysmon/22 | network                | info                | Dns query (rule: DnsQuery) | dns
  sysmon/6    | driver                 | start               | Driver loaded (rule: DriverLoad) | library
  sysmon/7    | library                | start               | load; Image loaded (rule: ImageLoad) | library
  sysmon/11   | file                   | creation change     | File created (rule: FileCreate)
  sysmon/23   | file                   | deletion            | File Delete archived (rule: FileDelete)
  sysmon/26   | file                   | deletion            | File Delete logged (rule: FileDeleteDetected)
  + sysmon/17 | file                   |                     | Pipe Created (rule: PipeEvent)
  + sysmon/18 | file                   |                     | Pipe Connected (rule: PipeEvent)
  sysmon/12   | registry configuration | creation deletion   | Registry object added or deleted (rule: RegistryEvent)
  sysmon/13   | registry configuration | change              | Registry value set (rule: RegistryEvent) | data
  sysmon/14   | registry configuration | change              | Registry object renamed (rule: RegistryEvent)
`

/** Ids of the Security log by the category, type and action that Elastic's pipeline gives them. */
const security = `
  security/4624   | authentication | start          | logged-in    | | success
  security/4625   | authentication | start          | logon-failed | | failure
  + security/4634 | authentication | end            | logged-out
  + security/4647 | authentication | end            | logged-out
  + security/4648 | authentication |                | logged-in-explicit
  + security/4768 | authentication |                | kerberos-authentication-ticket-requested
  + security/4769 | authentication |                | kerberos-service-ticket-requested
  + security/4770 | authentication |                | kerberos-service-ticket-renewed
  + security/4771 | authentication |                | kerberos-preauth-failed
  + security/4776 | authentication |                | credential-validated
  + security/4778 | authentication session |        | session-reconnected
  + security/4779 | authentication session |        | session-disconnected
  security/4688   | process        | start          | created-process; Process Creation
  + security/4689 | process        | end            | exited-process; Process Termination
  + security/4657 | registry configuration | change | registry-value-modified; Registry | data
  + security/4656 | file           |                | File System
  + security/4663 | file           |                | File System
  + security/5140 | network file   |                | network-share-object-accessed; File Share
  + security/5145 | network file   |                | network-share-object-access-checked; Detailed File Share
  + security/5156 | network        | connection     | windows-firewall-connection
  + security/5152 | network        | denied         | windows-firewall-packet-block
  + security/5157 | network        | denied         | windows-firewall-packet-drop; windows-firewall-connection-block
  + eventlog/1102 | iam            |                | audit-log-cleared
  + security/4672 | iam            | admin          | logged-in-special
  + security/4673 | iam            |                | privileged-service-called
  + security/4674 | iam            |                | privileged-operation
  + security/4697 | configuration iam | change      | service-installed
  + security/4698 | configuration iam | creation    | scheduled-task-created
  + security/4699 | configuration iam | deletion    | scheduled-task-deleted
  + security/4700 | configuration iam |             | scheduled-task-enabled
  + security/4701 | configuration iam |             | scheduled-task-disabled
  + security/4702 | configuration iam |             | scheduled-task-updated
  + security/4719 | configuration iam | change      | changed-audit-config
  + security/4720 | iam            | creation       | added-user-account
  + security/4722 | iam            |                | enabled-user-account
  + security/4723 | iam            |                | changed-password
  + security/4724 | iam            |                | reset-password
  + security/4725 | iam            |                | disabled-user-account
  + security/4726 | iam            | deletion       | deleted-user-account
  + security/4727 | iam            | creation       | added-group-account
  + security/4728 | iam            |                | added-member-to-group
  + security/4729 | iam            |                | removed-member-from-group
  + security/4730 | iam            | deletion       | deleted-group-account
  + security/4731 | iam            | creation       | added-group-account
  + security/4732 | iam            |                | added-member-to-group
  + security/4733 | iam            |                | removed-member-from-group
  + security/4734 | iam            | deletion       | deleted-group-account
  + security/4735 | iam            |                | modified-group-account
  + security/4737 | iam            |                | modified-group-account
  + security/4738 | iam            | change         | modified-user-account
  + security/4740 | iam            |                | locked-out-user-account
  + security/4741 | iam            | creation       | added-computer-account
  + security/4742 | iam            |                | changed-computer-account
  + security/4743 | iam            | deletion       | deleted-computer-account
  + security/4754 | iam            | creation       | added-group-account
  + security/4755 | iam            |                | modified-group-account
  + security/4756 | iam            |                | added-member-to-group
  + security/4757 | iam            |                | removed-member-from-group
  + security/4758 | iam            | deletion       | deleted-group-account
  + security/4767 | iam            |                | unlocked-user-account
  + security/4781 | iam            | change         | renamed-user-account
  + security/4798 | iam            | info           | group-membership-enumerated
  + security/4799 | iam            | info           | user-member-enumerated
  + security/5136 | configuration  |                | Directory Service Changes; directory-service-object-modified
  + security/5137 | configuration  |                | Directory Service Changes; directory-service-object-created
  + security/4662 | configuration  |                | Directory Service Access; object-operation-performed
`

const script = 'powershell/4104 | process | info | | script'

const windows = { id: 'code', providers: true, os: ['windows'] } as const

/** Channels that have a data stream of their own, and the log of each. */
const channels: readonly (readonly [dataset: string, log: string])[] = [
  ['windows.applocker_exe_and_dll', 'applocker-exe'],
  ['windows.applocker_msi_and_script', 'applocker-script'],
  ['windows.applocker_packaged_app_deployment', 'applocker-package-deployment'],
  ['windows.applocker_packaged_app_execution', 'applocker-package-execution'],
  ['windows.windows_defender', 'defender'],
  ['windows.microsoft_dnsserver_analytical', 'dns-server-analytic'],
  ['windows.microsoft_dnsserver_audit', 'dns-server-audit'],
  ['windows.printservice_operational', 'print-service-operational'],
  ['windows.printservice_admin', 'print-service-admin'],
]

const streams: readonly DataStream[] = [
  { ...windows, name: 'windows.sysmon_operational', logs: ['sysmon'], kinds: sysmon, modules: ['sysmon'] },
  { ...windows, name: 'windows.sysmon', logs: ['sysmon'], kinds: sysmon, modules: ['sysmon'] },
  { ...windows, name: 'system.security', logs: ['security'], kinds: security, modules: ['security'] },
  {
    ...windows,
    name: 'windows.powershell_operational',
    logs: ['powershell'],
    kinds: `+ ${script}`,
    modules: ['powershell'],
  },
  {
    ...windows,
    name: 'windows.powershell',
    logs: ['powershell-classic'],
    kinds: `
      + powershell-classic/400 | process | | Engine Lifecycle
      + powershell-classic/403 | process | | Engine Lifecycle
      + powershell-classic/800 | process | | Pipeline Execution Details
    `,
    modules: ['powershell'],
  },
  { ...windows, name: 'system.system', logs: ['system'] },
  { ...windows, name: 'system.application', logs: ['application'] },
  ...channels.map(([name, log]): DataStream => ({ ...windows, name, logs: [log] })),
]

/** Windows event logs as Elastic Agent and Winlogbeat ship them. Their events are those that Sigma rules know. */
export const elasticWindows: Telemetry = {
  sources: [],
  logSources: [],
  streams,
  gatherings: ['winlogbeat', 'windows.forwarded', 'winlog.winlog'].map((name) => ({
    name,
    streams: streams.map((stream) => stream.name),
    log: 'windows',
  })),
}
