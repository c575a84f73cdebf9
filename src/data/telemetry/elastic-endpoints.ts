import type { Telemetry } from './types.js'

const base =
  '@timestamp:date event.category event.type event.action event.kind host.name host.os.type process.name user.name'
const actor = 'process.pid:integer process.name process.executable:path process.command_line user.name user.domain'
const file = 'file.path:path file.name file.extension'
const registry = 'registry.path:path registry.key:path registry.value registry.data.strings'
const flow = 'source.ip:ip source.port:integer destination.ip:ip destination.port:integer network.transport'
const parent = 'process.args process.parent.name process.parent.executable:path process.parent.command_line'

const device = 'Timestamp:date DeviceId DeviceName ActionType ReportId:integer'
const initiating =
  'InitiatingProcessFileName InitiatingProcessFolderPath:path InitiatingProcessCommandLine InitiatingProcessId:integer InitiatingProcessSHA256:hash InitiatingProcessAccountName InitiatingProcessAccountDomain InitiatingProcessParentFileName'

const at = { '@timestamp': '2025-03-11T09:24:17.318Z', 'host.name': 'WS-0142', 'host.os.type': 'windows' }
const acting = { ...at, 'process.name': 'cmd.exe', 'user.name': 'a.reyes' }
const seen = { Timestamp: '2025-03-11T09:24:17.318Z', DeviceName: 'ws-0142.corp.example' }

