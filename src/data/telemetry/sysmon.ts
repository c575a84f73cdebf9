import type { Telemetry } from './types.js'

const about = 'RuleName UtcTime:date'
const actor = `${about} ProcessGuid:guid ProcessId:integer Image:path User`
const version = 'FileVersion Description Product Company OriginalFileName'
const pair =
  'SourceProcessGuid:guid SourceProcessId:integer SourceImage:path TargetProcessGuid:guid TargetProcessId:integer TargetImage:path SourceUser TargetUser'
const wmi = `${about} EventType Operation User`

const acting = {
  UtcTime: '2025-03-11 09:24:17.318',
  ProcessGuid: '{3F1C9A52-7E41-67D0-8C02-000000001D00}',
  ProcessId: '7312',
  Image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  User: 'CORP\\a.reyes',
}

/** What Security 4688 calls the fields of a new process. */
const process4688 = {
  Image: 'NewProcessName',
  ProcessId: 'NewProcessId',
  ParentImage: 'ParentProcessName',
  ParentProcessId: 'ProcessId',
  User: 'SubjectUserName',
  LogonId: 'SubjectLogonId',
  IntegrityLevel: 'MandatoryLabel',
}

const registry4657 = {
  TargetObject: 'ObjectName',
  Details: 'NewValue',
  EventType: 'OperationType',
  Image: 'ProcessName',
  User: 'SubjectUserName',
}

const flow5156 = {
  Image: 'Application',
  ProcessId: 'ProcessID',
  SourceIp: 'SourceAddress',
  DestinationIp: 'DestAddress',
  DestinationPort: 'DestPort',
  Initiated: 'Direction',
}

