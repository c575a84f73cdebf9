import { rows } from './security-rows.js'
import type { Telemetry } from './types.js'

const by = {
  SubjectUserSid: 'S-1-5-21-2571480331-1184372910-3920184467-1108',
  SubjectUserName: 'a.reyes',
  SubjectDomainName: 'CORP',
  SubjectLogonId: '0x4f1a2c',
}

const bySystem = {
  SubjectUserSid: 'S-1-5-18',
  SubjectUserName: 'WS-0142$',
  SubjectDomainName: 'CORP',
  SubjectLogonId: '0x3e7',
}

const onTarget = {
  TargetUserName: 'm.okafor',
  TargetDomainName: 'CORP',
  TargetSid: 'S-1-5-21-2571480331-1184372910-3920184467-1131',
}

const account = {
  ...onTarget,
  ...by,
  PrivilegeList: '-',
  SamAccountName: 'm.okafor',
  DisplayName: 'Mara Okafor',
  UserPrincipalName: 'm.okafor@corp.example',
  PasswordLastSet: '%%1794',
  AccountExpires: '%%1794',
  PrimaryGroupId: '513',
  AllowedToDelegateTo: '-',
  OldUacValue: '0x0',
  NewUacValue: '0x15',
  SidHistory: '-',
}

const file = {
  ...by,
  ObjectServer: 'Security',
  ObjectType: 'File',
  ObjectName: 'C:\\Finance\\budget.xlsx',
  HandleId: '0x1a4c',
  AccessList: '%%4416',
  AccessMask: '0x1',
  ProcessId: '0x1c90',
  ProcessName: 'C:\\Windows\\explorer.exe',
}

const flow = {
  ProcessID: '7312',
  Application: '\\device\\harddiskvolume3\\users\\a.reyes\\appdata\\local\\temp\\loader.exe',
  Direction: '%%14593',
  SourceAddress: '10.20.4.17',
  SourcePort: '52114',
  DestAddress: '198.51.100.24',
  DestPort: '443',
  Protocol: '6',
  FilterRTID: '71204',
  LayerName: '%%14611',
  LayerRTID: '48',
}

const task = {
  ...by,
  TaskName: '\\Vendor\\Update',
  TaskContent:
    '<Task><Triggers><LogonTrigger/></Triggers><Actions><Exec><Command>C:\\Users\\Public\\update.exe</Command></Exec></Actions></Task>',
}

const share = {
  ...by,
  ObjectType: 'File',
  IpAddress: '10.20.4.17',
  IpPort: '52114',
  ShareName: '\\\\*\\C$',
  ShareLocalPath: '\\??\\C:\\',
  AccessMask: '0x1',
  AccessList: '%%4416',
}

const directory = {
  ...by,
  OpCorrelationID: '{7E0C4B91-1A5D-4F36-8B02-9D7E6C0A3F58}',
  DSName: 'corp.example',
  DSType: '%%14676',
  ObjectDN: 'CN=Mara Okafor,OU=Staff,DC=corp,DC=example',
  ObjectGUID: '{2D9A6C05-73F1-4B88-90E4-6C1F0A7D5B32}',
  ObjectClass: 'user',
}

