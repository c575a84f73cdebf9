import { cellRows } from './table.js'
import type { NamedLog, Source, Telemetry } from './types.js'

const seen = { Timestamp: '2025-03-11T09:24:17.318Z' }
const on = { ...seen, DeviceName: 'ws-0142.corp.example' }
const device = 'Timestamp:date DeviceId DeviceName ActionType'
const acting = 'InitiatingProcessFileName InitiatingProcessFolderPath:path InitiatingProcessCommandLine'

/** What a table tells apart by `ActionType`: its name, its fields, and a line each for the actions that rules name. */
const actions: readonly (readonly [table: string, fields: string, events: string])[] = [
  [
    'DeviceProcessEvents',
    `${device} FileName FolderPath:path ProcessCommandLine AccountName ${acting}`,
    `
    ProcessCreated?                          | A process was created
    OpenProcess?                             | A process was opened
    ProcessCreatedUsingWmiQuery?             | A process was created through WMI
  `,
  ],
  [
    'DeviceFileEvents',
    `${device} FileName FolderPath:path SHA256:hash ${acting}`,
    `
    FileCreated?                             | A file was created
    FileDeleted?                             | A file was deleted
    FileModified?                            | A file was changed
    FileRenamed?                             | A file was renamed
  `,
  ],
  [
    'DeviceRegistryEvents',
    `${device} RegistryKey:path RegistryValueName RegistryValueData ${acting}`,
    `
    RegistryKeyCreated?                      | A registry key was created
    RegistryKeyDeleted?                      | A registry key was deleted
    RegistryKeyRenamed?                      | A registry key was renamed
    RegistryValueDeleted?                    | A registry value was deleted
    RegistryValueSet?                        | A registry value was set
  `,
  ],
  [
    'DeviceNetworkEvents',
    `${device} RemoteIP:ip RemotePort:integer RemoteUrl LocalIP:ip LocalPort:integer Protocol ${acting}`,
    `
    ConnectionAcknowledged?                  | A connection was acknowledged
    ConnectionAttempt?                       | A connection was tried
    ConnectionFailed?                        | A connection failed
    ConnectionFound?                         | An open connection was found
    ConnectionRequest?                       | A connection was requested
    ConnectionSuccess?                       | A connection was made
    ConnectionSuccessAggregatedReport?       | Many connections were made
    DnsConnectionInspected?                  | DNS traffic was inspected
    FtpConnectionInspected?                  | FTP traffic was inspected
    HttpConnectionInspected?                 | HTTP traffic was inspected
    IcmpConnectionInspected?                 | ICMP traffic was inspected
    InboundConnectionAccepted?               | A connection from outside was accepted
    InboundConnectionAttempt?                | A connection from outside was tried
    ListeningConnectionCreated?              | A process began to listen
    NetworkSignatureInspected?               | Traffic met a signature
    SshConnectionInspected?                  | SSH traffic was inspected
    SslConnectionInspected?                  | TLS traffic was inspected
  `,
  ],
  [
    'DeviceImageLoadEvents',
    `${device} FileName FolderPath:path SHA256:hash ${acting}`,
    `
    ImageLoaded?                             | A library was loaded
  `,
  ],
  [
    'DeviceLogonEvents',
    `${device} AccountName AccountDomain LogonType RemoteIP:ip RemoteDeviceName ${acting}`,
    `
    LogonAttempted?                          | A logon was tried
    LogonFailed?                             | A logon failed
    LogonSuccess?                            | A logon succeeded
  `,
  ],
  [
    'DeviceEvents',
    `${device} FileName FolderPath:path AdditionalFields RemoteUrl ${acting}`,
    `
    AntivirusDetection?                      | The antivirus found a threat
    AntivirusReport?                         | The antivirus reported a threat
    AmsiScriptDetection?                     | A script was found malicious by AMSI
    AppControlCodeIntegrityPolicyBlocked?    | Application control blocked code
    BrowserLaunchedToOpenUrl?                | A browser was started to open a link
    ControlledFolderAccessViolationBlocked?  | A change in a protected folder was blocked
    CreateRemoteThreadApiCall?               | A thread was created in another process
    DnsQueryResponse?                        | A DNS query was answered
    DpapiAccessed?                           | Saved secrets were decrypted
    DriverLoad?                              | A driver was loaded
    ExploitGuardNetworkProtectionBlocked?    | Network protection blocked a connection
    GetClipboardData?                        | The clipboard was read
    LdapSearch?                              | An LDAP search was run
    LogonRightsSettingEnabled?               | Interactive logon was allowed
    NamedPipeEvent?                          | A named pipe was created or opened
    NtAllocateVirtualMemoryApiCall?          | Memory was allocated in a process
    NtAllocateVirtualMemoryRemoteApiCall?    | Memory was allocated in another process
    NtMapViewOfSectionRemoteApiCall?         | Memory was mapped into another process
    OpenProcessApiCall?                      | A process was opened
    PnpDeviceConnected?                      | A device was plugged in
    PowerShellCommand?                       | A PowerShell command was run
    ProcessPrimaryTokenModified?             | The token of a process was changed
    QueueUserApcRemoteApiCall?               | A call was queued in another process
    ReadProcessMemoryApiCall?                | The memory of another process was read
    RemovableStorageFileEvent?               | A file on removable storage was used
    ScheduledTaskCreated?                    | A scheduled task was created
    ScheduledTaskDeleted?                    | A scheduled task was deleted
    ScheduledTaskUpdated?                    | A scheduled task was changed
    ScreenshotTaken?                         | A screenshot was taken
    ScriptContent?                           | A script was read
    SecurityLogCleared?                      | The security log was cleared
    SensitiveFileRead?                       | A sensitive file was read
    ServiceInstalled?                        | A service was installed
    SmartScreenAppWarning?                   | SmartScreen warned of an application
    SmartScreenUrlWarning?                   | SmartScreen warned of a site
    SmartScreenUserOverride?                 | A warning of SmartScreen was overridden
    TamperingAttempt?                        | A change of Defender's settings was tried
    UsbDriveMounted?                         | A USB drive was mounted
    UserAccountAddedToLocalGroup?            | An account was added to a local group
    UserAccountCreated?                      | A local account was created
    UserAccountDeleted?                      | A local account was deleted
    UserAccountModified?                     | A local account was changed
    WriteToLsassProcessMemory?               | The memory of LSASS was written to
  `,
  ],
]

