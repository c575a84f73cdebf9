import type { Telemetry } from './types.js'

const audit =
  'timestamp:date gcp.audit.method_name gcp.audit.service_name gcp.audit.resource_name gcp.audit.authentication_info.principal_email gcp.audit.request_metadata.caller_ip:ip data.protoPayload.methodName data.protoPayload.logName data.protoPayload.resource.type'
const workspace = 'time:date eventService eventName actor.email ipAddress:ip new_value old_value'

const called = {
  timestamp: '2025-03-11T09:24:17Z',
  'gcp.audit.authentication_info.principal_email': 'a.reyes@corp.example',
  'gcp.audit.request_metadata.caller_ip': '203.0.113.41',
}

export const google: Telemetry = {
  sources: [
    {
      key: 'gcp-audit',
      named: { id: 'gcp.audit.method_name' },
      product: 'gcp',
      provider: 'Google Cloud audit logs',
      label: 'Google Cloud audit',
      channel: 'Cloud Audit Logs',
      log: 'Admin activity or data access',
      logVerified: false,
      fields: audit,
      events: `
        cloudsql.instances.create                            | Create a Cloud SQL instance
        cloudsql.instances.delete                            | Delete a Cloud SQL instance
        cloudsql.users.delete                                | Delete a Cloud SQL user
        cloudsql.users.update                                | Update a Cloud SQL user
        compute.vpnTunnels.delete                            | Delete a VPN tunnel
        compute.vpnTunnels.insert                            | Create a VPN tunnel
        Dns.ManagedZones.Delete                              | Delete a managed DNS zone
        Dns.ManagedZones.Patch                               | Change a managed DNS zone
        Dns.ManagedZones.Update                              | Update a managed DNS zone
        google.iam.admin.v1.CreateServiceAccount             | Create a service account
        google.iam.admin.v1.CreateServiceAccountKey          | Create a key of a service account
        io.k8s.authorization.rbac.v1.clusterrolebindings.create | Create a cluster role binding
        io.k8s.authorization.rbac.v1.rolebindings.create     | Create a role binding
        io.k8s.core.v1.pods.create                           | Create a pod
        projects.content.reidentify                          | Re-identify sensitive content
        SetIamPolicy                                         | Set an IAM policy
        storage.buckets.delete                               | Delete a bucket
        storage.buckets.insert                               | Create a bucket
        storage.buckets.list                                 | List buckets
        storage.buckets.listChannels                         | List the notification channels of a bucket
        storage.buckets.patch                                | Change a bucket
        storage.buckets.update                               | Update a bucket
        v1.compute.firewalls.delete                          | Delete a firewall rule
        v1.compute.firewalls.insert                          | Create a firewall rule
        v1.compute.firewalls.patch                           | Change a firewall rule
        v1.compute.firewalls.update                          | Update a firewall rule
      `,
      open: true,
      samples: {
        log: called,
        'storage.buckets.delete': {
          ...called,
          'gcp.audit.method_name': 'storage.buckets.delete',
          'gcp.audit.service_name': 'storage.googleapis.com',
          'gcp.audit.resource_name': 'projects/_/buckets/finance-backup',
        },
      },
    },
    {
      key: 'workspace-admin',
      named: { id: 'eventName', provider: 'eventService' },
      product: 'gcp',
      provider: 'admin.googleapis.com',
      also: ['Google Workspace'],
      label: 'Google Workspace admin',
      channel: 'Admin audit log',
      log: 'Admin event',
      logVerified: false,
      fields: workspace,
      events: `
        ADD_APPLICATION                   | Add an application
        ASSIGN_ROLE                       | Assign a role
        AUTHORIZE_API_CLIENT_ACCESS       | Authorize API client access
        CHANGE_APPLICATION_SETTING        | Change an application setting
        CREATE_APPLICATION_SETTING        | Create an application setting
        ENFORCE_STRONG_AUTHENTICATION     | Change enforcement of strong authentication
        ALLOW_STRONG_AUTHENTICATION       | Change whether strong authentication is allowed
        GRANT_ADMIN_PRIVILEGE             | Grant the admin privilege
        GRANT_DELEGATED_ADMIN_PRIVILEGES  | Grant delegated admin privileges
        REMOVE_APPLICATION                | Remove an application
        REMOVE_APPLICATION_FROM_WHITELIST | Remove an application from the list of allowed ones
        UPDATE_ROLE                       | Update a role
        DELETE_ROLE                       | Delete a role
      `,
      open: true,
      samples: {
        log: { time: '2025-03-11T09:24:17Z', 'actor.email': 'a.reyes@corp.example', ipAddress: '203.0.113.41' },
      },
    },
    {
      key: 'workspace-login',
      named: { id: 'protoPayload.metadata.event.eventName', provider: 'protoPayload.serviceName' },
      product: 'gcp',
      provider: 'login.googleapis.com',
      also: ['Google Workspace'],
      label: 'Google Workspace login',
      channel: 'Login audit log',
      log: 'Login event',
      logVerified: false,
      fields:
        'time:date protoPayload.serviceName protoPayload.methodName protoPayload.metadata.event.eventName protoPayload.authenticationInfo.principalEmail protoPayload.requestMetadata.callerIp:ip',
      events: `
        account_disabled_password_leak | Account disabled because its password leaked
        gov_attack_warning             | Warning of an attack backed by a government
        login_failure                  | Failed login
        login_success                  | Successful login
        suspicious_login               | Suspicious login
        2sv_disable                    | Two-step verification turned off
      `,
      open: true,
      samples: {
        log: {
          time: '2025-03-11T09:24:17Z',
          'protoPayload.authenticationInfo.principalEmail': 'a.reyes@corp.example',
        },
      },
    },
  ],
  logSources: [
    {
      product: 'gcp',
      service: 'gcp.audit',
      primary: ['gcp-audit'],
      route: { id: ['gcp.audit.method_name', 'data.protoPayload.methodName'] },
    },
    {
      product: 'gcp',
      service: 'google_workspace.admin',
      primary: ['workspace-admin'],
      route: { id: ['eventName'], provider: ['eventService'] },
    },
    {
      product: 'gcp',
      service: 'google_workspace.login',
      primary: ['workspace-login'],
      route: { id: ['protoPayload.metadata.event.eventName'], provider: ['protoPayload.serviceName'] },
    },
  ],
}