const samples = {
  4616: {
    ...bySystem,
    PreviousTime: '2025-03-11T09:24:17.318Z',
    NewTime: '2025-03-10T09:24:17.000Z',
    ProcessName: 'C:\\Windows\\System32\\cmd.exe',
  },
  4624: {
    ...bySystem,
    TargetUserSid: 'S-1-5-21-2571480331-1184372910-3920184467-1108',
    TargetUserName: 'a.reyes',
    TargetDomainName: 'CORP',
    TargetLogonId: '0x4f1a2c',
    LogonType: '3',
    LogonProcessName: 'Kerberos',
    AuthenticationPackageName: 'Kerberos',
    WorkstationName: '-',
    LmPackageName: '-',
    KeyLength: '0',
    ProcessId: '0x0',
    ProcessName: '-',
    IpAddress: '10.20.4.17',
    IpPort: '52114',
    ImpersonationLevel: '%%1833',
    ElevatedToken: '%%1842',
  },
  4625: {
    ...bySystem,
    TargetUserSid: 'S-1-0-0',
    TargetUserName: 'administrator',
    TargetDomainName: 'CORP',
    Status: '0xc000006d',
    FailureReason: '%%2313',
    SubStatus: '0xc000006a',
    LogonType: '3',
    LogonProcessName: 'NtLmSsp ',
    AuthenticationPackageName: 'NTLM',
    WorkstationName: 'WS-0142',
    IpAddress: '203.0.113.41',
    IpPort: '50822',
  },
  4648: {
    ...by,
    TargetUserName: 'svc-backup',
    TargetDomainName: 'CORP',
    TargetServerName: 'fs01.corp.example',
    TargetInfo: 'cifs/fs01.corp.example',
    ProcessName: 'C:\\Windows\\System32\\svchost.exe',
    IpAddress: '-',
  },
  4656: file,
  4657: {
    ...by,
    ObjectName: '\\REGISTRY\\MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run',
    ObjectValueName: 'Notes',
    HandleId: '0x2b8',
    OperationType: '%%1904',
    OldValueType: '-',
    OldValue: '-',
    NewValueType: '%%1873',
    NewValue: 'C:\\Users\\Public\\notes.exe',
    ProcessId: '0x1c90',
    ProcessName: 'C:\\Windows\\System32\\reg.exe',
  },
  4662: {
    ...by,
    ObjectServer: 'DS',
    ObjectType: '%{19195a5b-6da0-11d0-afd3-00c04fd930c9}',
    ObjectName: '%{6f1c0e2b-84d7-4a35-9b60-c2e5d7a01f93}',
    OperationType: 'Object Access',
    AccessList: '%%7688',
    AccessMask: '0x100',
    Properties: '%%7688 {1131f6ad-9c07-11d1-f79f-00c04fc2dcd2}',
  },
  4663: file,
  4672: { ...by, PrivilegeList: 'SeSecurityPrivilege SeBackupPrivilege SeDebugPrivilege' },
  4673: {
    ...by,
    ObjectServer: 'Security',
    Service: '-',
    PrivilegeList: 'SeTcbPrivilege',
    ProcessId: '0x1c90',
    ProcessName: 'C:\\Users\\a.reyes\\AppData\\Local\\Temp\\loader.exe',
  },
  4688: {
    ...by,
    NewProcessId: '0x1f4c',
    NewProcessName: 'C:\\Windows\\System32\\cmd.exe',
    TokenElevationType: '%%1938',
    ProcessId: '0x1400',
    CommandLine: 'cmd.exe /c whoami /all > C:\\Users\\Public\\who.txt',
    TargetUserSid: 'S-1-0-0',
    TargetUserName: '-',
    TargetDomainName: '-',
    TargetLogonId: '0x0',
    ParentProcessName: 'C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE',
    MandatoryLabel: 'S-1-16-8192',
  },
  4689: { ...by, Status: '0x0', ProcessId: '0x1f4c', ProcessName: 'C:\\Windows\\System32\\cmd.exe' },
  4697: {
    ...by,
    ServiceName: 'VendorSvc',
    ServiceFileName: '%SystemRoot%\\vendor.exe -service',
    ServiceType: '0x10',
    ServiceStartType: '2',
    ServiceAccount: 'LocalSystem',
  },
  4698: task,
  4699: task,
  4702: { ...by, TaskName: task.TaskName, TaskContentNew: task.TaskContent },
  4704: { ...bySystem, TargetSid: onTarget.TargetSid, PrivilegeList: 'SeDebugPrivilege' },
  4719: {
    ...bySystem,
    CategoryId: '%%8273',
    SubcategoryId: '%%12544',
    SubcategoryGuid: '{0CCE9215-69AE-11D9-BED3-505054503030}',
    AuditPolicyChanges: '%%8448',
  },
  4720: account,
  4722: { ...onTarget, ...by },
  4723: { ...onTarget, ...by, PrivilegeList: '-' },
  4724: { ...onTarget, ...by },
  4725: { ...onTarget, ...by },
  4726: { ...onTarget, ...by, PrivilegeList: '-' },
  4728: {
    MemberName: 'CN=Mara Okafor,OU=Staff,DC=corp,DC=example',
    MemberSid: onTarget.TargetSid,
    TargetUserName: 'Domain Admins',
    TargetDomainName: 'CORP',
    TargetSid: 'S-1-5-21-2571480331-1184372910-3920184467-512',
    ...by,
    PrivilegeList: '-',
  },
  4732: {
    MemberName: '-',
    MemberSid: onTarget.TargetSid,
    TargetUserName: 'Administrators',
    TargetDomainName: 'Builtin',
    TargetSid: 'S-1-5-32-544',
    ...by,
    PrivilegeList: '-',
  },
  4738: account,
  4740: { TargetUserName: 'm.okafor', TargetDomainName: 'WS-0142', TargetSid: onTarget.TargetSid, ...bySystem },
  4741: { ...account, TargetUserName: 'WS-0199$', SamAccountName: 'WS-0199$', DnsHostName: 'WS-0199.corp.example' },
  4742: { ...account, TargetUserName: 'WS-0199$', SamAccountName: '-', ServicePrincipalNames: 'HOST/WS-0199' },
  4768: {
    TargetUserName: 'm.okafor',
    TargetDomainName: 'CORP.EXAMPLE',
    TargetSid: onTarget.TargetSid,
    ServiceName: 'krbtgt',
    ServiceSid: 'S-1-5-21-2571480331-1184372910-3920184467-502',
    TicketOptions: '0x40810010',
    Status: '0x0',
    TicketEncryptionType: '0x12',
    PreAuthType: '2',
    IpAddress: '::ffff:10.20.4.17',
    IpPort: '52114',
  },
  4769: {
    TargetUserName: 'a.reyes@CORP.EXAMPLE',
    TargetDomainName: 'CORP.EXAMPLE',
    ServiceName: 'svc-sql',
    ServiceSid: 'S-1-5-21-2571480331-1184372910-3920184467-1190',
    TicketOptions: '0x40810000',
    TicketEncryptionType: '0x17',
    IpAddress: '::ffff:10.20.4.17',
    IpPort: '52114',
    Status: '0x0',
    LogonGuid: '{9C3F1A52-6B20-4D70-8C1A-4F0000000000}',
    TransmittedServices: '-',
  },
  4771: {
    TargetUserName: 'm.okafor',
    TargetSid: onTarget.TargetSid,
    ServiceName: 'krbtgt/CORP',
    TicketOptions: '0x40810010',
    Status: '0x18',
    PreAuthType: '2',
    IpAddress: '::ffff:10.20.4.17',
    IpPort: '52114',
  },
  4776: {
    PackageName: 'MICROSOFT_AUTHENTICATION_PACKAGE_V1_0',
    TargetUserName: 'administrator',
    Workstation: 'WS-0142',
    Status: '0xc000006a',
  },
  4781: {
    OldTargetUserName: 'WS-0199$',
    NewTargetUserName: 'DC01',
    TargetDomainName: 'CORP',
    ...by,
    PrivilegeList: '-',
  },
  4886: {
    RequestId: '214',
    Requester: 'CORP\\a.reyes',
    Attributes: 'CertificateTemplate:User ccm:WS-0142.corp.example',
  },
  5136: {
    ...directory,
    AttributeLDAPDisplayName: 'servicePrincipalName',
    AttributeSyntaxOID: '2.5.5.12',
    AttributeValue: 'http/ws-0142',
    OperationType: '%%14674',
  },
  5137: directory,
  5140: share,
  5145: { ...share, ShareName: '\\\\*\\IPC$', RelativeTargetName: 'svcctl', AccessMask: '0x12019f' },
  5156: flow,
  5157: flow,
  5379: {
    ...by,
    TargetName: 'WindowsLive:(cert):name=02iqzlmqfsyb;serviceuri=*',
    Type: '0',
    CountOfCredentialsReturned: '1',
    ReadOperation: '%%8100',
    ReturnCode: '0',
    ClientProcessId: '7312',
  },
  6416: {
    ...bySystem,
    DeviceId: 'USBSTOR\\Disk&Ven_Example&Prod_Stick&Rev_1.00\\A1B2C3D4',
    DeviceDescription: 'Example Stick USB Device',
    ClassId: '{4D36E967-E325-11CE-BFC1-08002BE10318}',
    ClassName: 'DiskDrive',
  },
}