/** Further tables of advanced hunting, each with what a record is and its fields. */
const tables = `
  AADSignInEventsBeta?        | Sign-in to Entra ID                     | Timestamp:date AccountUpn Application ErrorCode:integer IPAddress:ip Country
  AADSpnSignInEventsBeta?     | Sign-in of a service principal          | Timestamp:date ServicePrincipalName ErrorCode:integer IPAddress:ip
  AIAgentsInfo?               | Agent of Copilot Studio                 | Timestamp:date AIAgentId AIAgentName
  AlertEvidence?              | Evidence of an alert                    | Timestamp:date AlertId Title EntityType EvidenceRole
  AlertInfo?                  | Alert                                   | Timestamp:date AlertId Title Category Severity ServiceSource
  BehaviorEntities?           | Entity of a behavior                    | Timestamp:date BehaviorId ActionType EntityType
  BehaviorInfo?               | Behavior                                | Timestamp:date BehaviorId ActionType Description
  CampaignInfo?               | Mail campaign                           | Timestamp:date CampaignId CampaignName CampaignType NetworkMessageId
  CloudAppEvents?             | Activity in a cloud application         | Timestamp:date ActionType Application AccountObjectId AccountDisplayName IPAddress:ip CountryCode RawEventData
  CloudAuditEvents?           | Audit record of a cloud                 | Timestamp:date ActionType OperationName IPAddress:ip
  CloudDnsEvents?             | DNS query in a cloud                    | Timestamp:date DnsQuery QueryType
  CloudPolicyEnforcementEvents? | Decision of a policy in a cloud       | Timestamp:date ActionType PolicyName
  CloudProcessEvents?         | Process in a container                  | Timestamp:date ActionType ProcessName ProcessCommandLine
  CloudStorageAggregatedEvents? | Activity in cloud storage             | Timestamp:date OperationNamesList IPAddress:ip
  DataSecurityBehaviors?      | Behavior with data                      | Timestamp:date ActionType Description
  DataSecurityEvents?         | Activity with data                      | Timestamp:date ActionType AccountUpn
  DeviceBaselineComplianceAssessment? | Check against a baseline        | Timestamp:date DeviceName IsCompliant:boolean
  DeviceBaselineComplianceAssessmentKB? | Check of a baseline           | ConfigurationId ConfigurationName
  DeviceBaselineComplianceProfiles? | Baseline                          | ProfileId ProfileName
  DeviceFileCertificateInfo?  | Certificate of a signed file            | Timestamp:date DeviceName SHA1:hash Signer Issuer IsTrusted:boolean
  DeviceInfo?                 | State of a device                       | Timestamp:date DeviceName OSPlatform PublicIP:ip
  DeviceNetworkInfo?          | Network adapters of a device            | Timestamp:date DeviceName IPAddresses MacAddress
  DeviceTvmBrowserExtensions? | Browser extension on a device           | DeviceName BrowserName ExtensionId ExtensionName
  DeviceTvmBrowserExtensionsKB? | Browser extension                     | BrowserName ExtensionId ExtensionName
  DeviceTvmCertificateInfo?   | Certificate on a device                 | DeviceName Thumbprint Path:path
  DeviceTvmHardwareFirmware?  | Hardware and firmware of a device       | DeviceName ComponentType Manufacturer
  DeviceTvmInfoGathering?     | Finding about a device                  | Timestamp:date DeviceName AdditionalFields
  DeviceTvmInfoGatheringKB?   | Kind of finding about devices           | IgId FieldName
  DeviceTvmSecureConfigurationAssessment? | Check of a configuration    | Timestamp:date DeviceName ConfigurationId IsCompliant:boolean
  DeviceTvmSecureConfigurationAssessmentKB? | Recommended configuration | ConfigurationId ConfigurationName
  DeviceTvmSoftwareEvidenceBeta? | Evidence of software on a device     | DeviceName SoftwareName RegistryPaths DiskPaths
  DeviceTvmSoftwareInventory? | Software on a device                    | DeviceName SoftwareVendor SoftwareName SoftwareVersion
  DeviceTvmSoftwareVulnerabilities? | Vulnerability of a device         | DeviceName CveId SoftwareName VulnerabilitySeverityLevel
  DeviceTvmSoftwareVulnerabilitiesKB? | Vulnerability                   | CveId CvssScore:float VulnerabilitySeverityLevel
  DisruptionAndResponseEvents? | Response to an attack                  | Timestamp:date ActionType DeviceName
  EmailAttachmentInfo?        | Attachment of a mail                    | Timestamp:date NetworkMessageId SenderFromAddress FileName FileType SHA256:hash
  EmailEvents?                | Mail                                    | Timestamp:date NetworkMessageId SenderFromAddress RecipientEmailAddress Subject EmailDirection DeliveryAction
  EmailPostDeliveryEvents?    | What was done to a mail after delivery  | Timestamp:date NetworkMessageId Action ActionType RecipientEmailAddress
  EmailUrlInfo?               | Link in a mail                          | Timestamp:date NetworkMessageId Url UrlDomain
  EntraIdSignInEvents?        | Sign-in to Entra ID                     | Timestamp:date AccountUpn Application ErrorCode:integer IPAddress:ip Country
  EntraIdSpnSignInEvents?     | Sign-in of a service principal          | Timestamp:date ServicePrincipalName ErrorCode:integer IPAddress:ip
  ExposureGraphEdges?         | Relation in the exposure graph          | EdgeLabel SourceNodeName TargetNodeName
  ExposureGraphNodes?         | Node of the exposure graph              | NodeName NodeLabel NodeProperties
  FileMaliciousContentInfo?   | File found malicious                    | Timestamp:date FileName SHA256:hash ThreatNames
  GraphAPIAuditEvents?        | Request to Microsoft Graph              | Timestamp:date ApplicationId RequestUri RequestMethod IPAddress:ip
  IdentityAccountInfo?        | Account of the directory                | Timestamp:date AccountUpn AccountDisplayName
  IdentityDirectoryEvents?    | Event of the directory                  | Timestamp:date ActionType Application AccountName TargetAccountUpn
  IdentityEvents?             | Event of an identity provider           | Timestamp:date ActionType AccountUpn
  IdentityInfo?               | Account of the directory                | Timestamp:date AccountUpn AccountDisplayName Department
  IdentityLogonEvents?        | Authentication in the directory         | Timestamp:date ActionType LogonType Protocol AccountName IPAddress:ip
  IdentityQueryEvents?        | Query to the directory                  | Timestamp:date ActionType QueryType Query QueryTarget AccountName
  MessageEvents?              | Message in Teams                        | Timestamp:date SenderEmailAddress RecipientDetails
  MessagePostDeliveryEvents?  | What was done to a message afterwards   | Timestamp:date Action ActionType
  MessageUrlInfo?             | Link in a message                       | Timestamp:date Url UrlDomain
  OAuthAppInfo?               | OAuth application                       | Timestamp:date OAuthAppId AppName Permissions
  UrlClickEvents?             | Click on a link                         | Timestamp:date Url ActionType AccountUpn Workload IsClickedThrough:boolean
`

