import type { Telemetry } from './types.js'

const audit =
  'CreationTime:date Operation Workload RecordType:integer UserId UserType:integer ClientIP:ip ObjectId OrganizationId:guid ResultStatus Parameters OperationProperties ModifiedProperties ExtendedProperties'
const alert = 'eventSource eventName status severity user.id Payload timestamp:date'

const at = { CreationTime: '2025-03-11T09:24:17', UserId: 'a.reyes@corp.example', ClientIP: '203.0.113.41' }
const raised = {
  eventSource: 'SecurityComplianceCenter',
  status: 'success',
  'user.id': 'a.reyes@corp.example',
  timestamp: '2025-03-11T09:24:17Z',
}
const bySource = { id: ['eventName'], provider: ['eventSource'] } as const

export const m365: Telemetry = {
  sources: [
    {
      key: 'm365-audit',
      named: { id: 'Operation' },
      product: 'm365',
      provider: 'Microsoft 365 unified audit log',
      label: 'Microsoft 365 audit',
      channel: 'Unified audit log',
      log: 'Audit record',
      logVerified: false,
      fields: audit,
      events: `
        Add-FederatedDomain      | Add a federated domain
        Add-MailboxPermission    | Add permissions to a mailbox
        Consent to application.  | Consent to application
        FileDownloaded           | Downloaded file
        MailItemsAccessed        | Mail items were accessed
        New-FederatedDomain      | New federated domain
        New-InboxRule            | Create an inbox rule
        New-TransportRule        | Create a mail flow rule
        Set-InboxRule            | Modify an inbox rule
        Set-Mailbox              | Modify the settings of a mailbox
        UpdateInboxRules         | Update inbox rules from an Outlook client
        UserLoggedIn             | User signed in
        UserLoginFailed          | User failed to sign in
      `,
      open: true,
      samples: {
        log: at,
        'New-InboxRule': {
          ...at,
          Operation: 'New-InboxRule',
          Workload: 'Exchange',
          RecordType: '1',
          ResultStatus: 'True',
          Parameters: '[{"Name":"ForwardTo","Value":"collector@example.net"},{"Name":"DeleteMessage","Value":"True"}]',
        },
      },
    },
    {
      key: 'm365-security',
      named: { id: 'eventName', provider: 'eventSource' },
      product: 'm365',
      provider: 'SecurityComplianceCenter',
      label: 'Microsoft 365 alerts',
      channel: 'SecurityComplianceCenter',
      log: 'Alert',
      logVerified: false,
      fields: alert,
      events: `
        Activity by terminated user                    | Activity performed by terminated user
        Activity from anonymous IP addresses           | Activity from anonymous IP addresses
        Activity from infrequent country               | Activity from infrequent country
        Activity from suspicious IP addresses          | Activity from suspicious IP addresses
        Activity performed by terminated user          | Activity performed by terminated user
        Data exfiltration to unsanctioned apps         | Data exfiltration to unsanctioned apps
        eDiscovery search started or exported          | eDiscovery search started or exported
        Impossible travel activity                     | Impossible travel activity
        Log on from a risky IP address                 | Log on from a risky IP address
        Potential ransomware activity                  | Potential ransomware activity
        Suspicious inbox forwarding                    | Suspicious inbox forwarding
        Suspicious OAuth app file download activities  | Suspicious OAuth app file download activities
        Unusual volume of file deletion                | Unusual volume of file deletion
        User restricted from sending email             | User restricted from sending email
      `,
      open: true,
      samples: {
        log: { ...raised, severity: 'medium' },
      },
    },
    {
      key: 'm365-exchange',
      named: { id: 'eventName', provider: 'eventSource' },
      product: 'm365',
      provider: 'Exchange',
      label: 'Exchange Online',
      channel: 'Exchange',
      log: 'Exchange admin operation',
      logVerified: false,
      fields: alert,
      events: `
        Add-FederatedDomain | Add a federated domain
        New-FederatedDomain | New federated domain
      `,
      open: true,
      samples: { log: { ...raised, eventSource: 'Exchange' } },
    },
  ],
  logSources: [
    { product: 'm365', service: 'audit', primary: ['m365-audit'], route: { id: ['Operation'] } },
    { product: 'm365', service: 'threat_management', primary: ['m365-security'], route: bySource },
    { product: 'm365', service: 'threat_detection', primary: ['m365-security'], route: bySource },
    { product: 'm365', service: 'exchange', primary: ['m365-exchange'], route: bySource },
  ],
}
