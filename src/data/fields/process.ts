import type { FieldRow } from './types.js'

/** Processes, their images and what they load. */
export const processFields: readonly FieldRow[] = [
  {
    name: 'Image',
    type: 'path',
    sample: 'C:\\Windows\\System32\\cmd.exe',
    sigma: 'NewProcessName@windows ProcessName@windows.security',
    elastic:
      'process.executable process.name:basename winlog.event_data.NewProcessName winlog.event_data.ProcessName@system.security winlog.event_data.ProcessName@windows.forwarded',
    splunk:
      'Processes.process_path Processes.process_exec:basename Processes.process_name:basename process_path process_exec:basename process_name:basename Registry.process_path Registry.process_name:basename Filesystem.process_path Filesystem.process_name:basename Ports.process_name:basename All_Traffic.process_path All_Traffic.process_name:basename DNS.process_path DNS.process_name:basename New_Process_Name NewProcessName Process_Name@security ProcessName@security ImageFileName@crowdstrike columns.path@osquery',
    kusto:
      'FolderPath@DeviceProcessEvents FileName@DeviceProcessEvents:basename InitiatingProcessFolderPath InitiatingProcessFileName:basename NewProcessName@SecurityEvent ProcessName@SecurityEvent Process@SecurityEvent:basename EventData.NewProcessName@WindowsEvent EventData.ProcessName@WindowsEvent TargetProcessName@asim.process Process@asim.process TargetProcessFilename@asim.process:basename ActingProcessName@asim ActingProcessFileName@asim:basename Process@asim ProcessName@CloudProcessEvents:basename',
  },
  {
    name: 'CommandLine',
    type: 'text',
    sample: 'cmd.exe /c whoami',
    elastic: 'process.command_line process.args:token process.title:approx winlog.event_data.CommandLine',
    splunk: 'Processes.process process Process_Command_Line columns.cmdline@osquery',
    kusto:
      'ProcessCommandLine InitiatingProcessCommandLine TargetProcessCommandLine@asim.process ActingProcessCommandLine@asim',
  },
  {
    name: 'OriginalFileName',
    type: 'text',
    sample: 'Cmd.Exe',
    elastic: 'process.pe.original_file_name dll.pe.original_file_name',
    splunk: 'Processes.original_file_name original_file_name',
    kusto:
      'ProcessVersionInfoOriginalFileName ProcessVersionInfoInternalFileName:approx InitiatingProcessVersionInfoOriginalFileName:acting TargetProcessFileOriginalName@asim.process',
  },
  {
    name: 'Description',
    type: 'text',
    sample: 'Windows Command Processor',
    elastic: 'process.pe.description dll.pe.description',
    kusto:
      'ProcessVersionInfoFileDescription InitiatingProcessVersionInfoFileDescription:acting TargetProcessFileDescription@asim.process',
  },
  {
    name: 'Product',
    type: 'text',
    sample: 'Microsoft Windows Operating System',
    elastic: 'process.pe.product dll.pe.product',
    kusto:
      'ProcessVersionInfoProductName InitiatingProcessVersionInfoProductName:acting TargetProcessFileProduct@asim.process',
  },
  {
    name: 'Company',
    type: 'text',
    sample: 'Microsoft Corporation',
    elastic: 'process.pe.company dll.pe.company',
    kusto:
      'ProcessVersionInfoCompanyName InitiatingProcessVersionInfoCompanyName:acting TargetProcessFileCompany@asim.process',
  },
  {
    name: 'FileVersion',
    type: 'text',
    sample: '10.0.19041.746',
    elastic: 'process.pe.file_version dll.pe.file_version',
    kusto: 'ProcessVersionInfoProductVersion:approx',
  },
  {
    name: 'CurrentDirectory',
    type: 'path',
    sample: 'C:\\Users\\Public\\',
    elastic: 'process.working_directory',
    splunk: 'Processes.process_current_directory process_current_directory',
    kusto: 'TargetProcessCurrentDirectory@asim.process',
  },
  {
    name: 'ProcessId',
    type: 'text',
    sample: '4120',
    elastic: 'process.pid',
    splunk: 'Processes.process_id process_id',
    kusto: 'ProcessId InitiatingProcessId:acting TargetProcessId@asim.process ActingProcessId@asim',
  },
  {
    name: 'ProcessGuid',
    type: 'text',
    sample: '{b5a1c2d3-0000-0000-0000-000000000001}',
    elastic: 'process.entity_id:approx',
    splunk: 'Processes.process_guid process_guid Registry.process_guid Filesystem.process_guid',
  },
  {
    name: 'IntegrityLevel',
    type: 'text',
    sample: 'High',
    elastic: 'process.Ext.token.integrity_level_name',
    splunk: 'Processes.process_integrity_level process_integrity_level',
    kusto:
      'ProcessIntegrityLevel InitiatingProcessIntegrityLevel:acting TargetProcessIntegrityLevel@asim.process:approx',
  },
  {
    name: 'User',
    type: 'text',
    sample: 'NT AUTHORITY\\SYSTEM',
    elastic: 'user.name:leaf user.domain:domain user.id:sid',
    splunk:
      'Processes.user:approx Registry.user:approx Filesystem.user:approx user:approx Account_Name:leaf Processes.user_id:sid',
    kusto:
      'AccountName@DeviceProcessEvents:leaf AccountDomain@DeviceProcessEvents:domain AccountSid@DeviceProcessEvents:sid AccountName@DeviceEvents:leaf AccountDomain@DeviceEvents:domain AccountSid@DeviceEvents:sid InitiatingProcessAccountName:leaf InitiatingProcessAccountDomain:domain InitiatingProcessAccountSid:sid InitiatingProcessAccountUpn:upn ActorUsername@asim:approx TargetUsername@asim.process:approx User@asim:approx',
  },
  {
    name: 'ParentImage',
    type: 'path',
    sample: 'C:\\Windows\\explorer.exe',
    sigma: 'ParentProcessName@windows.security',
    elastic:
      'process.parent.executable process.parent.name:basename winlog.event_data.ParentProcessName@system.security winlog.event_data.ParentProcessName@windows.forwarded',
    splunk:
      'Processes.parent_process_path Processes.parent_process_exec:basename Processes.parent_process_name:basename parent_process_path parent_process_exec:basename parent_process_name:basename Creator_Process_Name ParentProcessName ParentBaseFileName@crowdstrike:basename',
    kusto:
      'InitiatingProcessFolderPath@DeviceProcessEvents InitiatingProcessFileName@DeviceProcessEvents:basename InitiatingProcessParentFileName:basename ParentProcessName@SecurityEvent EventData.ParentProcessName@WindowsEvent ActingProcessName@asim.process ActingProcessFileName@asim.process:basename ParentProcessName@asim ParentProcessName@CloudProcessEvents:basename',
  },
  {
    name: 'ParentCommandLine',
    type: 'text',
    sample: 'explorer.exe',
    elastic: 'process.parent.command_line process.parent.args:token',
    splunk: 'Processes.parent_process parent_process',
    kusto:
      'InitiatingProcessCommandLine@DeviceProcessEvents ActingProcessCommandLine@asim.process ParentProcessCommandLine@asim',
  },
  {
    name: 'ParentProcessId',
    type: 'text',
    sample: '812',
    elastic: 'process.parent.pid',
    splunk: 'Processes.parent_process_id parent_process_id',
    kusto: 'InitiatingProcessId@DeviceProcessEvents InitiatingProcessParentId ActingProcessId@asim.process',
  },
  {
    name: 'ParentUser',
    type: 'text',
    sample: 'NT AUTHORITY\\SYSTEM',
    elastic: 'process.parent.user.name:leaf process.parent.user.id:sid',
    kusto:
      'InitiatingProcessAccountName@DeviceProcessEvents:leaf InitiatingProcessAccountDomain@DeviceProcessEvents:domain InitiatingProcessAccountSid@DeviceProcessEvents:sid InitiatingProcessAccountUpn@DeviceProcessEvents:upn',
  },
  {
    name: 'GrandParentImage',
    type: 'path',
    sample: 'C:\\Windows\\System32\\svchost.exe',
    sigma: 'ParentOfParentImage@windows',
    kusto:
      'InitiatingProcessParentFileName@DeviceProcessEvents:basename ParentProcessName@asim.process ParentProcessFileName@asim.process:basename',
  },
  {
    name: 'ImageLoaded',
    type: 'path',
    sample: 'C:\\Windows\\System32\\amsi.dll',
    elastic: 'dll.path dll.name:basename',
    splunk: 'loaded_file_path loaded_file:basename service_dll_path:approx',
    kusto:
      'FolderPath@DeviceImageLoadEvents FileName@DeviceImageLoadEvents:basename FolderPath@DeviceEvents.DriverLoad FileName@DeviceEvents.DriverLoad:basename',
  },
  {
    name: 'Signed',
    type: 'text',
    sample: 'true',
    elastic: 'dll.code_signature.exists',
    kusto: 'IsSigned@DeviceFileCertificateInfo',
  },
  {
    name: 'Signature',
    type: 'text',
    sample: 'Microsoft Windows',
    elastic: 'dll.code_signature.subject_name',
    kusto: 'Signer@DeviceFileCertificateInfo',
  },
  {
    name: 'SignatureStatus',
    type: 'text',
    sample: 'Valid',
    elastic: 'dll.code_signature.status:map',
    values: { valid: 'Valid', trusted: 'Valid', expired: 'Expired', errorexpired: 'Expired' },
  },
  {
    name: 'Hashes',
    type: 'hashes',
    sample: 'SHA1=DA39A3EE5E6B4B0D3255BFEF95601890AFD80709,IMPHASH=00000000000000000000000000000000',
    sigma: 'Hash@windows',
    splunk: 'Processes.process_hash:approx process_hash:approx Filesystem.file_hash:approx file_hash:approx',
  },
  {
    name: 'MD5',
    type: 'text',
    sample: 'd41d8cd98f00b204e9800998ecf8427e',
    sigma: 'md5 Md5',
    elastic: 'process.hash.md5 dll.hash.md5 file.hash.md5 hash.md5',
    kusto:
      'InitiatingProcessMD5:acting TargetProcessMD5@asim.process TargetFileMD5@asim.file ActingProcessMD5@asim:acting',
  },
  {
    name: 'SHA1',
    type: 'text',
    sample: 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    sigma: 'sha1 Sha1',
    elastic: 'process.hash.sha1 dll.hash.sha1 file.hash.sha1 hash.sha1',
    kusto:
      'InitiatingProcessSHA1:acting TargetProcessSHA1@asim.process TargetFileSHA1@asim.file ActingProcessSHA1@asim:acting',
  },
  {
    name: 'SHA256',
    type: 'text',
    sample: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    sigma: 'sha256 Sha256',
    elastic: 'process.hash.sha256 dll.hash.sha256 file.hash.sha256 hash.sha256',
    kusto:
      'InitiatingProcessSHA256:acting TargetProcessSHA256@asim.process TargetFileSHA256@asim.file ActingProcessSHA256@asim:acting',
  },
  {
    name: 'IMPHASH',
    type: 'text',
    sample: '0c6803c4e922103c4dca5963aad36ddf',
    sigma: 'imphash Imphash',
    elastic: 'process.pe.imphash dll.pe.imphash file.pe.imphash hash.imphash',
    kusto: 'TargetProcessIMPHASH@asim.process',
  },
  {
    name: 'TargetImage',
    type: 'path',
    sample: 'C:\\Windows\\System32\\lsass.exe',
    elastic: 'Target.process.executable Target.process.name:basename',
    // What these actions are done to.
    kusto: [
      'CreateRemoteThreadApiCall',
      'NtAllocateVirtualMemoryRemoteApiCall',
      'NtMapViewOfSectionRemoteApiCall',
      'OpenProcessApiCall',
      'QueueUserApcRemoteApiCall',
      'ReadProcessMemoryApiCall',
      'SetThreadContextRemoteApiCall',
      'WriteProcessMemoryApiCall',
      'WriteToLsassProcessMemory',
    ]
      .map((action) => `FolderPath@DeviceEvents.${action} FileName@DeviceEvents.${action}:basename`)
      .join(' '),
  },
  {
    name: 'GrantedAccess',
    type: 'text',
    sample: '0x1410',
    splunk: 'granted_access@sysmon',
  },
  // Processes that only Elastic tells of: their names are the last parts of their paths all the same.
  ...[
    'process.entry_leader',
    'process.group_leader',
    'process.session_leader',
    'process.previous',
    'process.Ext.effective_parent',
    'Effective_process',
  ].map(
    (process): FieldRow => ({
      name: `${process}.executable`,
      type: 'path',
      sample: '/usr/sbin/sshd',
      elastic: `${process}.name:basename`,
    }),
  ),
  ...['process.entry_leader', 'process.group_leader', 'process.session_leader'].map(
    (process): FieldRow => ({
      name: `${process}.command_line`,
      type: 'text',
      sample: '/usr/sbin/sshd -D',
      elastic: `${process}.args:token`,
    }),
  ),
]
