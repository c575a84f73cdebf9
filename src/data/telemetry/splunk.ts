import { cellRows, words } from './table.js'
import type { NamedLog, Route, Source, Telemetry } from './types.js'

const seen = { _time: '2025-03-11T09:24:17.318Z' }

/** Logs that no other family has: key, provider, channel, what a record is, the field of its events. */
const own = `
  aws-cloudfront          | Amazon CloudFront                 | CloudFront access logs         | Request to a distribution           |
  aws-config-item         | AWS Config                        | AWS Config items               | State of a resource                 | configurationItemStatus
  aws-description         | AWS resource descriptions         | AWS descriptions               | Description of a resource           |
  aws-security-hub        | AWS Security Hub                  | Security Hub findings          | Finding                             | Title
  active-directory-admon  | Active Directory monitoring       | ActiveDirectory                | Change of an object                 | admonEventType
  bootloader-inventory    | Boot loader inventory             | PwSh:bootloader                | Boot configuration of a host        |
  circleci                | CircleCI                          | CircleCI pipelines             | Job of a pipeline                   |
  cisco-nvm               | Cisco Network Visibility Module   | Cisco NVM flows                | Flow of a process                   |
  crowdstrike-identities  | CrowdStrike identities            | CrowdStrike identities         | Account with its risk               |
  crowdstrike-stream      | CrowdStrike event streams         | CrowdStrike event streams      | Detection or audit event            | event.DetectName
  crushftp                | CrushFTP                          | CrushFTP session logs          | Request of a session                |
  driver-inventory        | Driver inventory                  | PwSh:DriverInventory           | Driver on a host                    |
  f5-bigip-rogue          | F5 BIG-IP                         | F5 BIG-IP rogue devices        | Rogue device                        |
  iis-modules             | IIS module inventory              | Pwsh:InstalledIISModules       | Installed module                    |
  ivanti-vtm              | Ivanti Virtual Traffic Manager    | Ivanti VTM audit log           | Audit record                        | OPERATION
  kubernetes-controller   | Kubernetes container controller   | Kubernetes container controller | Record of a controller             |
  kubernetes-falco        | Falco                             | Kubernetes Falco               | Alert of a rule                     |
  kubernetes-metrics      | Kubernetes metrics                | Kubernetes metrics             | Measurement                         |
  kubernetes-objects      | Kubernetes objects                | Kubernetes object events       | Event of an object                  |
  linux-secure            | Linux secure log                  | /var/log/secure                | Authentication record               |
  listening-ports         | Inventory of ports                | Inventory of ports             | Open port of a host                 |
  m365-graph              | Microsoft Graph reports           | Microsoft Graph reports        | Report of Microsoft Graph           |
  vmware-esxi             | VMware ESXi                       | VMware ESXi syslog             | Record of a hypervisor              |
  moveit-sftp             | MOVEit Transfer                   | MOVEit SFTP server logs        | Record of the SFTP server           |
  netbackup               | Veritas NetBackup                 | NetBackup logs                 | Record of a backup                  |
  osquery                 | osquery                           | osquery results                | Row of a query                      | name
  papercut                | PaperCut NG                       | PaperCut NG logs               | Record of the server                |
  pingid                  | PingID                            | PingID                         | Authentication record               | result.message
  sip-inventory           | Trust provider inventory          | PwSh:SubjectInterfacePackage   | Subject interface package           |
  splunk-identities       | Splunk assets and identities      | Assets and identities          | Account or asset                    |
  splunk-internal         | Splunk                            | Splunk's own logs              | Record of Splunk itself             |
  splunk-notable          | Splunk Enterprise Security        | Notable index                  | Notable event                       | search_name
  splunk-risk             | Splunk risk-based alerting        | Risk index                     | Risk event                          | search_name
  splunk-stream-dns       | Splunk Stream DNS                 | stream:dns                     | DNS transaction                     |
  splunk-stream-http      | Splunk Stream HTTP                | stream:http                    | HTTP transaction                    |
  splunk-stream-ip        | Splunk Stream IP                  | stream:ip                      | Network flow                        |
  splunk-stream-tcp       | Splunk Stream TCP                 | stream:tcp                     | TCP transaction                     |
  splunk-ueba             | Splunk user behavior analytics    | User behavior analytics        | Anomaly                             |
  workspace-calendar      | Google Workspace Calendar         | Google Workspace Calendar      | Calendar event                      |
`

