import type { FieldRow } from './types.js'

const renamed = (names: readonly (readonly [name: string, splunk: string, sample: string])[]): readonly FieldRow[] =>
  names.map(([name, splunk, sample]) => ({ name, type: 'text', sample, splunk }))

/** Logons and audits of Windows. Most of it Elastic names by rule: `winlog.event_data.` and Windows' own name. */
export const windowsFields: readonly FieldRow[] = [
  {
    name: 'LogonType',
    type: 'text',
    sample: '3',
    elastic: 'winlog.logon.type:map',
    splunk: 'Logon_Type',
    kusto: 'LogonType@DeviceLogonEvents:map LogonType@IdentityLogonEvents:map LogonMethod@asim.authentication:approx',
    values: {
      interactive: '2',
      network: '3',
      batch: '4',
      service: '5',
      unlock: '7',
      networkcleartext: '8',
      newcredentials: '9',
      remoteinteractive: '10',
      cachedinteractive: '11',
    },
  },
  {
    name: 'TargetUserName',
    type: 'text',
    sample: 'Administrator',
    elastic: 'user.target.name@system.security user.target.name@windows.forwarded',
    splunk: 'Target_User_Name Target_Account_Name Authentication.user:approx user@security:approx',
    kusto:
      'AccountName@DeviceLogonEvents AccountName@IdentityLogonEvents TargetAccount@SecurityEvent:approx TargetUsername@asim.authentication:approx',
  },
  {
    name: 'TargetDomainName',
    type: 'text',
    sample: 'CORP',
    splunk: 'Target_Domain',
    kusto: 'AccountDomain@DeviceLogonEvents AccountDomain@IdentityLogonEvents',
  },
  { name: 'TargetUserSid', type: 'text', sample: 'S-1-5-18', kusto: 'AccountSid@DeviceLogonEvents' },
  {
    name: 'SubjectUserName',
    type: 'text',
    sample: 'svc_backup',
    splunk: 'Authentication.src_user:approx src_user@security:approx',
    kusto: 'Account@SecurityEvent:approx SubjectAccount@SecurityEvent:approx',
  },
  {
    name: 'WorkstationName',
    type: 'text',
    sample: 'WS-0142',
    splunk: 'Workstation_Name',
    kusto: 'RemoteDeviceName@DeviceLogonEvents',
  },
  {
    name: 'IpAddress',
    type: 'text',
    sample: '192.0.2.10',
    elastic: 'source.ip@system.security source.ip@windows.forwarded',
    splunk: 'Source_Network_Address Client_Address src_ip@security Authentication.src:approx',
    kusto: 'RemoteIP@DeviceLogonEvents IPAddress@IdentityLogonEvents SrcIpAddr@asim.authentication',
  },
  {
    name: 'ServiceName',
    type: 'text',
    sample: 'PSEXESVC',
    elastic: 'service.name@system.security service.name@system.system service.name@windows.forwarded',
    splunk: 'Service_Name Services.service_name Services.service:approx',
    kusto: 'AdditionalFields.ServiceName@DeviceEvents',
  },
  {
    name: 'ImagePath',
    type: 'path',
    sample: 'C:\\Windows\\PSEXESVC.exe',
    splunk: 'Services.service_path service_path Service_File_Name@system',
  },
  {
    name: 'Computer',
    type: 'text',
    sample: 'DC01.example.org',
    elastic: 'winlog.computer_name',
    splunk:
      'ComputerName Processes.dest:approx Registry.dest:approx Filesystem.dest:approx Services.dest:approx Ports.dest:approx dest@windows:approx',
  },
  // Windows' own names, as Splunk has them of events that are kept as text.
  ...renamed([
    ['AccessList', 'Accesses', '%%4416'],
    ['AccessMask', 'Access_Mask', '0x1'],
    ['AuthenticationPackageName', 'Authentication_Package', 'NTLM'],
    ['GroupName', 'Group_Name', 'Administrators'],
    ['LogonProcessName', 'Logon_Process', 'NtLmSsp'],
    ['ObjectName', 'Object_Name', 'C:\\Finance\\budget.xlsx'],
    ['ObjectServer', 'Object_Server', 'Security'],
    ['ObjectType', 'Object_Type', 'File'],
    ['PrivilegeList', 'Privileges', 'SeDebugPrivilege'],
    ['RelativeTargetName', 'Relative_Target_Name', 'svcctl'],
    ['SamAccountName', 'SAM_Account_Name', 'm.okafor'],
    ['ServiceFileName', 'Service_File_Name', 'C:\\Windows\\PSEXESVC.exe'],
    ['ServiceType', 'Service_Type', '0x10'],
    ['ShareName', 'Share_Name', '\\\\*\\ADMIN$'],
    ['Status', 'Failure_Code', '0x6'],
    ['SubStatus', 'Sub_Status', '0xC000006A'],
    ['TaskContent', 'Task_Content', '<Task/>'],
    ['TaskName', 'Task_Name', '\\Vendor\\Update'],
    ['TicketEncryptionType', 'Ticket_Encryption_Type', '0x17'],
    ['TicketOptions', 'Ticket_Options', '0x40810000'],
  ]),
  { name: 'DeviceName', type: 'text', sample: 'ws-0142.corp.example', kusto: 'DvcHostname@asim Dvc@asim:approx' },
]
