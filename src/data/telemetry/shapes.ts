import { cellRows, words } from './table.js'

/** How records of a product that say nothing of their origin are known: by the fields that they have. */
export interface Shape {
  /** All of these are there. */
  readonly all: readonly string[]
  /** And one of these, when there are any. */
  readonly any: readonly string[]
  /** The log that such records are in, by its key. */
  readonly log: string
}

/** Fields that all must be there, those of which one must be, the log. The first row that fits counts. */
const table = `
  eventSource eventName       | awsRegion eventVersion userIdentity.type sourceIPAddress | cloudtrail
  Operation Workload          | RecordType CreationTime UserType OrganizationId | m365-audit
  eventType legacyEventType   | | okta
  eventType actor.alternateId | | okta
  verb requestURI             | auditID objectRef.resource stageTimestamp | kubernetes-audit
  protoPayload.methodName     | | gcp-audit
  data.protoPayload.methodName | | gcp-audit
  gcp.audit.method_name       | | gcp-audit
  action actor org            | | github-audit
  action actor _document_id   | | github-audit
  auditType.action            | | bitbucket-audit
  logtype node_id             | | opencanary
  AppDisplayName ResultType   | | entra-signin
  properties.appDisplayName properties.status.errorCode | | entra-signin
  ActivityDisplayName Category | | entra-audit
  activityDisplayName category | | entra-audit
  properties.activityDisplayName | | entra-audit
  operationName resourceId    | caller properties.eventCategory authorization.action identity.authorization.action | azure-activity
  riskEventType               | riskState riskLevel | entra-risk
  flow_id event_type          | src_ip | suricata
  type                        | auid SYSCALL syscall proctitle nametype a0 acct saddr | auditd
  cs-uri-stem                 | s-ip s-computername cs-method | webserver
  cs-uri-query                | s-ip s-computername cs-method | webserver
  c-uri                       | | proxy
  query                       | record_type answer qtype_name | dns-log
  src_ip dst_ip               | dst_port action | firewall-log
`

export const shapes: readonly Shape[] = cellRows(table).map(([all, any, log = '']) => ({
  all: words(all),
  any: words(any),
  log,
}))