/** What has the ids of Windows events: names beside those of the channel, and keys of logs. */
const windows = `
  xmlwineventlog; wineventlog; windows event log; wineventlog_windows    | windows
  sysmon                                                                 | sysmon                       | linux-sysmon
  sysmon eventid                                                         | sysmon
  sysmon for linux; sysmon for linux eventid; sysmon:linux; syslog:linux-sysmon/operational | linux-sysmon
  wineventlog_security; windows event log security; windows security     | security
  wineventlog_system; windows event log system; windows system           | system
  wineventlog_application; windows event log application                 | application
  wineventlog_task_scheduler                                             | task-scheduler security
  windows event log taskscheduler                                        | task-scheduler
  remoteconnectionmanager; windows event log remoteconnectionmanager     | terminal-services-connection
  windows event log rdpclient; windows event log microsoft windows terminalservices rdpclient | terminal-services-client
  powershell; powershell script block logging; windows event log powershell | powershell
  ms_defender; windows event log defender                                | defender
  applocker; windows event log applocker                                 | applocker-exe applocker-script applocker-package-execution applocker-package-deployment
  capi2_operational; windows event log capi2                             | capi2
  certificateservices_lifecycle; windows event log certificateservicesclient | certificate-lifecycle-system
  printservice; windows event log printservice                           | print-service-admin print-service-operational
  ntlm_audit; ntlm operational; windows event log ntlm                   | ntlm
  wmi; windows event log wmi                                             | wmi-activity
  msexchange_management; msexchange:management                           | exchange-management
  iis_operational_logs; iis:configuration:operational; windows iis       | iis-configuration
  windows event log appxdeployment-server; wineventlog_appxdeployment    | appx-deployment
  windows event log appxpackaging                                        | appx-packaging
  windows event log bits-client                                          | bits-client
  windows event log codeintegrity                                        | code-integrity
  windows event log dns client                                           | dns-client
`

