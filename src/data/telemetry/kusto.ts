import { cellRows, words } from './table.js'
import type { NamedLog, Source, Telemetry } from './types.js'

const seen = { TimeGenerated: '2025-03-11T09:24:17.318Z' }

/** Logs of Azure Monitor that no other family has: table, key, provider, what a record is, the field of its events. */
const own = `
  AADManagedIdentitySignInLogs      | entra-signin-managed-identity | Microsoft Entra sign-in logs (managed identities)   | Sign-in of a managed identity  | ResultType
  AADNonInteractiveUserSignInLogs   | entra-signin-noninteractive   | Microsoft Entra sign-in logs (non-interactive)      | Sign-in in a user's name       | ResultType
  AADServicePrincipalSignInLogs     | entra-signin-service          | Microsoft Entra sign-in logs (service principals)   | Sign-in of a service principal | ResultType
  ADFSSignInLogs                    | adfs-signin                   | AD FS sign-in logs                                  | Sign-in through AD FS          | ResultType
  AADRiskyUsers                     | entra-risky-users             | Microsoft Entra risky users                         | User at risk                   |
  AADServicePrincipalRiskEvents     | entra-risk-service            | Microsoft Entra risk of service principals          | Risk detection                 | RiskEventType
  Anomalies                         | sentinel-anomalies            | Microsoft Sentinel anomalies                        | Anomaly                        | RuleName
  ApiManagementGatewayLogs          | azure-api-management          | Azure API Management                                | Request through a gateway      | OperationId
  AppServiceHTTPLogs                | azure-app-service             | Azure App Service                                   | Request to a web app           |
  AzureMetrics                      | azure-metrics                 | Azure metrics                                       | Metric of a resource           |
  BehaviorAnalytics                 | sentinel-behavior             | Microsoft Sentinel behavior analytics               | Activity with its behavior     | ActivityType
  ConfigurationData                 | azure-configuration           | Azure inventory of machines                         | State of a machine             |
  ConfigurationChange               | azure-configuration-change    | Azure change tracking                               | Change of a machine            | ConfigChangeType
  Dynamics365Activity               | dynamics365                   | Microsoft Dynamics 365                              | Activity                       | Message
  CoreAzureBackup                   | azure-backup                  | Azure Backup                                        | State of a backup              | OperationName
  ContainerLogV2                    | container-log                 | Container Insights                                  | Line of a container's log      |
  Heartbeat                         | azure-heartbeat               | Azure Monitor agents                                | Sign of life of an agent       |
  IntuneAuditLogs                   | intune-audit                  | Microsoft Intune audit logs                         | Audit record                   | OperationName
  IntuneDevices                     | intune-devices                | Microsoft Intune devices                            | Managed device                 |
  KubeEvents                        | kube-events                   | Container Insights                                  | Event of a Kubernetes object   |
  LAQueryLogs                       | log-analytics-query           | Log Analytics query audit                           | Query                          |
  McasShadowItReporting             | cloud-discovery               | Microsoft Defender for Cloud Apps                   | Discovered use of an application |
  MicrosoftPurviewInformationProtection | purview-protection        | Microsoft Purview Information Protection            | Audit record                   | Operation
  PowerPlatformAdminActivity        | power-platform                | Microsoft Power Platform                            | Activity of an administrator   | EventOriginalType
  ProjectActivity                   | microsoft-project             | Microsoft Project                                   | Activity                       | Message
  NetworkAccessTraffic              | entra-internet-access         | Microsoft Entra Internet Access                     | Traffic of a user              |
  Perf                              | azure-performance             | Azure Monitor performance counters                  | Measurement                    |
  Resources                         | azure-resources               | Azure Resource Graph                                | Resource                       |
  ResourceChanges                   | azure-resource-changes        | Azure Resource Graph changes                        | Change of a resource           |
  SAPAuditLog                       | sap-audit                     | SAP audit log                                       | Audit record                   |
  SecurityAlert                     | security-alert                | Microsoft security alerts                           | Alert                          | AlertName
  SecurityIncident                  | sentinel-incident             | Microsoft Sentinel incidents                        | Incident                       |
  SentinelAudit                     | sentinel-audit                | Microsoft Sentinel audit                            | Audit record                   | OperationName
  SentinelHealth                    | sentinel-health               | Microsoft Sentinel health                           | Health of a resource           | OperationName
  SQLSecurityAuditEvents            | azure-sql-audit               | Azure SQL audit                                     | Audited statement              | ActionName
  StorageBlobLogs                   | azure-storage-blob            | Azure Blob Storage logs                             | Request to a blob              | OperationName
  StorageFileLogs                   | azure-storage-file            | Azure Files logs                                    | Request to a file share        | OperationName
  StorageQueueLogs                  | azure-storage-queue           | Azure Queue Storage logs                            | Request to a queue             | OperationName
  StorageTableLogs                  | azure-storage-table           | Azure Table Storage logs                            | Request to a table             | OperationName
  ThreatIntelIndicators             | threat-indicator              | Threat intelligence                                 | Indicator of a threat          |
  VMConnection                      | azure-vm-connection           | Azure VM insights                                   | Connection of a machine        |
  WindowsFirewall                   | windows-firewall-log          | Windows Firewall log                                | Connection                     | FirewallAction
`