/** Endpoint products of others whose records Elastic's integrations bring into ECS. */
export const elasticEndpoints: Telemetry = {
  sources: [
    {
      key: 'endgame',
      product: 'endgame',
      provider: 'Elastic Endgame',
      also: ['endgame'],
      label: 'Elastic Endgame',
      channel: 'endgame-*',
      log: 'Events of Elastic Endgame',
      logVerified: false,
      fields: `${base} event.module endgame.event_type_full endgame.event_subtype_full endgame.metadata.type`,
      events: `
        process?  | Process events      | ${actor} ${parent}
        file?     | File events         | ${actor} ${file}
        registry? | Registry events     | ${actor} ${registry}
        network?  | Network events      | ${actor} ${flow}
        dns?      | DNS events          | ${actor} dns.question.name
        library?  | Image load events   | ${actor} dll.path:path dll.name
        driver?   | Driver load events  | dll.path:path dll.name
        security? | Security events     | ${actor}
        behavior_protection_event? | Adversary behavior           |
        cred_theft_event?          | Credential dumping           |
        exploit_event?             | Exploit                      |
        file_classification_event? | Malware                      |
        kernel_shellcode_event?    | Process injection            |
        ransomware_event?          | Ransomware                   |
        token_manipulation_event?  | Credential manipulation      |
        token_protection_event?    | Permission theft             |
      `,
      open: true,
      samples: { log: { ...acting, 'event.module': 'endgame' } },
    },
    {
      key: 'sentinelone',
      product: 'sentinelone',
      provider: 'SentinelOne',
      label: 'SentinelOne',
      channel: 'Cloud Funnel',
      log: 'Events of the Cloud Funnel',
      logVerified: false,
      fields: base,
      events: `
        process?  | Process events           | ${actor} ${parent}
        file?     | File events              | ${actor} ${file}
        registry? | Registry events          | ${actor} ${registry}
        network?  | IP events                | ${actor} ${flow}
        dns?      | DNS events               | ${actor} dns.question.name
        module?   | Module load events       | ${actor} dll.path:path dll.name
        driver?   | Driver load events       | ${actor} file.path:path
        login?    | Login events             | user.name source.ip:ip
      `,
      open: true,
      samples: { log: acting },
    },
    {
      key: 'crowdstrike',
      named: { id: 'event.action' },
      product: 'crowdstrike',
      provider: 'CrowdStrike Falcon',
      also: ['CrowdStrike'],
      label: 'CrowdStrike',
      channel: 'Falcon Data Replicator',
      log: 'Events of the Falcon sensor',
      logVerified: false,
      fields: base,
      events: `
        ProcessRollup2?       | Process execution               | ${actor} ${parent}
        EndOfProcess?         | End of a process                | ${actor}
        file?                 | File events                     | ${actor} ${file}
        registry?             | Registry events                 | ${actor} ${registry}
        NetworkConnectIP4?    | Outgoing network connection     | ${actor} ${flow}
        DnsRequest?           | DNS request                     | ${actor} dns.question.name
        ClassifiedModuleLoad? | Module load                     | ${actor} dll.path:path dll.name
        DriverLoad?           | Driver load                     | file.path:path file.name
        UserLogon?            | Logon of a user                 | user.name user.domain
      `,
      open: true,
      samples: { log: acting, ProcessRollup2: { ...acting, 'event.action': 'ProcessRollup2', 'event.type': 'start' } },
    },
    {
      key: 'defender-xdr',
      named: { id: 'ActionType' },
      product: 'defender-xdr',
      provider: 'Microsoft Defender XDR',
      label: 'Defender XDR',
      channel: 'advanced hunting tables',
      log: 'Any table of advanced hunting',
      logVerified: false,
      fields: 'Timestamp:date',
      events: `
        DeviceProcessEvents    | Process creation and related events                           | ${device} FileName FolderPath:path ProcessCommandLine ProcessId:integer ProcessVersionInfoOriginalFileName SHA256:hash SHA1:hash MD5:hash AccountName AccountDomain AccountSid:sid ${initiating}
        DeviceFileEvents       | File creation, modification, and other file system events     | ${device} FileName FolderPath:path SHA256:hash PreviousFileName PreviousFolderPath:path FileOriginUrl ${initiating}
        DeviceRegistryEvents   | Creation and modification of registry entries                 | ${device} RegistryKey:path RegistryValueName RegistryValueData RegistryValueType PreviousRegistryKey:path PreviousRegistryValueData ${initiating}
        DeviceNetworkEvents    | Network connection and related events                         | ${device} RemoteIP:ip RemotePort:integer RemoteUrl LocalIP:ip LocalPort:integer Protocol ${initiating}
        DeviceImageLoadEvents  | DLL loading events                                            | ${device} FileName FolderPath:path SHA256:hash ${initiating}
        DeviceLogonEvents      | Sign-ins and other authentication events on devices           | ${device} AccountName AccountDomain LogonType RemoteIP:ip RemoteDeviceName FailureReason ${initiating}
        DeviceEvents           | Multiple event types, including events triggered by security controls | ${device} FileName FolderPath:path AdditionalFields RemoteUrl ${initiating}
      `,
      open: true,
      samples: {
        log: { Timestamp: '2025-03-11T09:24:17.318Z' },
        DeviceProcessEvents: {
          ...seen,
          ActionType: 'ProcessCreated',
          FileName: 'cmd.exe',
          FolderPath: 'C:\\Windows\\System32\\cmd.exe',
          ProcessCommandLine: 'cmd.exe /c whoami',
          InitiatingProcessFileName: 'winword.exe',
        },
        DeviceFileEvents: { ...seen, ActionType: 'FileCreated', FileName: 'setup.exe' },
        DeviceRegistryEvents: { ...seen, ActionType: 'RegistryValueSet', RegistryValueName: 'Sync' },
        DeviceNetworkEvents: { ...seen, ActionType: 'ConnectionSuccess', RemoteIP: '198.51.100.24', RemotePort: '443' },
        DeviceImageLoadEvents: { ...seen, ActionType: 'ImageLoaded', FileName: 'helper.dll' },
        DeviceLogonEvents: { ...seen, ActionType: 'LogonSuccess', AccountName: 'a.reyes', LogonType: 'Network' },
        DeviceEvents: { ...seen, ActionType: 'DriverLoad', FileName: 'vendor.sys' },
      },
    },
  ],
  logSources: [],
  streams: [
    {
      name: 'endgame',
      logs: ['endgame'],
      id: 'action',
      kinds: `
        endgame/process  | process  | | exec_event; creation_event; fork_event; termination_event
        endgame/file     | file
        endgame/registry | registry | | | data
        endgame/network  | network
        + endgame/dns    | network dns | | request_event | dns
        endgame/library  | library  | | | library
        endgame/driver   | driver   | | | library
        endgame/security | authentication session iam
      `,
    },
    {
      name: 'sentinel_one_cloud_funnel.event',
      logs: ['sentinelone'],
      kinds: `
        sentinelone/process  | process
        sentinelone/file     | file
        sentinelone/registry | registry | | | data
        sentinelone/network  | network
        + sentinelone/dns    | network dns | | | dns
        sentinelone/module   | library | | | library
        sentinelone/driver   | driver
        sentinelone/login    | authentication
      `,
    },
    {
      name: 'crowdstrike.fdr',
      logs: ['crowdstrike'],
      kinds: `
        crowdstrike/processrollup2       | process  | start | ProcessRollup2
        + crowdstrike/endofprocess       | process  | end   | EndOfProcess
        crowdstrike/file                 | file
        crowdstrike/registry             | registry | | | data
        crowdstrike/networkconnectip4    | network  | | NetworkConnectIP4
        + crowdstrike/dnsrequest         | network dns | | DnsRequest | dns
        crowdstrike/classifiedmoduleload | library  | | ClassifiedModuleLoad | library
        crowdstrike/driverload           | driver   | | DriverLoad
        crowdstrike/userlogon            | authentication | | UserLogon
      `,
    },
    {
      name: 'm365_defender.event',
      logs: ['defender-xdr'],
      kinds: `
        defender-xdr/deviceprocessevents   | process
        defender-xdr/devicefileevents      | file
        defender-xdr/deviceregistryevents  | registry | | | data
        defender-xdr/devicenetworkevents   | network
        defender-xdr/deviceimageloadevents | library | | | library
        defender-xdr/devicelogonevents     | authentication
        defender-xdr/deviceevents          | driver api
      `,
    },
  ],
}