export const sysmon: Telemetry = {
  sources: [
    {
      key: 'sysmon',
      product: 'windows',
      provider: 'Microsoft-Windows-Sysmon',
      label: 'Sysmon',
      channel: 'Microsoft-Windows-Sysmon/Operational',
      log: 'Sysmon operational log',
      events: `
        1   | Process creation                                      | ${actor} ${version} CommandLine CurrentDirectory:path LogonGuid:guid LogonId:hex TerminalSessionId:integer IntegrityLevel Hashes:hash ParentProcessGuid:guid ParentProcessId:integer ParentImage:path ParentCommandLine ParentUser
        2   | A process changed a file creation time                | ${actor} TargetFilename:path CreationUtcTime:date PreviousCreationUtcTime:date
        3   | Network connection                                    | ${actor} Protocol Initiated:boolean SourceIsIpv6:boolean SourceIp:ip SourceHostname SourcePort:integer SourcePortName DestinationIsIpv6:boolean DestinationIp:ip DestinationHostname DestinationPort:integer DestinationPortName
        4   | Sysmon service state changed                          | UtcTime:date State Version SchemaVersion
        5   | Process terminated                                    | ${actor}
        6   | Driver loaded                                         | ${about} ImageLoaded:path Hashes:hash Signed:boolean Signature SignatureStatus
        7   | Image loaded                                          | ${actor} ImageLoaded:path ${version} Hashes:hash Signed:boolean Signature SignatureStatus
        8   | CreateRemoteThread                                    | ${about} ${pair} NewThreadId:integer StartAddress:hex StartModule:path StartFunction
        9   | RawAccessRead                                         | ${actor} Device:path
        10  | ProcessAccess                                         | ${about} ${pair} SourceThreadId:integer GrantedAccess:hex CallTrace
        11  | FileCreate                                            | ${actor} TargetFilename:path CreationUtcTime:date
        12  | RegistryEvent (Object create and delete)              | ${actor} EventType TargetObject:path
        13  | RegistryEvent (Value Set)                             | ${actor} EventType TargetObject:path Details
        14  | RegistryEvent (Key and Value Rename)                  | ${actor} EventType TargetObject:path NewName:path
        15  | FileCreateStreamHash                                  | ${actor} TargetFilename:path CreationUtcTime:date Hash:hash Contents
        16  | ServiceConfigurationChange                            | UtcTime:date Configuration:path ConfigurationFileHash:hash
        17  | PipeEvent (Pipe Created)                              | ${actor} EventType PipeName
        18  | PipeEvent (Pipe Connected)                            | ${actor} EventType PipeName
        19  | WmiEvent (WmiEventFilter activity detected)           | ${wmi} EventNamespace Name Query
        20  | WmiEvent (WmiEventConsumer activity detected)         | ${wmi} Name Type Destination
        21  | WmiEvent (WmiEventConsumerToFilter activity detected) | ${wmi} Consumer Filter
        22  | DNSEvent (DNS query)                                  | ${actor} QueryName QueryStatus:integer QueryResults
        23  | FileDelete (File Delete archived)                     | ${actor} TargetFilename:path Hashes:hash IsExecutable:boolean Archived:boolean
        24  | ClipboardChange (New content in the clipboard)        | ${actor} Session:integer ClientInfo Hashes:hash Archived:boolean
        25  | ProcessTampering (Process image change)               | ${actor} Type
        26  | FileDeleteDetected (File Delete logged)               | ${actor} TargetFilename:path Hashes:hash IsExecutable:boolean
        27  | FileBlockExecutable                                   | ${actor} TargetFilename:path Hashes:hash
        28  | FileBlockShredding                                    | ${actor} TargetFilename:path Hashes:hash IsExecutable:boolean
        29  | FileExecutableDetected                                | ${actor} TargetFilename:path Hashes:hash
        255 | Error                                                 | UtcTime:date ID Description
      `,
      when: {
        12: { EventType: ['CreateKey', 'DeleteKey', 'DeleteValue'] },
        13: { EventType: ['SetValue'] },
        14: { EventType: ['RenameKey', 'RenameValue'] },
        17: { EventType: ['CreatePipe'] },
        18: { EventType: ['ConnectPipe'] },
        19: { EventType: ['WmiFilterEvent'] },
        20: { EventType: ['WmiConsumerEvent'] },
        21: { EventType: ['WmiBindingEvent'] },
      },
      samples: {
        1: {
          ...acting,
          Image: 'C:\\Windows\\System32\\cmd.exe',
          FileVersion: '10.0.22621.1 (WinBuild.160101.0800)',
          Description: 'Windows Command Processor',
          Product: 'Microsoft® Windows® Operating System',
          Company: 'Microsoft Corporation',
          OriginalFileName: 'Cmd.Exe',
          CommandLine: 'cmd.exe /c whoami /all > C:\\Users\\Public\\who.txt',
          CurrentDirectory: 'C:\\Users\\a.reyes\\',
          LogonGuid: '{3F1C9A52-6B20-67D0-2C1A-4F0000000000}',
          LogonId: '0x4f1a2c',
          TerminalSessionId: '1',
          IntegrityLevel: 'Medium',
          Hashes:
            'SHA256=4D89FC34D5F0F9BABD022271C585A9477BF41E834E46B991DEAA0530FDB25E22,IMPHASH=0272719411FCD1FA8A8F1C9D2B3E5A07',
          ParentProcessGuid: '{3F1C9A52-7D02-67D0-6A02-000000001D00}',
          ParentProcessId: '5120',
          ParentImage: 'C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE',
          ParentCommandLine:
            '"C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE" /n "C:\\Users\\a.reyes\\Downloads\\offer.docm"',
          ParentUser: 'CORP\\a.reyes',
        },
        2: {
          ...acting,
          TargetFilename: 'C:\\Windows\\Temp\\svc.exe',
          CreationUtcTime: '2019-12-07 09:08:44.100',
          PreviousCreationUtcTime: '2025-03-11 09:24:16.902',
        },
        3: {
          ...acting,
          Protocol: 'tcp',
          Initiated: 'true',
          SourceIsIpv6: 'false',
          SourceIp: '10.20.4.17',
          SourceHostname: 'WS-0142.corp.example',
          SourcePort: '52114',
          DestinationIsIpv6: 'false',
          DestinationIp: '198.51.100.24',
          DestinationHostname: 'cdn.example.net',
          DestinationPort: '443',
          DestinationPortName: 'https',
        },
        4: { UtcTime: '2025-03-11 09:24:17.318', State: 'Stopped', Version: '15.15', SchemaVersion: '4.90' },
        5: { ...acting },
        6: {
          UtcTime: '2025-03-11 09:24:17.318',
          ImageLoaded: 'C:\\Windows\\System32\\drivers\\vendorio.sys',
          Hashes: 'SHA256=1B9C05F7E3D8642A7C1F0E95B8D3A64E2F70C9518A6DE4B37250F19C8E4A6D03',
          Signed: 'true',
          Signature: 'Example Hardware Ltd',
          SignatureStatus: 'Valid',
        },
        7: {
          ...acting,
          Image: 'C:\\Program Files\\Vendor\\updater.exe',
          ImageLoaded: 'C:\\Users\\a.reyes\\AppData\\Local\\Temp\\version.dll',
          FileVersion: '-',
          Description: '-',
          Product: '-',
          Company: '-',
          OriginalFileName: '-',
          Hashes: 'SHA256=9A3E77B1C0D4528F6E1B93C5A7F0248D61E9B5C3F8A7204D5E6B1C9038F4A2D7',
          Signed: 'false',
          Signature: '-',
          SignatureStatus: 'Unavailable',
        },
        8: {
          UtcTime: '2025-03-11 09:24:17.318',
          SourceProcessGuid: '{3F1C9A52-7E41-67D0-8C02-000000001D00}',
          SourceProcessId: '7312',
          SourceImage: 'C:\\Users\\a.reyes\\AppData\\Local\\Temp\\loader.exe',
          TargetProcessGuid: '{3F1C9A52-6B1E-67D0-5100-000000001D00}',
          TargetProcessId: '2244',
          TargetImage: 'C:\\Windows\\explorer.exe',
          NewThreadId: '9016',
          StartAddress: '0x00007FF81C2A0000',
          StartModule: 'C:\\Windows\\System32\\KERNEL32.DLL',
          StartFunction: 'LoadLibraryA',
          SourceUser: 'CORP\\a.reyes',
          TargetUser: 'CORP\\a.reyes',
        },
        9: { ...acting, Device: '\\Device\\HarddiskVolume3' },
        10: {
          UtcTime: '2025-03-11 09:24:17.318',
          SourceProcessGuid: '{3F1C9A52-7E41-67D0-8C02-000000001D00}',
          SourceProcessId: '7312',
          SourceThreadId: '6580',
          SourceImage: 'C:\\Users\\a.reyes\\AppData\\Local\\Temp\\dump.exe',
          TargetProcessGuid: '{3F1C9A52-6A02-67D0-0C00-000000001D00}',
          TargetProcessId: '748',
          TargetImage: 'C:\\Windows\\System32\\lsass.exe',
          GrantedAccess: '0x1010',
          CallTrace:
            'C:\\Windows\\SYSTEM32\\ntdll.dll+9d4e4|C:\\Windows\\System32\\KERNELBASE.dll+2c03e|UNKNOWN(0000021A5C3D0000)',
          SourceUser: 'CORP\\a.reyes',
          TargetUser: 'NT AUTHORITY\\SYSTEM',
        },
        11: {
          ...acting,
          TargetFilename:
            'C:\\Users\\a.reyes\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\notes.lnk',
          CreationUtcTime: '2025-03-11 09:24:17.301',
        },
        12: { ...acting, EventType: 'CreateKey', TargetObject: 'HKLM\\System\\CurrentControlSet\\Services\\VendorSvc' },
        13: {
          ...acting,
          EventType: 'SetValue',
          TargetObject:
            'HKU\\S-1-5-21-2571480331-1184372910-3920184467-1108\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\Notes',
          Details: 'C:\\Users\\a.reyes\\AppData\\Roaming\\notes.exe',
        },
        14: {
          ...acting,
          EventType: 'RenameKey',
          TargetObject: 'HKLM\\Software\\Vendor\\Pending',
          NewName: 'HKLM\\Software\\Vendor\\Active',
        },
        15: {
          ...acting,
          TargetFilename: 'C:\\Users\\a.reyes\\Downloads\\offer.zip:Zone.Identifier',
          CreationUtcTime: '2025-03-11 09:24:15.774',
          Hash: 'SHA256=0E5AB3C19F7D42866B1E0C95D8A3F7412E9C50B7A6D4F8139B27E06C5D1A3F84',
          Contents: '[ZoneTransfer]  ZoneId=3  HostUrl=https://files.example.net/offer.zip',
        },
        16: {
          UtcTime: '2025-03-11 09:24:17.318',
          Configuration: 'C:\\Program Files\\Sysmon\\config.xml',
          ConfigurationFileHash: 'SHA256=5F0C8B17E2D9A4366A1C7F93E0B5D842C7E61F09A3B48D2576C0E1F9B83D4A62',
        },
        17: { ...acting, EventType: 'CreatePipe', PipeName: '\\vendor-agent-7312' },
        18: { ...acting, EventType: 'ConnectPipe', PipeName: '\\spoolss' },
        19: {
          UtcTime: '2025-03-11 09:24:17.318',
          EventType: 'WmiFilterEvent',
          Operation: 'Created',
          User: 'CORP\\a.reyes',
          EventNamespace: '"root\\\\cimv2"',
          Name: '"Uptime"',
          Query: '"SELECT * FROM __InstanceModificationEvent WITHIN 60 WHERE TargetInstance ISA \'Win32_LocalTime\'"',
        },
        20: {
          UtcTime: '2025-03-11 09:24:17.318',
          EventType: 'WmiConsumerEvent',
          Operation: 'Created',
          User: 'CORP\\a.reyes',
          Name: '"Uptime"',
          Type: 'Command Line',
          Destination: '"C:\\\\Users\\\\Public\\\\uptime.exe"',
        },
        21: {
          UtcTime: '2025-03-11 09:24:17.318',
          EventType: 'WmiBindingEvent',
          Operation: 'Created',
          User: 'CORP\\a.reyes',
          Consumer: '"CommandLineEventConsumer.Name=\\"Uptime\\""',
          Filter: '"__EventFilter.Name=\\"Uptime\\""',
        },
        22: {
          ...acting,
          QueryName: 'cdn.example.net',
          QueryStatus: '0',
          QueryResults: '::ffff:198.51.100.24;',
        },
        23: {
          ...acting,
          TargetFilename: 'C:\\Windows\\Prefetch\\LOADER.EXE-3B1A7C02.pf',
          Hashes: 'SHA256=C61F0A8E5D7B3942810EF6C4A9D25B7380E1F4C6D5A9237B84E0C1F5963A7D28',
          IsExecutable: 'false',
          Archived: 'true',
        },
        25: { ...acting, Image: 'C:\\Windows\\System32\\notepad.exe', Type: 'Image is replaced' },
        29: {
          ...acting,
          TargetFilename: 'C:\\Users\\a.reyes\\Downloads\\setup.exe',
          Hashes: 'SHA256=2B7E9A04C5D1F8367A90E4C3B6D8F1527E0A9C4D3B5F6821C7E0D9A4B8F3165C',
        },
        255: {
          UtcTime: '2025-03-11 09:24:17.318',
          ID: 'QUEUE',
          Description: 'Events dropped from driver queue: ProcessAccess:12',
        },
      },
    },
    {
      key: 'kernel-file',
      product: 'windows',
      provider: 'Microsoft-Windows-Kernel-File',
      label: 'Kernel File',
      channel: 'Microsoft-Windows-Kernel-File (ETW, no event log channel)',
      // Image is not in the event: whoever records the trace adds it from the process id.
      fields: 'Image:path ProcessId:integer Irp:hex FileObject:hex IssuingThreadId:integer',
      events: `
        12? | Create        | CreateOptions:integer CreateAttributes:integer ShareAccess:integer FileName:path
        19? | Rename        | FileKey:hex ExtraInformation:hex InfoClass:integer
        27? | RenamePath    | FileKey:hex ExtraInformation:hex InfoClass:integer FilePath:path
        30? | CreateNewFile | CreateOptions:integer CreateAttributes:integer ShareAccess:integer FileName:path
      `,
    },
  ],
  logSources: [
    { product: 'windows', service: 'sysmon', primary: ['sysmon'] },
    {
      product: 'windows',
      category: 'process_creation',
      primary: ['sysmon/1'],
      alternatives: ['security/4688'],
      renames: { 'security/4688': process4688 },
    },
    { product: 'windows', category: 'file_change', primary: ['sysmon/2'] },
    {
      product: 'windows',
      category: 'network_connection',
      primary: ['sysmon/3'],
      alternatives: ['security/5156'],
      renames: { 'security/5156': flow5156 },
    },
    { product: 'windows', category: 'sysmon_status', primary: ['sysmon/4', 'sysmon/16'] },
    { product: 'windows', category: 'process_termination', primary: ['sysmon/5'] },
    { product: 'windows', category: 'driver_load', primary: ['sysmon/6'] },
    { product: 'windows', category: 'image_load', primary: ['sysmon/7'] },
    { product: 'windows', category: 'create_remote_thread', primary: ['sysmon/8'] },
    { product: 'windows', category: 'raw_access_thread', primary: ['sysmon/9'] },
    { product: 'windows', category: 'process_access', primary: ['sysmon/10'] },
    { product: 'windows', category: 'file_event', primary: ['sysmon/11'] },
    {
      product: 'windows',
      category: 'registry_event',
      primary: ['sysmon/12', 'sysmon/13', 'sysmon/14'],
      alternatives: ['security/4657'],
      renames: { 'security/4657': registry4657 },
    },
    {
      product: 'windows',
      category: 'registry_add',
      primary: ['sysmon/12'],
      alternatives: ['security/4657'],
      renames: { 'security/4657': registry4657 },
    },
    { product: 'windows', category: 'registry_delete', primary: ['sysmon/12'] },
    {
      product: 'windows',
      category: 'registry_set',
      primary: ['sysmon/13'],
      alternatives: ['security/4657'],
      renames: { 'security/4657': registry4657 },
    },
    { product: 'windows', category: 'registry_rename', primary: ['sysmon/14'] },
    { product: 'windows', category: 'create_stream_hash', primary: ['sysmon/15'] },
    { product: 'windows', category: 'pipe_created', primary: ['sysmon/17', 'sysmon/18'] },
    {
      product: 'windows',
      category: 'wmi_event',
      primary: ['sysmon/19', 'sysmon/20', 'sysmon/21'],
      alternatives: ['wmi-activity/5861'],
      renames: { 'wmi-activity/5861': { EventNamespace: 'Namespace', Consumer: 'CONSUMER', Filter: 'ESS' } },
    },
    { product: 'windows', category: 'dns_query', primary: ['sysmon/22'] },
    { product: 'windows', category: 'file_delete', primary: ['sysmon/23'], alternatives: ['sysmon/26'] },
    { product: 'windows', category: 'clipboard_capture', primary: ['sysmon/24'] },
    { product: 'windows', category: 'clipboard_change', primary: ['sysmon/24'] },
    { product: 'windows', category: 'process_tampering', primary: ['sysmon/25'] },
    { product: 'windows', category: 'file_delete_detected', primary: ['sysmon/26'] },
    { product: 'windows', category: 'file_block_executable', primary: ['sysmon/27'] },
    { product: 'windows', category: 'file_block_shredding', primary: ['sysmon/28'] },
    { product: 'windows', category: 'file_executable_detected', primary: ['sysmon/29'] },
    { product: 'windows', category: 'sysmon_error', primary: ['sysmon/255'] },
    {
      product: 'windows',
      category: 'file_access',
      primary: ['kernel-file/12'],
      alternatives: ['kernel-file/30'],
    },
    {
      product: 'windows',
      category: 'file_rename',
      primary: ['kernel-file/27'],
      alternatives: ['kernel-file/19'],
      renames: { 'kernel-file/27': { TargetFilename: 'FilePath' } },
    },
  ],
}
