import type { FieldSpec, FieldType } from './types.js'

/** Values for the records that nobody wrote by hand: by the field's name where it says more than its type. */
const byName: Readonly<Record<string, string>> = {
  SubjectUserSid: 'S-1-5-21-2571480331-1184372910-3920184467-1108',
  SubjectUserName: 'a.reyes',
  SubjectDomainName: 'CORP',
  SubjectLogonId: '0x4f1a2c',
  TargetUserSid: 'S-1-5-21-2571480331-1184372910-3920184467-1131',
  TargetSid: 'S-1-5-21-2571480331-1184372910-3920184467-1131',
  TargetUserName: 'm.okafor',
  TargetDomainName: 'CORP',
  TargetLogonId: '0x5b70e1',
  MemberSid: 'S-1-5-21-2571480331-1184372910-3920184467-1144',
  MemberName: 'CN=Mara Okafor,OU=Staff,DC=corp,DC=example',
  SamAccountName: 'm.okafor',
  PrivilegeList: '-',
  User: 'CORP\\a.reyes',
  UserName: 'a.reyes',
  DomainName: 'CORP',
  Computer: 'WS-0142.corp.example',
  Workstation: 'WS-0142',
  WorkstationName: 'WS-0142',
  ServerName: 'fs01.corp.example',
  Image: 'C:\\Windows\\System32\\svchost.exe',
  ProcessName: 'C:\\Windows\\System32\\svchost.exe',
  ProcessPath: 'C:\\Windows\\System32\\svchost.exe',
  Application: '\\device\\harddiskvolume3\\windows\\system32\\svchost.exe',
  CommandLine: 'C:\\Windows\\System32\\svchost.exe -k netsvcs -p',
  TargetFilename: 'C:\\Users\\a.reyes\\Documents\\report.docx',
  FileName: 'C:\\Users\\a.reyes\\Downloads\\setup.exe',
  FilePath: 'C:\\Users\\a.reyes\\Downloads\\setup.exe',
  Hashes: 'SHA256=7D2C61E9A0B34F5588C1D90E2F7A46B3951E0C8D7F24A6B1E3905D8C4B7F6A12',
  ObjectServer: 'Security',
  ObjectType: 'File',
  ObjectName: 'C:\\Finance\\budget.xlsx',
  AccessList: '%%4416',
  AccessMask: '0x1',
  ServiceName: 'cifs',
  Status: '0x0',
  Protocol: '6',
  SourceAddress: '10.20.4.17',
  DestAddress: '198.51.100.24',
  SourcePort: '52114',
  DestPort: '443',
  IpAddress: '10.20.4.17',
  IpPort: '52114',
  ClientAddress: '10.20.4.17',
  Address: '10.20.4.17',
  TaskName: '\\Vendor\\Update',
  QueryName: 'updates.example.com',
  Path: 'C:\\Program Files\\Vendor\\agent.exe',
  DSName: 'corp.example',
  ObjectDN: 'CN=Mara Okafor,OU=Staff,DC=corp,DC=example',
  Attributes: 'CertificateTemplate:User',
  Requester: 'CORP\\a.reyes',
  RequestId: '214',
  Data: 'The operation completed',
  PackageFullName: 'Vendor.Notes_2.4.0.0_x64__8wekyb3d8bbwe',
  'id.orig_h': '10.20.4.17',
  'id.orig_p': '52114',
  'id.resp_h': '198.51.100.24',
  'id.resp_p': '443',
  uid: 'CkT8aH2mQy1vWc3pE9',
}

const byType: Readonly<Record<FieldType, string>> = {
  string: '-',
  integer: '1',
  boolean: 'true',
  date: '2025-03-11 09:24:17.318',
  ip: '10.20.4.17',
  path: 'C:\\Windows\\System32\\svchost.exe',
  hash: '7D2C61E9A0B34F5588C1D90E2F7A46B3951E0C8D7F24A6B1E3905D8C4B7F6A12',
  guid: '{5B2F1C8E-4A0D-4E77-9C31-0D6F82A9B4E3}',
  sid: 'S-1-5-21-2571480331-1184372910-3920184467-1108',
  hex: '0x1',
  float: '0.5',
}

/** What differs where files have no drive and users no domain. */
const unix: Readonly<Record<string, string>> = {
  User: 'deploy',
  UserName: 'deploy',
  Image: '/usr/bin/curl',
  ParentImage: '/usr/bin/bash',
  CommandLine: 'curl -s https://files.example.net/setup.sh',
  ParentCommandLine: '-bash',
  TargetFilename: '/var/tmp/setup.sh',
  SourceFilename: '/var/tmp/setup.part',
  Configuration: '/opt/sysmon/config.xml',
  Device: '/dev/sda1',
  msg: 'audit(1741685057.318:48216)',
  path: '/usr/bin/curl',
}

/** A value that such a field of a product's record could hold. */
export function plausible({ name, type }: FieldSpec, product: string): string {
  if (product !== 'windows') {
    if (Object.hasOwn(unix, name)) return unix[name] ?? ''
    if (type === 'path') return '/usr/bin/curl'
  }
  return Object.hasOwn(byName, name) ? (byName[name] ?? '') : byType[type]
}
