import type { FieldRow } from './types.js'

/** Logons and audits of Windows. Most of it Elastic names by rule: `winlog.event_data.` and Windows' own name. */
export const windowsFields: readonly FieldRow[] = [
  {
    name: 'LogonType',
    type: 'text',
    sample: '3',
    elastic: 'winlog.logon.type:map',
    splunk: 'Logon_Type',
    kusto: 'LogonType@SecurityEvent LogonType@DeviceLogonEvents:map LogonType@IdentityLogonEvents:map',
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
    splunk: 'Target_User_Name',
    kusto: 'AccountName@DeviceLogonEvents AccountName@IdentityLogonEvents TargetAccount@SecurityEvent:approx',
  },
  { name: 'SubjectUserName', type: 'text', sample: 'svc_backup', kusto: 'Account@SecurityEvent:approx' },
  {
    name: 'IpAddress',
    type: 'text',
    sample: '192.0.2.10',
    elastic: 'source.ip@system.security source.ip@windows.forwarded',
    kusto: 'RemoteIP@DeviceLogonEvents',
  },
  {
    name: 'ServiceName',
    type: 'text',
    sample: 'PSEXESVC',
    elastic: 'service.name@system.security service.name@system.system service.name@windows.forwarded',
    splunk: 'Service_Name',
  },
  { name: 'Computer', type: 'text', sample: 'DC01.example.org', elastic: 'winlog.computer_name' },
]