const of = {
  product: 'defender-xdr',
  provider: 'Microsoft Defender XDR',
  label: 'Defender XDR',
  named: { id: 'ActionType' },
  open: true,
} as const

interface Table {
  readonly name: string
  /** With their types. */
  readonly fields: readonly string[]
}

const further: readonly Table[] = cellRows(tables).map(([name = '', , fields = '']) => ({
  name: name.replace('?', ''),
  fields: fields.split(' '),
}))

const keyOf = (table: string): string => `defender-xdr/${table.toLowerCase()}`

/** Names of alerts are to those that give them what actions are to others. */
const routeOf = ({ name, fields }: Table): Pick<NamedLog, 'route'> => {
  const id = name === 'AlertInfo' ? 'Title' : 'ActionType'
  return fields.includes(id) ? { route: { id: [id] } } : {}
}

const named = (table: Table): NamedLog => ({
  family: 'kusto',
  names: table.name.toLowerCase(),
  primary: [keyOf(table.name)],
  ...routeOf(table),
})

/** The id of these rows is the table's, which no field of a record holds. */
function sampleOf({ fields }: Table): Readonly<Record<string, string>> {
  if (fields.includes('Timestamp:date')) return seen
  if (fields.includes('DeviceName')) return { DeviceName: on.DeviceName }
  const [first = ''] = fields
  return { [first]: 'ws-0142' }
}

/** The tables of advanced hunting beside those that Elastic brings into ECS, and what they tell apart by action. */
export const kustoXdr: Telemetry = {
  sources: [
    {
      ...of,
      key: 'defender-xdr',
      channel: 'advanced hunting tables',
      events: tables,
      samples: Object.fromEntries(further.map((table) => [table.name, sampleOf(table)])),
    },
    ...actions.map(
      ([table, fields, events]): Source => ({
        ...of,
        key: keyOf(table),
        channel: table,
        fields,
        events,
        samples: { log: on },
      }),
    ),
  ],
  logSources: [],
  named: [...actions.map(([name, fields]): Table => ({ name, fields: fields.split(' ') })), ...further].map(named),
}
