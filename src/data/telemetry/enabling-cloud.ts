import type { Enabling } from './enabling-types.js'

const on = (how: string): Enabling => ({ byDefault: 'on', how })
const off = (how: string, ...lines: string[]): Enabling => ({
  byDefault: 'off',
  how,
  ...(lines.length > 0 && { lines }),
})

const management = on(
  'CloudTrail keeps management events for 90 days in its event history; a trail or an event data store keeps them longer and delivers them.',
)
const objects = off(
  'CloudTrail: a data event of S3. A trail has to select data events of the buckets.',
  'aws cloudtrail put-event-selectors --trail-name TRAIL --advanced-event-selectors file://selectors.json',
)

const services = [
  ...['account', 'cloudtrail', 'config', 'ec2', 'ecs', 'eks', 'elasticache', 'elasticfilesystem'],
  ...['elasticloadbalancing', 'glue', 'guardduty', 'iam', 'kms', 'lambda', 'macie2', 'organizations', 'rds'],
  ...['route53', 's3', 'securityhub', 'ses', 'signin', 'ssm', 'sts'],
]

const aws: Readonly<Record<string, Enabling>> = {
  ...Object.fromEntries(services.map((name) => [`aws-${name}`, management])),
  'aws-s3/getobject': objects,
  'aws-s3/putobject': objects,
  'aws-s3/deleteobject': objects,
  'aws-s3/copyobject': objects,
  'aws-lambda/invoke': off('CloudTrail: a data event of Lambda. A trail has to select data events of the functions.'),
  'bedrock-invocation': off(
    'Amazon Bedrock: model invocation logging, once for each Region, to CloudWatch Logs or S3.',
    'aws bedrock put-model-invocation-logging-configuration --logging-config file://logging.json',
  ),
  'vpc-flow': off(
    'A flow log on the VPC, the subnet or the network interface.',
    'aws ec2 create-flow-logs --resource-type VPC --resource-ids VPC --traffic-type ALL --log-destination-type s3 --log-destination ARN',
  ),
  's3-access': off('Server access logging, bucket by bucket.'),
  guardduty: off('Amazon GuardDuty: a detector in each Region.', 'aws guardduty create-detector --enable'),
}

const diagnostic = (category: string): Enabling =>
  on(
    `Microsoft Entra writes it; a diagnostic setting with the category \`${category}\` sends it to a workspace, a storage account or an event hub.`,
  )
const resource = off('A diagnostic setting on each resource says which categories are sent, and where to.')

const microsoft: Readonly<Record<string, Enabling>> = {
  'azure-activity': on(
    'Azure keeps the activity log for 90 days; a diagnostic setting of the subscription sends it elsewhere.',
  ),
  'entra-audit': diagnostic('AuditLogs'),
  'entra-signin': diagnostic('SignInLogs'),
  'entra-signin-noninteractive': diagnostic('NonInteractiveUserSignInLogs'),
  'entra-signin-service': diagnostic('ServicePrincipalSignInLogs'),
  'entra-signin-managed-identity': diagnostic('ManagedIdentitySignInLogs'),
  'adfs-signin': diagnostic('ADFSSignInLogs'),
  'graph-activity': off('A diagnostic setting of Microsoft Entra with the category `MicrosoftGraphActivityLogs`.'),
  'azure-platform': resource,
  'azure-storage-blob': resource,
  'azure-storage-file': resource,
  'azure-storage-queue': resource,
  'azure-storage-table': resource,
  'azure-firewall': resource,
  'azure-gateway': resource,
  'm365-audit': {
    how: 'Auditing of Microsoft Purview, which is on for most organizations.',
    lines: ['Set-AdminAuditLogConfig -UnifiedAuditLogIngestionEnabled $true'],
  },
  'defender-xdr/deviceprocessevents': onboarded(),
  'defender-xdr/devicenetworkevents': onboarded(),
  'defender-xdr/devicefileevents': onboarded(),
  'defender-xdr/deviceregistryevents': onboarded(),
  'defender-xdr/deviceimageloadevents': onboarded(),
  'defender-xdr/devicelogonevents': onboarded(),
  'defender-xdr/deviceevents': onboarded(),
}

function onboarded(): Enabling {
  return on('Every device that is onboarded to Microsoft Defender for Endpoint sends it.')
}

const others: Readonly<Record<string, Enabling>> = {
  'gcp-audit': {
    how: 'Google Cloud always writes audit logs of Admin Activity and System Event. Those of Data Access are off for most services until the IAM policy of the project, folder or organization has an audit configuration for them.',
  },
  'github-audit': on('GitHub keeps the audit log of an organization; streaming or the API carries it elsewhere.'),
  okta: on('Okta writes its System Log; the System Log API or log streaming carries it elsewhere.'),
  'kubernetes-audit': off(
    'The API server writes audit records as its policy file says; managed clusters have a setting for it.',
    '--audit-policy-file=/etc/kubernetes/audit-policy.yaml --audit-log-path=/var/log/kubernetes/audit.log',
  ),
}

/** Clouds and services, by log or by operation. */
export const cloud: Readonly<Record<string, Enabling>> = { ...aws, ...microsoft, ...others }
