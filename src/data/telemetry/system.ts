import type { Telemetry } from './types.js'

const service = {
  ServiceName: 'VendorSvc',
  ImagePath: '%SystemRoot%\\vendor.exe -service',
  ServiceType: 'user mode service',
  StartType: 'auto start',
  AccountName: 'LocalSystem',
}

const of = { product: 'windows', channel: 'System' } as const
const kdc = 'Account Client Target'
const mapping = 'AccountName Subject Issuer SerialNumber Thumbprint'

export const system: Telemetry = {
  sources: [
    { ...of, key: 'system', provider: 'System', label: 'System log', log: 'System log' },
    {
      ...of,
      key: 'service-control-manager',
      provider: 'Service Control Manager',
      also: ['Microsoft-Windows-Service Control Manager'],
      label: 'Service Control Manager',
      // ProcessId is that of the process that wrote the record.
      fields: 'Binary:hex ProcessId:integer',
      events: `
        7000 | The service failed to start                                   | param1 param2
        7009 | A timeout was reached while waiting for the service to connect | param1 param2
        7023 | The service terminated with the following error               | param1 param2
        7024 | The service terminated with a service-specific error          | param1 param2
        7031 | The service terminated unexpectedly. A corrective action will be taken | param1 param2:integer param3:integer param4:integer param5
        7034 | The service terminated unexpectedly                           | param1 param2:integer
        7036 | The service entered a state                                   | param1 param2 ServiceName
        7040 | The start type of the service was changed                     | param1 param2 param3 param4
        7045 | A service was installed in the system                         | ServiceName ImagePath:path ServiceType StartType AccountName
      `,
      samples: {
        7036: { param1: 'Microsoft Defender Antivirus Service', param2: 'stopped' },
        7040: { param1: 'Windows Update', param2: 'auto start', param3: 'disabled', param4: 'wuauserv' },
        7045: service,
      },
    },
    {
      ...of,
      key: 'eventlog',
      provider: 'Microsoft-Windows-Eventlog',
      label: 'Event log service',
      events: `
        104 | The log file was cleared | SubjectUserName SubjectDomainName Channel BackupPath:path
      `,
      samples: {
        104: { SubjectUserName: 'a.reyes', SubjectDomainName: 'CORP', Channel: 'Application', BackupPath: '' },
      },
    },
    {
      ...of,
      key: 'kdc',
      provider: 'Microsoft-Windows-Kerberos-Key-Distribution-Center',
      also: ['Kerberos-Key-Distribution-Center'],
      label: 'Kerberos key distribution center',
      open: true,
      events: `
        16 | The account has no suitable key for the service ticket request (KDCEVENT_NO_KEY_INTERSECTION_TGS)     | ${kdc}
        27 | The encryption type of the service ticket request is not supported (KDCEVENT_UNSUPPORTED_ETYPE_REQUEST_TGS) | ${kdc}
        35 | PAC without attributes                                                                               | ${kdc}
        36 | Ticket without a PAC                                                                                 | ${kdc}
        37 | Ticket without Requestor                                                                             | ${kdc}
        38 | Requestor mismatch                                                                                   | ${kdc}
        39 | The user certificate was valid but could not be mapped to a user in a secure way                     | ${mapping}
        40 | The user certificate was issued before the user existed and no strong mapping was found              | ${mapping}
        41 | The user certificate was valid but contained a different SID than the user to which it mapped        | ${mapping}
        42 | The Kerberos Key Distribution Center lacks strong keys for the account                               | AccountName
      `,
    },
    {
      ...of,
      key: 'kernel-general',
      provider: 'Microsoft-Windows-Kernel-General',
      label: 'Kernel general',
      events: `
        16 | The access history in a registry hive was cleared | HiveNameLength:integer HiveName:path KeysUpdated:integer DirtyPages:integer
      `,
      samples: {
        16: { HiveNameLength: '40', HiveName: '\\??\\C:\\Windows\\Temp\\SAM.hiv', KeysUpdated: '1', DirtyPages: '1' },
      },
    },
    {
      ...of,
      key: 'windows-update-client',
      provider: 'Microsoft-Windows-WindowsUpdateClient',
      label: 'Windows Update',
      events: `
        16  | Unable to connect: Windows is unable to connect to the automatic updates service   | errorCode:hex
        19  | Installation successful: Windows successfully installed an update                  | updateTitle updateGuid:guid updateRevisionNumber:integer serviceGuid:guid
        20  | Installation failure: Windows failed to install an update                          | errorCode:hex updateTitle updateGuid:guid updateRevisionNumber:integer serviceGuid:guid
        24  | Uninstallation failure: Windows failed to uninstall an update                      | errorCode:hex updateTitle updateGuid:guid updateRevisionNumber:integer
        213 | Revert failure: Windows failed to revert an update                                 | errorCode:hex updateTitle updateGuid:guid
        217 | Commit failure: Windows failed to commit an update                                 | errorCode:hex updateTitle updateGuid:guid
      `,
    },
    {
      ...of,
      key: 'application-popup',
      provider: 'Application Popup',
      label: 'Application popup',
      events: `
        26 | Application popup | Caption Message
      `,
      samples: { 26: { Caption: 'Windows', Message: 'The instruction referenced memory that could not be read.' } },
    },
    {
      ...of,
      key: 'termdd',
      provider: 'TermDD',
      label: 'Terminal device driver',
      events: `
        50 | The RDP protocol component detected an error in the protocol stream and has disconnected the client       |
        56 | The Terminal Server security layer detected an error in the protocol stream and has disconnected the client |
      `,
    },
    {
      ...of,
      key: 'certification-authority',
      provider: 'Microsoft-Windows-CertificationAuthority',
      label: 'Certification authority',
      events: `
        53 | Active Directory Certificate Services denied a request | RequestId Reason SubjectName AdditionalInformation
      `,
    },
    {
      ...of,
      key: 'ntfs-classic',
      provider: 'Ntfs',
      label: 'NTFS',
      events: `
        55 | The file system structure on the disk is corrupt and unusable | DriveName DeviceName CorruptionState HeaderFlags Severity Origin Verb Description Signature Outcome SampleLength:integer SampleData:hex SourceFile SourceLine:integer SourceTag:integer CallStack
      `,
      samples: {
        55: {
          DriveName: 'C:',
          Origin: 'File System Driver',
          Description: 'The Master File Table (MFT) contains a corrupted file record.',
        },
      },
    },
    {
      ...of,
      key: 'ntfs',
      provider: 'Microsoft-Windows-Ntfs',
      label: 'NTFS',
      events: `
        98? | State of a volume: healthy or needing action | DriveName DeviceName CorruptionActionState:integer
      `,
      samples: { 98: { DriveName: 'E:', DeviceName: '\\Device\\HarddiskVolume5', CorruptionActionState: '0' } },
    },
    {
      ...of,
      key: 'wer-system-error-reporting',
      provider: 'Microsoft-Windows-WER-SystemErrorReporting',
      label: 'System error reporting',
      events: `
        1001 | The computer has rebooted from a bugcheck | param1 param2:path param3:guid
      `,
    },
    {
      ...of,
      key: 'dhcp-server-system',
      provider: 'Microsoft-Windows-DHCP-Server',
      label: 'DHCP server',
      events: `
        1031 | The installed server callout DLL has caused an exception and was ignored                  | DllName Exception
        1032 | The installed server callout DLL has caused an exception and could not be loaded           | DllName Exception
        1033 | The DHCP service has successfully loaded one or more callout DLLs                          | DllName
        1034 | The DHCP service has failed to load one or more callout DLLs                               | DllName Error
      `,
    },
    {
      ...of,
      key: 'iphlpsvc',
      provider: 'Microsoft-Windows-Iphlpsvc',
      label: 'IP helper',
      events: `
        4100? | The ISATAP router address was set | IsatapRouter ErrorCode:integer
      `,
      samples: { 4100: { IsatapRouter: '198.51.100.24', ErrorCode: '0' } },
    },
    {
      ...of,
      key: 'netlogon',
      provider: 'NETLOGON',
      label: 'Netlogon',
      events: `
        5723 | The session setup from a computer failed because the security database does not contain a trust account | Computer TrustAccount
        5805 | The session setup from a computer failed to authenticate                                               | Computer Error
        5827 | The Netlogon service denied a vulnerable Netlogon secure channel connection from a machine account      | MachineSamAccountName Domain AccountType MachineOperatingSystem
        5828 | The Netlogon service denied a vulnerable Netlogon secure channel connection using a trust account       | AccountType TrustName TrustTarget ClientIPAddress:ip
        5829 | The Netlogon service allowed a vulnerable Netlogon secure channel connection                            | MachineSamAccountName Domain AccountType MachineOperatingSystem
      `,
    },
    {
      ...of,
      key: 'lsasrv-system',
      provider: 'LsaSrv',
      also: ['LSA (LsaSrv)'],
      label: 'Local Security Authority',
      events: `
        6038 | NTLM authentication is presently being used between clients and this server |
        6039 | NTLM authentication is being used on this server                             |
      `,
    },
    {
      ...of,
      key: 'distributed-com',
      provider: 'Microsoft-Windows-DistributedCOM',
      also: ['DCOM'],
      label: 'Distributed COM',
      events: `
        10001 | Unable to start a DCOM server                                                 | param1 param2 param3 param4 param5
        10016 | The permission settings do not grant activation permission for the COM server | param1 param2 param3 param4 param5 param6 param7 param8 param9 param10 param11
      `,
    },
    {
      ...of,
      key: 'directory-services-sam',
      provider: 'Microsoft-Windows-Directory-Services-SAM',
      label: 'Security account manager',
      events: `
        16990 | Object class and UserAccountControl validation failure |
        16991 | SAM account name validation failure                    |
      `,
    },
  ],
  logSources: [{ product: 'windows', service: 'system', primary: ['system'] }],
}
