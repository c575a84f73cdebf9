import type { DataStream, Source, Telemetry } from './types.js'

const common = '@timestamp:date event.action event.outcome user.name source.ip:ip'
const at = {
  '@timestamp': '2025-03-11T09:24:17.318Z',
  'user.name': 'a.reyes@corp.example',
  'source.ip': '203.0.113.41',
}

interface Log {
  readonly dataset: string
  readonly key: string
  readonly product: string
  readonly provider: string
  readonly title: string
}

const row = (text: string): Log => {
  const [dataset = '', key = '', product = '', provider = '', title = ''] = text.split('|').map((cell) => cell.trim())
  return { dataset, key, product, provider, title }
}

/** Logs that no Sigma log source stands for. */
const others = `
  azure.platformlogs             | azure-platform       | azure  | Azure resource logs             | Operation in an Azure resource
  azure.graphactivitylogs        | graph-activity       | azure  | Microsoft Graph activity logs   | Request to Microsoft Graph
  azure.aadgraphactivitylogs     | aad-graph-activity   | azure  | Azure AD Graph activity logs    | Request to Azure AD Graph
  azure.provisioning             | entra-provisioning   | azure  | Microsoft Entra provisioning logs | Provisioning of an account
  azure.application_gateway      | azure-gateway        | azure  | Azure Application Gateway       | Access or firewall record
  azure.firewall_logs            | azure-firewall       | azure  | Azure Firewall                  | Firewall record
  azure_openai.logs              | azure-openai         | azure  | Azure OpenAI                    | Request to a model
  entityanalytics_entra_id.*     | entra-inventory      | azure  | Microsoft Entra ID inventory    | User or device of the directory
  aws_bedrock.invocation         | bedrock-invocation   | aws    | Amazon Bedrock model invocations | Invocation of a model
  aws_bedrock_agentcore.*        | bedrock-agentcore    | aws    | Amazon Bedrock AgentCore        | Record of an agent's runtime
  aws.guardduty                  | guardduty            | aws    | Amazon GuardDuty                | Finding
  aws.vpcflow                    | vpc-flow             | aws    | Amazon VPC flow logs            | Flow record
  aws.s3access                   | s3-access            | aws    | Amazon S3 server access logs    | Request to a bucket
  aws.waf                        | aws-waf              | aws    | AWS WAF                         | Request that was inspected
  gcp.loadbalancing_logs         | gcp-load-balancing   | gcp    | Google Cloud Load Balancing     | Request
  gcp.vpcflow                    | gcp-vpc-flow         | gcp    | Google Cloud VPC flow logs      | Flow record
  gcp.firewall                   | gcp-firewall         | gcp    | Google Cloud firewall rules     | Connection that a rule decided
  gcp.dns                        | gcp-dns              | gcp    | Google Cloud DNS                | DNS query
  google_workspace.token         | workspace-token      | gcp    | Google Workspace token          | OAuth token event
  google_workspace.drive         | workspace-drive      | gcp    | Google Workspace Drive          | Drive event
  google_workspace.device        | workspace-device     | gcp    | Google Workspace devices        | Device event
  google_workspace.user_accounts | workspace-accounts   | gcp    | Google Workspace user accounts  | Account event
  google_workspace.groups        | workspace-groups     | gcp    | Google Workspace groups         | Group event
  google_workspace.saml          | workspace-saml       | gcp    | Google Workspace SAML           | SAML event
  google_workspace.rules         | workspace-rules      | gcp    | Google Workspace rules          | Rule event
  google_workspace.gmail         | workspace-gmail      | gcp    | Google Workspace Gmail          | Mail event
  google_workspace.alert         | workspace-alert      | gcp    | Google Workspace alert center   | Alert
  microsoft_exchange_online_message_trace.log | exchange-message-trace | m365 | Exchange Online message trace | Message
  slack.audit                    | slack-audit          | slack  | Slack audit logs                | Audit entry
  gitlab.audit                   | gitlab-audit         | gitlab | GitLab audit events             | Audit event
`
  .trim()
  .split('\n')
  .map(row)

const source = ({ key, product, provider, title }: Log): Source => ({
  key,
  named: { id: 'event.action' },
  product,
  provider,
  label: provider,
  channel: provider,
  log: title,
  logVerified: false,
  fields: common,
  open: true,
  samples: { log: at },
})

/** Data sets of logs that Sigma rules know, and their keys. */
const shared: readonly DataStream[] = [
  { name: 'aws.cloudtrail', logs: ['cloudtrail'], id: 'action', providers: true },
  { name: 'azure.activitylogs', logs: ['azure-activity'], id: 'action' },
  { name: 'azure.auditlogs', logs: ['entra-audit'], id: 'action' },
  { name: 'azure.signinlogs', logs: ['entra-signin'] },
  { name: 'azure.identity_protection', logs: ['entra-risk'] },
  { name: 'o365.audit', logs: ['m365-audit'], id: 'action' },
  { name: 'okta.system', logs: ['okta'], id: 'action' },
  { name: 'gcp.audit', logs: ['gcp-audit'], id: 'action', modules: ['googlecloud'] },
  { name: 'googlecloud.audit', logs: ['gcp-audit'], id: 'action' },
  { name: 'google_workspace.admin', logs: ['workspace-admin'], id: 'action' },
  { name: 'google_workspace.login', logs: ['workspace-login'], id: 'action' },
  { name: 'github.audit', logs: ['github-audit'], id: 'action' },
  { name: 'atlassian_bitbucket.audit', logs: ['bitbucket-audit'], id: 'action' },
  { name: 'kubernetes.audit_logs', logs: ['kubernetes-audit'], id: 'action' },
  { name: 'cisco_duo.*', logs: ['duo'] },
]

/** Clouds, identity and services. */
export const elasticCloud: Telemetry = {
  sources: others.map(source),
  logSources: [],
  streams: [...shared, ...others.map(({ dataset, key }): DataStream => ({ name: dataset, logs: [key], id: 'action' }))],
}