export const security: Telemetry = {
  sources: [
    {
      key: 'security',
      product: 'windows',
      provider: 'Microsoft-Windows-Security-Auditing',
      label: 'Security auditing',
      channel: 'Security',
      log: 'Security log',
      events: rows,
      samples,
    },
    {
      key: 'eventlog',
      product: 'windows',
      provider: 'Microsoft-Windows-Eventlog',
      label: 'Event log service',
      channel: 'Security',
      events: `
        1100 | The event logging service has shut down                                               |
        1102 | The audit log was cleared                                                             | SubjectUserSid:sid SubjectUserName SubjectDomainName SubjectLogonId:hex
        1104 | The security log is now full                                                          |
        1105 | Event log automatic backup                                                            | Channel BackupPath:path
        1108 | The event logging service encountered an error while processing an incoming event    | ErrorCode:integer PubID
      `,
      samples: {
        1102: by,
        1105: {
          Channel: 'Security',
          BackupPath: 'C:\\Windows\\System32\\winevt\\Logs\\Archive-Security-2025-03-11-09-24-17-318.evtx',
        },
      },
    },
    {
      key: 'security-legacy',
      product: 'windows',
      provider: 'Security',
      label: 'Security (before Vista)',
      channel: 'Security',
      events: `
        517 | The audit log was cleared                               | PrimaryUserName PrimaryDomain ClientUserName ClientDomain
        528 | Successful logon                                        | UserName Domain LogonId LogonType:integer LogonProcess AuthenticationPackage WorkstationName LogonProcessName ComputerName
        529 | Logon failure: unknown user name or bad password        | UserName Domain LogonType:integer LogonProcess AuthenticationPackage WorkstationName TargetUserName
        632 | Security enabled global group member added              | MemberName MemberId TargetAccountName TargetDomain CallerUserName
        633 | Security enabled global group member removed            | MemberName MemberId TargetAccountName TargetDomain CallerUserName
        634 | Security enabled global group deleted                   | TargetAccountName TargetDomain CallerUserName
        675 | Pre-authentication failed                               | UserName UserID ServiceName PreAuthenticationType FailureCode ClientAddress:ip Status:hex
        680 | Account used for logon                                  | AccountName Workstation Status:hex
      `,
      open: true,
    },
  ],
  logSources: [{ product: 'windows', service: 'security', primary: ['security'] }],
}
