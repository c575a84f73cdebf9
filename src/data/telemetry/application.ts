import type { Telemetry } from './types.js'

const of = { product: 'windows', channel: 'Application' } as const
const srp = 'AttemptedPath:path SrpRuleGuid:guid'

export const application: Telemetry = {
  sources: [
    { ...of, key: 'application', provider: 'Application', label: 'Application log', log: 'Application log' },
    {
      ...of,
      key: 'audit-cve',
      provider: 'Microsoft-Windows-Audit-CVE',
      also: ['Audit-CVE'],
      label: 'Audit CVE',
      events: `
        1 | Possible detection of CVE | CVEID AdditionalDetails
      `,
      samples: { 1: { CVEID: 'CVE-2020-0601', AdditionalDetails: 'CA: <Example Root> sha1: 5F0C8B17' } },
    },
    {
      ...of,
      key: 'exchange-control-panel',
      provider: 'MSExchange Control Panel',
      label: 'Exchange control panel',
      events: `
        4? | Request for the Exchange Control Panel failed | Data
      `,
    },
    {
      ...of,
      key: 'screenconnect',
      provider: 'ScreenConnect',
      label: 'ScreenConnect client',
      events: `
        200? | Executed command  | Data
        201? | Transferred files | Data
      `,
      samples: { 200: { Data: 'Executed command of length: 18' } },
    },
    {
      ...of,
      key: 'esent',
      provider: 'ESENT',
      label: 'Extensible storage engine',
      events: `
        216 | A database location change was detected      | Data
        325 | The database engine created a new database   | Data
        326 | The database engine attached a database      | Data
        327 | The database engine detached a database      | Data
      `,
      samples: { 325: { Data: 'lsass 748,D,0 C:\\Users\\Public\\ntds.dit' } },
    },
    {
      ...of,
      key: 'backup',
      provider: 'Microsoft-Windows-Backup',
      label: 'Windows Backup',
      events: `
        524 | The System Catalog has been deleted |
      `,
    },
    {
      ...of,
      key: 'software-restriction-policies',
      provider: 'Microsoft-Windows-SoftwareRestrictionPolicies',
      label: 'Software restriction policies',
      events: `
        865 | Access has been restricted by your Administrator by the default software restriction policy level | AttemptedPath:path
        866 | Access has been restricted by your Administrator by location with a policy rule placed on the path | ${srp} RulePath:path
        867 | Access has been restricted by your Administrator by software publisher policy                      | AttemptedPath:path
        868 | Access has been restricted by your Administrator by a policy rule                                   | ${srp}
        882 | Access has been restricted by your Administrator by a policy rule                                   | ${srp}
      `,
    },
    {
      ...of,
      key: 'application-error',
      provider: 'Application Error',
      label: 'Application error',
      fields: 'Data',
      events: `
        1000 | Faulting application | AppName AppVersion AppTimeStamp:hex ModuleName ModuleVersion ModuleTimeStamp:hex ExceptionCode FaultingOffset:hex ProcessId:hex ProcessCreationTime:hex AppPath:path ModulePath:path IntegratorReportId:guid PackageFullName PackageRelativeAppId
      `,
      samples: {
        1000: {
          AppName: 'lsass.exe',
          AppVersion: '10.0.22621.1',
          ModuleName: 'WLDAP32.dll',
          ModuleVersion: '10.0.22621.2506',
          ExceptionCode: 'c0000005',
          FaultingOffset: '0000000000018a3c',
          AppPath: 'C:\\Windows\\System32\\lsass.exe',
          ModulePath: 'C:\\Windows\\System32\\WLDAP32.dll',
        },
      },
    },
    {
      ...of,
      key: 'windows-error-reporting',
      provider: 'Windows Error Reporting',
      label: 'Windows error reporting',
      events: `
        1001 | Fault bucket | Data
      `,
    },
    {
      ...of,
      key: 'msi-installer',
      provider: 'MsiInstaller',
      label: 'Windows Installer',
      events: `
        1033  | Windows Installer installed the product            | Data
        1034  | Windows Installer removed the product              | Data
        1040  | Beginning a Windows Installer transaction          | Data
        1042  | Ending a Windows Installer transaction             | Data
        11707 | Product: installation completed successfully       | Data
        11724 | Product: removal completed successfully            | Data
      `,
      samples: { 1040: { Data: 'https://files.example.net/setup.msi 7312 (NULL)' } },
    },
    {
      ...of,
      key: 'user-profiles-service',
      provider: 'Microsoft-Windows-User Profiles Service',
      label: 'User profile service',
      events: `
        1511 | Windows cannot find the local profile and is logging you on with a temporary profile |
      `,
    },
    {
      ...of,
      key: 'restart-manager',
      provider: 'Microsoft-Windows-RestartManager',
      label: 'Restart Manager',
      log: 'Any event of the Restart Manager',
      logVerified: false,
      events: `
        10000 | Starting session                        | RmSessionId:integer UTCStartTime:date
        10001 | Ending session                          | RmSessionId:integer UTCStartTime:date
        10010 | An application could not be restarted   | RmSessionId:integer Pid:integer FullPath:path DisplayName AppVersion AppType:integer TSSessionId:integer Status:integer Reason:integer
      `,
    },
    {
      ...of,
      key: 'msmq',
      provider: 'MSMQ',
      label: 'Message Queuing',
      events: `
        2027? | Message Queuing received a corrupted packet |
      `,
    },
    {
      ...of,
      key: 'wsus',
      provider: 'Windows Server Update Services',
      label: 'Windows Server Update Services',
      events: `
        7053 | The WSUS administration console has encountered an unexpected error | Data
      `,
    },
    {
      ...of,
      key: 'mssql',
      provider: 'MSSQLSERVER',
      label: 'SQL Server',
      fields: 'Data Message',
      events: `
        8128  | Using an extended stored procedure of a library          |
        15457 | Configuration option changed                             |
        17135 | Launched startup procedure                               |
        18456 | Login failed for user                                    |
      `,
      samples: {
        8128: {
          Data: 'xpstar.dll, 2019.150.2000, xp_dirtree',
          Message: "Using 'xpstar.dll' version '2019.150.2000' to execute extended stored procedure 'xp_dirtree'.",
        },
        18456: { Data: 'sa, Reason: Password did not match that for the login provided., [CLIENT: 203.0.113.41]' },
      },
    },
    {
      ...of,
      key: 'mssql-audit',
      provider: 'MSSQLSERVER$AUDIT',
      label: 'SQL Server audit',
      fields: 'Data',
      events: `
        33205 | Audit event |
      `,
      samples: {
        33205: {
          Data: 'action_id:APRL additional_information: object_name:sysadmin statement:ALTER SERVER ROLE [sysadmin] ADD MEMBER [report]',
        },
      },
    },
  ],
  logSources: [{ product: 'windows', service: 'application', primary: ['application'] }],
}
