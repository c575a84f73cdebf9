import type { Telemetry } from './types.js'

const activity =
  'time:date operationName OperationNameValue category CategoryValue ResourceProviderValue ResourceId resourceId resultType resultSignature callerIpAddress:ip caller correlationId:guid identity properties.message level'
const audit =
  'time:date operationName OperationName ActivityDisplayName ActivityType category Category LoggedByService result Result Status Initiatedby Target TargetResources properties.message properties.initiatedBy properties.targetResources properties.result identity callerIpAddress:ip correlationId:guid'
const signin =
  'time:date operationName category resultType:integer ResultType:integer ResultDescription Status callerIpAddress:ip IPAddress:ip Location location ClientApp ClientAppUsed userAgent UserAgent UserPrincipalName Username AppDisplayName ResourceDisplayName AuthenticationRequirement conditionalAccessStatus DeviceDetail.isCompliant:boolean properties.appId:guid properties.message properties.deviceDetail.deviceId:guid properties.authenticationRequirement'
const risk =
  'riskEventType riskType riskLevel riskState riskDetail detectionTimingType activity ipAddress:ip location userPrincipalName userId:guid detectedDateTime:date source'

const risky = {
  riskLevel: 'medium',
  riskState: 'atRisk',
  detectionTimingType: 'realtime',
  activity: 'signin',
  ipAddress: '203.0.113.41',
  userPrincipalName: 'a.reyes@corp.example',
  detectedDateTime: '2025-03-11T09:24:17Z',
}

const directory = {
  time: '2025-03-11T09:24:17Z',
  LoggedByService: 'Core Directory',
  result: 'success',
  'properties.initiatedBy': 'a.reyes@corp.example',
}

const entered = {
  time: '2025-03-11T09:24:17Z',
  operationName: 'Sign-in activity',
  category: 'SignInLogs',
  callerIpAddress: '203.0.113.41',
  Location: 'DE',
  ClientApp: 'Browser',
  UserPrincipalName: 'a.reyes@corp.example',
  AppDisplayName: 'Azure Portal',
  ResourceDisplayName: 'Windows Azure Service Management API',
  AuthenticationRequirement: 'singleFactorAuthentication',
}