/** Everything else: names, keys of logs, keys of others with the same happening, the fields of event and provider. */
const products = `
  cloudtrail; aws cloudtrail; aws:cloudtrail; aws_cloudtrail; aws:firehose:cloudtrail | cloudtrail | | eventName | eventSource
  amazon_security_lake; asl aws cloudtrail; aws:cloudtrail:lake; amazon:securitylake; aws:asl | cloudtrail | | api.operation | api.service.name
  aws_cloudfront; aws cloudfront; aws:cloudfront:accesslogs           | aws-cloudfront
  aws_config; aws:config                                              | aws-config-item | | configurationItemStatus
  aws_description; aws:description                                    | aws-description
  aws security hub; aws:securityhub:finding; aws:securityhub:firehose; aws_securityhub_finding; aws_securityhub_firehose | aws-security-hub | | Title
  aws cloudwatchlogs vpcflow; aws:cloudwatchlogs:vpcflow; aws_cloudwatchlogs_vpcflow; cloudwatchlogs_vpcflow; cloudwatch_vpc | vpc-flow
  aws guardduty; aws:cloudwatch:guardduty                             | guardduty
  aws_cloudwatchlogs_eks; cloudwatch_eks; aws:cloudwatchlogs:eks      | kubernetes-audit | | verb
  aws_s3_accesslogs; s3_accesslogs; aws:s3:accesslogs                 | s3-access
  azure_audit; azure audit; mscs:azure:audit                          | azure-activity | | operationName.localizedValue operationName
  kubernetes_azure; mscs:storage:blob:json                            | kubernetes-audit | | properties.log.verb verb
  google_gcp_pubsub_message; google_gcp_pubnet_message; google:gcp:pubsub:message | gcp-audit | | data.protoPayload.methodName
  google workspace; gws:reports:admin; gws_reports_admin; gws_reports_login; gws:reports:login | workspace-login workspace-admin | | event.name name
  gsuite_drive; g suite drive; gsuite:drive:json; gws:reports:drive   | workspace-drive | | name
  gsuite_gmail; g suite gmail; gsuite:gmail:bigquery                  | workspace-gmail
  gsuite_calendar; gsuite:calendar:json                               | workspace-calendar
  gws:reports:token                                                   | workspace-token
  o365_management_activity; o365:management:activity; o365; office 365; o365 universal audit log; office 365 universal audit log | m365-audit | | Operation
  o365_graph; o365:graph:api                                          | m365-graph
  office 365 reporting message trace; o365:reporting:messagetrace; o365_message_trace; o365_messagetrace | exchange-message-trace
  okta; okta_log; oktaim2:log                                         | okta | | eventType
  pingid; xmlwineventlog:pingid                                       | pingid | | result.message
  cisco duo; cisco:duo; cisco_duo_administrator; cisco_duo_activity   | duo
  github; github enterprise audit logs; github organizations audit logs; github:enterprise:audit; github:cloud:audit; github_enterprise; github_organizations | github-audit | | action
  circleci                                                            | circleci
  kube_audit; kubernetes audit; kubernetes                            | kubernetes-audit | | verb
  kube_container_falco; kubernetes falco; kube:container:falco        | kubernetes-falco
  kube_objects_events; kube:objects:events                            | kubernetes-objects
  kubernetes_container_controller; kube:container:controller          | kubernetes-controller
  kubernetes_metrics                                                  | kubernetes-metrics
  linux_auditd; linux:audit; linux auditd; auditd                     | auditd | | type
  linux secure; linux_secure; linux_secure_log                        | linux-secure
  osquery; osquery_macro; osquery_process; osquery:results            | osquery | | name
  esxi_syslog; vmware esxi syslog; vmw-syslog                         | vmware-esxi
  crowdstrike; crowdstrike:events:sensor; crowdstrike_fdr             | crowdstrike | | event_simpleName
  crowdstrike_identities; crowdstrike:identities                      | crowdstrike-identities
  crowdstrike_stream; crowdstrike:event:streams:json                  | crowdstrike-stream | | event.DetectName
  ms defender atp alerts; ms365 defender incident alerts; ms_defender_alerts; ms365_defender_incident_alerts | security-alert
  mscs:azure:eventhub:defender:advancedhunting; windows defender alerts; eventhub://windowsdefenderlogs | defender-xdr
  suricata                                                            | suricata
  bro; bro:http:json; zeek:http:json                                  | zeek-http
  zeek_rpc; zeek:rpc:json                                             | zeek-dce_rpc
  zeek_ssl; zeek:ssl:json                                             | zeek-ssl
  zeek_x509; zeek:x509:json                                           | zeek-x509
  zeek_conn; zeek:conn:json                                           | zeek-conn
  zeek_dns; zeek:dns:json                                             | zeek-dns
  palo alto network threat; palo alto network traffic; pan:threat; pan:traffic; pan_threat; pan_traffic | panw-panos
  cisco_networks; cisco_ios; cisco ios; cisco ios logs; cisco:ios     | cisco-ios
  cisco_asa; cisco asa; cisco asa logs; cisco:asa                     | cisco-asa
  cisco_secure_firewall; cisco secure firewall threat defense; cisco:sfw:estreamer; cisco:ftd:estreamer | cisco-ftd
  cisco_network_visibility_module_flowdata; cisco network visibility module flow data; cisco:nvm:flowdata | cisco-nvm
  zscaler_proxy; zscaler; zscalernss-web                              | proxy
  nginx_access_logs; nginx access; nginx:plus:kv; nginx:plus:access   | webserver
  exchange; mswindows:iis; ms:iis:auto; ms:iis:default; iis           | webserver
  splunk; splunkd; splunkd_ui_access; splunkd_webx; splunkda; splunk_python; splunkd_access; audittrail; _audit; _internal; splunkd_ui; splunkd_web; splunkd_investigation_rest_handler; path_traversal_spl_injection; audit_searches; splunkd_failed_auths; splunk_crash_log; audittrail_json | splunk-internal
  splunk stream http; stream_http; stream:http                        | splunk-stream-http
  splunk stream ip; stream:ip                                         | splunk-stream-ip
  splunk stream tcp; stream_tcp; stream:tcp                           | splunk-stream-tcp
  splunk stream dns; stream_dns; stream:dns                           | splunk-stream-dns
  risk_index; risk; risk index                                        | splunk-risk | | search_name
  notable; notable_index                                              | splunk-notable | | search_name
  admon; activedirectory; windows active directory admon              | active-directory-admon | | admonEventType
  bootloader_inventory; pwsh:bootloader                               | bootloader-inventory
  driverinventory; pwsh:driverinventory                               | driver-inventory
  iis_get_webglobalmodule; pwsh:installediismodules; powershell installed iis modules | iis-modules
  subjectinterfacepackage; pwsh:subjectinterfacepackage; powershell sip inventory | sip-inventory
  f5_bigip_rogue; f5:bigip:rogue                                      | f5-bigip-rogue
  ivanti_vtm_audit; ivanti vtm audit                                  | ivanti-vtm | | OPERATION
  crushftp; crushftp:sessionlogs                                      | crushftp
  moveit_sftp_logs; sftp_server_logs                                  | moveit-sftp
  netbackup; netbackup_logs                                           | netbackup
  papercutng                                                          | papercut
  authentication events (various); authentication events              | authentication
`

