import type { Telemetry } from './types.js'

const script = 'MessageNumber:integer MessageTotal:integer ScriptBlockText ScriptBlockId:guid Path:path'
const module = 'ContextInfo UserData Payload'

// The classic log has one text per event; Sigma knows it as Data and its parts by the names in it.
const classic =
  'Data HostName HostVersion HostId:guid HostApplication EngineVersion RunspaceId:guid PipelineId CommandName CommandType ScriptName CommandPath CommandLine'

const block = {
  MessageNumber: '1',
  MessageTotal: '1',
  ScriptBlockText: 'Get-ADComputer -Filter * -Properties OperatingSystem | Export-Csv C:\\Users\\Public\\hosts.csv',
  ScriptBlockId: '8c1f0b72-53ad-4e16-9a2b-e0d4c7f31586',
  Path: 'C:\\Users\\a.reyes\\Documents\\inventory.ps1',
}

const pipeline = {
  ContextInfo:
    'Severity = Informational Host Name = ConsoleHost Host Version = 5.1.22621.2506 Host Application = powershell.exe -NoProfile Engine Version = 5.1.22621.2506 Command Name = Get-Process Command Type = Cmdlet User = CORP\\a.reyes Shell ID = Microsoft.PowerShell',
  UserData: '',
  Payload: 'CommandInvocation(Get-Process): "Get-Process" ParameterBinding(Get-Process): name="Name"; value="lsass"',
}

export const powershell: Telemetry = {
  sources: [
    {
      key: 'powershell',
      product: 'windows',
      provider: 'Microsoft-Windows-PowerShell',
      label: 'PowerShell',
      channel: 'Microsoft-Windows-PowerShell/Operational',
      log: 'PowerShell operational log',
      events: `
        4100? | Error message of a command                          | ${module}
        4103  | Executing Pipeline (module logging)                 | ${module}
        4104  | Creating Scriptblock text (script block logging)    | ${script}
        4105  | Started invocation of ScriptBlock                   | ScriptBlockId:guid RunspaceId:guid
        4106  | Completed invocation of ScriptBlock                 | ScriptBlockId:guid RunspaceId:guid
        40961 | PowerShell console is starting up                   |
        40962 | PowerShell console is ready for user input          |
        53504 | Windows PowerShell has started an IPC listening thread | param1 param2
      `,
      samples: { 4103: pipeline, 4104: block },
    },
    {
      key: 'powershell-core',
      product: 'windows',
      provider: 'PowerShellCore',
      label: 'PowerShell 7',
      channel: 'PowerShellCore/Operational',
      log: 'PowerShell 7 operational log',
      events: `
        4103 | Executing Pipeline (module logging)              | ${module}
        4104 | Creating Scriptblock text (script block logging) | ${script}
      `,
      samples: { 4103: pipeline, 4104: block },
    },
    {
      key: 'powershell-classic',
      product: 'windows',
      provider: 'PowerShell',
      label: 'Windows PowerShell',
      channel: 'Windows PowerShell',
      log: 'Windows PowerShell classic log',
      fields: classic,
      events: `
        400 | Engine state is changed from None to Available    |
        403 | Engine state is changed from Available to Stopped |
        600 | Provider is started                               | ProviderName NewProviderState
        800 | Pipeline execution details for command line       | UserId DetailSequence:integer DetailTotal:integer
      `,
      samples: {
        400: {
          Data: 'Available None NewEngineState=Available PreviousEngineState=None SequenceNumber=13 HostName=ConsoleHost HostVersion=5.1.22621.2506 HostId=4b0c6f1e-22d7-4a93-8c0e-5d1f7a9b3e64 HostApplication=powershell.exe -ExecutionPolicy Bypass -File C:\\Users\\Public\\task.ps1 EngineVersion=5.1.22621.2506',
          HostName: 'ConsoleHost',
          HostVersion: '5.1.22621.2506',
          HostId: '4b0c6f1e-22d7-4a93-8c0e-5d1f7a9b3e64',
          HostApplication: 'powershell.exe -ExecutionPolicy Bypass -File C:\\Users\\Public\\task.ps1',
          EngineVersion: '5.1.22621.2506',
        },
        600: {
          Data: 'Registry Started ProviderName=Registry NewProviderState=Started SequenceNumber=1 HostName=ConsoleHost HostApplication=powershell.exe',
          ProviderName: 'Registry',
          NewProviderState: 'Started',
          HostApplication: 'powershell.exe',
        },
      },
    },
  ],
  logSources: [
    { product: 'windows', category: 'ps_module', primary: ['powershell/4103', 'powershell-core/4103'] },
    { product: 'windows', category: 'ps_script', primary: ['powershell/4104', 'powershell-core/4104'] },
    { product: 'windows', category: 'ps_classic_start', primary: ['powershell-classic/400'] },
    { product: 'windows', category: 'ps_classic_provider_start', primary: ['powershell-classic/600'] },
    { product: 'windows', category: 'ps_classic_script', primary: ['powershell-classic/800'] },
    { product: 'windows', service: 'powershell', primary: ['powershell', 'powershell-core'] },
    { product: 'windows', service: 'powershell-classic', primary: ['powershell-classic'] },
  ],
}