/** Tables whose records other families know: table, keys of logs, the fields of event, provider and channel. */
const shared = `
  AADProvisioningLogs         | entra-provisioning  |                                   |                  |
  AADUserRiskEvents           | entra-risk          | RiskEventType                     |                  |
  AGWAccessLogs               | azure-gateway       |                                   |                  |
  AGWFirewallLogs             | azure-gateway       |                                   |                  |
  AKSAudit                    | kubernetes-audit    | Verb                              |                  |
  AKSAuditAdmin               | kubernetes-audit    | Verb                              |                  |
  AuditLogs                   | entra-audit         | OperationName ActivityDisplayName |                  |
  AWSCloudTrail               | cloudtrail          | EventName                         | EventSource      |
  AWSGuardDuty                | guardduty           | ActivityType                      |                  |
  AWSVPCFlow                  | vpc-flow            |                                   |                  |
  AZFWApplicationRule         | azure-firewall      |                                   |                  |
  AZFWDnsQuery                | azure-firewall      |                                   |                  |
  AZFWIdpsSignature           | azure-firewall      |                                   |                  |
  AZFWNatRule                 | azure-firewall      |                                   |                  |
  AZFWThreatIntel             | azure-firewall      |                                   |                  |
  AZFWNetworkRule             | azure-firewall      |                                   |                  |
  AzureActivity               | azure-activity      | OperationNameValue OperationName  |                  |
  AzureDiagnostics            | azure-platform      | OperationName                     |                  |
  DnsEvents                   | dns-server-analytic | EventId                           |                  |
  Event                       | windows             | EventID                           | Source           | EventLog
  GCPAuditLogs                | gcp-audit           | MethodName                        |                  |
  GitHubAuditData             | github-audit        | Action                            |                  |
  GitHubAuditLogPolling_CL    | github-audit        | action_s                          |                  |
  MicrosoftGraphActivityLogs  | graph-activity      |                                   |                  |
  OfficeActivity              | m365-audit          | Operation                         |                  |
  Okta_CL                     | okta                | eventType_s                       |                  |
  OktaSSO                     | okta                | eventType_s EventOriginalType     |                  |
  OktaV2_CL                   | okta                | EventOriginalType                 |                  |
  SecurityEvent               | security            | EventID                           | EventSourceName  | Channel
  SigninLogs                  | entra-signin        | ResultType                        |                  |
  SlackAudit_CL               | slack-audit         | action_s                          |                  |
  Syslog                      | linux               |                                   | ProcessName      |
  Sysmon                      | sysmon              | EventID                           |                  |
  ThreatIntelligenceIndicator | threat-indicator    |                                   |                  |
  W3CIISLog                   | webserver           |                                   |                  |
  WindowsEvent                | windows             | EventID                           | Provider         | Channel
`