export const azure: Telemetry = {
  sources: [
    {
      key: 'azure-activity',
      named: { id: 'operationName' },
      product: 'azure',
      provider: 'Azure Activity Log',
      label: 'Azure activity',
      channel: 'AzureActivity',
      log: 'Activity log operation',
      logVerified: false,
      fields: activity,
      // The id of an event is the operation of the resource provider; there are thousands.
      events: `
        MICROSOFT.AUTHORIZATION/ELEVATEACCESS/ACTION        | Assigns the caller to User Access Administrator at the root scope
        MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/WRITE       | Create role assignment
        MICROSOFT.COMPUTE/SNAPSHOTS/WRITE                   | Create or update a snapshot
        MICROSOFT.COMPUTE/VIRTUALMACHINES/RUNCOMMAND/ACTION | Run command on a virtual machine
        MICROSOFT.KEYVAULT/VAULTS/SECRETS/DELETE            | Delete a secret
        MICROSOFT.KEYVAULT/VAULTS/SECRETS/WRITE             | Create or update a secret
        MICROSOFT.NETWORK/FIREWALLPOLICIES/DELETE           | Delete a firewall policy
        MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/DELETE      | Delete a network security group
        MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/WRITE       | Create or update a network security group
        MICROSOFT.PORTAL/CONSOLES/WRITE                     | Create a Cloud Shell console
        MICROSOFT.STORAGE/STORAGEACCOUNTS/LISTKEYS/ACTION   | List the access keys of a storage account
      `,
      open: true,
      samples: {
        log: {
          time: '2025-03-11T09:24:17Z',
          operationName: 'MICROSOFT.RESOURCES/DEPLOYMENTS/WRITE',
          category: 'Administrative',
          resultType: 'Success',
          callerIpAddress: '203.0.113.41',
          resourceId: '/SUBSCRIPTIONS/8C1F0B72-53AD-4E16-9A2B-E0D4C7F31586/RESOURCEGROUPS/WEB',
        },
        'MICROSOFT.KEYVAULT/VAULTS/SECRETS/WRITE': {
          time: '2025-03-11T09:24:17Z',
          operationName: 'MICROSOFT.KEYVAULT/VAULTS/SECRETS/WRITE',
          category: 'Administrative',
          resultType: 'Success',
          callerIpAddress: '203.0.113.41',
          caller: 'a.reyes@corp.example',
          resourceId:
            '/SUBSCRIPTIONS/8C1F0B72-53AD-4E16-9A2B-E0D4C7F31586/RESOURCEGROUPS/WEB/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/WEB-KEYS',
        },
      },
    },
    {
      key: 'entra-audit',
      named: { id: 'operationName' },
      product: 'azure',
      provider: 'Microsoft Entra audit logs',
      label: 'Entra audit',
      channel: 'AuditLogs',
      log: 'Directory audit event',
      logVerified: false,
      fields: audit,
      // The activities are named in words; the words are the vendor's.
      events: `
        Add app role assignment to service principal | Add app role assignment to service principal
        Add conditional access policy                | Add conditional access policy
        Add delegated permission grant               | Add delegated permission grant
        Add eligible member to role                  | Add eligible member to role
        Add member to role                           | Add member to role
        Add owner to application                     | Add owner to application
        Add scoped member to role                    | Add scoped member to role
        Add service principal                        | Add service principal
        Add user                                     | Add user
        Authentication Methods Policy Update         | Authentication Methods Policy Update
        Consent to application                       | Consent to application
        Delete administrative unit                   | Delete administrative unit
        Delete application                           | Delete application
        Delete user                                  | Delete user
        Device no longer compliant                   | Device no longer compliant
        Device no longer managed                     | Device no longer managed
        Disable Strong Authentication                | Disable Strong Authentication
        Hard Delete application                      | Hard Delete application
        Invite external user                         | Invite external user
        Read BitLocker key                           | Read BitLocker key
        Remove member from group                     | Remove member from group
        Remove owner from application                | Remove owner from application
        Remove owner from service principal          | Remove owner from service principal
        Remove service principal                     | Remove service principal
        Set device registration policies             | Set device registration policies
        Set federation settings on domain            | Set federation settings on domain
        Update application                           | Update application
        Update conditional access policy             | Update conditional access policy
        Update service principal                     | Update service principal
        User registered security info                | User registered security info
      `,
      open: true,
      samples: {
        log: { ...directory, category: 'UserManagement', operationName: 'Update user' },
        'Add member to role': {
          time: '2025-03-11T09:24:17Z',
          operationName: 'Add member to role',
          category: 'RoleManagement',
          LoggedByService: 'Core Directory',
          result: 'success',
          'properties.message': 'Add member to role',
          'properties.initiatedBy': 'a.reyes@corp.example',
          'properties.targetResources': 'm.okafor@corp.example',
        },
        'Invite external user': {
          time: '2025-03-11T09:24:17Z',
          operationName: 'Invite external user',
          category: 'UserManagement',
          LoggedByService: 'Invited Users',
          result: 'success',
          'properties.message': 'Invite external user',
          'properties.initiatedBy': 'a.reyes@corp.example',
        },
      },
    },
    {
      key: 'entra-signin',
      named: { id: 'ResultType' },
      product: 'azure',
      provider: 'Microsoft Entra sign-in logs',
      label: 'Entra sign-in',
      channel: 'SigninLogs',
      log: 'Sign-in event',
      logVerified: false,
      fields: signin,
      events: `
        0      | Sign-in succeeded
        50053  | The account is locked, or the sign-in came from a blocked address
        50055  | The password is expired
        50057  | The user account is disabled
        50072  | The user needs to enrol for multifactor authentication
        50074  | Strong authentication is required
        50076  | Multifactor authentication is required
        50097  | Device authentication is required
        50126  | Invalid username or password
        50140  | The user was asked whether to stay signed in
        50155  | Device authentication failed for this user
        50158  | An external security challenge was not satisfied
        53003  | Access has been blocked by conditional access policies
        500121 | Authentication failed during the strong authentication request
      `,
      open: true,
      samples: {
        log: { ...entered, ResultType: '0' },
        0: { ...entered, ResultType: '0', resultType: '0' },
        50126: {
          ...entered,
          ResultType: '50126',
          resultType: '50126',
          ResultDescription: 'Invalid username or password or Invalid on-premise username or password.',
        },
        53003: { ...entered, ResultType: '53003', resultType: '53003', conditionalAccessStatus: 'failure' },
      },
    },
    {
      key: 'entra-risk',
      named: { id: 'riskEventType' },
      product: 'azure',
      provider: 'Microsoft Entra ID Protection',
      label: 'Entra ID Protection',
      channel: 'riskDetection',
      log: 'Risk detection',
      logVerified: false,
      fields: risk,
      events: `
        anomalousToken                         | Anomalous token
        anomalousUserActivity                  | Anomalous user activity
        anonymizedIPAddress                    | Anonymous IP address
        attemptedPrtAccess                     | Possible attempt to access Primary Refresh Token
        impossibleTravel                       | Impossible travel
        leakedCredentials                      | Leaked credentials
        maliciousIPAddress                     | Malicious IP address
        malwareInfectedIPAddress               | Malware linked IP address
        mcasSuspiciousInboxManipulationRules   | Suspicious inbox manipulation rules
        newCountry                             | New country
        passwordSpray                          | Password spray
        riskyIPAddress                         | Activity from anonymous IP address
        suspiciousAPITraffic                   | Suspicious API traffic
        suspiciousBrowser                      | Suspicious browser
        suspiciousIPAddress?                   | Suspicious IP address
        suspiciousInboxForwarding              | Suspicious inbox forwarding
        tokenIssuerAnomaly                     | Token issuer anomaly
        unfamiliarFeatures                     | Unfamiliar sign-in properties
        unlikelyTravel                         | Atypical travel
      `,
      open: true,
      samples: {
        log: { ...risky, riskEventType: 'generic' },
        leakedCredentials: { ...risky, riskEventType: 'leakedCredentials', riskLevel: 'high', activity: 'user' },
        unlikelyTravel: { ...risky, riskEventType: 'unlikelyTravel', location: 'Lisbon, PT' },
      },
    },
    {
      key: 'entra-pim',
      named: { id: 'riskEventType' },
      product: 'azure',
      provider: 'Microsoft Entra PIM',
      label: 'Entra PIM',
      channel: 'PIM alerts',
      log: 'PIM alert',
      logVerified: false,
      fields: `${risk} alertName severity`,
      events: `
        invalidLicenseAlertIncident                                        | The organization does not have the licence for privileged identity management
        noMfaOnRoleActivationAlertIncident                                 | Roles do not require multifactor authentication for activation
        redundantAssignmentAlertIncident                                   | Administrators are not using their privileged roles
        rolesAssignedOutsidePrivilegedIdentityManagementAlertConfiguration | Roles are being assigned outside of privileged identity management
        sequentialActivationRenewalsAlertIncident                          | Roles are being activated too frequently
        staleSignInAlertIncident                                           | Potential stale accounts in a privileged role
        tooManyGlobalAdminsAssignedToTenantAlertIncident                   | There are too many global administrators
      `,
      open: true,
      samples: { log: { ...risky, riskEventType: 'alert', severity: 'medium' } },
    },
  ],
  logSources: [
    {
      product: 'azure',
      service: 'activitylogs',
      primary: ['azure-activity'],
      route: { id: ['operationName', 'OperationNameValue', 'properties.message'] },
    },
    {
      product: 'azure',
      service: 'auditlogs',
      primary: ['entra-audit'],
      route: { id: ['operationName', 'OperationName', 'properties.message', 'ActivityDisplayName'] },
    },
    {
      product: 'azure',
      service: 'signinlogs',
      primary: ['entra-signin'],
      route: { id: ['ResultType', 'resultType'] },
    },
    { product: 'azure', service: 'riskdetection', primary: ['entra-risk'], route: { id: ['riskEventType'] } },
    { product: 'azure', service: 'pim', primary: ['entra-pim'], route: { id: ['riskEventType'] } },
  ],
}