/** Nodes of the common information model: names, events that feed them first, others that may. */
const nodes = `
  endpoint; endpoint.processes; application_state.processes | sysmon/1 security/4688 crowdstrike/processrollup2 | linux-sysmon/1 auditd/execve defender-xdr/deviceprocessevents
  endpoint.registry                          | sysmon/12 sysmon/13         | sysmon/14 security/4657
  endpoint.filesystem; change_analysis.all_changes.endpoint_changes.filesystem_changes | sysmon/11 | sysmon/2 sysmon/15 sysmon/23 sysmon/26 linux-sysmon/11 security/4663
  endpoint.services; application_state.services | service-control-manager/7045 security/4697 | service-control-manager/7036 service-control-manager/7040
  endpoint.ports; application_state.ports    | listening-ports
  web; web.web; web.proxy; web.storage       | proxy webserver             | suricata splunk-stream-http panw-panos
  network_traffic; network_traffic.all_traffic; network_traffic.allowed_traffic; network_traffic.blocked_traffic | sysmon/3 firewall-log netflow | linux-sysmon/3 security/5156 vpc-flow panw-panos splunk-stream-tcp
  network_resolution; network_resolution.dns | sysmon/22 dns-log           | splunk-stream-dns zeek-dns
  network_sessions; network_sessions.all_sessions; network_sessions.all_sessions.dhcp; network_sessions.dhcp | dhcp-server
  authentication; authentication.authentication; authentication.failed_authentication; authentication.successful_authentication; authentication.default_authentication; authentication.insecure_authentication; authentication.privileged_authentication | security/4624 security/4625 | security/4768 security/4776 entra-signin okta linux-sshd
  change; change.all_changes; change.account_management; change_analysis; change_analysis.all_changes; change_analysis.account_management; change.all_changes.account_management | security/4720 security/4722 security/4725 security/4726 security/4738 security/4740 | security/4728 security/4732 security/4756 cloudtrail entra-audit
  change.auditing_changes; change_analysis.auditing_changes | eventlog/1102 | eventlog/104 security/4719
  change.endpoint_changes; change.endpoint_restarts; change.instance_changes; change.network_changes | cloudtrail | azure-activity gcp-audit
  email; email.all_email; email.delivery; email.content; email.filtering | exchange-message-trace | workspace-gmail
  risk.all_risk                              | splunk-risk
  alerts; alerts.alerts                      | splunk-notable              | security-alert
  certificates; certificates.all_certificates; certificates.all_certificates.ssl; certificates.ssl | zeek-x509 | zeek-ssl
  intrusion_detection; intrusion_detection.ids_attacks; intrusion_detection.ids_attacks.host_intrusion_detection; intrusion_detection.network_intrusion_detection | suricata panw-panos
  malware; malware.malware_attacks; malware.malware_operations | antivirus | defender
  updates; updates.updates                   | windows-update-client/19    | windows-update-client/20
  vulnerabilities; vulnerabilities.vulnerabilities | qualys
  identity_management; identity_management.all_identities | splunk-identities
  ueba; ueba.all_ueba_events; ueba.all_ueba_events.ueba_anomalies | splunk-ueba
  databases; databases.all_databases; databases.database_query | database
  event_signatures; event_signatures.signatures | windows
  data_access; data_access.data_access       | m365-audit                  | workspace-drive
  splunk_audit; splunk_audit.search_activity; internal_server; internal_audit_logs; internal_audit_logs.audit | splunk-internal
`