/** What the unifying parsers of ASIM read, by the end of their names; that such records are meant follows from ours. */
const unified = `
  ProcessCreate    | sysmon/1 security/4688 defender-xdr/deviceprocessevents/processcreated | linux-sysmon/1
  ProcessTerminate | sysmon/5 security/4689                     | linux-sysmon/5
  ProcessEvent     | sysmon/1 sysmon/5 security/4688 security/4689 defender-xdr/deviceprocessevents | linux-sysmon/1 linux-sysmon/5
  RegistryEvent    | sysmon/12 sysmon/13 sysmon/14 defender-xdr/deviceregistryevents | security/4657
  Registry         | sysmon/12 sysmon/13 sysmon/14 defender-xdr/deviceregistryevents | security/4657
  FileEvent        | sysmon/11 sysmon/23 sysmon/26 defender-xdr/devicefileevents | linux-sysmon/11 linux-sysmon/23
  NetworkSession   | sysmon/3 defender-xdr/devicenetworkevents common-security-log vpc-flow | linux-sysmon/3
  Dns              | sysmon/22 dns-server-analytic dns-log       |
  WebSession       | proxy webserver                             |
  Authentication   | security/4624 security/4625 entra-signin defender-xdr/devicelogonevents | okta
  AuditEvent       | azure-activity entra-audit m365-audit       | eventlog/1102
  UserManagement   | security/4720 security/4722 security/4725 security/4726 security/4738 | security/4728 security/4732 security/4756
  DhcpEvent        | dhcp-server                                 |
  AlertEvent       | security-alert                              |
`

const routed = (id: string | undefined, provider?: string, channel?: string): Pick<NamedLog, 'route'> =>
  words([id, provider, channel].join(' ')).length === 0
    ? {}
    : { route: { id: words(id), provider: words(provider), channel: words(channel) } }

const source = ([table = '', key = '', provider = '', title = '', id = '']: string[]): Source => ({
  key,
  product: 'azure',
  provider,
  label: provider,
  channel: table,
  log: title,
  logVerified: false,
  fields: `TimeGenerated:date ${id}`,
  open: true,
  ...(id && { named: { id } }),
  samples: { log: seen },
})

const log = (table = '', primary: readonly string[] = [], route: Pick<NamedLog, 'route'> = {}): NamedLog => ({
  family: 'kusto',
  names: table.toLowerCase(),
  primary,
  ...route,
})

/** Tables of Azure Monitor and Microsoft Sentinel. */
export const kusto: Telemetry = {
  sources: [
    {
      key: 'kusto',
      product: 'kusto',
      provider: 'Kusto',
      label: 'Kusto',
      channel: 'any table',
      log: 'Any table',
      logVerified: false,
      fields: 'TimeGenerated:date Type',
      open: true,
      anyLog: true,
      samples: { log: seen },
    },
    {
      key: 'common-security-log',
      product: 'common-event-format',
      provider: 'Common Event Format',
      label: 'CEF',
      channel: 'CommonSecurityLog',
      log: 'Record in the common event format',
      logVerified: false,
      fields:
        'TimeGenerated:date DeviceVendor DeviceProduct DeviceEventClassID Activity DeviceAction SourceIP:ip DestinationIP:ip DestinationPort:integer RequestURL',
      open: true,
      named: { id: 'DeviceEventClassID', provider: 'DeviceVendor' },
      samples: { log: { ...seen, DeviceAction: 'deny', SourceIP: '10.20.4.17', DestinationIP: '198.51.100.24' } },
    },
    ...cellRows(own).map(source),
  ],
  logSources: [],
  named: [
    log('CommonSecurityLog', ['common-security-log'], routed('DeviceEventClassID', 'DeviceVendor')),
    ...cellRows(own).map(([table, key = '', , , id]) => log(table, [key], routed(id))),
    ...cellRows(shared).map(([table, keys, id, provider, channel]) =>
      log(table, words(keys), routed(id, provider, channel)),
    ),
    ...cellRows(unified).map(
      ([parser = '', primary, alternatives]): NamedLog => ({
        family: 'kusto',
        names: [`_im_${parser}`, `im${parser}`, `_asim_${parser}`, `asim${parser}`, `asim${parser}logs`]
          .join(';')
          .toLowerCase(),
        primary: words(primary),
        alternatives: words(alternatives),
        inferred: true,
      }),
    ),
  ],
}