/** The directory's own log holds what happens to it and who signs in. */
const directory: NamedLog = {
  family: 'splunk',
  names: 'azure_monitor_aad; azure active directory; azure:monitor:aad; azuread; mscs:azure:eventhub',
  primary: ['entra-audit'],
  route: { id: ['operationName', 'properties.operationName'] },
  elsewhere: { 'sign-in activity': 'entra-signin', 'sign-in logs': 'entra-signin' },
}

const ofWindows: Route = {
  id: ['EventCode', 'EventID', 'signature_id'],
  provider: ['SourceName', 'ProviderName', 'Provider'],
  channel: ['LogName', 'Channel'],
}

/** Products that write more than one of them, by the begin of the key. */
const makers: Readonly<Record<string, string>> = {
  aws: 'aws',
  kubernetes: 'kubernetes',
  linux: 'linux',
  m365: 'm365',
  splunk: 'splunk',
  workspace: 'gcp',
}

const source = ([key = '', provider = '', channel = '', title = '', id = '']: string[]): Source => ({
  key,
  product: makers[key.split('-')[0] ?? ''] ?? key,
  provider,
  label: provider,
  channel,
  log: title,
  logVerified: false,
  fields: `_time:date host source sourcetype ${id}`,
  open: true,
  ...(id && { named: { id } }),
  samples: { log: seen },
})

const named = (
  [names = '', primary, alternatives, id, provider]: string[],
  more: Pick<NamedLog, 'route' | 'inferred'> = {},
): NamedLog => ({
  family: 'splunk',
  names,
  primary: words(primary),
  alternatives: words(alternatives),
  ...(id && { route: { id: words(id), provider: words(provider) } }),
  ...more,
})

/** What Splunk's rules read: data sources, macros, sources and source types, nodes of data models. */
export const splunk: Telemetry = {
  sources: [
    {
      key: 'splunk',
      product: 'splunk',
      provider: 'Splunk indexes',
      label: 'Splunk',
      channel: 'any index',
      log: 'Any event in Splunk',
      logVerified: false,
      fields: '_time:date host source sourcetype index',
      open: true,
      anyLog: true,
      samples: { log: seen },
    },
    ...cellRows(own).map(source),
  ],
  logSources: [],
  named: [
    directory,
    ...cellRows(windows).map((row) => named(row, { route: ofWindows })),
    ...cellRows(products).map((row) => named(row)),
    ...cellRows(nodes).map((row) => named(row, { inferred: true })),
  ],
}
